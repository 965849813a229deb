"""The card while the engine works, and the card after it was stopped."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import seen
from tests.ui.fake_engine import FakeEngine, FakeFailure
from tutor.ui.main_window import MainWindow

DEADLINE = FakeFailure("deadline", "This took too long.", "Try a smaller power.", after=20.0)
MEMORY = FakeFailure("memory", "This needed too much memory.", "Try a smaller power.")
CRASHED = FakeFailure("crashed", "It stopped twice.", "Try a simpler form.")


def ask(qtbot: QtBot, window: MainWindow) -> None:
    """Press the first question's button."""
    qtbot.mouseClick(window.questions.buttons()[0], Qt.MouseButton.LeftButton)


def ways(window: MainWindow) -> list[QAbstractButton]:
    """Return what the stopped card offers, from top to bottom."""
    shown = window.derivation.stopped.findChildren(QAbstractButton)
    return [button for button in shown if button.isVisible()]


def test_says_what_is_done_and_how_far_it_is(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    engine.held = {"explain"}
    ask(qtbot, window)
    busy = window.derivation.busy
    assert not busy.isVisible()
    qtbot.waitUntil(busy.isVisible, timeout=2000)
    assert busy.words.text() == "Working it out"
    assert busy.stops.text() == "Stops by itself at 0:20"
    assert not busy.advance.isVisible(), "nothing is claimed that is not known"
    engine.waiting[0][2].steps = (40, 120)
    qtbot.waitUntil(busy.advance.isVisible)
    assert busy.stops.text() == "40 of 120 done · stops by itself at 0:20"
    assert (busy.advance.value(), busy.advance.maximum()) == (40, 120)
    qtbot.waitUntil(lambda: busy.elapsed.text() == "0:01", timeout=3000)
    qtbot.mouseClick(busy.cancel, Qt.MouseButton.LeftButton)
    assert engine.waiting[0][2].cancelled
    assert not busy.isVisible()


def test_quick_answers_show_no_card(qtbot: QtBot, window: MainWindow) -> None:
    ask(qtbot, window)
    qtbot.waitUntil(lambda: window.settled)
    qtbot.wait(350)
    assert not window.derivation.busy.isVisible()


@pytest.mark.parametrize(
    ("failure", "title", "offers"),
    [
        (DEADLINE, "Stopped after 20 seconds", ["Brief", "Try again"]),
        (MEMORY, "This needed too much memory.", ["Brief", "Try again"]),
        (CRASHED, "It stopped twice.", ["Try again"]),
    ],
)
def test_says_what_happened_and_what_to_try(
    qtbot: QtBot, window: MainWindow, engine: FakeEngine, failure: FakeFailure, title: str, offers: list[str]
) -> None:
    engine.failures["explain"] = failure
    ask(qtbot, window)
    qtbot.waitUntil(window.derivation.stopped.isVisible)
    words = seen(window.derivation.stopped)
    assert title in words
    assert failure.message in words
    assert failure.hint in words
    assert "still there" in words
    assert [button.accessibleName() for button in ways(window)] == offers
    assert window.derivation.card.isVisible()


def test_more_time_is_more_time(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    engine.failures["explain"] = DEADLINE
    ask(qtbot, window)
    qtbot.waitUntil(window.derivation.stopped.isVisible)
    engine.held = {"explain"}
    qtbot.mouseClick(ways(window)[-1], Qt.MouseButton.LeftButton)
    assert not window.derivation.stopped.isVisible()
    qtbot.waitUntil(window.derivation.busy.isVisible, timeout=2000)
    assert window.derivation.busy.stops.text() == "Stops by itself at 2:00"


def test_fewer_steps_are_asked_for(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    engine.failures["explain"] = DEADLINE
    ask(qtbot, window)
    qtbot.waitUntil(window.derivation.stopped.isVisible)
    del engine.failures["explain"]
    qtbot.mouseClick(ways(window)[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.settled)
    assert engine.last("explain")["detail"] == "brief"
    assert not window.derivation.stopped.isVisible()


def test_what_was_typed_since_is_what_is_tried_again(
    qtbot: QtBot, window: MainWindow, engine: FakeEngine
) -> None:
    engine.failures["read"] = CRASHED
    window.show_problem("another")
    qtbot.waitUntil(window.derivation.stopped.isVisible)
    del engine.failures["read"]
    qtbot.mouseClick(ways(window)[-1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.settled)
    assert engine.last("explain")["text"] == "another"
