"""What a person was doing is there again at the next start, however the last one ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QLockFile, Qt
from pytestqt.qtbot import QtBot

from tests.storage.test_kept_file import DAMAGED, signed
from tests.ui.fake_engine import FakeEngine
from tests.ui.killed_window import ENDED, MOMENTS
from tutor.storage import writer
from tutor.storage.folders import folders
from tutor.storage.saved_session import SESSION_FILE, SavedSession
from tutor.ui.keeping import Keeping
from tutor.ui.main_window import MainWindow

ROOT = Path(__file__).parent.parent.parent
FIRST_AFTER = list(MOMENTS).index("after it is renamed")


class Desk:
    """Windows on one folder, one after another or at once."""

    def __init__(self, qtbot: QtBot, home: Path) -> None:
        self.qtbot = qtbot
        self.home = home

    @contextmanager
    def window(self) -> Iterator[MainWindow]:
        keeping = Keeping(folders(self.home))
        window = MainWindow(FakeEngine(), keeping=keeping)
        self.qtbot.addWidget(window)
        window.show()
        self.rest(window)
        yield window
        window.close()

    def rest(self, window: MainWindow) -> None:
        self.qtbot.waitUntil(lambda: window.settled, timeout=10_000)

    def saved(self, name: str = "session.json") -> SavedSession:
        return SESSION_FILE.decode((self.home / name).read_bytes())


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    return Desk(qtbot, tmp_path)


def test_the_first_start_shows_the_first_example(desk: Desk) -> None:
    with desk.window() as window:
        assert window.editor.text() == "f(x) = sin(x^2)"
        assert window.keeping.notices == []


def test_a_window_that_is_gone_is_not_asked_any_more(desk: Desk) -> None:
    keeping = Keeping(folders(desk.home))
    window = MainWindow(FakeEngine(), keeping=keeping)
    window.show()
    desk.rest(window)
    keeping.save()
    window.later.stop()
    shiboken6.delete(window)
    keeping.save()
    keeping.close()
    assert desk.saved().text == "f(x) = sin(x^2)"


def test_everything_is_put_back(desk: Desk) -> None:
    with desk.window() as window:
        window.show_problem("x^2 y + y", "partial", "y")
        desk.rest(window)
        window.go_to_step(3)
        window.canvas_panel.pick(1)
        desk.rest(window)
        assert window.canvas_panel.canvas is not None
        window.canvas_panel.canvas.move_to((0.25,))
        cursor = window.editor.source.textCursor()
        cursor.setPosition(4)
        window.editor.source.setTextCursor(cursor)
        window.show_lecture(False)
        before = window.canvas_panel.canvas.point()
    with desk.window() as window:
        assert window.editor.text() == "x^2 y + y"
        assert window.editor.source.textCursor().position() == 4
        question = window.session.question
        assert question is not None
        assert (question.ask, question.wrt) == ("partial", "y")
        assert window.derivation.current == 3
        assert window.canvas_panel.picked() == window.canvas_panel.tabs()[1]
        assert window.canvas_panel.canvas is not None
        assert window.canvas_panel.canvas.point() == pytest.approx(before)
        assert window.strip.isHidden()


def test_what_was_typed_and_what_is_known_is_found_again(desk: Desk) -> None:
    with desk.window() as window:
        for text in ("x y", "x^2 y"):
            window.show_problem(text)
            desk.rest(window)
        window.session.set_understood("sum rule", True)
        desk.rest(window)
        typed = window.editor.history.texts
        assert "x y" in typed
    with desk.window() as window:
        assert window.editor.history.texts == typed
        assert window.session.understood == {"sum rule"}


def test_practice_is_found_again(desk: Desk) -> None:
    with desk.window() as window:
        window.show_face("practice")
    with desk.window() as window:
        assert window.left.currentWidget() is window.practice


def test_half_a_line_and_the_last_that_could_be_read(desk: Desk) -> None:
    with desk.window() as window:
        window.show_problem("x y", "gradient")
        desk.rest(window)
        desk.qtbot.keyClicks(window.editor.source, " * +")
        desk.rest(window)
        left = window.editor.text()
        assert window.session.misreading is not None
    with desk.window() as window:
        assert window.editor.text() == left
        assert window.session.misreading is not None
        assert window.session.reading is not None
        assert window.session.reading.input == "x y"
        assert window.derivation.count


def test_a_change_is_on_the_disk_within_a_second(desk: Desk) -> None:
    with desk.window() as window:
        assert window.keeping.saved_by()
        window.go_to_step(2)
        desk.qtbot.waitUntil(lambda: desk.saved().step == 2, timeout=1000)
        window.editor.source.setPlainText("x y z")
        desk.qtbot.waitUntil(lambda: desk.saved().text == "x y z", timeout=1000)


def test_nothing_is_written_while_nothing_changes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk.window() as window:
        assert window.keeping.saved_by()
        written: list[Path] = []
        monkeypatch.setattr(writer, "write", lambda file, _content: written.append(file))
        window.keeping.touch()
        desk.qtbot.wait(500)
        assert written == []


# Ends ------------------------------------------------------------------------------------------


def begin(home: Path, moment: str, second: str) -> subprocess.Popen[str]:
    """Start a window that saves "x y", and ends at a moment after `second` was typed."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.ui.killed_window", str(home), moment, "x y", second],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def ended(process: subprocess.Popen[str]) -> None:
    out, complaint = process.communicate(timeout=60)
    assert process.returncode == ENDED, complaint
    assert "saved" in out


