"""The picture beside the derivation: tabs, the place of P, the canvas, the readout."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from tutor.board import Focus
from tutor.gallery import Gallery, Scene, Window
from tutor.language import _
from tutor.ui.bridge import Bridge
from tutor.ui.formula_menu import open_menu
from tutor.ui.look import Look
from tutor.ui.picture_bar import PictureBar
from tutor.ui.picture_saver import PictureSaver
from tutor.ui.range_fields import RangeFields
from tutor.ui.readout_bar import ReadoutBar
from tutor.ui.skeleton import PlotSkeleton
from tutor.ui.symbol_strip import SymbolStrip
from tutor.ui.working_line import WorkingLine

if TYPE_CHECKING:
    from tutor.ui.picture_canvas import PictureCanvas


class CanvasPanel(QWidget):
    """Shows a gallery. The canvas itself is made by `wake`, after the window has painted."""

    changed = Signal()
    """something was drawn, or is about to be"""
    looked = Signal(str, str, object)
    """another part of the plane is wanted: the picture's class, its title, and the window; None for none"""
    given_up = Signal(str)
    """a person will not wait for pictures any longer: the channel of the request"""
    opened = Signal(str)
    """what a person pressed in the picture: an edge of the tree, by the name of its derivative"""

    def __init__(self, look: Look, bridge: Bridge | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._gallery: Gallery | None = None
        self._index = 0
        self._picked = False
        self._focus = Focus()
        self._judged: Scene | None = None
        self.canvas: PictureCanvas | None = None
        self.setObjectName("canvasPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        self.bar = bar = PictureBar(look)
        bar.picked.connect(self.pick)
        bar.choices.chosen.connect(self._choose)
        bar.point.typed.connect(self._move)
        bar.reset_pressed.connect(self._reset)
        bar.ranges_pressed.connect(self._type_ranges)
        bar.share_pressed.connect(self._share)
        self.choices, self.point, self.reset, self.ranges = bar.choices, bar.point, bar.reset, bar.ranges
        column.addWidget(bar)
        self._stack = QStackedWidget()
        self._stack.addWidget(PlotSkeleton(look))
        self.note = QLabel()
        self.note.setProperty("kind", "secondary")
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note.setWordWrap(True)
        self.note.setContentsMargins(48, 24, 48, 24)
        self._stack.addWidget(self.note)
        column.addWidget(self._stack, 1)
        self.symbols = SymbolStrip(look)
        column.addWidget(self.symbols)
        self.gaps = QLabel()
        self.gaps.setObjectName("gaps")
        self.gaps.setProperty("kind", "caption")
        self.gaps.setWordWrap(True)
        self.gaps.setContentsMargins(24, 0, 24, 6)
        self.gaps.hide()
        column.addWidget(self.gaps)
        self.saver = PictureSaver(look, bridge, self) if bridge is not None else None
        self.working = WorkingLine(look, bridge, self) if bridge is not None else None
        if self.working is not None:
            self.working.cancelled.connect(self.given_up)
        if self.saver is not None:
            QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self.saver.save)
        self.refining = QLabel(self)
        self.refining.setObjectName("refining")
        self.refining.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.refining.hide()
        self.readout = ReadoutBar(look)
        self.readout.slid.connect(self._slide)
        self.readout.stepped.connect(self._choose)
        column.addWidget(self.readout)

    def wake(self) -> None:
        """Make the canvas (this imports matplotlib)."""
        from tutor.ui.picture_canvas import PictureCanvas

        self.canvas = PictureCanvas(self._look)
        self.canvas.moved.connect(self._read_out)
        self.canvas.drawn.connect(self.changed)
        self.canvas.opened.connect(self.opened)
        if self.saver is not None:
            self.saver.canvas = self.canvas
        self.canvas.movable = True
        self.canvas.looked.connect(self._ask_for)
        self.canvas.ranges_wanted.connect(self._type_ranges)
        self.canvas.menu_wanted.connect(self._open_menu)
        self._stack.addWidget(self.canvas)
        self._open_fitting()

    def settled(self) -> bool:
        """Say whether everything there is to draw has been drawn."""
        if self.canvas is None:
            return self._gallery is None
        return not self.canvas.waiting()

    def give_up(self) -> bool:
        """Give up what is computed or saved in sight; say whether there was anything."""
        saving = self.saver is not None and self.saver.give_up_in_sight()
        return saving or (self.working is not None and self.working.give_up())

    # Gallery -----------------------------------------------------------------------------------

    def set_gallery(self, gallery: Gallery) -> None:
        """Show the pictures of a question, the one to open first in front."""
        self._gallery = gallery
        self._index = gallery.default if gallery.default < len(gallery.scenes) else 0
        self._picked = False
        self.bar.set_titles(gallery.titles[: len(gallery.scenes)])
        self._open_fitting()

    def refine(self, gallery: Gallery) -> None:
        """Show the same pictures from more samples: what was moved and chosen stays."""
        before = self._gallery
        if before is None or before.titles != gallery.titles or self.canvas is None:
            self.set_gallery(gallery)
            return
        self._gallery = gallery
        self.canvas.refine(dict(zip(map(id, before.scenes), gallery.scenes, strict=True)))

    def show_refining(self, how: str) -> None:
        """Say over the picture, which keeps its size, how it stands with a finer one: see `REFINING`."""
        words = {
            "under way": _("A first sketch: a finer picture is on its way"),
            "given up": _("A sketch: a finer picture takes too long"),
        }.get(how, "")
        self.refining.setText(words)
        self.refining.setVisible(bool(words))
        self._place_refining()

    def _place_refining(self) -> None:
        self.refining.adjustSize()
        edge = self._stack.geometry()
        self.refining.move(edge.right() - self.refining.width() - 10, edge.top() + 8)
        self.refining.raise_()

    def _open_fitting(self) -> None:
        self.open(self._fitting())

    def open(self, index: int) -> None:
        """Open one of the pictures."""
        self._index = index
        self.bar.choose(index)
        self._show()

    def pick(self, index: int) -> None:
        """Open the picture that a person chose: it stays, whatever the steps speak of."""
        self._picked = True
        self.open(index)

    def _fitting(self) -> int:
        """Return which picture belongs to the step, unless a person has chosen one."""
        if self._picked or self.canvas is None or self._gallery is None:
            return self._index
        from tutor.canvas import fitting  # matplotlib is loaded once there is a canvas

        default = self._gallery.default if self._gallery.default < len(self._gallery.scenes) else 0
        return fitting(self._gallery.scenes, self._focus, default)

    def picked(self) -> str | None:
        """Return the title of the picture that a person chose; None where they did not."""
        return self.tabs()[self._index] if self._picked else None

    def scene(self) -> Scene | None:
        """Return the scene in front."""
        if self._gallery is None or not self._gallery.scenes:
            return None
        return self._gallery.scenes[self._index]

    def scenes(self) -> tuple[Scene, ...]:
        """Return the scenes offered, in the order of the tabs."""
        return self._gallery.scenes if self._gallery is not None else ()

    def tabs(self) -> list[str]:
        """Return the titles of the pictures offered."""
        return self.bar.titles()

    def _show(self) -> None:
        scene = self.scene()
        if self.canvas is not None and self._gallery is not None:
            self.canvas.offer(self._gallery.scenes)
        if scene is None:
            self.bar.offer(None, ranges=False, share=False)
        if scene is not None and self.canvas is not None:
            self._stack.setCurrentWidget(self.canvas)
            self.canvas.bring_scene(scene, self._focus)
        elif self._gallery is not None and scene is None:
            self.note.setText(self._gallery.note or _("There is no picture for this question yet."))
            self._stack.setCurrentWidget(self.note)
            self.readout.show_readout(None)
            self.symbols.hide()
            self.gaps.hide()
        self.changed.emit()

    # Point -------------------------------------------------------------------------------------

    def set_focus(self, focus: Focus) -> None:
        """Stress what the current step speaks of."""
        self._focus = focus
        if self.canvas is None or self.scene() is None:
            return
        if (index := self._fitting()) != self._index:
            self.open(index)
        else:
            self.canvas.set_focus(focus)
            self.changed.emit()

    def _move(self, point: tuple[float, ...]) -> None:
        if self.canvas is not None:
            self.canvas.move_to(point)

    def _slide(self, value: float) -> None:
        if self.canvas is not None:
            self.canvas.slide(value)

    def _choose(self, name: str) -> None:
        if self.canvas is not None:
            self.canvas.choose(name)

    def _reset(self) -> None:
        if self.canvas is not None:
            self.canvas.reset()

    def _read_out(self) -> None:
        picture = self.canvas.picture if self.canvas is not None else None
        if picture is None or self.scene() is None:
            return
        self.point.show_point(picture.point_name, picture.point)
        self.bar.offer(picture, ranges=self._has_axes(), share=self.saver is not None)
        if picture.scene is not self._judged:
            self._judged = picture.scene
            words = picture.gaps()
            self.gaps.setText(words)
            self.gaps.setVisible(bool(words))
            self.readout.begin_anew()
        self.readout.show_readout(picture.readout())
        self._show_symbols()
        self._lay_out()

    def _lay_out(self) -> None:
        """Give the picture its room at once: left to Qt, a row that comes or goes changes it only after the
        picture has been drawn, which is then drawn again."""
        for part in (self.bar, self.symbols, self.readout, self):
            layout = part.layout()
            if layout is not None:
                layout.activate()

    def _show_symbols(self) -> None:
        picture = self.canvas.picture if self.canvas is not None and self.scene() is not None else None
        symbols = picture.symbols() if picture is not None else None
        self.symbols.show_symbols(symbols, self.height() - self.bar.height() - self.readout.height())

    # The part of the plane in sight ------------------------------------------------------------

    def _ask_for(self, window: Window | None) -> None:
        scene = self.scene()
        if scene is not None:
            self.looked.emit(type(scene).__name__, self.tabs()[self._index], window)

    def show_at_window(self, title: str, scene: Scene) -> None:
        """Show the picture in front from the numbers of another window, if it is still the same one."""
        if self.canvas is not None and self.scene() is not None and title == self.tabs()[self._index]:
            self.canvas.bring_again(scene)
            self.changed.emit()

    def _share(self) -> None:
        self._open_menu(self.bar.share.mapToGlobal(self.bar.share.rect().bottomLeft()))

    def _open_menu(self, place: QPoint) -> None:
        """Offer what can be done with the picture, and what has found no room above it."""
        if self.saver is None or self.scene() is None:
            return
        menu = self.saver.menu(self)
        menu.addSeparator()
        for button in (self.ranges, self.reset):
            if button is self.reset or self._has_axes():
                menu.addAction(button.accessibleName()).triggered.connect(button.click)
        open_menu(menu, place)

    @cached_property
    def range_fields(self) -> RangeFields:
        """The fields in which the ranges of the axes are typed."""
        fields = RangeFields(self._look, self)
        if self.canvas is not None:
            fields.typed.connect(self.canvas.look_at)
        return fields

    def _has_axes(self) -> bool:
        picture = self.canvas.picture if self.canvas is not None else None
        return picture is not None and picture.view is not None

    def _type_ranges(self) -> None:
        picture = self.canvas.picture if self.canvas is not None else None
        if picture is None or picture.view is None:
            return
        fields = self.range_fields
        fields.show_window(picture.axis_names, picture.view)
        fields.adjustSize()
        button = self.bar.share if self.ranges.isHidden() else self.ranges
        corner = button.mapTo(self, button.rect().bottomRight())
        fields.move(corner.x() - fields.width(), corner.y() + 6)
        fields.show()
        fields.raise_()
        fields.fields[0].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_symbols()
        self._place_refining()
        for line in (self.working, self.saver):
            if line is not None:
                line.place(self.height() - self.readout.height())
