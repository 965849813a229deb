"""Trouble as a person meets it: a dialog that says the work is safe, a strip that tells of the last time."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import seen
from tests.ui.fake_engine import FakeEngine
from tutor.storage.folders import folders
from tutor.storage.saved_session import SESSION_FILE
from tutor.ui.error_dialog import ErrorDialog
from tutor.ui.first_aid import FirstAid
from tutor.ui.keeping import Keeping
from tutor.ui.main_window import MainWindow


@pytest.fixture
def hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(module, name, getattr(module, name))  # to be put back afterwards


@pytest.fixture
def aid(qtbot: QtBot, qapp: QApplication, hooks: None, tmp_path: Path) -> Iterator[FirstAid]:
    # Captured: pytest-qt's own hook would hear of them first.
    with qtbot.captureExceptions(), standing_by(qtbot, qapp, tmp_path) as made:
        yield made


@contextmanager
def standing_by(qtbot: QtBot, qapp: QApplication, home: Path) -> Iterator[FirstAid]:
    window = MainWindow(FakeEngine(), theme="light", keeping=Keeping(folders(home)))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    aid = FirstAid(qapp, window, folders(home))
    qtbot.waitUntil(lambda: window.settled, timeout=10_000)
    yield aid
    if aid.dialog is not None:
        aid.dialog.close()
    window.close()
    aid.restart_wanted = False
    aid.close()
    aid.deleteLater()


def fail() -> None:
    raise FloatingPointError("overflow encountered in subtract")


def break_down(qtbot: QtBot, aid: FirstAid) -> ErrorDialog:
    QTimer.singleShot(0, fail)
    qtbot.waitUntil(aid.alive)
    assert aid.dialog is not None
    return aid.dialog


def test_the_dialog_says_that_the_work_is_saved(qtbot: QtBot, aid: FirstAid, tmp_path: Path) -> None:
    window = aid.window
    window.show_problem("x y", "gradient")
    qtbot.waitUntil(lambda: window.settled, timeout=10_000)
    window.go_to_step(3)
    dialog = break_down(qtbot, aid)
    text = seen(dialog)
    assert "That did not work, and it was not you" in text
    assert "Your work is saved" in text
    assert "x y at step 3 of 4" in text
    assert SESSION_FILE.decode((tmp_path / "session.json").read_bytes()).step == 3
    assert dialog.report.file is not None
    assert dialog.report.file.name in text
    assert "FloatingPointError" not in text, "the report is shown on demand"
    qtbot.mouseClick(dialog.show_report, Qt.MouseButton.LeftButton)
    assert "FloatingPointError: overflow" in dialog.words.toPlainText()
    assert dialog.words.isVisible()
    assert "Text: 'x y'\nAsked: gradient, step 3 of 4" in dialog.report.text


def test_going_on_leaves_the_window_as_it_was(qtbot: QtBot, aid: FirstAid) -> None:
    dialog = break_down(qtbot, aid)
    focus = dialog.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Go on"
    qtbot.keyClick(focus, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not aid.alive())
    aid.window.go_to_step(2)
    assert aid.window.derivation.current == 2


def test_escape_goes_on(qtbot: QtBot, aid: FirstAid) -> None:
    dialog = break_down(qtbot, aid)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not aid.alive())


def test_closing_the_window_takes_the_dialog_along(qtbot: QtBot, aid: FirstAid, tmp_path: Path) -> None:
    dialog = break_down(qtbot, aid)
    aid.window.close()
    assert not aid.window.isVisible()
    assert not dialog.isVisible()
    assert not aid.alive()
    QTimer.singleShot(0, fail)  # what comes after it is only written down
    qtbot.wait(50)
    assert not aid.alive()
    assert len(list((tmp_path / "log").glob("report-*"))) == 2


def test_the_same_again_is_better_restarted(
    qtbot: QtBot, aid: FirstAid, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_down(qtbot, aid).go_on.click()
    qtbot.waitUntil(lambda: not aid.alive())
    dialog = break_down(qtbot, aid)
    assert "better to restart" in dialog.doing.text()
    started: list[list[str]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_how: started.append(command))
    focus = dialog.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Restart Nabla"
    focus.click()
    assert not aid.window.isVisible()
    aid.close()
    assert [command[0] for command in started] == [sys.executable]


def test_the_report_is_copied_and_saved(
    qtbot: QtBot, aid: FirstAid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = break_down(qtbot, aid)
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == dialog.report.text
    file = tmp_path / "mine.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_what: (str(file), ""))
    qtbot.mouseClick(dialog.save_as, Qt.MouseButton.LeftButton)
    assert file.read_text(encoding="utf-8") == dialog.report.text
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_what: (str(file / "x"), ""))
    qtbot.mouseClick(dialog.save_as, Qt.MouseButton.LeftButton)
    assert "Not saved" in dialog.save_as.text()


def test_every_control_of_the_dialog_has_a_name(qtbot: QtBot, aid: FirstAid) -> None:
    dialog = break_down(qtbot, aid)
    dialog.show_report.click()
    controls = [each for each in dialog.findChildren(QWidget) if each.focusPolicy() and each.isVisible()]
    assert len(controls) >= 6
    assert [each for each in controls if each.focusPolicy().value and not each.accessibleName()] == []


# The strip -------------------------------------------------------------------------------------


def test_files_set_aside_and_the_last_crash_are_told(
    qtbot: QtBot, qapp: QApplication, hooks: None, tmp_path: Path
) -> None:
    (tmp_path / "settings.json").write_bytes(b"junk")
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "crash-1.txt").write_text("Fatal Python error: Segmentation fault", encoding="utf-8")
    with standing_by(qtbot, qapp, tmp_path) as aid:
        settings, crash = aid.strip.notices()
        assert "The settings could not be read" in settings
        assert "Nabla stopped suddenly the last time. What you were working on is back." in crash
        (show,) = (each for each in aid.strip.findChildren(QPushButton) if each.text() == "Show report")
        qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
        assert aid.dialog is not None
        assert "Segmentation fault" in aid.dialog.report.text
        assert "What happened the last time" in seen(aid.dialog)
        assert "Restart" not in seen(aid.dialog)
        aid.dialog.accept()
        for words in aid.strip.notices():
            aid.strip.unsay(words)
        assert not aid.strip.isVisible()


def test_what_crashes_twice_is_not_opened_a_third_time(
    qtbot: QtBot, qapp: QApplication, hooks: None, tmp_path: Path
) -> None:
    with standing_by(qtbot, qapp, tmp_path) as aid:
        aid.window.show_problem("x y z")
        qtbot.waitUntil(lambda: aid.window.settled, timeout=10_000)
    trace = tmp_path / "log" / "crash-1.txt"
    shown = []
    for _crash in range(2):
        trace.write_text("Fatal Python error", encoding="utf-8")
        with standing_by(qtbot, qapp, tmp_path) as aid:
            shown.append(aid.window.editor.text())
    assert shown == ["x y z", "f(x) = sin(x^2)"]
    (aside,) = tmp_path.glob("session-*-crashed.json")
    assert SESSION_FILE.decode(aside.read_bytes()).text == "x y z"
