"""The lines of a walkthrough before they are printed, and the lines that tidy a result up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

from tutor.board import NO_FOCUS, NOTHING_TO_SAY, Focus, Sentence
from tutor.calculus.tidying.transforms import Tidying, arranged
from tutor.language import N_, _
from tutor.notation.expression import Expression, Marked, Negative, Product, Quotient, Sum
from tutor.notation.sentence import sentence
from tutor.notation.traversal import unmarked, walk

DETAILS = ("brief", "standard", "full")

Slots = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One step before it is printed. `before` and `after` carry marks; `left` stands to the left of the
    equals sign; `letters` are the inner functions named so far; `parts` are the steps inside;
    `at` gives the point that the line speaks of, if it does not hold everywhere; `aside` stands
    beside the line, e.g. u = x²; `anchors` are names by which other lines link to this one; `as_in` are
    equations that earlier lines have shown, each with an anchor of that line; `understood` says whether
    the line's rule is done in one line because the student knows it (None: there is nothing to know)."""

    rule: str
    title: str
    before: Expression
    after: Expression
    why: Sentence
    hint: Sentence
    left: Expression | None = None
    slots: Slots = field(default_factory=dict)
    letters: Mapping[str, Expression] = field(default_factory=dict)
    focus: Focus = NO_FOCUS
    condition: Sentence = NOTHING_TO_SAY
    parts: tuple[Line, ...] = ()
    at: Mapping[str, Expression] = field(default_factory=dict)
    aside: Expression | None = None
    anchors: tuple[str, ...] = ()
    as_in: tuple[tuple[str, Expression], ...] = ()
    understood: bool | None = None


LINK = "link:"
PART = "+"


def linked(expression: Expression, anchor: str) -> Expression:
    """Make a piece of a line a place to press, which opens the line with that anchor; the anchor "+2" is
    the second of the line's own parts."""
    return Marked(LINK + anchor, expression)


def with_left(lines: Iterable[Line], left: Expression, focus: Focus = NO_FOCUS) -> tuple[Line, ...]:
    """Return the lines as an equation for `left`, showing `focus` in the picture."""
    return tuple(replace(each, left=left, focus=focus) for each in lines)


def result_of(lines: Sequence[Line]) -> Expression:
    """Return the last line's bare expression."""
    return unmarked(lines[-1].after)


MOST_SENTENCES = 3


def together(sentences: Iterable[Sentence]) -> Sentence:
    """Return distinct whole sentences one after the other, three at most."""
    kept = list(dict.fromkeys(sentences))[:MOST_SENTENCES]
    return reduce(_followed, kept) if kept else NOTHING_TO_SAY


def _followed(one: Sentence, other: Sentence) -> Sentence:
    # Translators: two whole sentences in a row; some languages put no space between them
    words = _("{sentence} {next}")
    return Sentence(
        words.format(sentence=one.text, next=other.text),
        words.format(sentence=one.typst, next=other.typst),
        words.format(sentence=one.speech, next=other.speech),
        one.formulas + other.formulas,
    )


SHORT_TITLES = {"chain rule": N_("Chain rule")}
"""Titles of rules that say what is done first, without that."""


def known_rule(line: Line, title: str) -> Line:
    """Say of a line that its rule is done in one line because the student knows it."""
    known = sentence(_("You know this rule, so it is done in one line."), slots=line.slots)
    return replace(
        line,
        title=_("{rule}, in one line").format(rule=_(SHORT_TITLES.get(line.rule, title))),
        why=together((line.why, known)),
        understood=True,
    )


def tidying_lines(steps: Sequence[Tidying], slots: Slots) -> tuple[Line, ...]:
    """Return one line for each tidying step."""
    return tuple(
        Line(
            step.transform.name,
            _(step.transform.title),
            *marked_difference(step.before, step.after),
            sentence(_(step.transform.why), slots=slots),
            sentence(_(step.transform.hint), slots=slots),
            slots=slots,
        )
        for step in steps
    )


def marked_difference(before: Expression, after: Expression) -> tuple[Expression, Expression]:
    """Mark what differs: in `before` as "before", in `after` as "changed"."""
    if isinstance(before, Sum) and isinstance(after, Sum):
        return _marked_terms(before, after, "before"), _marked_terms(after, before, "changed")
    old, new = before.parts, after.parts
    if type(before) is type(after) and len(old) == len(new) > 0:
        pairs = [(a, b) if a == b else marked_difference(a, b) for a, b in zip(old, new, strict=True)]
        changed = sum(1 for a, b in zip(old, new, strict=True) if a != b)
        if changed == 1 or not isinstance(before, Product):
            return (
                before.with_parts(tuple(pair[0] for pair in pairs)),
                after.with_parts(tuple(pair[1] for pair in pairs)),
            )
    return Marked("before", before), Marked("changed", after)


def _marked_terms(marked: Sum, other: Sum, role: str) -> Expression:
    left = list(other.terms)
    terms: list[Expression] = []
    for term in marked.terms:
        if term in left:
            left.remove(term)
            terms.append(term)
        elif isinstance(term, Negative):
            terms.append(Negative(Marked(role, term.operand)))
        else:
            terms.append(Marked(role, term))
    return Sum(tuple(terms))


def arranged_around_marks(expression: Expression) -> Expression:
    """Put products in order at once; what a product makes of a marked piece is marked as a whole."""
    change: Callable[[Expression], Expression] = arranged_around_marks
    if unmarked(expression) == expression:
        return expression
    match expression:
        case Sum(terms):
            return Sum(tuple(map(change, terms)))
        case Negative(operand):
            return Negative(change(operand))
        case Quotient(numerator, denominator):
            return Quotient(change(numerator), change(denominator))
        case Marked("changed", inner):
            return Marked("changed", _linked_as(inner, arranged(unmarked(inner))))
        case _:
            return Marked("changed", _linked_as(expression, arranged(unmarked(expression))))


def _linked_as(marked: Expression, result: Expression) -> Expression:
    """Link the result as the one linked piece that it was made of."""
    links = {node.role for node in walk(marked) if isinstance(node, Marked) and node.role.startswith(LINK)}
    return Marked(links.pop(), result) if len(links) == 1 else result
