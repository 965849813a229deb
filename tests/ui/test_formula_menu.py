"""What can be copied from a formula, by mouse and by keys, as it then lies on the clipboard."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.board_data import step
from tutor.board import Formula, Sentence
from tutor.ui.formula_menu import PICTURE_SCALE
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


def menu_of(widget: QWidget) -> QMenu:
    """Open the context menu with the keyboard's own event and return it."""
    place = QPoint(5, 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, widget.mapToGlobal(place))
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


def test_a_sentence_is_copied_as_text(qtbot: QtBot, look: Look) -> None:
    words = SentenceView(look)
    qtbot.addWidget(words)
    words.set_sentence(Sentence("Only x moves.", "Only x moves.", "Only x moves."))
    words.show()
    choose(words, "Copy as text")
    assert QGuiApplication.clipboard().text() == "Only x moves."