def test_ended_at_each_moment_of_an_autosave(desk: Desk) -> None:
    windows = []
    for number, moment in enumerate(MOMENTS):
        (desk.home / str(number)).mkdir()
        windows.append(begin(desk.home / str(number), moment, f"x y + {number}"))
    for number, process in enumerate(windows):
        ended(process)
        kept = desk.saved(f"{number}/session.json").text
        assert kept == (f"x y + {number}" if number >= FIRST_AFTER else "x y")
    left = Desk(desk.qtbot, desk.home / str(FIRST_AFTER))
    with left.window() as window:
        assert window.editor.text() == f"x y + {FIRST_AFTER}"
        assert window.keeping.notices == []
        assert window.keeping.window_number == 1
    assert not list(desk.home.glob("*/session-*"))


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("milliseconds", range(0, 500, 10))
def test_ended_at_any_moment(desk: Desk, milliseconds: int) -> None:
    ended(begin(desk.home, str(milliseconds), "x y + 1"))
    with desk.window() as window:
        assert window.editor.text() in ("x y", "x y + 1")
        assert window.keeping.notices == []


# Damage ----------------------------------------------------------------------------------------


def lock_out(home: Path) -> None:
    home.chmod(0o500)


def file_for_folder(home: Path) -> None:
    home.rmdir()
    home.write_bytes(b"in the way")


@pytest.mark.parametrize("name", ["settings.json", "session.json"])
@pytest.mark.parametrize("damage", ["cut at 60%", "empty", "edited", "version 0", "a folder"])
def test_starts_whatever_is_in_its_files(desk: Desk, name: str, damage: str) -> None:
    if damage == "a folder":
        (desk.home / name).mkdir()
    else:
        (desk.home / name).write_bytes(DAMAGED[damage])
    with desk.window() as window:
        assert window.editor.text() == "f(x) = sin(x^2)"
        (said,) = window.keeping.notices
        (aside,) = desk.home.glob("*unreadable*")
        assert aside.name in said
        window.show_problem("x y")
        desk.rest(window)
        assert window.keeping.saved_by()
    assert desk.saved().text == "x y"
    if damage != "a folder":
        assert aside.read_bytes() == DAMAGED[damage]


@pytest.mark.parametrize("name", ["settings", "session"])
def test_starts_with_what_a_newer_nabla_wrote(desk: Desk, name: str) -> None:
    written = signed('{"hologram": true}', version=99, name=name)
    (desk.home / f"{name}.json").write_bytes(written)
    with desk.window() as window:
        assert any("newer Nabla" in said for said in window.keeping.notices)
        assert window.derivation.count
    (aside,) = desk.home.glob("*-newer.json")
    assert aside.read_bytes() == written


