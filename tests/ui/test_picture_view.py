"""Pictures of the tabs stay built, and no others."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.galleries import gallery_of
from tutor.board import Focus
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
