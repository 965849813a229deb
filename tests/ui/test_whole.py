"""The real window on the real engine: the lecture typed, stepped through, dragged, answered, presented."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import seen
from tests.ui.test_canvas_panel import canvas_of, place_of_point
from tests.ui.test_methods import MENUS_OFFSCREEN, pick
from tutor.engine.client import Engine
from tutor.ui.formula_view import FormulaView
from tutor.ui.main_window import MainWindow

CHAIN = "f(g, h) = g^2 h + h; g = 3x; h = x^2"
PATIENCE = 30_000


@pytest.fixture(scope="module")
def real_engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


@pytest.fixture
def real_window(qtbot: QtBot, real_engine: Engine) -> MainWindow:
    window = MainWindow(real_engine, theme="light")
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    at_rest(qtbot, window)
    return window


def at_rest(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.settled, timeout=PATIENCE)


def type_problem(qtbot: QtBot, window: MainWindow, text: str) -> None:
    """Type into the editor as a person does: all of the old text replaced, key by key."""
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    field = window.focusWidget()
    assert field is not None
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field, text)
    qtbot.waitUntil(lambda: not window.settled, timeout=PATIENCE)
    at_rest(qtbot, window)


def choose(qtbot: QtBot, window: MainWindow, name: str) -> None:
    """Press the question's button."""
    [button] = [each for each in window.questions.buttons() if name in each.accessibleName()]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    at_rest(qtbot, window)


def to_the_end(qtbot: QtBot, window: MainWindow) -> list[str]:
    """Press Right until the end; return what the card said at every step."""
    window.derivation.setFocus()
    said = [seen(window.derivation.card)]
    for _step in range(60):
        if not window.derivation.transport.next.isEnabled():
            return said
        qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Right)
        at_rest(qtbot, window)
        qtbot.waitUntil(lambda: not window.derivation.card.formula.visibleRegion().isEmpty())
        said.append(seen(window.derivation.card))
    raise AssertionError("the derivation has no end")


def test_opens_on_the_first_example_worked_out(real_window: MainWindow) -> None:
    assert real_window.editor.text() == "f(x) = sin(x^2)"
    assert "name the inner function" in seen(real_window.derivation.card)
    assert real_window.canvas_panel.tabs() == ["Slope", "Graph"]


def test_gradient(qtbot: QtBot, real_window: MainWindow) -> None:
    type_problem(qtbot, real_window, "f(x, y) = x^2 y + y")
    assert [button.accessibleName() for button in real_window.questions.buttons()][:3] == [
        "Partial derivative with respect to x",
        "Partial derivative with respect to y",
        "Gradient of f",
    ]
    said = to_the_end(qtbot, real_window)
    assert any("2 x y plus 0" in card for card in said)
    assert any("y is held constant" in card for card in said)
    assert "2 x y and x squared plus 1" in said[-1]


def test_a_step_draws_its_picture_once(qtbot: QtBot, real_window: MainWindow) -> None:
    type_problem(qtbot, real_window, "f(x, y) = x^2 y + y")
    panel = real_window.canvas_panel
    for number in (2, 1, 2):  # made the first time, and taken out again after that
        drawn: list[str] = []
        before = panel.scene()
        follow = canvas_of(real_window).drawn.connect(lambda drawn=drawn: drawn.append("drawn"))
        real_window.go_to_step(number)
        at_rest(qtbot, real_window)
        canvas_of(real_window).drawn.disconnect(follow)
        assert panel.scene() is not before
        assert drawn == ["drawn"]


def test_partial_derivative_by_its_button(qtbot: QtBot, real_window: MainWindow) -> None:
    type_problem(qtbot, real_window, "x^2 y + y")
    choose(qtbot, real_window, "Partial derivative with respect to y")
    said = to_the_end(qtbot, real_window)
    assert "x squared plus 1" in said[-1]
    first = real_window.derivation.transport.counter.text()
    qtbot.keyClick(real_window.focusWidget() or real_window, Qt.Key.Key_Left)
    assert real_window.derivation.transport.counter.text() != first
    qtbot.keyClick(real_window.focusWidget() or real_window, Qt.Key.Key_Home)
    assert real_window.derivation.transport.counter.text().startswith("Step 1 of")


def test_the_text_asks_before_what_was_asked_before(qtbot: QtBot, real_window: MainWindow) -> None:
    def asked() -> str | None:
        question = real_window.session.question
        return question.wrt if question is not None else None

    first = real_window.questions.buttons()[0].accessibleName()
    choose(qtbot, real_window, first)
    type_problem(qtbot, real_window, "d^2/dx^2 x^6")
    assert asked() == "x,x"
    assert "30 x" in to_the_end(qtbot, real_window)[-1]
    choose(qtbot, real_window, first)  # now it is asked of this very text
    real_window.session.renew()
    at_rest(qtbot, real_window)
    assert asked() == "x"


