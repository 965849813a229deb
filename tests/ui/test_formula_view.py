"""One formula on the screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.ui.board_data import formula
from tutor.board import Formula
from tutor.ui.formula_view import SMALLEST_SCALE, FormulaView
from tutor.ui.look import Look


def shown(qtbot: QtBot, what: Formula, width: int = 400) -> FormulaView:
    look = Look("light")
    look.begin_typesetting()
    view = FormulaView(look, 24)
    look.setParent(view)
    qtbot.addWidget(view)
    view.set_formula(what)
    view.resize(width, view.heightForWidth(width))
    view.show()
    return view


def ink(view: FormulaView) -> int:
    """Return how many px are not empty."""
    image = view.grab().toImage()
    empty = image.pixelColor(image.width() - 1, 0)
    places = [(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)]
    return sum(image.pixelColor(x, y) != empty for x, y in places)


def test_paints_and_speaks(qtbot: QtBot) -> None:
    view = shown(qtbot, formula("x²", "x^2"))
    assert ink(view) > 10
    assert view.accessibleName() == "spoken x²"
    assert view.focusPolicy() == Qt.FocusPolicy.NoFocus


LONG = formula("long", " + ".join(f"x^{n}" for n in range(10, 40)))


@pytest.mark.parametrize(
    ("width", "scale", "over"), [(4000, 1.0, False), (1500, None, False), (300, SMALLEST_SCALE, True)]
)
def test_too_wide_is_scaled_and_then_scrolled(
    qtbot: QtBot, width: int, scale: float | None, over: bool
) -> None:
    view = shown(qtbot, LONG, width)
    if scale is None:
        assert SMALLEST_SCALE < view.scale_in(width) < 1
    else:
        assert view.scale_in(width) == scale
    assert view.overflows() == over
    assert (view.focusPolicy() == Qt.FocusPolicy.StrongFocus) == over


def test_scrolls_with_the_keys(qtbot: QtBot) -> None:
    view = shown(qtbot, LONG, 300)
    before = view.grab().toImage()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.grab().toImage() != before


def test_a_place_to_press(qtbot: QtBot) -> None:
    view = shown(qtbot, formula("x", 'x + #link("step:3.1", $y^2 y^2 y^2$)'))
    with qtbot.waitSignal(view.pressed) as pressed:
        for x in range(0, 200, 8):
            if view.step_at(QPoint(x, view.height() // 2).toPointF()) is not None:
                qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(x, view.height() // 2))
                break
    assert pressed.args == ["3.1"]


def test_broken_markup_shows_the_plain_text(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    view = shown(qtbot, formula("plain text", "#nosuchrole($x$)"))
    assert ink(view) > 10
    assert "cannot typeset" in caplog.text
