"""What could be meant by the letters before the caret: functions, names of one's own, Greek letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tutor.board import Formula, KnownFunction, Sentence
from tutor.language import _
from tutor.ui.editing.symbols import TABS

LEAST = 2
"""Letters after which the list opens by itself."""

_LETTERS = re.compile(r"[^\W\d_]+$")
_DEFINED = re.compile(r"(?:^|[;\n])\s*([^\W\d]\w*)\s*(?:\([^()]*\))?\s*=", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Choice:
    """A row of the list: typing `template` instead of the last `typed` letters."""

    name: str
    typed: int
    template: str
    shown: str
    about: Sentence
    derivative: Formula | None


def choices(
    text: str, caret: int, functions: Sequence[KnownFunction], *, asked: bool = False
) -> tuple[Choice, ...]:
    """Return what the letters before the caret can become, the most likely first.

    Unless it was `asked` for, nothing is offered for fewer than `LEAST` letters, inside a word, or for a
    word that is already a name by itself: the list is never in the way.
    """
    letters = _LETTERS.search(text[:caret])
    word = letters.group() if letters else ""
    if text[caret : caret + 1].isalnum() or (not word and not asked):
        return ()
    if not asked and len(word) < LEAST:
        return ()
    known = tuple(_all(text, functions))
    # The letters of a product may stand before the name: xarc, 2xsi.
    for start in range(len(word) + 1 if asked else max(1, len(word) - LEAST + 1)):
        part = word[start:]
        if start and len(part) < 3 and not asked:
            break
        names = [each for each in known if each.name.startswith(part)]
        if not asked and any(each.name == part for each in names):
            return ()
        if names and part or (asked and start == len(word)):
            opens = text[caret : caret + 1] == "("
            return tuple(_begun(each, len(part), opens) for each in names if each.name != part)
    return ()


def _begun(each: Choice, typed: int, opens: bool) -> Choice:
    template = each.name if opens else each.template
    return Choice(each.name, typed, template, each.shown, each.about, each.derivative)


def _all(text: str, functions: Iterable[KnownFunction]) -> Iterator[Choice]:
    for name in dict.fromkeys(_DEFINED.findall(text)):
        about = _("defined in what you typed")
        if len(name) > 1:
            yield Choice(name, 0, name, f'"{name}"', Sentence(about, about, about), None)
    for each in functions:
        yield Choice(each.name, 0, each.template, each.shown, each.about, each.derivative)
    for key in next(tab for tab in TABS if tab.key == "greek").symbols:
        name = _(key.name).lower()
        if name.isascii() and len(name) > 1 and " " not in name:
            about = _("the Greek letter {letter}").format(letter=key.types)
            yield Choice(name, 0, key.types, key.face, Sentence(about, about, about), None)
