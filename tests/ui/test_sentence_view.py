"""A paragraph has the room that it needs, whatever the width it is given."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.board_data import sentence
from tutor.board import Sentence
from tutor.ui import typesetting
from tutor.ui.look import Look
from tutor.ui.practice_panel import VerdictCard
from tutor.ui.sentence_view import SentenceView

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


def test_a_sentence_is_typeset_for_the_width_that_it_has_and_not_for_those_near_it(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A layout asks for widths with a scroll bar and without; the one that it settles for is exact."""
    set_at: list[float] = []
    paragraph = typesetting.paragraph

    def counted(
        markup: str, look: Look, size: float, width: float, colour: str
    ) -> typesetting.Typeset | None:
        set_at.append(width)
        return paragraph(markup, look, size, width, colour)

    monkeypatch.setattr(typesetting, "paragraph", counted)
    look = Look("light")
    look.begin_typesetting()
    view = SentenceView(look)
    qtbot.addWidget(view)
    view.resize(400, 100)
    view.show()
    view.set_sentence(sentence(LONG))
    height = view.heightForWidth(400)
    assert (view.heightForWidth(390), view.heightForWidth(412)) == (height, height)
    assert set(set_at) == {400}
    assert view.heightForWidth(200) > 1.5 * height
    view.resize(390, 100)
    narrower = view.heightForWidth(390)
    assert set(set_at) == {400, 200, 390}
    made = paragraph(sentence(LONG).typst, look, 16, 390, "text.primary")
    assert made is not None
    assert narrower == int(made.size.height()) + 1
    view.resize(400, 100)  # a scroll bar went: the lines stay as they are
    assert view.heightForWidth(400) == narrower
    view.grab()
    assert set_at[-1] == 390


def test_plain_words_stand_in_the_middle_of_their_room(qtbot: QtBot) -> None:
    look = Look()
    view = SentenceView(look, 15)
    qtbot.addWidget(view)
    view.set_sentence(Sentence("Nothing to typeset here.", "", ""))
    view.resize(400, 90)
    view.show()
    picture = view.grab().toImage()
    ground = picture.pixel(0, 0)
    rows = [
        y
        for y in range(picture.height())
        if any(picture.pixel(x, y) != ground for x in range(0, picture.width(), 2))
    ]
    above, below = rows[0], picture.height() - 1 - rows[-1]
    assert abs(above - below) <= 8
