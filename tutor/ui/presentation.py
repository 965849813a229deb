"""One step and its picture for a room: full screen, moved by a clicker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from tutor.board import Focus, Formula, Step, Walkthrough
from tutor.gallery import Scene
from tutor.language import _
from tutor.theme import measures
from tutor.ui.detour import Detour, detour
from tutor.ui.formula_view import FormulaView
from tutor.ui.look import Grounded, Look, ui_font
from tutor.ui.sentence_view import SentenceView
from tutor.ui.theme_style import style_sheet

if TYPE_CHECKING:
    from tutor.ui.picture_canvas import PictureCanvas

GROUND = "window.bg"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FORWARD = (Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space, *_ENTER)
_BACK = (Qt.Key.Key_PageUp, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Backspace)
_EDGES = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
_SLIDE = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
_NOTCH = 1 / 40
"""of the slider's range, that one press of a key moves"""
_NUMBERS = 112.0
"""px of height for the numbers below the picture, at 1920 × 1080"""
_GAP = 24
"""px between the lines at the left."""


class Dots(QWidget):
    """How far we are: one dot a step."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._step, self._count = 0, 0
        self.setFixedHeight(24)

    def show_step(self, step: int, count: int) -> None:
        """Fill the dots up to a step."""
        self._step, self._count = step, count
        self.setAccessibleName(_("Step {step} of {count}").format(step=step, count=count))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap = min(26.0, self.width() / max(self._count, 1))
        left = (self.width() - gap * (self._count - 1)) / 2
        for index in range(self._count):
            if index + 1 == self._step:
                key, radius = "action.base", 6.0
            else:
                key, radius = ("text.secondary" if index + 1 < self._step else "window.lineStrong"), 4.0
            painter.setBrush(self._look.colour(key))
            centre = left + index * gap
            painter.drawEllipse(QRectF(centre - radius, 12 - radius, 2 * radius, 2 * radius))
        painter.end()


class Presentation(QWidget):
    """A window of its own. Keys are filtered here, so that a clicker works whatever has the focus."""

    moved = Signal(int)
    """by how many steps; a very large number means the end"""
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._look, self._pictures = look, Grounded(look, GROUND, self)
        self._canvas: PictureCanvas | None = None
        self._walkthrough: Walkthrough | None = None
        self._number = 0
        self._detour: Detour | None = None
        self._numbers_room = self._numbers_size = 0.0
        self.scene: Scene | None = None
        self.setObjectName("presentation")
        self.setWindowTitle(_("Nabla, presenting"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rule = QLabel()
        self.context = FormulaView(look, 40)
        self.formula = FormulaView(look, 70, stop=True)
        self.why = SentenceView(look, 28)
        self.dots = Dots(look)
        words = QVBoxLayout()
        words.setSpacing(_GAP)
        words.addWidget(self.rule)
        words.addWidget(self.context)
        words.addStretch(1)
        words.addWidget(self.formula)
        words.addStretch(1)
        words.addWidget(self.why)
        self._sides = QHBoxLayout()
        self._sides.setSpacing(40)
        self._sides.addLayout(words, 5)
        self._picture = QVBoxLayout()
        self.numbers = FormulaView(look, 40)
        self.numbers.hide()
        self._picture.addStretch(1)
        self._picture.addWidget(self.numbers)
        self._picture.addStretch(1)
        self._sides.addLayout(self._picture, 0)
        self._column = QVBoxLayout(self)
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # the screen decides
        self._column.addLayout(self._sides, 1)
        self._column.addWidget(self.dots)
        self.blank = QWidget(self)
        self.blank.setStyleSheet("background: #000000;")
        self.blank.hide()
        self.installEventFilter(self)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        ground = self._look.theme.colour(GROUND)
        self.setStyleSheet(style_sheet(self._look) + f"QWidget#presentation {{ background: {ground}; }}")
        self._arrange()

    # Showing -----------------------------------------------------------------------------------

    def show_step(self, walkthrough: Walkthrough, number: int) -> None:
        """Show step `number`, from 1."""
        self._walkthrough, self._number, self._detour = walkthrough, number, None
        step = walkthrough.steps[number - 1]
        self._show(step, step.title)
        self.dots.show_step(number, len(walkthrough.steps))

    def open(self, name: str) -> None:
        """Show how a derivative is worked out, e.g. "∂f/∂g"; Esc, or going on beyond its end, leads back to
        the step."""
        found = detour(self._walkthrough, self._number, name) if self._walkthrough is not None else None
        if found is not None:
            self._go_into(found)

    def _go_into(self, found: Detour) -> None:
        self._detour = found
        trail = _("Step {number} › {rule}").format(number=found.home, rule=found.step.title)
        self._show(found.step, trail)
        self.dots.show_step(found.index + 1, len(found.steps))
        self.set_focus(found.step.focus)

    def _go_home(self) -> None:
        """Show the step again from which something was opened."""
        if self._canvas is not None:
            self._canvas.select(0)
        if self._walkthrough is not None:
            self.show_step(self._walkthrough, self._number)
            self.set_focus(self._walkthrough.steps[self._number - 1].focus)

    def _show(self, step: Step, heading: str) -> None:
        assert self._walkthrough is not None
        context = self._walkthrough.reading.formula
        self.rule.setText(heading)
        self.context.set_formula(context)
        self.formula.set_formula(step.card)
        self.why.set_sentence(step.why)
        self.setAccessibleName(_spoken(step, heading, context))
        self._arrange()

    def show_scene(self, scene: Scene | None, focus: Focus, point: tuple[float, ...] | None) -> None:
        """Show a picture beside the step, or none."""
        self.scene = scene
        if scene is None:
            if self._canvas is not None:
                self._canvas.hide()
            self.numbers.hide()
            self._arrange()
            return
        if self._canvas is None:
            from tutor.ui.picture_canvas import PictureCanvas

            self._canvas = PictureCanvas(self._pictures, self._scale() * 1.8)
            self._canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._canvas.installEventFilter(self)
            self._canvas.opened.connect(self.open)
            self._canvas.moved.connect(self._read_out)
            self._picture.insertWidget(1, self._canvas)
        self._canvas.show()
        self._arrange()
        self._canvas.offer((scene,))
        self._canvas.bring_scene(scene, focus, point)
        self._arrange()

    def refine(self, finer: Mapping[int, Scene]) -> None:
        """Show the same picture from more samples, if the one shown is among the scenes (by their ids) that
        have been refined."""
        if self.scene is not None and self._canvas is not None and id(self.scene) in finer:
            self.scene, before = finer[id(self.scene)], self.scene
            self._canvas.refine({id(before): self.scene})

    def _read_out(self) -> None:
        """Write the numbers at the point below the picture."""
        # A picture on its way is made in pieces, and asking it for its numbers would make it at once.
        there = self._canvas is not None and not self._canvas.coming
        readout = self._canvas.readout() if self._canvas is not None and there else None
        if readout is None or self._canvas is None or not readout.formula:
            self.numbers.hide()
            return
        for markup in filter(None, (readout.formula, readout.brief)):
            self.numbers.set_formula(Formula(readout.words, "", "", markup, readout.words))
            if self.numbers.natural_size()[0] <= self._canvas.width():
                break
        width, height = self.numbers.natural_size()
        fit = min(1.0, self._canvas.width() / max(width, 1.0), self._numbers_room / max(height, 1.0))
        if fit < 1.0:  # and stays so while the point is dragged
            self._numbers_size *= fit
            self.numbers.set_size(self._numbers_size)
        self.numbers.show()

    def set_focus(self, focus: Focus) -> None:
        """Stress what the step speaks of."""
        if self._canvas is not None:
            self._canvas.set_focus(focus)

    # Size --------------------------------------------------------------------------------------

    def _scale(self) -> float:
        """Return the size of things, 1 on a projector of 1920 × 1080."""
        return max(0.45, min(self.width() / 1920, self.height() / 1080))

    def _arrange(self) -> None:
        scale = self._scale()
        sizes = measures()["fontSize"]["presentation1080p"]
        margin = round(measures()["spacing"]["presentationMargin"] * scale)
        self._column.setContentsMargins(margin, margin, margin, round(margin * 0.35))
        self.rule.setFont(ui_font(round(sizes["ruleName"] * scale), 600))
        self.rule.setStyleSheet(
            f"font-size: {round(sizes['ruleName'] * scale)}px; font-weight: 600;"
            f" color: {self._look.theme.colour('text.secondary')};"
        )
        self.why.set_size(round(sizes["explanation"] * scale))
        across = self.width() - 2 * margin
        if self._canvas is not None and not self._canvas.isHidden():
            wide = round(across * 0.44)
            self._numbers_room = _NUMBERS * scale
            room = self.height() - 1.35 * margin - self.dots.height() - self._numbers_room - _GAP
            self._canvas.setFixedSize(wide, round(min(wide * 1.2, room)))
            self._canvas.set_scale(scale * 1.8)
            self._numbers_size = sizes["plotLabel"] * scale
            self.numbers.set_size(self._numbers_size)
            self._read_out()
            across -= wide + self._sides.spacing()
        self._fill(self.context, across, self.height() * 0.2, sizes["formulaContext"] * scale)
        taken = margin * 1.35 + sizes["ruleName"] * scale * 1.4 + self.dots.height() + 5 * _GAP
        taken += self.context.natural_size()[1] + self.why.heightForWidth(max(round(across), 80))
        self._fill(self.formula, across, self.height() - taken, sizes["formulaHuge"] * scale)

    def _fill(self, view: FormulaView, across: float, down: float, largest: float) -> None:
        """Set a formula as large as its room, `across` by `down` px, allows."""
        view.set_size(round(largest))
        width, height = view.natural_size()
        fit = min(1.0, across / max(width, 1.0), down / max(height, 1.0))
        view.set_size(max(round(largest * fit), measures()["fontSize"]["presentation1080p"]["minimum"] // 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.blank.setGeometry(self.rect())
        self._arrange()

    # Keys --------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape and self._detour is not None:
            self._go_home()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_F5):
            self.blank.hide()
            self._detour = None
            self.left.emit()
        elif key in (Qt.Key.Key_Period, Qt.Key.Key_B):
            self.blank.setVisible(self.blank.isHidden())
            self.blank.raise_()
        elif key in _EDGES:
            return self._canvas is not None and self._canvas.select(_EDGES[Qt.Key(key)])
        elif key in _ENTER and (name := self._chosen()):
            self.open(name)
        elif key in _FORWARD:
            self._step(1)
        elif key in _BACK:
            self._step(-1)
        elif key == Qt.Key.Key_Home:
            self._step(-1_000_000)
        elif key == Qt.Key.Key_End:
            self._step(1_000_000)
        elif key == Qt.Key.Key_V:
            self._next_view()
        elif key in _SLIDE:
            self._slide(_SLIDE[Qt.Key(key)])
        else:
            return False
        return True

    def _next_view(self) -> None:
        """Take the view after the chosen one, round and round."""
        picture = self._canvas.picture if self._canvas is not None else None
        if self._canvas is None or picture is None:
            return
        views = [view for view in picture.choices() if view.group]
        chosen = next((index for index, view in enumerate(views) if view.chosen), -1)
        if views:
            self._canvas.choose(views[(chosen + 1) % len(views)].name)

    def _slide(self, by: int) -> None:
        """Move the slider by notches; the picture follows."""
        slider = self._canvas.picture.readout().slider if self._canvas and self._canvas.picture else None
        if self._canvas is not None and slider is not None:
            value = slider.value + by * _NOTCH * (slider.highest - slider.lowest)
            self._canvas.slide(min(max(value, slider.lowest), slider.highest))

    def _chosen(self) -> str:
        """Return which derivative Enter opens: that of the chosen edge, "" where none is."""
        picture = self._canvas.picture if self._canvas is not None and self.scene is not None else None
        return picture.entered() if picture is not None and self._detour is None else ""

    def _step(self, by: int) -> None:
        self.blank.hide()
        if self._detour is None:
            self.moved.emit(by)
        elif (found := self._detour.moved(by)) is not None:
            self._go_into(found)
        else:
            self._go_home()


def _spoken(step: Step, heading: str, context: Formula) -> str:
    return f"{heading}. {context.speech or context.text}. {step.card.speech or step.card.text}"
