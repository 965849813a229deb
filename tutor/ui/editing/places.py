"""Places in a text: Python counts characters, Qt counts the halves of those outside the basic plane."""

from __future__ import annotations


def qt_place(text: str, offset: int) -> int:
    """Return Qt's position of a character's offset."""
    return offset + sum(character > "\uffff" for character in text[:offset])


def character_place(text: str, position: int) -> int:
    """Return the offset of the character at one of Qt's positions."""
    at = 0
    for offset, character in enumerate(text):
        if at >= position:
            return offset
        at += 2 if character > "\uffff" else 1
    return len(text)


def offset_of(text: str, line: int, column: int) -> int:
    """Return the offset of a line and a column, both counted from 1."""
    before = text.split("\n")[: line - 1]
    return min(len(text), sum(len(each) + 1 for each in before) + column - 1)
