"""Marking a rule as known, and taking it back."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import seen
from tests.ui.test_whole import at_rest, real_engine, real_window
from tutor.ui.main_window import MainWindow

__all__ = ["real_engine", "real_window"]


@pytest.fixture
def at_the_product(qtbot: QtBot, real_window: MainWindow) -> MainWindow:
    """A window whose current step, the second, is a product rule."""
    real_window.show_problem("5x^2 sin x")
    at_rest(qtbot, real_window)
    real_window.derivation.go_to(2)
    assert real_window.derivation.card.chip.text() == "Product rule"
    return real_window


@pytest.mark.parametrize("how", ["mouse", Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_known_rule_takes_one_line(qtbot: QtBot, at_the_product: MainWindow, how: str | Qt.Key) -> None:
    window, box = at_the_product, at_the_product.derivation.card.known
    steps = window.derivation.count
    assert box.isVisible() and not box.isChecked()
    assert box.accessibleName() == "I know this rule: Product rule"
    if isinstance(how, Qt.Key):
        box.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyClick(box, how)
    else:
        qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    at_rest(qtbot, window)
    assert window.derivation.count < steps
    assert window.derivation.current == 2
    assert window.derivation.card.chip.text() == "Product rule, in one line"
    assert box.isChecked()
    assert "You know this rule" in seen(window.derivation.card)


def test_it_holds_for_the_next_problem_and_is_forgotten(qtbot: QtBot, at_the_product: MainWindow) -> None:
    window = at_the_product
    qtbot.mouseClick(window.derivation.card.known, Qt.MouseButton.LeftButton)
    at_rest(qtbot, window)
    window.show_problem("x cos x")
    at_rest(qtbot, window)
    assert window.derivation.card.chip.text() == "Product rule, in one line"
    qtbot.mouseClick(window.derivation.card.show_how, Qt.MouseButton.LeftButton)
    assert window.derivation.card.substeps.rows()[0].step.rule == "product rule"
    qtbot.mouseClick(window.derivation.card.known, Qt.MouseButton.LeftButton)
    at_rest(qtbot, window)
    assert window.derivation.card.chip.text() == "Product rule"
    assert not window.derivation.known.isVisible()


def test_all_are_forgotten_at_once(qtbot: QtBot, at_the_product: MainWindow) -> None:
    window = at_the_product
    for rule in ("product rule", "constant multiple"):
        window.session.set_understood(rule, known=True)
    at_rest(qtbot, window)
    assert window.derivation.known.isVisible()
    qtbot.mouseClick(window.derivation.known, Qt.MouseButton.LeftButton)
    at_rest(qtbot, window)
    assert window.session.understood == frozenset()
    assert window.derivation.card.chip.text() == "Constant multiple rule"
    assert not window.derivation.known.isVisible()


def test_nothing_to_know_where_no_rule_is_applied(qtbot: QtBot, at_the_product: MainWindow) -> None:
    window = at_the_product
    window.derivation.go_to(window.derivation.count)
    assert not window.derivation.card.known.isVisible()


def test_it_has_room(qtbot: QtBot, at_the_product: MainWindow) -> None:
    window, card = at_the_product, at_the_product.derivation.card
    for look in product([(1280, 800), (1024, 700), (940, 600)], ["light", "dark"]):
        size, theme = look
        window.resize(*size)
        window.set_theme(theme)
        at_rest(qtbot, window)
        assert card.known.width() >= card.known.sizeHint().width(), look
        assert not card.known.geometry().intersects(card.chip.geometry()), look
        assert card.rect().contains(card.known.geometry()), look
