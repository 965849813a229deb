"""The style sheet of the window, filled in from the palette in force."""

from __future__ import annotations

import re
from string import Template

from tutor.ui.look import Look, mono_family, text_scale, ui_family

_FONT_SIZE = re.compile(r"font-size: (\d+)px")
_SHEET = Template("""
* { outline: none; }
QWidget { font-family: "$ui"; font-size: 15px; color: $text; }
QWidget#window, QWidget#left, QWidget#stage { background: $bg; }
QWidget#topBar { background: $surface; border-bottom: 1px solid $line; }
QWidget#lectureStrip { background: $surface; border-bottom: 1px solid $line; }
QWidget#noticeStrip { background: $amberTint; border-bottom: 1px solid $line; }
QPlainTextEdit[kind="report"] { background: $sunken; border: 1px solid $line; border-radius: 8px;
    padding: 8px; font-size: 14px; }
QWidget#canvasPanel { background: $surface; border-left: 1px solid $line; }
QWidget#tabBar { background: $surface; border-bottom: 1px solid $line; }
QFrame#symbolStrip { background: $surface; border-top: 1px solid $line; }
QWidget#readoutBar { background: $surface; border-top: 1px solid $line; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }

QLabel { background: transparent; }
QLabel[kind="name"] { font-size: 19px; font-weight: 600; }
QLabel[kind="heading"] { font-size: 20px; font-weight: 600; }
QLabel[kind="strong"] { font-size: 16px; font-weight: 600; }
QLabel[kind="secondary"] { color: $secondary; font-size: 15px; }
QLabel#refining { background: $surface; color: $secondary; border: 1px solid $line; border-radius: 8px;
  padding: 3px 10px; font-size: 14px; }
QLabel[kind="caption"] { color: $secondary; font-size: 14px; }
QLabel[kind="amber"] { color: $amberText; font-weight: 600; font-size: 15px; }
QLabel[kind="keycap"] { background: $surface; border: 1px solid $lineStrong; border-bottom-width: 2px;
    border-radius: 6px; padding: 0 6px; font-size: 14px; font-weight: 500; color: $secondary; }

QFrame[kind="card"] { background: $surface; border: 1px solid $lineStrong; border-radius: 12px; }
QFrame[kind="editor"] { background: $surface; border: 1px solid $line; border-radius: 12px; }
QFrame[kind="editor"][focused="true"] { border: 1px solid $lineStrong; }
QFrame[kind="answer"] { background: $surface; border: 2px solid $amberLine; border-radius: 12px; }
QFrame[kind="amber"] { background: $amberTint; border: none; border-radius: 12px; }
QFrame[kind="verdict"] { background: $actionTint; border: none; border-radius: 12px; }
QFrame[kind="sunken"] { background: $sunken; border: none; border-radius: 8px; }
QFrame[kind="inset"] { background: $bg; border: 1px solid $line; border-radius: 12px; }
QFrame[kind="rule"] { background: $line; border: none; }
QFrame[kind="amberRule"] { background: $amberLine; border: none; }

QPlainTextEdit { background: transparent; border: none; font-family: "$mono"; font-size: 16px;
    selection-background-color: $actionTint; selection-color: $text; }
QLineEdit { background: $surface; border: 1px solid $lineStrong; border-radius: 8px; padding: 0 10px;
    min-height: 36px; font-family: "$mono"; font-size: 16px;
    selection-background-color: $actionTint; selection-color: $text; }
QLineEdit[kind="bare"] { border: none; background: transparent; padding: 0; }
QLineEdit[kind="point"] { border: 1px solid transparent; border-radius: 8px; padding: 0 3px;
    background: transparent; min-height: 32px; font-size: 15px; }
QLineEdit[kind="point"]:hover { border-color: $lineStrong; }
QLineEdit[kind="point"]:focus { border-color: $action; }
QLineEdit[kind="point"][wrong="true"] { border-color: $amberLine; background: $amberTint; }

QPushButton { background: $surface; border: 1px solid $lineStrong; border-radius: 8px; padding: 0 15px;
    min-height: 38px; font-weight: 500; color: $text; }
QPushButton:hover { border-color: $tertiary; }
QPushButton:pressed { background: $sunken; }
QPushButton:disabled { background: $disabledFill; border-color: $line; color: $disabledText; }
QPushButton[kind="strong"] { font-weight: 600; }
QPushButton[kind="primary"] { background: $action; border: 1px solid $action; color: $onAction;
    font-weight: 600; padding: 0 18px; }
QPushButton[kind="primary"]:hover { background: $actionHover; border-color: $actionHover; }
QPushButton[kind="primary"]:disabled { background: $disabledFill; border-color: $line; color: $disabledText; }
QPushButton[kind="link"] { background: transparent; border: none; color: $action; padding: 0 4px;
    min-height: 32px; font-weight: 500; text-align: left; }
QPushButton[kind="link"]:hover { color: $actionHover; text-decoration: underline; }
QPushButton[kind="link"]:disabled { color: $disabledText; }
QPushButton[kind="choice"] { background: transparent; border: none; color: $action; padding: 0 24px 0 4px;
    min-height: 28px; font-weight: 500; text-align: left; }
QPushButton[kind="choice"]:hover { color: $actionHover; }
QPushButton[kind="choice"]:disabled { color: $disabledText; }
QPushButton[kind="choice"]::menu-indicator { image: none; width: 0; }
QPushButton[kind="tick"] { background: transparent; border: none; color: $secondary;
    padding: 0 6px 0 26px; min-height: 28px; font-weight: 500; text-align: left; }
QPushButton[kind="tick"]:hover { color: $text; }
QPushButton[kind="tick"]:disabled { color: $disabledText; }
QPushButton[kind="icon"] { padding: 0; min-width: 38px; max-width: 38px; }
QPushButton[kind="quiet"] { padding: 0; min-width: 38px; max-width: 38px; background: transparent;
    border: 1px solid transparent; }
QPushButton[kind="quiet"]:hover { background: $sunken; }
QPushButton[kind="tab"] { background: transparent; border: none; border-bottom: 3px solid transparent;
    border-radius: 0; color: $secondary; font-size: 15px; font-weight: 600; padding: 3px 4px 0 4px;
    min-height: 50px; max-height: 50px; }
QPushButton[kind="tab"][more="true"] { padding-right: 20px; }
QPushButton[kind="tab"]:hover { color: $text; }
QPushButton[kind="tab"]:checked { color: $text; border-bottom: 3px solid $action; }
QPushButton[kind="palette"] { padding: 0; min-height: 126px; max-height: 126px; min-width: 92px;
    max-width: 156px; }
QFrame[kind="segments"] { background: $segmentTrack; border-radius: 8px; }
QPushButton[kind="segment"] { background: transparent; border: 1px solid transparent; border-radius: 6px;
    color: $secondary; font-weight: 600; padding: 0 11px; min-height: 32px; max-height: 32px; }
QPushButton[kind="segment"]:hover { color: $text; }
QPushButton[kind="segment"]:checked { background: $segmentOn; border: 1px solid $segmentLine; color: $text; }
QPushButton[kind="segment"]:disabled { color: $disabledText; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: $lineStrong; border-radius: 3px; margin: 2px; min-height: 32px; }
QScrollBar::handle:vertical:hover { background: $tertiary; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal { background: $lineStrong; border-radius: 3px; margin: 2px; min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: transparent; border: none; width: 0; height: 0; }

QSlider::groove:horizontal { background: $lineStrong; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $action; height: 4px; border-radius: 2px; }
QSlider::handle:horizontal { background: $action; width: 18px; height: 18px; margin: -7px 0;
    border-radius: 9px; }

QMenu { background: $surface; border: 1px solid $lineStrong; border-radius: 8px; padding: 6px; }
QMenu::item { padding: 8px 16px; border-radius: 6px; color: $text; }
QMenu::item:selected { background: $actionTint; }
QMenu::indicator { left: 8px; }
QToolTip { background: $surface; color: $text; border: 1px solid $lineStrong; padding: 6px 8px;
    font-size: 14px; }
""")