def test_chain_rule_and_a_term_that_opens_its_derivation(qtbot: QtBot, real_window: MainWindow) -> None:
    type_problem(qtbot, real_window, CHAIN)
    said = to_the_end(qtbot, real_window)
    assert "36 x cubed plus 2 x" in said[-1]
    assert any("vector notation" in card for card in said)
    real_window.go_to_step(6)
    at_rest(qtbot, real_window)
    card = real_window.derivation.card
    formula = card.formula
    assert isinstance(formula, FormulaView)
    qtbot.waitUntil(lambda: formula.height() > 40)
    places = [QPointF(x, y) for y in range(0, formula.height(), 6) for x in range(0, formula.width(), 6)]
    place = next(place for place in places if formula.step_at(place) == "2")
    qtbot.mouseClick(formula, Qt.MouseButton.LeftButton, pos=place.toPoint())
    qtbot.waitUntil(card.substeps.isVisible)
    assert [row.step.id for row in card.substeps.rows()] == ["2.1", "2.2", "2.3", "2.4"]


@pytest.mark.qt_log_ignore(*MENUS_OFFSCREEN)
def test_another_way_to_the_same_answer(qtbot: QtBot, real_window: MainWindow) -> None:
    type_problem(qtbot, real_window, "(x^3+2x)/x")
    methods = real_window.derivation.methods
    assert methods.text().startswith("Split the fraction first")
    assert "2 x" in to_the_end(qtbot, real_window)[-1]
    pick(qtbot, methods, "Quotient rule")
    at_rest(qtbot, real_window)
    assert methods.text().startswith("Quotient rule")
    said = to_the_end(qtbot, real_window)
    assert "Quotient rule" in said[0]
    assert "2 x" in said[-1]


def test_jacobian_and_the_picture_that_follows_the_point(qtbot: QtBot, real_window: MainWindow) -> None:
    type_problem(qtbot, real_window, "F(x, y) = (x^2 y, 5x + sin y)")
    said = to_the_end(qtbot, real_window)
    assert "gradient of f₂" in said[-1]
    assert "Mapping" in real_window.canvas_panel.tabs()
    before = seen(real_window.canvas_panel)
    canvas = canvas_of(real_window)
    start = place_of_point(canvas)
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(canvas, start + QPoint(30, -20))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(30, -20))
    at_rest(qtbot, real_window)
    assert seen(real_window.canvas_panel) != before


def test_wrong_input_keeps_the_last_derivation(qtbot: QtBot, real_window: MainWindow) -> None:
    shown = seen(real_window.derivation.card)
    type_problem(qtbot, real_window, "f(x) = x^2 * + sin(x")
    assert "a value is missing" in seen(real_window.message)
    assert seen(real_window.derivation.card) == shown
    fixes = [each for each in real_window.message.findChildren(QAbstractButton) if each.isVisible()]
    assert fixes


def test_try_it_yourself(qtbot: QtBot, real_window: MainWindow) -> None:
    qtbot.mouseClick(real_window.derivation.try_it, Qt.MouseButton.LeftButton)
    practice = real_window.practice
    qtbot.waitUntil(practice.isVisible)
    assert not real_window.derivation.isVisible()
    for answer, verdict in (("cos(x^2)", "Not yet"), ("2x cos(x^2)", "Right")):
        practice.answer.setFocus()
        practice.answer.selectAll()
        qtbot.keyClicks(practice.answer, answer)
        qtbot.keyClick(practice.answer, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda verdict=verdict: verdict in seen(practice), timeout=PATIENCE)


def test_a_wrong_answer_is_drawn_beside_the_slope(qtbot: QtBot, real_window: MainWindow) -> None:
    panel, practice = real_window.canvas_panel, real_window.practice
    before = panel.tabs()
    qtbot.mouseClick(real_window.derivation.try_it, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(practice.isVisible)
    practice.answer.setFocus()
    qtbot.keyClicks(practice.answer, "cos(x^2)")
    qtbot.keyClick(practice.answer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.tabs() == ["Compare"], timeout=PATIENCE)
    at_rest(qtbot, real_window)
    assert panel.readout.words.sentence().text == "At x = 1 yours is 0.54, the slope is 1.08."
    qtbot.keyClicks(practice.answer, " 2x")
    qtbot.waitUntil(lambda: panel.tabs() == before, timeout=PATIENCE)


def test_a_graph_is_walked_node_by_node(qtbot: QtBot, real_window: MainWindow) -> None:
    panel = real_window.canvas_panel
    panel.pick(panel.tabs().index("Graph"))
    at_rest(qtbot, real_window)
    readout = panel.readout
    assert readout.stage.text() == "Back: node 3 of 3"
    assert not readout.forward.isEnabled()
    readout.back.setFocus()
    qtbot.keyClick(readout.back, Qt.Key.Key_Space)
    assert readout.stage.text() == "Back: node 2 of 3"
    assert readout.forward.isEnabled()
    panel.pick(panel.tabs().index("Slope"))
    qtbot.waitUntil(lambda: not readout.stage.isVisible(), timeout=PATIENCE)


def test_presentation(qtbot: QtBot, real_window: MainWindow) -> None:
    qtbot.keyClick(real_window.focusWidget() or real_window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: real_window.presentation() is not None, timeout=PATIENCE)
    shown = real_window.presentation()
    assert shown is not None
    qtbot.waitUntil(shown.isActiveWindow)
    assert "name the inner function" in seen(shown)
    qtbot.keyClick(shown, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: "Derivative of the sine" in seen(shown))
    assert "name the inner function" not in seen(shown)
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: real_window.presentation() is None or not shown.isVisible())
    assert real_window.derivation.transport.counter.text().startswith("Step 2 of")
