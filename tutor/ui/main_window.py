"""The window: the parts put together, and the keys that belong to the whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tutor.board import Focus, Step
from tutor.ui.bridge import Asks, Bridge
from tutor.ui.canvas_panel import CanvasPanel
from tutor.ui.explore_face import ExploreFace
from tutor.ui.focus_ring import FocusRing
from tutor.ui.help_sheet import HelpSheet
from tutor.ui.lecture_strip import EXAMPLES, Example, LectureStrip
from tutor.ui.look import Look, size_of, ui_font
from tutor.ui.marks import window_icon
from tutor.ui.palette import palette
from tutor.ui.practice_panel import PracticePanel
from tutor.ui.presentation import Presentation
from tutor.ui.session import Session
from tutor.ui.theme_style import style_sheet
from tutor.ui.top_bar import TopBar

_LOW = 740
"""Below this height the editor folds to its preview and the lecture strip is put away."""
_NARROW = 1160


class MainWindow(QWidget):
    """Nabla's window. `engine` answers (see `tutor.ui.bridge.Asks`); the window asks once it has painted."""

    ready = Signal()
    """the window has painted for the first time"""
    settled_changed = Signal(bool)

    def __init__(self, engine: Asks, *, theme: str | None = None, lecture: bool = True) -> None:
        super().__init__()
        self.first_paint = False
        self._was_settled = False
        self._presentation: Presentation | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        if application.style().name() != "fusion":  # setting it again would polish every widget again
            application.setStyle("Fusion")
            application.setFont(ui_font())
        self.look = Look(theme or _platform_theme(), self)
        self.bridge = Bridge(engine, self)
        self.session = Session(self.bridge, self)
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Nabla")
        self.setWindowIcon(window_icon(self.look))
        self.setMinimumSize(QSize(940, 600))
        self.resize(1280, 800)
        self._build()
        self._lecture = lecture
        self._connect()
        self._add_keys()
        self.ring = FocusRing(self.look, self)
        self.look.changed.connect(self._restyle)
        self._restyle()
        first = EXAMPLES[0]
        self.editor.set_text(first.text)
        self.strip.show_text(first.text, first.ask)
        self._first_problem: tuple[str, str | None, str | None] | None = (first.text, first.ask, first.wrt)
        self._fit()

    # Building ----------------------------------------------------------------------------------

    def _build(self) -> None:
        look = self.look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.top_bar = TopBar(look)
        column.addWidget(self.top_bar)
        self.strip = LectureStrip(look)
        column.addWidget(self.strip)
        row = QHBoxLayout()
        row.setSpacing(0)
        self.left = QStackedWidget()
        self.left.setObjectName("left")
        self.explore = ExploreFace(look, self.session)
        self.editor, self.message = self.explore.editor, self.explore.message
        self.questions, self.derivation = self.explore.questions, self.explore.derivation
        self.left.addWidget(self.explore)
        self.practice = PracticePanel(look, self.session, self.bridge)
        self.left.addWidget(self.practice)
        row.addWidget(self.left)
        self.canvas_panel = CanvasPanel(look)
        row.addWidget(self.canvas_panel, 1)
        column.addLayout(row, 1)
        self.help = HelpSheet(look, self)

    def _connect(self) -> None:
        self.editor.pending_changed.connect(self._look_settled)
        self.editor.edited.connect(self._leave_lecture)
        self.explore.shown.connect(self._present_step)
        self.session.question_changed.connect(self._light_example)
        self.session.misread.connect(self._light_example)
        self.session.gallery_changed.connect(self._show_gallery)
        self.derivation.step_shown.connect(self._show_step)
        self.derivation.focus_changed.connect(self._set_focus)
        self.derivation.practise.connect(lambda: self.show_face("practice"))
        self.practice.left.connect(lambda: self.show_face("explore"))
        self.canvas_panel.changed.connect(self._look_settled)
        self.bridge.changed.connect(self._look_settled)
        self.top_bar.face_chosen.connect(self.show_face)
        self.top_bar.theme_toggled.connect(
            lambda: self.set_theme("light" if self.look.name == "dark" else "dark")
        )
        self.top_bar.help_wanted.connect(self._toggle_help)
        self.top_bar.lecture_wanted.connect(lambda: self.show_lecture(self.strip.isHidden()))
        self.help.lecture_wanted.connect(lambda: self.show_lecture(True))
        self.strip.picked.connect(self._pick)
        self.strip.closed.connect(lambda: self.show_lecture(False))

    def _add_keys(self) -> None:
        transport = self.derivation.transport
        for key, act in (
            ("Right", lambda: self._step_by(1)),
            ("Left", lambda: self._step_by(-1)),
            ("Home", lambda: self._step_by(-1_000_000)),
            ("End", lambda: self._step_by(1_000_000)),
            ("Ctrl+L", self._type),
            ("Ctrl+1", lambda: self.show_face("explore")),
            ("Ctrl+2", lambda: self.show_face("practice")),
            ("Ctrl+P", transport.toggle_play),
            ("F1", self._toggle_help),
            ("F5", lambda: self.show_face("present")),
            ("Esc", self._escape),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(act)

    # For others --------------------------------------------------------------------------------

    def show_problem(self, text: str, ask: str | None = None, wrt: str | Sequence[str] | None = None) -> None:
        """Put a text into the editor and ask a question of it (its usual one where `ask` is None)."""
        variable = wrt if isinstance(wrt, str) or wrt is None else ",".join(wrt) or None
        self._first_problem = None
        self._leave_lecture(text)
        self.explore.show_problem(text, ask, variable)
        self._look_settled()

    def go_to_step(self, number: int) -> None:
        """Show a step, counted from 1; asked before the derivation is there, it waits for it."""
        self.explore.go_to_step(number)
        self._look_settled()

    def set_theme(self, name: str) -> None:
        """Take the palette "light" or "dark", everywhere."""
        self.look.set_theme(name)

    @property
    def settled(self) -> bool:
        """No request under way, nothing typed that was not read, everything painted."""
        return (
            self.first_paint
            and self._first_problem is None
            and not self.bridge.under_way()
            and not self.editor.pending()
            and not self.practice.pending()
            and self.canvas_panel.settled()
        )

    def show_face(self, face: str) -> None:
        """Show "explore", "practice" or "present"."""
        if face == "present":
            self.present()
            return
        self.top_bar.faces.choose(face)
        self.derivation.transport.stop()
        self.left.setCurrentIndex(1 if face == "practice" else 0)
        if face == "practice":
            self.practice.begin()
        else:
            self.derivation.transport.next.setFocus(Qt.FocusReason.OtherFocusReason)
            self.derivation.follow_current()

    def show_lecture(self, shown: bool) -> None:
        """Show the lecture strip, or put it away."""
        self._lecture = shown
        self._fit()
        if shown:
            self.strip.show()  # also in a low window, where it was asked for

    # First paint -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.first_paint:
            self.first_paint = True
            QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        """After the first paint: ask for the first derivation, then load what paints formulas and plots."""
        self.ready.emit()
        if self._first_problem is not None:
            text, ask, wrt = self._first_problem
            self._first_problem = None
            self.session.read(text, ask, wrt)
        QTimer.singleShot(0, self, self.look.begin_typesetting)
        QTimer.singleShot(0, self, self.canvas_panel.wake)

    # Session → parts ---------------------------------------------------------------------------

    def _leave_lecture(self, text: str) -> None:
        """Whoever works on something of their own has the room for it; the lecture is a button away."""
        if text.strip() and not any(text.split() == example.text.split() for example in EXAMPLES):
            self.show_lecture(False)

    def _light_example(self) -> None:
        question = self.session.question
        self.strip.show_text(self.session.text, question.ask if question else None)

    def _show_gallery(self) -> None:
        gallery = self.session.gallery
        assert gallery is not None
        self.canvas_panel.set_gallery(gallery)

    def _show_step(self, _step: Step) -> None:
        self._present_step()
        self._look_settled()

    def _set_focus(self, focus: Focus) -> None:
        self.canvas_panel.set_focus(focus)
        if self._presentation is not None:
            self._presentation.set_focus(focus)

    def _look_settled(self) -> None:
        settled = self.settled
        if settled != self._was_settled:
            self._was_settled = settled
            self.settled_changed.emit(settled)

    # A person's doing --------------------------------------------------------------------------

    def _pick(self, example: Example) -> None:
        self.show_face("explore")
        self.show_problem(example.text, example.ask, example.wrt)

    def _type(self) -> None:
        self.show_face("explore")
        self.editor.focus_editor()

    def _step_by(self, by: int) -> None:
        if self.left.currentIndex() == 0:
            self.derivation.transport.go(self.derivation.current + by)

    def _toggle_help(self) -> None:
        if self.help.isHidden():
            self.help.open()
        else:
            self.help.hide()

    def _escape(self) -> None:
        if not self.help.isHidden():
            self.help.hide()
        elif not self.derivation.busy.isHidden():
            self.session.cancel()
        elif self.canvas_panel.point.give_up():
            return
        elif self.left.currentIndex() == 1:
            self.show_face("explore")
        else:
            self.derivation.close_inset()

    # Presenting --------------------------------------------------------------------------------

    def present(self) -> None:
        """Show the current step full screen."""
        self.top_bar.faces.choose("practice" if self.left.currentIndex() else "explore")
        walkthrough = self.session.walkthrough
        if walkthrough is None or not walkthrough.steps:
            return
        if self._presentation is None:
            self._presentation = Presentation(self.look, self)
            self._presentation.moved.connect(
                lambda by: self.derivation.transport.go(self.derivation.current + by)
            )
            self._presentation.left.connect(self._leave_presentation)
        self._presentation.setGeometry(self.screen().geometry())  # where no window manager does it
        self._presentation.showFullScreen()
        self._presentation.activateWindow()
        self._presentation.setFocus(Qt.FocusReason.OtherFocusReason)
        step = self.derivation.current_step()
        point = self.canvas_panel.canvas.point() if self.canvas_panel.canvas is not None else ()
        self._presentation.show_scene(
            self.canvas_panel.scene(), step.focus if step else Focus(), point or None
        )
        self._present_step()

    def presentation(self) -> Presentation | None:
        """Return the presentation, once there has been one."""
        return self._presentation

    def _present_step(self) -> None:
        walkthrough = self.session.walkthrough
        if self._presentation is None or not self._presentation.isVisible():
            return
        if walkthrough is not None and self.derivation.current:
            self._presentation.show_step(walkthrough, self.derivation.current)

    def _leave_presentation(self) -> None:
        if self._presentation is not None:
            self._presentation.hide()
        self.activateWindow()

    # Room and look -----------------------------------------------------------------------------

    def _fit(self) -> None:
        narrow, low = self.width() < _NARROW, self.height() < _LOW
        self.left.setFixedWidth(520 if narrow else size_of("editorWidthExplore"))
        self.explore.set_margins(16 if narrow else 24, 12 if low else 20)
        shown = self._lecture and not low
        self.editor.set_room(self.height() - size_of("topBar") - (self.strip.height() if shown else 0))
        self.strip.setVisible(shown)
        self.derivation.set_first_steps(shown)
        if not self.help.isHidden():
            self.help.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _restyle(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        colours = palette(self.look)
        if application.palette() != colours:
            application.setPalette(colours)
        self.setStyleSheet(style_sheet(self.look))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.derivation.transport.stop()
        self.session.cancel()
        if self._presentation is not None:
            self._presentation.close()
        super().closeEvent(event)


def _platform_theme() -> str:
    scheme = QGuiApplication.styleHints().colorScheme()
    return "dark" if scheme == Qt.ColorScheme.Dark else "light"
