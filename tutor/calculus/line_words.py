"""The words of a line that applies rules: its title, its reasons, the conditions under which it holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from tutor.board import Sentence
from tutor.calculus.derivation import Node
from tutor.calculus.lines import Slots, together
from tutor.language import N_, _
from tutor.notation.expression import Equation, Expression, Symbol
from tutor.notation.sentence import sentence
from tutor.notation.traversal import symbols

HELD_TITLES = {
    "constant multiple": N_("Constant multiple: {c} is held constant"),
    "constant rule": N_("Constant rule: {c} is held constant"),
}


def title_of(group: Sequence[Node], held: Collection[str]) -> str:
    """Name the rules of a line, and what is held constant where a single letter is."""
    titles = list(dict.fromkeys(node.applied.title or node.rule.title for node in group))
    if len(titles) > 2:
        return _("Basic derivatives")
    if len(titles) == 2:
        return _("{rule} and {other}").format(rule=_(titles[0]), other=_lowered(_(titles[1])))
    constant = group[0].applied.parts.get("c")
    title = HELD_TITLES.get(group[0].rule.name)
    if title and len(group) == 1 and isinstance(constant, Symbol) and constant.name in held:
        return _(title).format(c=constant.name)
    return _(titles[0])


def _lowered(title: str) -> str:
    return title[:1].lower() + title[1:]


def reasons(group: Iterable[Node], slots: Slots) -> list[Sentence]:
    """Say of each node why its rule gives what it gives; what everybody knows comes last."""
    group = sorted(group, key=_is_plain)
    return [sentence(node.applied.why, slots=slots, **node.applied.parts) for node in group]


def _is_plain(node: Node) -> bool:
    """Say whether it is the derivative of x itself, or of a number."""
    number = node.rule.name == "constant rule" and not symbols(node.asked.operand)
    return number or node.rule.name == "variable rule"


def conditions_of(group: Iterable[Node], slots: Slots) -> Sentence:
    """Say where the rules of a line hold."""
    found = dict.fromkeys(condition for node in group for condition in node.applied.conditions)
    return together(
        sentence(_("This holds where {condition}."), slots=slots, condition=condition) for condition in found
    )


def why_put_back(chains: Iterable[Node], after: Expression, variable: str, slots: Slots) -> Sentence:
    """Say of the letters that the chain rule has named what is put back for them, and what `after` that
    the line speaks of."""
    letters = {name: inner for node in chains for name, inner in node.applied.letters.items()}
    first, *others = (Equation((Symbol(name), inner)) for name, inner in letters.items())
    if set(symbols(after)) - {variable}:
        words = (
            _("Put {first} and {second} back in: the new letters were only names for them.")
            if others
            else _("Put {first} back in: the new letter was only a name for it.")
        )
    else:
        words = (
            _("Put {first} and {second} back in: the answer speaks of {x} only.")
            if others
            else _("Put {first} back in: the answer speaks of {x} only.")
        )
    return sentence(
        words, slots=slots, first=first, second=others[-1] if others else first, x=Symbol(variable)
    )
