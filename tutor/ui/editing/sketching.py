"""The preview of a text with a completion that is not typed yet.

The text is read with an empty box in the completion's place; in the formula that comes back, the box gives
way to what the completion looks like.
"""

from __future__ import annotations

from dataclasses import replace

from tutor.board import Formula
from tutor.ui.editing.completion import Choice
from tutor.ui.editing.placeholders import EMPTY

_BOX = "#missing "


def with_stand_in(text: str, caret: int, choice: Choice) -> str:
    """Return the text with a box for the letters that the completion would replace."""
    return f"{text[: caret - choice.typed]}{EMPTY}{text[caret:]}"


def sketch(formula: Formula, choice: Choice) -> Formula:
    """Return the formula with the choice, in grey, in place of the box."""
    text = formula.text.replace(EMPTY, choice.name)
    markup = formula.typst.replace(_BOX, f"#faded[${choice.shown}$]")
    return replace(formula, typst=markup, text=text, speech=text)
