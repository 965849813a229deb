"""Choosing another way to the same answer."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.board_data import ONE_WAY
from tests.ui.fake_engine import FakeEngine, FakeFailure
from tutor.ui.main_window import MainWindow
from tutor.ui.method_button import MethodButton

MENUS_OFFSCREEN = ("This plugin does not support raise", "This plugin does not support grabbing the keyboard")
"""What Qt's offscreen plugin says of every menu."""

pytestmark = pytest.mark.qt_log_ignore(*MENUS_OFFSCREEN)


def offered(button: MethodButton) -> list[str]:
    """Return the menu's lines, the ticked one with a star."""
    return [("*" if action.isChecked() else "") + action.text() for action in button.menu().actions()]


def back_to(qtbot: QtBot, button: MethodButton) -> None:
    """Activate the window again: offscreen nobody else does it when a menu closes."""
    window = button.window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def pick(qtbot: QtBot, button: MethodButton, words: str) -> None:
    """Open the menu and press the line that begins with these words."""
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    menu = button.menu()
    qtbot.waitUntil(menu.isVisible)
    [action] = [each for each in menu.actions() if each.text().startswith(words)]
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    back_to(qtbot, button)


def at_rest(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.settled, timeout=10_000)


@pytest.fixture
def expanded(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> MainWindow:
    """A window on which "Multiply out first" was picked."""
    pick(qtbot, window.derivation.methods, "Multiply out")
    at_rest(qtbot, window)
    assert engine.last("explain")["method"] == "expand"
    return window


def test_the_way_shown_is_named(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    button = window.derivation.methods
    assert button.text() == "Chain rule, 4 steps"
    assert button.accessibleName() == "Way to the answer: Chain rule, 4 steps"
    assert engine.last("explain")["method"] is None


def test_another_way_is_asked_for(expanded: MainWindow, engine: FakeEngine) -> None:
    assert expanded.derivation.methods.text() == "Multiply out first, 3 steps"
    assert expanded.derivation.transport.counter.text() == "Step 1 of 3"
    assert engine.count("scenes") == 1  # the picture is the same


def test_the_way_shown_is_not_asked_for_again(qtbot: QtBot, expanded: MainWindow, engine: FakeEngine) -> None:
    before = engine.count("explain")
    pick(qtbot, expanded.derivation.methods, "Multiply out")
    assert engine.count("explain") == before


def test_it_stays_while_the_detail_changes(qtbot: QtBot, expanded: MainWindow, engine: FakeEngine) -> None:
    qtbot.mouseClick(expanded.derivation.detail.button("full"), Qt.MouseButton.LeftButton)
    at_rest(qtbot, expanded)
    asked = engine.last("explain")
    assert (asked["detail"], asked["method"]) == ("full", "expand")


def test_it_stays_over_a_blank(qtbot: QtBot, expanded: MainWindow, engine: FakeEngine) -> None:
    before = engine.count("explain")
    expanded.session.read(expanded.editor.text())
    at_rest(qtbot, expanded)
    assert engine.count("explain") == before
    assert expanded.session.method == "expand"


@pytest.mark.parametrize("other", ["text", "question"])
def test_it_is_forgotten_with_the_text_and_the_question(
    qtbot: QtBot, expanded: MainWindow, engine: FakeEngine, other: str
) -> None:
    if other == "text":
        expanded.show_problem("x y z")
    else:
        qtbot.mouseClick(expanded.questions.buttons()[0], Qt.MouseButton.LeftButton)
    at_rest(qtbot, expanded)
    assert engine.last("explain")["method"] is None
    assert expanded.derivation.methods.text() == "Chain rule, 4 steps"


@pytest.mark.parametrize("text", [ONE_WAY, "x * + y"])
def test_hidden_where_there_is_nothing_to_choose(qtbot: QtBot, window: MainWindow, text: str) -> None:
    assert window.derivation.methods.isVisible()
    window.show_problem(text)
    at_rest(qtbot, window)
    assert not window.derivation.methods.isVisible()


@pytest.mark.parametrize("opening", [Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_by_the_keyboard(qtbot: QtBot, window: MainWindow, engine: FakeEngine, opening: Qt.Key) -> None:
    button = window.derivation.methods
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(button, opening)
    qtbot.waitUntil(button.menu().isVisible)
    assert offered(button) == ["*Chain rule, 4 steps", "Multiply out first, 3 steps"]
    qtbot.keyClick(button.menu(), Qt.Key.Key_Down)
    qtbot.keyClick(button.menu(), Qt.Key.Key_Return)
    at_rest(qtbot, window)
    assert engine.last("explain")["method"] == "expand"
    back_to(qtbot, button)
    assert QApplication.focusWidget() is button


def test_stopped_the_way_on_the_board_is_ticked(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    engine.held = {"explain"}
    pick(qtbot, window.derivation.methods, "Multiply out")
    window.session.cancel()
    button = window.derivation.methods
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(button.menu().isVisible)
    assert offered(button) == ["*Chain rule, 4 steps", "Multiply out first, 3 steps"]
    button.menu().hide()
    engine.held = set()
    window.session.set_detail("full")
    at_rest(qtbot, window)
    assert engine.last("explain")["method"] is None


def test_the_ways_of_another_question_are_not_on_offer(
    qtbot: QtBot, window: MainWindow, engine: FakeEngine
) -> None:
    """After a failure the derivation on the board is the last question's."""
    engine.failures["explain"] = FakeFailure("deadline", "This took too long.", "Try a smaller power.")
    qtbot.mouseClick(window.questions.buttons()[0], Qt.MouseButton.LeftButton)
    at_rest(qtbot, window)
    assert not window.derivation.methods.isEnabled()
    before = engine.count("explain")
    window.session.set_method("expand")
    assert engine.count("explain") == before
    engine.failures.clear()
    window.session.again()
    at_rest(qtbot, window)
    assert window.derivation.methods.isEnabled()


def test_it_has_room(qtbot: QtBot, window: MainWindow) -> None:
    for look in product([(1280, 800), (1024, 700), (940, 600)], ["light", "dark"]):
        size, theme = look
        window.resize(*size)
        window.set_theme(theme)
        at_rest(qtbot, window)
        button, detail = window.derivation.methods, window.derivation.detail
        assert button.width() >= button.sizeHint().width(), look
        assert not button.geometry().intersects(detail.geometry()), look
        assert window.rect().contains(button.mapTo(window, button.rect().bottomRight())), look


@pytest.mark.parametrize("reached", [Qt.FocusReason.ShortcutFocusReason, Qt.FocusReason.MouseFocusReason])
def test_the_ring_is_as_it_was_once_the_menu_closes(
    qtbot: QtBot, window: MainWindow, reached: Qt.FocusReason
) -> None:
    button = window.derivation.methods
    button.setFocus(reached)
    before = window.ring.target()
    QApplication.sendEvent(button, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.PopupFocusReason))
    assert window.ring.target() is before
    assert (before is button) == (reached == Qt.FocusReason.ShortcutFocusReason)
