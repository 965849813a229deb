"""The window: the parts put together, and the keys that belong to the whole.

The top bar, the lecture and the editor are there at the first paint, with skeletons for the rest. The rest is
made right afterwards in small pieces (see `_add_parts`), each part sooner where somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tutor.ui.applied_settings import AppliedSettings, palette_for
from tutor.ui.bridge import Asks, Bridge
from tutor.ui.examples import EXAMPLES, Example
from tutor.ui.explore_face import ExploreFace
from tutor.ui.keeping import Keeping
from tutor.ui.keys import add_keys
from tutor.ui.later import Later
from tutor.ui.lecture_strip import LectureStrip
from tutor.ui.loading import load_pictures, load_typesetting, meet_letters
from tutor.ui.long_formulas import long_formulas
from tutor.ui.look import Look, text_scale
from tutor.ui.palette import palette
from tutor.ui.presenting import Presenting
from tutor.ui.restoring import Restoring
from tutor.ui.rooms import rooms
from tutor.ui.session import Session
from tutor.ui.skeleton import PanelSkeleton
from tutor.ui.theme_style import style_sheet
from tutor.ui.top_bar import TopBar

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent

    from tutor.board import Focus, Step
    from tutor.ui.canvas_panel import CanvasPanel
    from tutor.ui.derivation_panel import DerivationPanel
    from tutor.ui.focus_ring import FocusRing
    from tutor.ui.help_sheet import HelpSheet
    from tutor.ui.message_card import MessageCard
    from tutor.ui.practice_panel import PracticePanel
    from tutor.ui.presentation import Presentation
    from tutor.ui.question_bar import QuestionBar
    from tutor.ui.settings_panel import SettingsPanel

_FIRST_DERIVATION = 1.5
"""Seconds that pictures wait for the first derivation"""
_FIRST_FORMULAS = 1.0
"""Seconds that what follows waits for the first formulas"""


class MainWindow(QWidget):
    """Nabla's window, or all of it inside a `front` that has been painted before.

    `engine` answers (see `tutor.ui.bridge.Asks`); the window asks once it has painted.
    """

    ready = Signal()
    """the window has painted for the first time"""
    settled_changed = Signal(bool)

    def __init__(
        self,
        engine: Asks,
        *,
        theme: str | None = None,
        lecture: bool = True,
        keeping: Keeping | None = None,
        front: QWidget | None = None,
    ) -> None:
        super().__init__(front)
        self.first_paint = False
        self._was_settled = False
        self._presenting = Presenting(self)
        self.keeping = keeping or Keeping(parent=self)
        if theme is not None:
            self.keeping.change("appearance", theme)
        self.look = Look(palette_for(self.keeping.settings), self)
        self.bridge = Bridge(engine, self)
        self.session = Session(self.bridge, self)
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Nabla")
        self.setMinimumSize(QSize(940, 600))
        self.resize(front.size() if front is not None else QSize(1280, 800))
        self._styled = ("", 1.0)
        self._restyle()
        self._lecture = lecture
        self._build()
        self._connect()
        self.look.changed.connect(self._restyle)
        self.later = Later(self)
        self._settings = AppliedSettings(self)
        self._restoring = Restoring(self, self.keeping)
        self._first_problem: tuple[str, str | None, str | None] | None = self._restoring.put_back()
        self.strip.show_text(*self._first_problem[:2])
        self._add_parts()
        self._fit()
        self.editor.focus_editor()

    # Building ----------------------------------------------------------------------------------

    def _build(self) -> None:
        """Build what the first paint shows."""
        look = self.look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.top_bar = TopBar(look)
        column.addWidget(self.top_bar)
        self.strip = LectureStrip(look)
        column.addWidget(self.strip)
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        self.left = QStackedWidget()
        self.left.setObjectName("left")
        self.explore = ExploreFace(look, self.session)
        self.editor = self.explore.editor
        self.left.addWidget(self.explore)
        self._row.addWidget(self.left)
        self._panel_skeleton = PanelSkeleton(look)
        self._row.addWidget(self._panel_skeleton, 1)
        column.addLayout(self._row, 1)

    def _connect(self) -> None:
        self.editor.pending_changed.connect(self._look_settled)
        self.editor.edited.connect(self._leave_lecture)
        self.explore.shown.connect(self._presenting.show_step)
        self.explore.derivation_made.connect(self._follow)
        self.session.question_changed.connect(self._light_example)
        self.session.misread.connect(self._light_example)
        self.session.gallery_changed.connect(self._show_gallery)
        self.bridge.changed.connect(self._look_settled)
        self.top_bar.face_chosen.connect(self.show_face)
        self.top_bar.theme_toggled.connect(
            lambda: self.set_theme("dark" if self.look.name == "light" else "light")
        )
        self.top_bar.settings_wanted.connect(self.toggle_settings)
        self.top_bar.help_wanted.connect(self.toggle_help)
        self.top_bar.lecture_wanted.connect(lambda: self.show_lecture(self.strip.isHidden()))
        self.strip.picked.connect(self._pick)
        self.strip.closed.connect(lambda: self.show_lecture(False))

    # Parts that are made after the first paint ---------------------------------------------------

    def _add_parts(self) -> None:
        """Have the rest made in the order in which a person could need it."""
        self.later.add(lambda: add_keys(self), lambda: self.ring)
        self.explore.add_parts(self.later)
        self.later.add_imports_aside("tutor.program", "tutor.gallery")
        self.later.add_imports("tutor.ui.readout_bar", "tutor.ui.canvas_panel")
        self.later.add(lambda: self.canvas_panel, self._restoring.follow)
        self.later.add_aside(load_typesetting)
        self.later.add(lambda: self.bridge.ahead.typeset(self.strip.orders(), self.look.begin_typesetting))
        self.later.add_wait(lambda: self.look.typesets, _FIRST_FORMULAS)
        self.later.add(lambda: self.practice, lambda: self.help, self._set_icon)
        # The import on the side takes its time from this thread, and the first derivation comes first.
        self.later.add_wait(lambda: not self.bridge.work("read", "explain"), _FIRST_DERIVATION)
        letters = (self.look.name, self.devicePixelRatioF())
        self.later.add_aside(partial(load_pictures, *letters))
        self.later.add(*(partial(meet_letters, *letters, kind) for kind in ("normal", "bold", "mathematics")))
        self.later.add(lambda: self.canvas_panel.wake(), self._look_settled)

    def _set_icon(self) -> None:
        from tutor.ui.marks import window_icon

        self.window().setWindowIcon(window_icon(self.look))

    @cached_property
    def ring(self) -> FocusRing:
        from tutor.ui.focus_ring import FocusRing

        return FocusRing(self.look, self)

    @property
    def message(self) -> MessageCard:
        return self.explore.message

    @property
    def questions(self) -> QuestionBar:
        return self.explore.questions

    @property
    def derivation(self) -> DerivationPanel:
        return self.explore.derivation

    def _follow(self, derivation: DerivationPanel) -> None:
        """Let the picture and the presentation go with the steps, from the very first."""
        derivation.step_shown.connect(self._show_step)
        derivation.focus_changed.connect(self._set_focus)
        derivation.done.filled.connect(self._look_settled)
        derivation.practise.connect(lambda: self.show_face("practice"))
        derivation.detail_chosen.connect(lambda detail: self.keeping.change("detail", detail))
        derivation.set_first_steps(not self.strip.isHidden())

    @cached_property
    def canvas_panel(self) -> CanvasPanel:
        from tutor.ui.canvas_panel import CanvasPanel

        panel = CanvasPanel(self.look, self.bridge)
        panel.changed.connect(self._look_settled)
        panel.opened.connect(lambda name: self.explore.derivation.open_derivative(name))
        panel.looked.connect(self.session.look_at)
        panel.given_up.connect(self.session.give_up_picture)
        self.session.scene_came.connect(panel.show_at_window)
        self.session.gallery_refined.connect(self._refine_gallery)
        self.session.refining.connect(panel.show_refining)
        self._row.replaceWidget(self._panel_skeleton, panel)
        self._panel_skeleton.hide()
        self._panel_skeleton.deleteLater()
        self._row.setStretchFactor(panel, 1)
        panel.show()  # at once: a layout shows it only when the next events are handled
        return panel

    @cached_property
    def practice(self) -> PracticePanel:
        from tutor.ui.practice_panel import PracticePanel

        practice = PracticePanel(self.look, self.session, self.bridge)
        practice.left.connect(lambda: self.show_face("explore"))
        practice.pictured.connect(lambda gallery: self.canvas_panel.set_gallery(gallery))
        self.left.addWidget(practice)
        return practice

    @cached_property
    def help(self) -> HelpSheet:
        from tutor.ui.help_sheet import HelpSheet

        sheet = HelpSheet(self.look, self)
        sheet.lecture_wanted.connect(lambda: self.show_lecture(True))
        sheet.try_wanted.connect(self._try)
        return sheet

    @cached_property
    def settings(self) -> SettingsPanel:
        from tutor.ui.settings_panel import SettingsPanel

        panel = SettingsPanel(self.look, self.keeping)
        panel.closed.connect(self._leave_settings)
        self._row.addWidget(panel, 1)
        return panel

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
        """Take the palette "light", "dark" or "contrast", everywhere, and keep to it."""
        self.keeping.change("appearance", name)

    @property
    def settled(self) -> bool:
        """No request under way, nothing typed that was not read, everything painted."""
        return (
            self.first_paint
            and self._first_problem is None
            and not self.bridge.under_way()
            and not self.editor.pending()
            and self.later.done
            and not self.derivation.done.filling()
            and not long_formulas().busy()
            and not self.practice.pending()
            and self.canvas_panel.settled()
        )

    def show_face(self, face: str) -> None:
        """Show "explore", "practice" or "present"."""
        if face == "present":
            self._presenting.begin()
            return
        self.top_bar.faces.choose(face)
        self.derivation.transport.stop()
        self.left.setCurrentWidget(self.practice if face == "practice" else self.explore)
        if face == "practice":
            self.practice.begin()
        else:
            self.derivation.transport.next.setFocus(Qt.FocusReason.OtherFocusReason)
            self.derivation.follow_current()

    def settings_shown(self) -> bool:
        """Say whether the settings are open."""
        return "settings" in self.__dict__ and not self.settings.isHidden()

    def toggle_settings(self) -> None:
        """Show the settings in place of the picture, or the picture again."""
        if self.settings_shown():
            self.settings.close_settings()
        else:
            self.canvas_panel.hide()
            self.settings.open()

    def _leave_settings(self) -> None:
        self.canvas_panel.show()
        self.top_bar.settings.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_lecture(self, shown: bool) -> None:
        """Show the lecture strip, or put it away."""
        self._lecture = shown
        self._fit()
        if shown:
            self.strip.show()  # also in a low window, where it was asked for
        self.keeping.touch()

    def lecture_shown(self) -> bool:
        """Say whether the lecture strip is wanted (a low window puts it away all the same)."""
        return self._lecture

    # First paint -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.first_paint:
            self.first_paint = True
            QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        """After the first paint: ask for the first derivation, then make the rest of the window."""
        if self._first_problem is not None:
            text, ask, wrt = self._first_problem
            self._first_problem = None
            self.session.read(text, ask, wrt)
        self.ready.emit()
        self.later.begin()

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

    def _refine_gallery(self) -> None:
        gallery = self.session.gallery
        assert gallery is not None
        before = self.canvas_panel.scenes()
        self.canvas_panel.refine(gallery)
        self._presenting.refine(before, self.canvas_panel.scenes())

    def _show_step(self, _step: Step) -> None:
        self._presenting.show_step()
        self._look_settled()

    def _set_focus(self, focus: Focus) -> None:
        self.canvas_panel.set_focus(focus)
        self._presenting.set_focus(focus)

    def _look_settled(self) -> None:
        settled = self.settled
        if settled != self._was_settled:
            self._was_settled = settled
            self.settled_changed.emit(settled)

    # A person's doing --------------------------------------------------------------------------

    def _pick(self, example: Example) -> None:
        self.show_face("explore")
        self.show_problem(example.text, example.ask, example.wrt)

    def _try(self, text: str) -> None:
        self.show_face("explore")
        self.show_problem(text)
        self.editor.focus_editor()

    def toggle_help(self) -> None:
        """Show the help, or put it away."""
        if self.help.isHidden():
            self.help.open()
        else:
            self.help.hide()

    def presentation(self) -> Presentation | None:
        """Return the presentation, once there has been one."""
        return self._presenting.presentation if self._presenting.made else None

    # Room and look -----------------------------------------------------------------------------

    def _fit(self) -> None:
        room = rooms(self.width(), self.height(), self._lecture)
        self.left.setFixedWidth(room.column)
        self.explore.set_margins(room.side, room.edge)
        self.editor.set_room(self.height() - room.top)
        self.strip.setVisible(room.lecture)
        if self.explore.derivation_is_made():
            self.derivation.set_first_steps(room.lecture)
        if "help" in self.__dict__ and not self.help.isHidden():
            self.help.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _restyle(self) -> None:
        if self._styled == (self.look.name, text_scale()):
            return  # polishing every widget again takes long
        self._styled = (self.look.name, text_scale())
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        colours = palette(self.look)
        if application.palette() != colours:
            application.setPalette(colours)
        self.setStyleSheet(style_sheet(self.look))
        if self.first_paint:
            self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.keeping.close()
        self.later.stop()
        self.derivation.transport.stop()
        self.session.cancel()
        self._presenting.close()
        super().closeEvent(event)
        self.window().close()
