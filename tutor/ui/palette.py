"""A QPalette from Nabla's colours, so that what no style sheet names still belongs."""

from __future__ import annotations

from PySide6.QtGui import QPalette

from tutor.ui.look import Look

_ROLES = {
    QPalette.ColorRole.Window: "window.bg",
    QPalette.ColorRole.WindowText: "text.primary",
    QPalette.ColorRole.Base: "window.surface",
    QPalette.ColorRole.AlternateBase: "window.sunken",
    QPalette.ColorRole.Text: "text.primary",
    QPalette.ColorRole.Button: "window.surface",
    QPalette.ColorRole.ButtonText: "text.primary",
    QPalette.ColorRole.BrightText: "text.primary",
    QPalette.ColorRole.Highlight: "action.tint",
    QPalette.ColorRole.HighlightedText: "text.primary",
    QPalette.ColorRole.Link: "action.base",
    QPalette.ColorRole.LinkVisited: "action.base",
    QPalette.ColorRole.ToolTipBase: "window.surface",
    QPalette.ColorRole.ToolTipText: "text.primary",
    QPalette.ColorRole.PlaceholderText: "text.tertiary",
}
_DISABLED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def palette(look: Look) -> QPalette:
    """Return the palette of a look for all widgets."""
    result = QPalette()
    for role, key in _ROLES.items():
        result.setColor(role, look.colour(key))
    for role in _DISABLED:
        result.setColor(QPalette.ColorGroup.Disabled, role, look.colour("window.disabledText"))
    return result