def style_sheet(look: Look) -> str:
    """Return the window's style sheet in the colours of a look, with text as large as was chosen."""
    colour = look.theme.colour
    sheet = _SHEET.substitute(
        ui=ui_family(),
        mono=mono_family(),
        bg=colour("window.bg"),
        surface=colour("window.surface"),
        sunken=colour("window.sunken"),
        line=colour("window.line"),
        lineStrong=colour("window.lineStrong"),
        segmentTrack=colour("window.segmentTrack"),
        segmentOn=colour("window.segmentOn"),
        segmentLine=colour("window.segmentOn") if look.name == "dark" else colour("window.lineStrong"),
        disabledText=colour("window.disabledText"),
        disabledFill=colour("window.disabledFill"),
        text=colour("text.primary"),
        secondary=colour("text.secondary"),
        tertiary=colour("text.tertiary"),
        action=colour("action.base"),
        actionHover=colour("action.hover"),
        actionTint=colour("action.tint"),
        onAction=colour("action.onAction"),
        amberText=colour("meaning.yourAnswer_text"),
        amberLine=colour("meaning.yourAnswer_line"),
        amberTint=colour("meaning.yourAnswer_tint"),
    )
    return _FONT_SIZE.sub(lambda size: f"font-size: {round(int(size[1]) * text_scale())}px", sheet)
