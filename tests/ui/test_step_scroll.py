"""The current step stays in sight, and at the end the answer with it, also in a small window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.test_edges import AnsweringEngine
from tutor.ui.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow(AnsweringEngine(), theme="light", lecture=False)
    qtbot.addWidget(made)
    made.resize(1024, 700)
    made.show()
    qtbot.waitUntil(lambda: made.settled, timeout=20_000)
    return made


def in_sight(window: MainWindow, widget: QWidget) -> bool:
    """Say whether all of a widget is inside what the derivation shows."""
    view = window.derivation.area.viewport()
    top = widget.mapTo(view, widget.rect().topLeft()).y()
    return top >= 0 and top + widget.height() <= view.height()


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("f(x, y) = x^2 y + y", "gradient"),
        ("f(x, y, z) = x y + z^2", "gradient"),
        ("F(x, y, z) = (x y, y z, z x)", "jacobian"),
        ("f(g, h) = g^2 h + h; g = 3x; h = x^2", "chain"),
    ],
)
def test_the_answer_is_in_sight_at_the_last_step(
    qtbot: QtBot, window: MainWindow, text: str, ask: str
) -> None:
    window.show_problem(text, ask)
    qtbot.waitUntil(lambda: window.settled, timeout=20_000)
    panel = window.derivation
    large = panel.card.formula.natural_size()[1]
    window.go_to_step(panel.count)
    qtbot.waitUntil(lambda: in_sight(window, panel.answer))
    assert in_sight(window, panel.card.why)
    window.go_to_step(1)
    qtbot.waitUntil(lambda: panel.card.formula.natural_size()[1] == large)
