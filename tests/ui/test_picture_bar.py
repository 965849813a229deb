"""What stands above and below a picture, in any width: nothing is cut, squeezed or scrolled."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tutor.canvas import Choice
from tutor.canvas.readout import Readout, Slider, Stepper
from tutor.ui import typesetting
from tutor.ui.choice_bar import ChoiceBar
from tutor.ui.look import Look
from tutor.ui.picture_bar import PictureBar
from tutor.ui.readout_bar import ReadoutBar
from tutor.ui.theme_style import style_sheet

TITLES = ("Slice", "Surface", "Contour", "Descent", "Graph")
VIEWS = (
    Choice("a", "(partial z)/(partial s)", "along s", True, "way"),
    Choice("b", "(partial z)/(partial t)", "along t", False, "way"),
    Choice("c", 'upright("Path")', "the path", True),
    Choice("d", "z(s)", "against s", False),
)


@dataclass
class Offered:
    """As much of a picture as the bar asks for."""

    views: tuple[Choice, ...] = VIEWS
    invitation: str = "Same colour, same branch"
    point: tuple[float, ...] = field(default=(1.0, 2.0))

    def choices(self) -> tuple[Choice, ...]:
        return self.views


@pytest.fixture
def look() -> Look:
    made = Look("light")
    made.begin_typesetting()
    return made


@pytest.fixture
def bar(qtbot: QtBot, look: Look) -> PictureBar:
    made = PictureBar(look)
    made.setStyleSheet(style_sheet(look))
    qtbot.addWidget(made)
    made.set_titles(TITLES)
    made.choose(0)
    made.show()
    return made


def offer(bar: PictureBar, width: int, picture: Any, text: int = 100) -> list[QWidget]:
    """Show a picture's controls in a bar of so many px, and return those in sight."""
    bar._look.set("light", text, False)
    bar.resize(width, bar.height())
    bar.point.show_point("P", picture.point)
    bar.offer(picture, ranges=True, share=True)
    QApplication.processEvents()
    bar.arrange()
    return [control for control in (*bar.keys(), bar.invitation) if control.isVisible()]


def place(bar: PictureBar, control: QWidget) -> QRect:
    return QRect(control.mapTo(bar, control.rect().topLeft()), control.size())


@pytest.mark.parametrize("text", [100, 130])
@pytest.mark.parametrize("views", [VIEWS, VIEWS[:2], ()])
@pytest.mark.parametrize("width", [380, 500, 560, 620, 740, 900, 1200])
def test_nothing_is_squeezed_or_cut(
    bar: PictureBar, width: int, views: tuple[Choice, ...], text: int
) -> None:
    seen = offer(bar, width, Offered(views), text)
    try:
        for control in seen:
            if control is not bar.point.field:  # its width is its own
                assert control.width() >= control.sizeHint().width(), control.accessibleName()
            assert bar.rect().contains(place(bar, control)), control.accessibleName()
        for one, other in itertools.combinations(seen, 2):
            assert not place(bar, one).intersects(place(bar, other)), (one, other)
        assert bar.point.field in seen
        assert set(bar.choices.buttons()) <= set(seen)
        offered = bar.keys()[: len(TITLES)]
        rest = [action.text() for action in bar.more.menu_of_rest().actions()]
        assert [f"Picture: {title}" for title in rest] == [
            tab.accessibleName() for tab in offered if tab not in seen
        ]
        assert bar.more.isVisible() == bool(rest)
    finally:
        bar._look.set("light", 100, False)


@pytest.mark.parametrize(
    ("width", "invited", "folded", "rows"),
    [(1400, True, False, 1), (1100, False, False, 1), (980, False, True, 1), (740, False, True, 2)],
)
def test_what_gives_way_first(bar: PictureBar, width: int, invited: bool, folded: bool, rows: int) -> None:
    offer(bar, width, Offered())
    assert bar.invitation.isVisible() == invited
    assert bool(bar.folded) == folded
    assert (bar.height() > 60) == (rows == 2)
    assert (bar.share.accessibleName() == "Save or copy the picture") != folded
    right = bar.choices.geometry().right()
    assert right > bar.more.geometry().right()
    if rows == 2:
        assert right >= bar.width() - 24  # at the right, below the tabs
        assert bar.choices.y() > bar.share.geometry().bottom()


def test_the_picture_in_front_keeps_its_tab(qtbot: QtBot, bar: PictureBar) -> None:
    offer(bar, 260, Offered(()))
    bar.choose(4)
    tabs = {tab.accessibleName(): tab.isVisible() for tab in bar.keys()[: len(TITLES)]}
    assert tabs["Picture: Graph"]
    assert not tabs["Picture: Contour"]
    menu = bar.more.menu_of_rest()
    with qtbot.waitSignal(bar.picked) as picked:
        next(action for action in menu.actions() if action.text() == "Contour").trigger()
    assert picked.args == [2]