@pytest.mark.skipif(sys.platform == "win32", reason="files have no such permissions there")
@pytest.mark.parametrize("name", ["settings.json", "session.json"])
def test_starts_with_a_file_that_may_not_be_read(
    desk: Desk, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = desk.home / name
    file.write_bytes(b"secret")
    file.chmod(0)
    if os.geteuid() == 0:  # permissions do not hold the superuser back
        opened = Path.open

        def may_not(path: Path, *how: Any, **named: Any) -> Any:
            if path == file and "r" in (how[0] if how else "r"):
                raise PermissionError(13, "Permission denied")
            return opened(path, *how, **named)

        monkeypatch.setattr(Path, "open", may_not)
    with desk.window() as window:
        (said,) = window.keeping.notices
        assert window.derivation.count
    (aside,) = desk.home.glob("*unreadable*")
    assert aside.name in said
    aside.chmod(0o600)
    assert aside.read_bytes() == b"secret"


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such permissions there")
@pytest.mark.parametrize("trouble", [lock_out, file_for_folder])
def test_starts_where_nothing_can_be_written(
    desk: Desk, trouble: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.geteuid() == 0:  # permissions do not hold the superuser back
        monkeypatch.setattr(QLockFile, "tryLock", lambda _lock, _wait: False)
        monkeypatch.setattr(QLockFile, "error", lambda _lock: QLockFile.LockError.PermissionError)
    trouble(desk.home)
    with desk.window() as window:
        assert any("your work will not be saved" in said for said in window.keeping.notices)
        window.show_problem("x y")
        desk.rest(window)
        assert not window.keeping.saves
        assert window.derivation.count
    desk.home.chmod(0o700)


def test_a_full_disk_is_said_once_and_again_when_it_is_over(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    said: list[str] = []
    with desk.window() as window:
        window.keeping.noticed.connect(said.append)
        with monkeypatch.context() as broken:
            broken.setattr(writer, "write", full)
            for text in ("x", "x y"):
                window.show_problem(text)
                desk.rest(window)
                window.keeping.saved_by()
            desk.qtbot.waitUntil(lambda: bool(said))
            assert not window.keeping.saves
        window.show_problem("x y z")
        desk.rest(window)
        window.keeping.saved_by()
        desk.qtbot.waitUntil(lambda: len(said) == 2)
    assert said == ["Your work cannot be saved at the moment: No space left on device.", ""]
    assert desk.saved().text == "x y z"


# Two windows -----------------------------------------------------------------------------------


def test_two_windows_keep_two_sessions(desk: Desk) -> None:
    with desk.window() as one, desk.window() as other:
        one.show_problem("x")
        other.show_problem("y")
        desk.rest(one)
        desk.rest(other)
        one.keeping.change("text_size", 110)
        other.keeping.change("reduced_motion", True)
        assert [window.keeping.window_number for window in (one, other)] == [1, 2]
    assert desk.saved().text == "x"
    assert desk.saved("session-2.json").text == "y"
    json.loads((desk.home / "settings.json").read_bytes())
    with desk.window() as one, desk.window() as other:
        assert [window.editor.text() for window in (one, other)] == ["x", "y"]
        assert one.keeping.notices == other.keeping.notices == []


def test_the_window_is_where_it_was(desk: Desk) -> None:
    with desk.window() as window:
        window.resize(940, 640)  # no wider than the screen of Qt's offscreen plugin
        desk.qtbot.waitUntil(lambda: window.height() == 640)
    with desk.window() as window:
        assert (window.width(), window.height()) == (940, 640)


def test_a_place_that_is_none_is_ignored(desk: Desk) -> None:
    session = SavedSession("x y", place="∂ is not base64", cursor=999, step=77, scene="no such picture")
    (desk.home / "session.json").write_bytes(SESSION_FILE.encode(session))
    with desk.window() as window:
        assert window.editor.text() == "x y"
        assert window.derivation.current == window.derivation.count
        assert window.editor.source.textCursor().position() == 3


def test_keys_reach_the_editor_at_once(desk: Desk) -> None:
    with desk.window() as window:
        window.activateWindow()
        desk.qtbot.keyClick(window.editor.source, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        desk.qtbot.keyClicks(window.editor.source, " + 1")
        desk.rest(window)
    assert desk.saved().text == "f(x) = sin(x^2) + 1"
