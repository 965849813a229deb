"""What can be taken out of the app from a formula: one table, its context menu, and the keys for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QMimeData, QPoint
from PySide6.QtGui import QAction, QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from tutor.board import Formula, Sentence
from tutor.language import _
from tutor.ui.look import Look

PICTURE_SIZE = 24
"""px of a letter in a copied picture, before its scale"""
PICTURE_SCALE = 3

LONGEST_NAME = 48
"""characters of a formula's text that name its own menu"""

_LINK = re.compile(rb"<a\b[^>]*>.*?</a>", re.DOTALL)
"""A place to press in a picture: it holds an invisible rectangle only."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One line of the menu: what it says, and what then is on the clipboard."""

    label: str
    data: Callable[[], QMimeData]


def copies(formula: Formula, look: Look) -> Iterator[Copy]:
    """Yield the ways to copy a formula; a notation that it has not got is left out."""
    given, formula = formula, _completed(formula)
    yield Copy(_("Copy as text"), lambda: _words(formula.text))
    if formula.latex:
        yield Copy(_("Copy as LaTeX"), lambda: _words(formula.latex))
    if formula.sympy:
        yield Copy(_("Copy as SymPy"), lambda: _words(formula.sympy))
    if formula.typst:
        yield Copy(_("Copy as Typst"), lambda: _typst(formula))
    if formula.latex:
        yield Copy(_("Copy as MathML"), lambda: _mathml(given))
    if formula.typst:
        yield Copy(_("Copy as picture"), lambda: _picture(formula, look, background=True))
        yield Copy(_("Copy as picture without background"), lambda: _picture(formula, look, background=False))


def formula_menu(formula: Formula, look: Look, parent: QWidget) -> QMenu:
    """Return the context menu of a formula."""
    return _menu(copies(formula, look), parent)


def sentence_menu(sentence: Sentence, look: Look, parent: QWidget, at: int | None = None) -> QMenu:
    """Return the context menu of a sentence: of its formula number `at`, or else of the sentence with one
    menu below it for each formula in it."""
    if at is not None:
        menu = formula_menu(sentence.formulas[at], look, parent)
        menu.addSeparator()
        _add(menu, Copy(_("Copy the sentence as text"), lambda: _words(sentence.text)))
        return menu
    menu = _menu(iter([Copy(_("Copy as text"), lambda: _words(sentence.text))]), parent)
    distinct = tuple(dict.fromkeys(sentence.formulas))
    if distinct:
        menu.addSeparator()
    for formula in distinct:
        below = menu.addMenu(_named(formula.text))
        for line in copies(formula, look):
            _add(below, line)
    return menu


def copy_text(words: str) -> None:
    """Put plain text on the clipboard, as the keys for copying do."""
    QGuiApplication.clipboard().setText(words)


def copy_formula(formula: Formula) -> None:
    """Put a formula on the clipboard as text, as the first line of its menu does."""
    copy_text(_completed(formula).text)


def open_menu(menu: QMenu, place: QPoint) -> None:
    """Open a context menu at a place of the screen; it goes when it closes."""
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(place)


def _menu(lines: Iterator[Copy], parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    for index, line in enumerate(lines):
        action = _add(menu, line)
        if index == 0:
            # Shown only: the widget with the focus answers the keys.
            action.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
    return menu


def _add(menu: QMenu, line: Copy) -> QAction:
    action = menu.addAction(line.label)
    action.triggered.connect(lambda: QGuiApplication.clipboard().setMimeData(line.data()))
    return action


def _completed(formula: Formula) -> Formula:
    from tutor.transcribing import completed

    return completed(formula)


def _named(text: str) -> str:
    """Return the name of a formula's own menu: its text, without the ampersand's meaning, cut where long."""
    shown = text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1] + "…"
    return shown.replace("&", "&&")


def _words(words: str) -> QMimeData:
    data = QMimeData()
    data.setText(words)
    return data


def _typst(formula: Formula) -> QMimeData:
    from tutor.copying import standalone_typst

    return _words(f"$ {standalone_typst(formula)} $")


def _mathml(formula: Formula) -> QMimeData:
    from tutor.copying import mathml

    written = mathml(formula)
    data = _words(written)
    data.setData("application/mathml+xml", QByteArray(written.encode("utf-8")))
    return data


def _picture(formula: Formula, look: Look, *, background: bool) -> QMimeData:
    from tutor import typeset

    fill = "window.surface" if background else None
    png = typeset.png(formula.typst, look.name, PICTURE_SIZE, scale=PICTURE_SCALE, fill=fill)
    data = QMimeData()
    data.setImageData(QImage.fromData(png))
    data.setData("image/png", QByteArray(png))
    if not background:
        # Programs that take drawings prefer this one; a drawing has no background of its own.
        drawing = _LINK.sub(b"", typeset.svg(formula.typst, look.name, PICTURE_SIZE))
        data.setData("image/svg+xml", QByteArray(drawing))
    return data
