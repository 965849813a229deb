"""The steps within a step, playing, and the fate of the current step."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.board_data import STEPS, sentence
from tests.ui.conftest import seen
from tests.ui.fake_engine import FakeEngine
from tutor.ui.main_window import MainWindow
from tutor.ui.step_card import chip_icon


def test_a_step_s_own_steps_open_and_close(qtbot: QtBot, window: MainWindow) -> None:
    window.go_to_step(3)
    card = window.derivation.card
    qtbot.mouseClick(card.show_how, Qt.MouseButton.LeftButton)
    assert [row.step.id for row in card.substeps.rows()] == ["3.1", "3.2"]
    qtbot.waitUntil(lambda: "Why 3.1." in seen(card.substeps))
    assert "Why 3.2." not in seen(card.substeps)
    qtbot.mouseClick(card.substeps.rows()[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Why 3.2." in seen(card.substeps))
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not card.substeps.isVisible()


class Windows(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[QObject] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's own name)
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(watched)
        return False


def test_no_other_window_flashes_up(qtbot: QtBot, window: MainWindow) -> None:
    windows = Windows()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(windows)
    window.go_to_step(3)
    window.derivation.card.toggle_how()
    window.derivation.card.substeps.rows()[0].deeper.emit()
    window.show_problem("another")
    qtbot.waitUntil(lambda: window.settled)
    window.show_problem("x * + y")
    qtbot.waitUntil(lambda: window.settled)
    window.show_face("practice")
    application.removeEventFilter(windows)
    assert windows.shown == []


def test_the_levels_below_open_in_place(qtbot: QtBot, window: MainWindow) -> None:
    window.go_to_step(3)
    substeps = window.derivation.card.substeps
    window.derivation.card.toggle_how()
    substeps.rows()[0].deeper.emit()
    assert [row.step.id for row in substeps.rows()] == ["3.1.1"]
    assert "Step 3.1" in substeps.up.text()
    substeps.up.click()
    assert [row.step.id for row in substeps.rows()] == ["3.1", "3.2"]
    substeps.up.click()
    assert not substeps.isVisible()


@pytest.mark.parametrize(("pressed", "rows"), [("3.2", ["3.1", "3.2"]), ("3.1.1", ["3.1.1"])])
def test_a_pressed_term_opens_its_own_step(
    qtbot: QtBot, window: MainWindow, pressed: str, rows: list[str]
) -> None:
    window.go_to_step(3)
    window.derivation.card.formula.pressed.emit(pressed)
    assert [row.step.id for row in window.derivation.card.substeps.rows()] == rows
    qtbot.waitUntil(lambda: f"Why {pressed}." in seen(window.derivation.card.substeps))


def test_a_pressed_term_of_another_step_goes_there(qtbot: QtBot, window: MainWindow) -> None:
    window.go_to_step(4)
    window.derivation.card.formula.pressed.emit("2")
    assert window.derivation.current == 2


def test_a_step_without_steps_offers_none(qtbot: QtBot, window: MainWindow) -> None:
    window.go_to_step(2)
    assert not window.derivation.card.show_how.isVisible()


def test_a_done_step_is_pressed_to_go_back(qtbot: QtBot, window: MainWindow) -> None:
    window.go_to_step(4)
    qtbot.waitUntil(lambda: not window.derivation.done.filling())  # rows further up come when there is time
    row = window.derivation.done.rows()[1]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert window.derivation.current == 2


def test_playing_moves_on_and_ends_at_the_end(qtbot: QtBot, window: MainWindow) -> None:
    transport = window.derivation.transport
    transport._timer.setInterval(20)
    window.go_to_step(2)
    qtbot.mouseClick(transport.play, Qt.MouseButton.LeftButton)
    assert transport.play.text() == "Pause"
    qtbot.waitUntil(lambda: window.derivation.current == 4)
    assert not transport.playing
    assert transport.play.text() == "Play"


def test_a_blank_does_not_lose_the_step(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    window.show_problem("same")
    qtbot.waitUntil(lambda: window.settled)
    window.go_to_step(3)
    asked = engine.count("explain")
    window.session.read("same")
    qtbot.waitUntil(lambda: window.settled)
    assert engine.count("explain") == asked
    assert window.derivation.current == 3


@pytest.mark.parametrize(("rule", "icon"), [("constant multiple", "pin"), ("chain", "branch"), ("sum", "")])
def test_the_icon_of_a_rule(rule: str, icon: str) -> None:
    assert chip_icon(rule) == icon


def test_where_a_step_holds_is_said_below_it(qtbot: QtBot, window: MainWindow) -> None:
    card = window.derivation.card
    card.set_step(1, replace(STEPS[0], condition=sentence("Only where x > 0.")))
    qtbot.waitUntil(lambda: "spoken Only where x > 0." in seen(card.condition))
    card.set_step(1, STEPS[0])
    assert not card.condition.isVisible()


def test_why_a_step_was_not_checked_is_said_below_it(qtbot: QtBot, window: MainWindow) -> None:
    card = window.derivation.card
    card.set_step(1, replace(STEPS[0], verified=None, notes=("No number fits here.",)))
    qtbot.waitUntil(lambda: "No number fits here." in seen(card.doubt))
    card.set_step(1, replace(STEPS[0], notes=("No number fits here.",)))
    assert not card.doubt.isVisible()
