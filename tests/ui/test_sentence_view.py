"""A paragraph has the room that it needs, whatever the width it is given."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.board_data import sentence
from tutor.ui.look import Look
from tutor.ui.practice_panel import VerdictCard

LONG = " ".join(["The derivative is 292, and your answer gives 148."] * 3)


@pytest.mark.parametrize("width", [300, 410, 560])
def test_no_line_of_a_verdict_is_cut(qtbot: QtBot, width: int) -> None:
    look = Look("light")
    look.begin_typesetting()
    card = VerdictCard(look)
    qtbot.addWidget(card)
    card.resize(900, card.height())
    card.show_verdict(False, "The derivative", sentence(LONG))
    message = card.message
    qtbot.waitUntil(lambda: message.width() > 700)
    card.resize(width, card.heightForWidth(width))
    qtbot.waitUntil(lambda: message.width() < width)
    qtbot.waitUntil(lambda: message.height() >= message.heightForWidth(message.width()) > 40)
