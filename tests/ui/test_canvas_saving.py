"""Saving the picture in front: files, a film that is given up, folders that cannot be written."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.ui.fake_engine import FakeAnswer, FakeEngine
from tutor.engine import worker
from tutor.ui import picture_saver
from tutor.ui.main_window import MainWindow
from tutor.ui.picture_saver import PictureSaver


class SavingEngine(FakeEngine):
    """Draws files for real; films are short."""

    def _answer(self, name: str, arguments: Any) -> FakeAnswer:
        if name == "picture_file":
            return FakeAnswer(worker.REQUESTS[name](**arguments))
        return super()._answer(name, arguments)


@pytest.fixture
def engine() -> FakeEngine:
    return SavingEngine()


@pytest.fixture
def saver(window: MainWindow, tmp_path: Path) -> PictureSaver:
    found = window.canvas_panel.saver
    assert found is not None
    found.ask_path = lambda _parent, _title, first, _kinds: str(tmp_path / Path(first).name)
    return found


def says(qtbot: QtBot, saver: PictureSaver, words: str) -> None:
    """Wait until it says so."""

    def said() -> None:
        assert words in saver.words.text()

    qtbot.waitUntil(said, timeout=10_000)


def test_a_picture_is_saved(qtbot: QtBot, saver: PictureSaver, tmp_path: Path) -> None:
    for kind, start in (("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")):
        saver.save(kind)
        says(qtbot, saver, f"Saved as nabla.{kind}")
        assert (tmp_path / f"nabla.{kind}").read_bytes().startswith(start), kind


def test_ctrl_s_saves(qtbot: QtBot, window: MainWindow, saver: PictureSaver, tmp_path: Path) -> None:
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: (tmp_path / "nabla.png").exists(), timeout=10_000)


def test_a_picture_is_copied(saver: PictureSaver) -> None:
    saver.copy()
    assert not QGuiApplication.clipboard().image().isNull()
    assert saver.words.text() == "The picture is on the clipboard."


def test_saving_shows_how_far_it_is_and_can_be_given_up(
    qtbot: QtBot, saver: PictureSaver, engine: FakeEngine, tmp_path: Path
) -> None:
    engine.held.add("picture_file")
    saver.save("png")
    (_name, _answer, ticket) = engine.waiting[-1]
    ticket.steps = (40, 100)
    qtbot.waitUntil(lambda: saver.bar.value() == 40)
    assert saver.cancel.isVisible()
    qtbot.mouseClick(saver.cancel, Qt.MouseButton.LeftButton)
    assert ticket.cancelled
    assert saver.words.text() == "Nothing was saved."
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_written_is_said_in_a_sentence(
    qtbot: QtBot, saver: PictureSaver, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, words in (
        (errno.EACCES, "permission"),
        (errno.ENOSPC, "disk is full"),
        (errno.EIO, "Not saved"),
    ):

        def write(_file: Path, _content: bytes, number: int = number) -> None:
            raise OSError(number, "broken")

        monkeypatch.setattr(picture_saver, "write", write)
        saver.save("png")
        says(qtbot, saver, words)


def test_the_menu_offers_a_film_only_where_it_can_be_made(
    saver: PictureSaver, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = window.canvas_panel
    panel.pick(1)  # the slope, whose slider plays
    monkeypatch.setattr(picture_saver.shutil, "which", lambda _name: None)
    assert saver.kinds() == ["png", "svg", "pdf", "gif"]
    monkeypatch.setattr(picture_saver.shutil, "which", lambda name: f"/bin/{name}")
    assert saver.kinds()[-1] == "mp4"
    assert len([action for action in saver.menu(panel).actions() if action.text()]) == 6


def test_who_gives_up_the_dialog_saves_nothing(saver: PictureSaver, engine: FakeEngine) -> None:
    saver.ask_path = lambda *_asked: ""
    saver.save("png")
    assert engine.count("picture_file") == 0
