"""Try it yourself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import seen
from tests.ui.fake_engine import FakeEngine
from tutor.board import Formula
from tutor.ui.main_window import MainWindow
from tutor.ui.practice_panel import right_side


@pytest.fixture
def practising(qtbot: QtBot, window: MainWindow) -> MainWindow:
    qtbot.mouseClick(window.derivation.try_it, Qt.MouseButton.LeftButton)
    return window


def test_the_walkthrough_is_hidden(practising: MainWindow) -> None:
    assert not practising.derivation.isVisible()
    assert practising.practice.heading.text() == "Gradient of f"
    assert practising.practice.answer.hasFocus()
    assert practising.top_bar.faces.choice() == "practice"


@pytest.mark.parametrize(
    ("answer", "words"),
    [("(2x y, x^2 + 1)", ["Right", "That is the gradient."]), ("x^2", ["Not yet", "Entry 2 is different."])],
)
def test_an_answer_is_judged(
    qtbot: QtBot, practising: MainWindow, engine: FakeEngine, answer: str, words: list[str]
) -> None:
    practice = practising.practice
    qtbot.keyClicks(practice.answer, answer)
    qtbot.keyClick(practice.answer, Qt.Key.Key_Return)
    qtbot.waitUntil(practice.verdict.isVisible)
    for word in words:
        assert word in seen(practice.verdict)
    asked = engine.last("check")
    assert (asked["ask"], asked["wrt"], asked["answer"]) == ("gradient", (), answer)


def test_what_was_read_is_shown_while_typing(qtbot: QtBot, practising: MainWindow) -> None:
    qtbot.keyClicks(practising.practice.answer, "x^2 * +")
    qtbot.waitUntil(lambda: practising.settled)
    assert practising.practice.echo_words.text() == "Not readable yet"
    practising.practice.answer.clear()
    qtbot.keyClicks(practising.practice.answer, "x^2")
    qtbot.waitUntil(lambda: practising.settled)
    assert practising.practice.echo_words.text() == "What Nabla read"
    assert practising.practice.echo.accessibleName() == "spoken read x^2"


def test_the_steps_come_back(qtbot: QtBot, practising: MainWindow) -> None:
    qtbot.mouseClick(practising.practice.show_steps, Qt.MouseButton.LeftButton)
    assert practising.derivation.isVisible()
    assert practising.top_bar.faces.choice() == "explore"


def test_a_bare_answer_is_shown_without_the_name_it_was_given() -> None:
    read = Formula("f(x) = 2x", "f(x) = 2x", "2*x", "f(#slotA($x$))=2#slotA($x$)", "f of x equals 2 x")
    shown = right_side(read)
    assert (shown.text, shown.latex, shown.typst, shown.speech) == ("2x", "2x", "2#slotA($x$)", "2 x")
