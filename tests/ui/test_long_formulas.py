"""A long formula in strips looks as it does in one piece."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from tutor import typeset
from tutor.ui.long_formulas import LongFormula, Wish, long_formulas
from tutor.ui.strips import WIDTH, cut

SIZE = 26.0
TERMS = [
    f'#slotA($x$)^({k}) + #link("step:{k}", $sqrt(x)$) + #changed($frac(dif, dif x) x$)' for k in range(40)
]
WISH = Wish(" + ".join(TERMS), "light", SIZE, "text.primary", True)
ALL_BOXED = WISH._replace(markup=f"#changed($frac({WISH.markup}, x)$)")


@pytest.mark.parametrize("wish", [WISH, ALL_BOXED, WISH._replace(markup="x")])
def test_the_strips_show_what_the_whole_shows(qtbot: QtBot, wish: Wish) -> None:
    svg = typeset.svg_aside(*wish)
    strips = cut(svg, SIZE)
    size = QSizeF(strips.width, strips.height)
    place = QRectF(0, 0, size.width(), size.height())
    one, many = (QImage(size.toSize(), QImage.Format.Format_RGB32) for _image in range(2))
    for image in (one, many):
        image.fill(0xFFFFFFFF)
    painter = QPainter(one)
    QSvgRenderer(QByteArray(svg)).render(painter, place)
    painter.end()
    painter = QPainter(many)
    LongFormula(size, (), strips).paint(painter, place, size.width())
    painter.end()
    pixels = [np.frombuffer(image.constBits(), np.uint8).astype(int) for image in (one, many)]
    assert (pixels[0] < 128).any()
    assert np.abs(pixels[0] - pixels[1]).max() < 16
    assert len(strips.pieces) == size.width() // WIDTH + 1


def test_what_is_wished_for_comes_later_with_its_links(qtbot: QtBot) -> None:
    desk = long_formulas()
    wish = WISH._replace(size=SIZE + 1)
    with qtbot.waitSignal(desk.arrived, check_params_cb=lambda came: came == wish, timeout=20_000):
        assert desk.find(wish) is None
    made = desk.find(wish)
    assert made is not None
    assert {target for target, _rectangle in made.links} == {str(k) for k in range(40)}
    assert not desk.busy()
