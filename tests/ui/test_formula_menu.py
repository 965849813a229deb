"""What can be copied from a formula, by mouse and by keys, as it then lies on the clipboard."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.board_data import step
from tutor.board import Formula, Sentence
from tutor.calculus.lines import together
from tutor.copying import standalone_typst
from tutor.notation.expression import TWO, Power, Symbol
from tutor.notation.sentence import sentence
from tutor.ui.buttons import TypesetButton
from tutor.ui.editing.inputs_list import InputsList
from tutor.ui.formula_menu import PICTURE_SCALE, copies
from tutor.ui.formula_view import FormulaView
from tutor.ui.look import Look
from tutor.ui.sentence_view import SentenceView
from tutor.ui.step_card import DoneRow

# The offscreen plugin says so at each popup.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing|propagateSizeHints)")

SQUARE = Formula("x^2", "x^{2}", "x**2", '#changed($#slotA($x$)^(2)$)#link("step:1",$y $)', "x squared")


@pytest.fixture
def look() -> Look:
    look = Look("light")
    look.begin_typesetting()
    return look


@pytest.fixture
def view(qtbot: QtBot, look: Look) -> FormulaView:
    view = FormulaView(look, 24, stop=True)
    qtbot.addWidget(view)
    view.set_formula(SQUARE)
    view.resize(200, 60)
    view.show()
    return view


def menu_of(widget: QWidget, pressed: QPoint | None = None) -> QMenu:
    """Open the context menu, with the mouse at a place or with the keyboard, and return it."""
    reason = QContextMenuEvent.Reason.Mouse if pressed else QContextMenuEvent.Reason.Keyboard
    place = pressed or QPoint(5, 5)
    event = QContextMenuEvent(reason, place, widget.mapToGlobal(place))
    QApplication.sendEvent(widget, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(widget: QWidget, label: str) -> None:
    menu = menu_of(widget)
    action = next(action for action in menu.actions() if action.text() == label)
    action.trigger()
    menu.close()


@pytest.mark.parametrize(
    ("label", "copied"),
    [
        ("Copy as text", "x^2"),
        ("Copy as LaTeX", "x^{2}"),
        ("Copy as SymPy", "x**2"),
        ("Copy as Typst", "$ x^(2) y $"),
    ],
)
def test_a_notation_lands_on_the_clipboard(view: FormulaView, label: str, copied: str) -> None:
    choose(view, label)
    assert QGuiApplication.clipboard().text() == copied


def test_mathml_is_xml_that_speaks(view: FormulaView) -> None:
    choose(view, "Copy as MathML")
    data = QGuiApplication.clipboard().mimeData()
    root = ElementTree.fromstring(data.text())
    assert root.get("alttext") == "x squared"
    assert bytes(data.data("application/mathml+xml")).decode("utf-8") == data.text()


@pytest.mark.parametrize(
    ("label", "corner", "drawing"),
    [("Copy as picture", 255, False), ("Copy as picture without background", 0, True)],
)
def test_a_picture_lands_on_the_clipboard(view: FormulaView, label: str, corner: int, drawing: bool) -> None:
    choose(view, label)
    data = QGuiApplication.clipboard().mimeData()
    image = data.imageData()
    assert isinstance(image, QImage)
    assert image.height() >= 20 * PICTURE_SCALE
    assert image.pixelColor(0, 0).alpha() == corner
    assert any(image.pixelColor(x, image.height() // 2).lightness() < 100 for x in range(0, image.width(), 2))
    assert data.hasFormat("image/svg+xml") == drawing
    if drawing:
        svg = ElementTree.fromstring(bytes(data.data("image/svg+xml")))
        assert any(part.tag.endswith("}path") for part in svg.iter())
        assert not any(part.tag.endswith("}a") for part in svg.iter())


def test_the_keys_copy_the_text(qtbot: QtBot, view: FormulaView) -> None:
    QGuiApplication.clipboard().clear()
    assert view.focusPolicy() == Qt.FocusPolicy.TabFocus
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "x^2"


@pytest.mark.parametrize(
    ("label", "copied"),
    [
        ("Copy as text", "∇f(1, 2) = [4, 2]"),
        ("Copy as LaTeX", r"\nabla f\left(1, 2\right) = \begin{bmatrix} 4 \\ 2 \end{bmatrix}"),
        ("Copy as SymPy", "Matrix([4, 2])"),
    ],
)
def test_what_stands_below_a_picture_is_copied_in_any_notation(
    qtbot: QtBot, view: FormulaView, label: str, copied: str
) -> None:
    said = "Uphill is to the right."
    view.set_formula(Formula(said, "", "", 'derivative(nabla f(1, 2)) = vec(delim: "[", 4, 2)', said))
    choose(view, label)
    assert QGuiApplication.clipboard().text() == copied
    choose(view, "Copy as MathML")
    assert ElementTree.fromstring(QGuiApplication.clipboard().text()).get("alttext") == said
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "∇f(1, 2) = [4, 2]"


def test_a_formula_without_latex_offers_what_it_has(qtbot: QtBot, view: FormulaView) -> None:
    view.set_formula(Formula("x^2", "", "", "", ""))
    menu = menu_of(view)
    assert [action.text() for action in menu.actions()] == ["Copy as text"]
    menu.close()


def test_nothing_shown_has_no_menu(qtbot: QtBot, view: FormulaView) -> None:
    view.set_formula(None)
    QApplication.sendEvent(
        view, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(1, 1), QPoint(1, 1))
    )
    assert QApplication.activePopupWidget() is None
    assert view.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_row_answers_for_its_line(qtbot: QtBot, look: Look) -> None:
    row = DoneRow(look, 1, step("1", "Sum rule", "sum"))
    qtbot.addWidget(row)
    row.show()
    choose(row, "Copy as LaTeX")
    assert QGuiApplication.clipboard().text() == row.step.line.latex
    qtbot.keyClick(row, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == row.step.line.text
    assert row.line.focusPolicy() == Qt.FocusPolicy.NoFocus


@pytest.fixture
def words(qtbot: QtBot, look: Look) -> SentenceView:
    words = SentenceView(look)
    qtbot.addWidget(words)
    x = Symbol("x")
    words.set_sentence(
        sentence("Held: {y}. Only the square {square} moves, not {y}.", y=Symbol("y"), square=Power(x, TWO))
    )
    words.resize(150, words.heightForWidth(150))  # three lines
    words.show()
    return words


def formulas_seen(words: SentenceView) -> dict[int, QPoint]:
    """Return where each formula of a sentence is found, going over all of the widget."""
    places = [QPoint(x, y) for y in range(0, words.height(), 3) for x in range(0, words.width(), 3)]
    found = {words.formula_at(QPointF(place)): place for place in places}
    return {number: place for number, place in found.items() if number is not None}


def test_a_formula_in_a_sentence_is_copied_by_itself(words: SentenceView) -> None:
    places = formulas_seen(words)
    assert sorted(places) == [0, 1, 2]
    assert places[0].y() < places[1].y() < places[2].y()
    menu = menu_of(words, places[1])
    assert [action.text() for action in menu.actions() if action.text()] == [
        *(line.label for line in copies(SQUARE, Look("light"))),
        "Copy the sentence as text",
    ]
    for label, copied in (("Copy as LaTeX", "x^{2}"), ("Copy the sentence as text", words.sentence().text)):
        next(action for action in menu.actions() if action.text() == label).trigger()
        assert QGuiApplication.clipboard().text() == copied
    menu.close()


def test_the_keyboard_lists_the_formulas_of_a_sentence(qtbot: QtBot, words: SentenceView) -> None:
    assert words.focusPolicy() == Qt.FocusPolicy.TabFocus
    menu = menu_of(words)
    first, _line, *rest = menu.actions()
    assert (first.text(), [action.text() for action in rest]) == ("Copy as text", ["y", "x^2"])
    below = rest[1].menu()
    assert isinstance(below, QMenu)
    next(action for action in below.actions() if action.text() == "Copy as SymPy").trigger()
    assert QGuiApplication.clipboard().text() == "x**2"
    menu.close()
    qtbot.keyClick(words, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == words.sentence().text


def test_words_alone_are_copied_as_text(words: SentenceView) -> None:
    words.set_sentence(Sentence("Only x moves.", "Only x moves.", "Only x moves."))
    assert words.focusPolicy() == Qt.FocusPolicy.NoFocus
    menu = menu_of(words)
    assert [action.text() for action in menu.actions()] == ["Copy as text"]
    menu.actions()[0].trigger()
    assert QGuiApplication.clipboard().text() == "Only x moves."
    menu.close()


def test_two_sentences_in_a_row_keep_their_formulas() -> None:
    x, y = Symbol("x"), Symbol("y")
    both = together((sentence("One {it}.", it=x), sentence("Two {it} and {other}.", it=y, other=x)))
    assert [formula.text for formula in both.formulas] == ["x", "y", "x"]


def test_a_question_is_copied_from_its_button(qtbot: QtBot, look: Look) -> None:
    button = TypesetButton(look, SQUARE, "Square")
    qtbot.addWidget(button)
    button.show()
    choose(button, "Copy as LaTeX")
    assert QGuiApplication.clipboard().text() == "x^{2}"


@pytest.mark.parametrize(
    ("label", "copied"),
    [("text", "2x"), ("LaTeX", "2x"), ("SymPy", "2*x"), ("Typst", "$ 2 x $")],
)
def test_a_row_of_the_help_table_is_copied(qtbot: QtBot, look: Look, label: str, copied: str) -> None:
    inputs = InputsList(look)
    qtbot.addWidget(inputs)
    inputs.show()
    inputs.choose_first()
    choose(inputs, f"Copy as {label}")
    assert QGuiApplication.clipboard().text() == copied


def test_a_role_without_its_sign_is_taken_out_too() -> None:
    assert standalone_typst(Formula("", "", "", "m = derivative(3) + #held($y $)", "")) == "m = 3 + y"
