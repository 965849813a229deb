"""The bar at the top: whose window this is, which face is shown, help and theme."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from tutor.language import _
from tutor.ui.buttons import IconButton
from tutor.ui.look import Look, size_of
from tutor.ui.marks import Logo
from tutor.ui.segmented import Segmented


class TopBar(QWidget):
    """Logo, the three faces, and on the right lecture, help, theme and settings."""

    face_chosen = Signal(str)
    """ "explore", "practice" or "present" """
    help_wanted = Signal()
    lecture_wanted = Signal()
    theme_toggled = Signal()
    settings_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(size_of("topBar"))
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 16, 1)
        row.setSpacing(4)
        row.addWidget(Logo(look))
        name = QLabel("Nabla")
        name.setProperty("kind", "name")
        row.addSpacing(2)
        row.addWidget(name)
        row.addSpacing(24)
        self.faces = Segmented(
            _("Face"),
            (("explore", _("Explore")), ("practice", _("Practice")), ("present", _("Present"))),
        )
        self.faces.choose("explore")
        self.faces.chosen.connect(self.face_chosen)
        row.addWidget(self.faces)
        row.addStretch(1)
        lecture = _("The lecture, step by step")
        self.lecture = IconButton(look, "lecture", lecture, self.lecture_wanted.emit, "quiet")
        self.help = IconButton(look, "help", _("Help"), self.help_wanted.emit, "quiet")
        self.theme = IconButton(look, "moon", "", self.theme_toggled.emit, "quiet")
        self.settings = IconButton(look, "settings", _("Settings"), self.settings_wanted.emit, "quiet")
        for button in (self.lecture, self.help, self.theme, self.settings):
            row.addWidget(button)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        dark = self._look.name != "light"
        self.theme.set_icon("sun" if dark else "moon")
        self.theme.set_name(_("Light colours") if dark else _("Dark colours"))
