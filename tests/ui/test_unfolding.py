"""What is done of a long derivation: listed while the rest is worked out, kept when it is stopped."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from tests.ui import board_data
from tests.ui.conftest import seen
from tests.ui.fake_engine import FakeEngine, FakeFailure
from tutor.board import Question, Unfinished, Walkthrough, WayOut
from tutor.ui.main_window import MainWindow
from tutor.ui.unfolding import joined

DEADLINE = FakeFailure("deadline", "This took too long.", "Try a smaller power.", after=20.0)
TOTAL = 40
GROWS = "The formula grows with every order."


def head() -> Walkthrough:
    result = board_data.walkthrough("a", "partial", ("x",), "standard").result
    return Walkthrough(
        board_data.reading("a"), "partial", ("x",), "standard", (), result, unfinished=Unfinished(TOTAL)
    )


def ways() -> tuple[WayOut, ...]:
    question = Question("partial", "y", board_data.formula("∂/∂y"), "by y")
    return (
        WayOut("lower", "Ask for a lower order", "The 5th has 6 terms.", "Order 5", question),
        WayOut("point", "Ask for the value at one point", "No formula.", "At x = 0", question, (("x", "0"),)),
    )


def pieces(first: int, last: int) -> tuple[Any, ...]:
    """Return the steps from one number to another, and what is to say after them."""
    steps = [board_data.step(str(number), f"Rule {number}", "rule") for number in range(first, last + 1)]
    return (*steps, Unfinished(TOTAL, GROWS, ways(), last))


@pytest.fixture
def working(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> MainWindow:
    """A window that works at the first question, of which 17 steps are done."""
    engine.held = {"explain", "scenes"}
    qtbot.mouseClick(window.questions.buttons()[0], Qt.MouseButton.LeftButton)
    engine.partly((head(), *pieces(1, 17)))
    qtbot.waitUntil(lambda: window.derivation.listing, timeout=5000)
    return window


def press(qtbot: QtBot, window: MainWindow, label: str) -> None:
    shown = window.derivation.findChildren(QAbstractButton)
    qtbot.mouseClick(
        next(each for each in shown if each.isVisible() and each.text() == label), Qt.MouseButton.LeftButton
    )


def test_what_is_done_is_listed_while_the_rest_is_worked_out(
    qtbot: QtBot, working: MainWindow, engine: FakeEngine
) -> None:
    panel = working.derivation
    assert "Rule 1\n" in seen(panel) and "Rule 2" in seen(panel) and "Rule 3" not in seen(panel)
    assert "15 more, up to the 17th derivative" in seen(panel)
    assert panel.unfolding.skeleton.isVisible() and not panel.card.isVisible()
    assert panel.busy.isVisible()
    assert panel.transport.counter.text() == "Step 18 of 40"
    assert not panel.transport.next.isEnabled() and not panel.transport.play.isEnabled()
    engine.partly(pieces(18, 20))
    qtbot.waitUntil(lambda: "18 more, up to the 20th derivative" in seen(panel))
    assert panel.transport.counter.text() == "Step 21 of 40"


def test_nothing_flickers_before_it_has_taken_long(
    qtbot: QtBot, window: MainWindow, engine: FakeEngine
) -> None:
    engine.held = {"explain"}
    qtbot.mouseClick(window.questions.buttons()[0], Qt.MouseButton.LeftButton)
    engine.partly((head(), *pieces(1, 17)))
    qtbot.wait(50)
    assert not window.derivation.listing and window.derivation.card.isVisible()
    engine.release()
    qtbot.waitUntil(lambda: window.settled)
    assert window.session.walkthrough is not None and window.session.walkthrough.unfinished is None


def test_at_its_deadline_what_is_done_is_kept(qtbot: QtBot, working: MainWindow, engine: FakeEngine) -> None:
    panel = working.derivation
    engine.failures["explain"] = DEADLINE
    engine.release()
    qtbot.waitUntil(panel.stopped.isVisible)
    words = seen(panel.stopped)
    assert "Stopped after 20 seconds" in words
    assert f"{GROWS} All 17 that are done are kept." in words
    assert panel.transport.counter.text() == "Step 2 of 17"
    assert not panel.unfolding.skeleton.isVisible()
    press(qtbot, working, "Next step")
    assert panel.card.isVisible() and panel.transport.counter.text() == "Step 3 of 17"
    for _step in range(20):
        QTest.keyClick(working, Qt.Key.Key_Right)
    assert panel.current <= 17 and not panel.answer.isVisible(), "these steps have no answer"


@pytest.mark.parametrize("key", [True, False])
def test_what_is_done_is_kept_when_the_student_stops_it(
    qtbot: QtBot, working: MainWindow, engine: FakeEngine, key: bool
) -> None:
    if key:
        QTest.keyClick(working, Qt.Key.Key_Escape)
    else:
        press(qtbot, working, "Cancel")
    panel = working.derivation
    assert panel.stopped.isVisible() and not panel.busy.isVisible()
    assert "All 17 that are done are kept." in seen(panel.stopped)
    assert panel.transport.counter.text() == "Step 2 of 17"
    assert not any(ticket.cancelled for name, _answer, ticket in engine.waiting if name == "scenes")
    engine.partly(pieces(18, 20))  # too late
    qtbot.wait(20)
    assert panel.count == 17


def test_the_ways_out_lead_out(qtbot: QtBot, working: MainWindow, engine: FakeEngine) -> None:
    press(qtbot, working, "Cancel")
    engine.release()
    press(qtbot, working, "At x = 0")
    qtbot.waitUntil(lambda: working.settled)
    asked = engine.last("explain")
    assert (asked["wrt"], asked["at"]) == (("y",), {"x": "0"})
    assert not working.derivation.listing and not working.derivation.stopped.isVisible()
    qtbot.mouseClick(working.questions.buttons()[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: working.settled)
    assert engine.last("explain")["at"] is None


def test_a_lower_order_is_one_of_them(qtbot: QtBot, working: MainWindow, engine: FakeEngine) -> None:
    press(qtbot, working, "Cancel")
    engine.release()
    press(qtbot, working, "Order 5")
    qtbot.waitUntil(lambda: working.settled)
    assert engine.last("explain")["wrt"] == ("y",) and working.derivation.card.isVisible()


def test_who_walks_through_it_stays_where_they_are(
    qtbot: QtBot, working: MainWindow, engine: FakeEngine
) -> None:
    panel = working.derivation
    qtbot.mouseClick(panel.transport.back, Qt.MouseButton.LeftButton)
    assert panel.card.isVisible() and panel.transport.counter.text() == "Step 17 of 40"
    qtbot.mouseClick(panel.transport.first, Qt.MouseButton.LeftButton)
    engine.partly(pieces(18, 20))
    press(qtbot, working, "Next step")
    qtbot.waitUntil(lambda: panel.count == 20)
    assert panel.transport.counter.text() == "Step 2 of 40"
    engine.release()
    qtbot.waitUntil(lambda: working.settled)
    assert not panel.unfinished and panel.transport.counter.text().startswith("Step 2 of ")


def test_what_is_typed_meanwhile_comes_first(qtbot: QtBot, working: MainWindow, engine: FakeEngine) -> None:
    working.show_problem("another")
    qtbot.waitUntil(lambda: engine.last("explain")["text"] == "another")
    engine.release()
    qtbot.waitUntil(lambda: working.settled)
    assert not working.derivation.listing and working.derivation.card.isVisible()
    assert working.session.walkthrough is not None and working.session.walkthrough.unfinished is None


def test_a_repeated_request_begins_anew() -> None:
    once = joined(joined(None, (head(), *pieces(1, 3))), pieces(4, 6))
    assert once is not None and [step.id for step in once.steps] == list("123456")
    again = joined(once, (head(), *pieces(1, 2)))
    assert again is not None and [step.id for step in again.steps] == ["1", "2"]
    assert again.unfinished is not None and again.unfinished.order == 2
    assert joined(None, pieces(1, 2)) is None
