"""The first moments: what is painted first takes keys, and the whole window comes to the same places."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.storage.test_kept_file import DAMAGED
from tests.ui import board_data
from tests.ui.fake_engine import FakeEngine
from tutor.board import Focus
from tutor.canvas import labels
from tutor.storage.folders import folders
from tutor.storage.glimpse import glimpse
from tutor.storage.saved_session import SESSION_FILE, SavedSession
from tutor.ui import loading
from tutor.ui.front import Front
from tutor.ui.keeping import Keeping
from tutor.ui.look import Look
from tutor.ui.main_window import MainWindow
from tutor.ui.opening import Opening

PATIENCE = 30_000


@pytest.fixture
def opening(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Opening]:
    where = folders(tmp_path)
    opening = Opening(qapp, where, glimpse(where), "en")
    qtbot.addWidget(opening.front)
    opening.front.show()
    opening.front.activateWindow()
    yield opening
    opening.front.close()
    opening.close()


def test_keys_typed_before_there_is_an_engine_are_answered(qtbot: QtBot, opening: Opening) -> None:
    qtbot.keyClick(opening.front.field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(opening.front.field, "x^3 + ")
    assert opening.window is None
    qtbot.waitUntil(lambda: opening.window is not None, timeout=PATIENCE)
    window = opening.window
    assert window is not None
    assert window.editor.text() == "x^3 + "
    assert window.editor.source.hasFocus()
    qtbot.keyClicks(window.editor.source, "x")

    def answered() -> bool:
        session = window.session
        return session.walkthrough is not None and session.text == "x^3 + x"

    qtbot.waitUntil(answered, timeout=PATIENCE)
    assert window.session.walkthrough is not None
    assert window.session.walkthrough.result.formula.text.endswith("3x^2 + 1")


def test_closing_during_the_start_ends_it(qtbot: QtBot, opening: Opening) -> None:
    qtbot.waitUntil(lambda: opening.window is not None, timeout=PATIENCE)
    assert opening.window is not None
    opening.front.close()
    assert not opening.window.isVisible()
    assert not opening.front.isVisible()


def test_the_first_picture_belongs_to_the_step_however_early_its_answer_comes(
    qtbot: QtBot, engine: FakeEngine
) -> None:
    engine.held = {"read"}
    window = MainWindow(engine)
    qtbot.addWidget(window)
    walkthrough = board_data.walkthrough("x^2 y + y", "gradient", (), "standard")
    window.explore.derivation.set_walkthrough(walkthrough, 2)
    window.show()
    window.canvas_panel.set_gallery(board_data.gallery())

    def focus() -> Focus | None:
        canvas = window.canvas_panel.canvas
        return canvas.picture.focus if canvas is not None and canvas.picture is not None else None

    qtbot.waitUntil(lambda: focus() is not None, timeout=PATIENCE)
    assert focus() == Focus(variable="x")


def keep(home: Path, session: SavedSession) -> None:
    (home / "session.json").write_bytes(SESSION_FILE.encode(session))


ONE_LINE = SavedSession("x^2 sin x", lecture=False)
LECTURE = SavedSession("f(g, h) = g^2 h + h\ng = 3x\nh = x^2", cursor=5, ask="chain", wrt="x")


@pytest.mark.parametrize("size", [(1280, 800), (1024, 700), (940, 600)])
@pytest.mark.parametrize(("theme", "session"), [("light", ONE_LINE), ("dark", LECTURE)])
def test_nothing_jumps(
    qtbot: QtBot, tmp_path: Path, session: SavedSession, size: tuple[int, int], theme: str
) -> None:
    keep(tmp_path, session)
    front = Front(Look(theme), glimpse(folders(tmp_path)))
    qtbot.addWidget(front)
    front.resize(*size)
    with qtbot.waitSignal(front.painted):
        front.show()
    before, field = front.grab().toImage(), place(front.field, front)
    window = MainWindow(FakeEngine(), theme=theme, keeping=Keeping(folders(tmp_path)), front=front)
    front.take_in(window)
    after = front.grab().toImage()
    assert place(window.editor.source, front)[:2] == field[:2]
    assert window.editor.source.textCursor().position() == session.cursor
    columns, rows = range(0, size[0], 3), range(0, size[1], 3)
    others = sum(before.pixel(x, y) != after.pixel(x, y) for x in columns for y in rows)
    assert others < 0.02 * len(columns) * len(rows)  # icons, brackets in their colours
    qtbot.waitUntil(lambda: window.settled, timeout=PATIENCE)


def place(widget: QWidget, window: QWidget) -> tuple[int, int, int, int]:
    corner = widget.mapTo(window, QPoint(0, 0))
    return corner.x(), corner.y(), widget.width(), widget.height()


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)
def test_damaged_files_do_not_hold_up_the_first_paint(tmp_path: Path, damage: bytes) -> None:
    for name in ("settings.json", "session.json"):
        (tmp_path / name).write_bytes(damage)
    seen = glimpse(folders(tmp_path))
    assert seen.appearance == "system"
    assert seen.text is None or isinstance(seen.text, str)


def test_what_is_kept_is_seen_at_a_glance(tmp_path: Path) -> None:
    keep(tmp_path, SavedSession("x^4", cursor=2, lecture=False, place="AAAA"))
    seen = glimpse(folders(tmp_path))
    assert (seen.text, seen.cursor, seen.lecture, seen.place) == ("x^4", 2, False, "AAAA")


def test_a_window_beside_another_shows_its_own_text(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    keep(tmp_path, SavedSession("x^4"))
    where = folders(tmp_path)
    first = Keeping(where)
    second = Opening(qapp, where, glimpse(where), "en")
    qtbot.addWidget(second.front)
    assert second.front.field.toPlainText() != "x^4"
    first.close()
    second.close()


def test_letters_are_read_by_one_thread_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    at_work, most = [], []

    def warm_up(_style: object, dpi: float) -> None:
        at_work.append(dpi)
        time.sleep(0.05)
        most.append(len(at_work))
        at_work.pop()

    monkeypatch.setattr(labels, "warm_up", warm_up)
    loading._load_pictures.cache_clear()
    ratios = (1.0, 1.5, 1.0)
    threads = [threading.Thread(target=loading.load_pictures, args=("light", ratio)) for ratio in ratios]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    loading._load_pictures.cache_clear()
    assert most == [1, 1], "one after another, and each but once"