def test_the_tab_key_goes_from_left_to_right(qtbot: QtBot, bar: PictureBar) -> None:
    offer(bar, 1400, Offered())
    bar.activateWindow()
    wanted = [bar.keys()[0], *(key for key in bar.keys()[len(TITLES) :] if key.isVisible())]
    wanted = [key for key in wanted if key is not bar.choices.button("b")]  # the arrows go there
    wanted[0].setFocus()
    reached = []
    for _key in wanted:
        focus = QApplication.focusWidget()
        assert focus is not None
        reached.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert reached == wanted


LONG = " + ".join(f"x_{index}" for index in range(40))


@pytest.mark.parametrize("text", [100, 130])
@pytest.mark.parametrize("width", [420, 500, 740])
@pytest.mark.parametrize(("brief", "shown"), [("f'(1) = 2", "f'(1) = 2"), ("", LONG)])
def test_the_readout_never_scrolls(
    qtbot: QtBot, look: Look, width: int, text: int, brief: str, shown: str
) -> None:
    bar = ReadoutBar(look)
    qtbot.addWidget(bar)
    look.set("light", text, False)
    try:
        bar.resize(width, bar.height())
        bar.show()
        bar.show_readout(Readout(LONG, "Words.", Slider("h", 0.0, 1.0, 0.5, plays=-1), brief=brief))
        QApplication.processEvents()
        formula = bar.formula.formula()
        assert formula is not None
        assert formula.typst == shown
        assert not bar.formula.overflows()
        assert bar.formula.geometry().right() < bar.width()
    finally:
        look.set("light", 100, False)


def test_a_wide_readout_has_its_words(qtbot: QtBot, look: Look) -> None:
    bar = ReadoutBar(look)
    qtbot.addWidget(bar)
    bar.resize(900, bar.height())
    bar.show()
    bar.show_readout(Readout("f'(1) = 2 + 0", "Words.", brief="f'(1)"))
    formula = bar.formula.formula()
    assert formula is not None
    assert formula.typst == "f'(1) = 2 + 0"
    assert bar.words.isVisible()


def test_the_words_are_typeset_for_one_width(
    qtbot: QtBot, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    widths: set[float] = set()
    paragraph = typesetting.paragraph

    def noted(markup: str, look: Look, size: float, width: float, colour: str) -> typesetting.Typeset | None:
        widths.add(width)
        return paragraph(markup, look, size, width, colour)

    monkeypatch.setattr(typesetting, "paragraph", noted)
    bar = ReadoutBar(look)
    qtbot.addWidget(bar)
    bar.resize(900, bar.height())
    bar.show()
    for number in range(3):
        stepper = Stepper("a", "b", f"Node {number} of 6") if number else None
        slider = Slider("h", 0.0, 1.0, 0.5) if number == 2 else None
        widths.clear()
        bar.begin_anew()
        words = f"{number} words beside the numbers, in a sentence."
        bar.show_readout(Readout("f'(1) = 2", words, slider, stepper=stepper, said=f'#"{words}"'))
        QApplication.processEvents()
        assert bar.words.isVisible()
        assert len(widths) == 1, number


@pytest.mark.parametrize(
    ("typed", "around", "value"),
    [("45", True, 45.0), ("-90", True, 270.0), ("400", False, 360.0), ("1/2", False, 0.5)],
)
def test_a_slider_takes_typed_values(
    qtbot: QtBot, look: Look, typed: str, around: bool, value: float
) -> None:
    bar = ReadoutBar(look)
    qtbot.addWidget(bar)
    bar.show()
    bar.show_readout(Readout("x", "", Slider("θ", 0.0, 360.0, 10.0, around=around)))
    field = bar.parameter.field
    field.setFocus()
    field.selectAll()
    with qtbot.waitSignal(bar.slid) as slid:
        qtbot.keyClicks(field, typed)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert slid.args == [pytest.approx(value)]


def test_another_picture_s_views_leave_nothing_behind(qtbot: QtBot, look: Look) -> None:
    bar = ChoiceBar(look)
    qtbot.addWidget(bar)

    def children() -> list[str]:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return sorted(type(child).__name__ for child in bar.findChildren(QObject))

    bar.show_choices(VIEWS)
    first = children()
    assert first == ["FlowLayout", "QButtonGroup", *["TypesetButton"] * len(VIEWS)]
    for _round in range(5):
        bar.show_choices(())
        bar.show_choices(VIEWS)
    assert children() == first
