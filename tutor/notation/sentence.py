"""Sentences with mathematics in them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from string import Formatter

from tutor.board import Formula, Sentence
from tutor.notation.expression import Expression
from tutor.notation.formula import NO_SLOTS, formula
from tutor.notation.typst_markup import escaped_words


@lru_cache(maxsize=1024)
def _pieces(template: str) -> tuple[tuple[str, str | None, str | None, str | None], ...]:
    return tuple(Formatter().parse(template))


def sentence(
    template: str, *, slots: Mapping[str, str] = NO_SLOTS, **parts: Expression | Formula | str
) -> Sentence:
    """Put mathematics (or plain words) into the {named} places of a translated sentence.

    >>> sentence(_("Only {x} moves here."), slots={"x": "slotA"}, x=Symbol("x"))

    In Typst the mathematics is `#maths($…$)`, never broken across lines; the sentence's `formulas` are what
    stands there, one for each `#maths`.

    Raises:
        KeyError: if the template names a place that no part fills.
        ValueError: if the template is malformed, or has a place without a name.
    """
    text, typst, speech = "", "", ""
    formulas: list[Formula] = []
    for words, name, layout, conversion in _pieces(template):
        text, typst, speech = text + words, typst + escaped_words(words), speech + words
        if name is None:
            continue
        if not name.isidentifier() or layout or conversion:
            raise ValueError(f"a place in a sentence is a plain {{name}}, not {{{name}}}: {template!r}")
        part = parts[name]
        if isinstance(part, str):
            text, typst, speech = text + part, typst + escaped_words(part), speech + part
        else:
            printed = part if isinstance(part, Formula) else formula(part, slots)
            text, speech = text + printed.text, speech + printed.speech
            typst += f"#maths(${printed.typst}$)"
            formulas.append(printed)
    return Sentence(text, typst, speech, tuple(formulas))
