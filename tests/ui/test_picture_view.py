"""Pictures of the tabs stay built, and no others."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.galleries import gallery_of
from tutor.board import Focus
from tutor.ui import dropped_pictures
from tutor.ui.look import Look
from tutor.ui.picture_view import PictureView


def test_a_picture_is_built_once_and_dropped_with_its_gallery(qtbot: QtBot) -> None:
    look = Look("light")
    view = PictureView(look)
    qtbot.addWidget(view)
    first, second, *_rest = gallery_of("f(x, y) = x^2 y + y", "gradient").scenes
    (other, *_more) = gallery_of("sin(x^2)", "derivative").scenes
    view.offer((first, second))
    view.show_scene(first, Focus())
    built = view.picture
    assert built is not None
    built.move_to((0.5, 0.75))
    view.show_scene(second, Focus())
    view.show_scene(first, Focus(variable="y"))
    assert view.picture is built
    assert (built.point, built.focus) == ((0.5, 0.75), Focus(variable="y"))
    look.set_theme("dark")
    view.show_scene(second, Focus())
    assert view.picture is not None
    assert view.picture.style.theme.name == "dark"
    view.offer((other,))
    view.show_scene(other, Focus())
    view.show_scene(first, Focus())
    assert view.picture is not built
    assert view.picture.point == tuple(first.start)


def test_the_picture_before_stays_in_sight_while_another_is_made(qtbot: QtBot, view: PictureView) -> None:
    """Another tab, palette or size: none is made in one go, which would hold the window up."""
    (scene,) = view._kept._offered
    (other, *_more) = gallery_of("cos(3x)", "derivative").scenes
    view.offer((scene, other))
    for change in (
        lambda: view.bring_scene(other, Focus()),
        lambda: view._look.set_theme("dark"),
        lambda: view.set_scale(1.3),
    ):
        before = pixels(view)
        change()
        assert view.waiting()
        assert pixels(view) == before
        qtbot.waitUntil(lambda: not view.waiting())
        assert pixels(view) != before
    assert view.picture is not None
    assert (view.picture.scene, view.picture.style.theme.name) == (other, "dark")


def test_pictures_are_let_go_however_soon_others_come(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dropped_pictures, "_PAUSE", 100)
    view = PictureView(Look("light"))
    qtbot.addWidget(view)
    left = []
    for number in range(2, 12):
        (scene, *_rest) = gallery_of(f"sin(x^{number})", "derivative").scenes
        view.offer((scene,))
        view.show_scene(scene, Focus())
        assert view.picture is not None
        left.append(weakref.ref(view.picture))
        qtbot.wait(25)

    def alive() -> int:
        gc.collect()
        return sum(picture() is not None for picture in left)

    assert alive() < 9
    qtbot.waitUntil(lambda: alive() == 1)


def test_a_kept_picture_of_another_palette_is_made_anew_in_pieces(
    qtbot: QtBot, view: PictureView, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes back as it was left, and what was in sight stays until then."""
    (scene,) = view._kept._offered
    (other, *_more) = gallery_of("cos(3x)", "derivative").scenes
    view.offer((scene, other))
    assert view.picture is not None
    view.picture.move_to((0.75,))
    left = view.picture
    view.bring_scene(other, Focus())
    qtbot.waitUntil(lambda: not view.waiting())
    view._look.set_theme("dark")
    qtbot.waitUntil(lambda: not view.waiting())
    before = pixels(view)
    at_once: list[object] = []
    monkeypatch.setattr(view, "_build", lambda *scenes: at_once.append(scenes))
    view.bring_scene(scene, Focus())
    assert view.waiting()
    assert pixels(view) == before
    qtbot.waitUntil(lambda: not view.waiting())
    assert not at_once
    shown = view.picture
    assert shown is not None and shown is not left
    assert (shown.scene, shown.style.theme.name, shown.point) == (scene, "dark", (0.75,))
    assert len(view._kept._kept) == 2


def pixels(view: PictureView) -> QImage:
    return view.grab().toImage()


@pytest.fixture
def view(qtbot: QtBot) -> PictureView:
    """A view that shows a slope."""
    made = PictureView(Look("light"))
    qtbot.addWidget(made)
    made.resize(500, 420)
    made.show()
    (scene, *_rest) = gallery_of("sin(x^2)", "derivative").scenes
    made.offer((scene,))
    made.show_scene(scene, Focus())
    qtbot.waitUntil(lambda: not made.waiting())
    return made


def begun(qtbot: QtBot, view: PictureView, monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin to draw, and stop in the middle of it."""
    slices = count_slices(view)
    monkeypatch.setattr("tutor.ui.slices.SLICE", 0.0)  # one piece each
    view.draw_idle()
    qtbot.waitUntil(lambda: slices() > 5)
    assert view.waiting()


def count_slices(view: PictureView) -> Callable[[], int]:
    counted: list[None] = []
    view._drawing._timer.timeout.connect(lambda: counted.append(None))
    return lambda: len(counted)


CHANGES: dict[str, Callable[[PictureView], object]] = {
    "the point": lambda view: (view.picture and view.picture.move_to((0.55,)), view._repaint()),
    "the size": lambda view: view.resize(430, 360),
    "the size of letters": lambda view: view.set_scale(1.3),
    "the palette": lambda view: view._look.set_theme("dark"),
    "drawn at once": lambda view: view.draw(),
    "nothing": lambda view: None,
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_while_it_is_drawn_is_drawn(
    qtbot: QtBot, view: PictureView, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    before = pixels(view)
    begun(qtbot, view, monkeypatch)
    CHANGES[change](view)
    qtbot.waitUntil(lambda: not view.waiting())
    shown = pixels(view)
    view.draw()
    assert pixels(view) == shown
    assert (shown == before) == (change in ("drawn at once", "nothing"))
    view._repaint()  # over the background that was kept
    assert pixels(view) == shown


def test_the_old_pixels_stay_until_the_new_ones_are_there(
    qtbot: QtBot, view: PictureView, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = np.array(view._shown.buffer_rgba())
    assert view.picture is not None
    view.picture.set_focus(Focus(variable="x"))
    begun(qtbot, view, monkeypatch)
    assert (np.asarray(view._shown.buffer_rgba()) == before).all()
    assert view.grab().size() == view.size()
    assert not view.waiting()  # who asks for pixels gets them at once


def test_a_picture_that_changes_all_the_time_is_drawn_all_the_same(
    qtbot: QtBot, view: PictureView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutor.ui.slices.SLICE", 0.0)
    monkeypatch.setattr("tutor.ui.slices.LATE", 0.0)
    view.drawn.connect(lambda: done.append(None))
    done: list[None] = []
    for _time in range(3):
        view.draw_idle()
        QApplication.processEvents()
    assert done
