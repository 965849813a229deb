"""Presents what a window shows: one step, full screen, following the window."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

if TYPE_CHECKING:
    from tutor.board import Focus
    from tutor.gallery import Scene
    from tutor.ui.main_window import MainWindow
    from tutor.ui.presentation import Presentation


class Presenting(QObject):
    """The presentation of one window; it is made when it is wanted for the first time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    @property
    def made(self) -> bool:
        """Whether there has been a presentation."""
        return "presentation" in self.__dict__

    @cached_property
    def presentation(self) -> Presentation:
        from tutor.ui.presentation import Presentation

        window = self._window
        presentation = Presentation(window.look, window)
        presentation.moved.connect(lambda by: window.derivation.transport.go(window.derivation.current + by))
        presentation.left.connect(self._leave)
        return presentation

    def begin(self) -> None:
        """Show the current step full screen."""
        from tutor.board import Focus

        window = self._window
        window.top_bar.faces.choose("practice" if window.left.currentIndex() else "explore")
        walkthrough = window.session.walkthrough
        if walkthrough is None or not walkthrough.steps:
            return
        shown = self.presentation
        shown.setGeometry(window.screen().geometry())  # where no window manager does it
        shown.showFullScreen()
        shown.activateWindow()
        shown.setFocus(Qt.FocusReason.OtherFocusReason)
        step, canvas = window.derivation.current_step(), window.canvas_panel.canvas
        focus = step.focus if step else Focus()
        scene = self._scene(focus)
        point = canvas.point() if canvas is not None and scene is window.canvas_panel.scene() else ()
        shown.show_scene(scene, focus, point or None)
        self.show_step()

    def show_step(self) -> None:
        """Follow the window's step."""
        walkthrough = self._window.session.walkthrough
        if not self.made or not self.presentation.isVisible():
            return
        if walkthrough is not None and self._window.derivation.current:
            self.presentation.show_step(walkthrough, self._window.derivation.current)

    def set_focus(self, focus: Focus) -> None:
        """Mark what is pointed at, in the picture that belongs to it."""
        if not self.made or not self.presentation.isVisible():
            return
        scene = self._scene(focus)
        if scene is not self.presentation.scene:
            self.presentation.show_scene(scene, focus, None)
        else:
            self.presentation.set_focus(focus)

    def refine(self, before: Sequence[Scene], finer: Sequence[Scene]) -> None:
        """Show the picture from more samples, as the window does: scenes before, and what they are now."""
        if self.made and self.presentation.isVisible() and len(before) == len(finer):
            self.presentation.refine(dict(zip(map(id, before), finer, strict=True)))

    def _scene(self, focus: Focus) -> Scene | None:
        """Return the picture for the room: the one in front, unless a step speaks of one row of a Jacobian
        matrix. Then it is that row's level curves, which are seen from afar; what a person chose stays."""
        panel = self._window.canvas_panel
        front = panel.scene()
        rows = getattr(front, "rows", ())
        if panel.picked() is not None or focus.row is None or focus.row >= len(rows):
            return front
        own = (scene for scene in panel.scenes() if getattr(scene, "name", "") == rows[focus.row])
        return next(own, front)

    def close(self) -> None:
        """The window closes."""
        if self.made:
            self.presentation.close()

    def _leave(self) -> None:
        self.presentation.hide()
        self._window.activateWindow()
