"""A derivation laid out as lines on a board, at one of three levels of detail.

Every line is the whole expression, with the changed part marked. "full" shows each application of each
rule; "standard" applies a rule everywhere at one depth at once and does the basic derivatives together;
"brief" shows the outermost rule with the parts worked out. A rule that the student has marked as
understood takes one line together with what it leads to at once, and a derivative that was shown in an
earlier step is referred to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from tutor.board import NOTHING_TO_SAY, Sentence
from tutor.calculus.derivation import NO_RULE, Derivation, Node, State, line, reached, value
from tutor.calculus.lines import (
    LINK,
    PART,
    Line,
    Slots,
    marked_difference,
    tidying_lines,
    together,
)
from tutor.calculus.recall import recall
from tutor.calculus.tidying.transforms import arranged, tidied, without_zeros
from tutor.language import N_, _
from tutor.notation.expression import Equation, Expression, Marked, Negative, Quotient, Sum, Symbol
from tutor.notation.sentence import sentence
from tutor.notation.traversal import unmarked, walk

MOST_NAMED_INNER_FUNCTIONS = 2
"""With more, a Standard line would be full of letters: the inner functions are then left in place."""

QUICKER_THAN_LOOKING_UP = frozenset(
    {"sum rule", "negation", "constant multiple", "constant denominator", "no rule"}
)
"""Derivatives that need only these are worked out again rather than referred to."""

FOUND_ABOVE = "found above"


def derivative_lines(derivation: Derivation, detail: str, slots: Slots) -> tuple[Line, ...]:
    """Lay the derivation out: the rules, the inner functions put back, the tidying."""
    board = _Blackboard(derivation, slots)
    return {"brief": board.brief, "standard": board.standard, "full": board.full}[detail]()


class _Blackboard:
    """The lines of one derivation, written from the top."""

    def __init__(self, derivation: Derivation, slots: Slots) -> None:
        self.derivation = derivation
        self.root = derivation.root
        self.nodes = derivation.nodes()
        self.letters = derivation.letters
        self.held = derivation.held
        slot = slots.get(derivation.root.asked.variable, "slotA")
        self.slots = {**dict.fromkeys(self.letters, slot), **slots}
        self.chains = [node for node in self.nodes if node.is_chain]
        self.state = State()
        self.lines: list[Line] = []

    def brief(self) -> tuple[Line, ...]:
        inside = _Blackboard(self.derivation, self.slots)
        inside._standard_rules()
        if len(inside.lines) == 1:
            self.lines = inside.lines
        else:
            before = Marked("before", self.root.asked)
            # The arithmetic is done on the way, and what is zero is not written down.
            after = Marked("changed", arranged(without_zeros(arranged(value(self.root)))))
            self._write([self.root], before, after, tuple(inside.lines))
        steps = tidied(unmarked(self.lines[-1].after))
        if len(steps) > 1:
            whole = tidying_lines(steps, self.slots)
            self.lines.append(
                Line(
                    "tidy",
                    _("Tidy up"),
                    *marked_difference(steps[0].before, steps[-1].after),
                    sentence(_("Numbers first, zeros left out, like terms together."), slots=self.slots),
                    sentence(_("What can be left out or put together?"), slots=self.slots),
                    slots=self.slots,
                    parts=whole,
                )
            )
        else:
            self.lines.extend(tidying_lines(steps, self.slots))
        return tuple(self.lines)

    def standard(self) -> tuple[Line, ...]:
        self._standard_rules()
        self._tidy()
        return tuple(self.lines)

    def _standard_rules(self) -> None:
        named = len(self.chains) <= MOST_NAMED_INNER_FUNCTIONS
        groups: dict[tuple[int, str], list[Node]] = {}
        for node in self.nodes:
            if not node.is_basic:
                groups.setdefault((node.depth, node.rule.name), []).append(node)
        for (_depth, _name), group in sorted(groups.items(), key=lambda item: item[0][0]):
            group = [node for node in group if id(node) not in self.state.opened]
            if not group:
                continue
            if group[0].is_chain and not named:
                self._open(group, [node.children[0] for node in group], put_back=True)
            else:
                self._open(group)
        self._basic_together()
        if named and self.chains:
            self._put_back(self.chains)

    def full(self) -> tuple[Line, ...]:
        self._open_depth_first(self.root)
        self._tidy()
        return tuple(self.lines)

    def _open_depth_first(self, node: Node) -> None:
        if id(node) in self.state.opened:
            return
        self._open([node])
        for child in node.children:
            self._open_depth_first(child)
        if node.is_chain:
            self._put_back([node])

    def _open(self, group: list[Node], along: Sequence[Node] = (), put_back: bool = False) -> None:
        """Apply the rule of the group in one line; `along` are opened without a line of their own."""
        marks = dict.fromkeys(map(id, group), ("before",))
        before = line(self.root, self.state, marks)
        self.state = self.state.opening([*group, *along])
        if put_back:
            self.state = self.state.putting_back(group)
        after = line(self.root, self.state, dict.fromkeys(marks, ("changed",)))
        self._write(group, before, after)

    def _basic_together(self) -> None:
        """Do all the basic derivatives that are left in one line."""
        basic = [node for node in self.nodes if node.is_basic and id(node) not in self.state.opened]
        if not basic:
            return
        marks = dict.fromkeys(map(id, basic), ("before",))
        before = line(self.root, self.state, marks)
        self.state = self.state.opening(basic)
        parts = tuple(
            self._line([node], Marked("before", node.asked), Marked("changed", node.applied.after))
            for node in basic
        )
        roles: dict[int, tuple[str, ...]] = {id(node): ("changed",) for node in basic}
        if len(parts) > 1:
            roles = {id(node): (f"{LINK}{PART}{k}", "changed") for k, node in enumerate(basic, 1)}
        after = line(self.root, self.state, roles)
        if not self.chains:
            # Outer times inner stays as it is; otherwise y · 2x is written 2xy at once.
            after = _arranged_around_marks(after)
        self._write(basic, before, after, parts if len(parts) > 1 else ())

    def _put_back(self, chains: list[Node]) -> None:
        marks = dict.fromkeys(map(id, chains), ("before",))
        before = line(self.root, self.state, marks)
        self.state = self.state.putting_back(chains)
        after = line(self.root, self.state, dict.fromkeys(marks, ("changed",)))
        letters = {name: inner for node in chains for name, inner in node.applied.letters.items()}
        names = tuple(letters)
        if len(names) == 1:
            why = sentence(
                _("Put {u} = {inner} back in: the answer speaks of {x} only."),
                slots=self.slots,
                u=Symbol(names[0]),
                inner=letters[names[0]],
                x=Symbol(self.root.asked.variable),
            )
        else:
            why = sentence(
                _("Put {first} and {second} back in: the answer speaks of {x} only."),
                slots=self.slots,
                first=Equation((Symbol(names[0]), letters[names[0]])),
                second=Equation((Symbol(names[1]), letters[names[1]])),
                x=Symbol(self.root.asked.variable),
            )
        self.lines.append(
            Line(
                "put back",
                _("Put the inner function back"),
                before,
                after,
                why,
                sentence(_("What did the new letter stand for?"), slots=self.slots),
                slots=self.slots,
                letters=self.letters,
            )
        )

    def _tidy(self) -> None:
        steps = tidied(unmarked(self.lines[-1].after))
        self.lines.extend(tidying_lines(steps, self.slots))

    def _write(
        self, group: list[Node], before: Expression, after: Expression, parts: tuple[Line, ...] = ()
    ) -> None:
        self.lines.append(self._line(group, before, after, parts))

    def _line(
        self, group: list[Node], before: Expression, after: Expression, parts: tuple[Line, ...] = ()
    ) -> Line:
        rules = {node.rule.name: node.rule for node in group}
        first = group[0]
        return Line(
            " and ".join(rules) if len(rules) <= 2 else "basic derivatives",
            self._title(group),
            before,
            after,
            together(sentence(node.applied.why, slots=self.slots, **node.applied.parts) for node in group),
            sentence(_(first.rule.hint), slots=self.slots, x=Symbol(first.asked.variable)),
            slots=self.slots,
            letters=self.letters,
            condition=_conditions(group, self.slots),
            parts=parts,
            aside=self._newly_named(group),
        )

    def _newly_named(self, group: list[Node]) -> Expression | None:
        """Return what a letter that the line brings in stands for: u = x²."""
        letters = {name: inner for node in group for name, inner in node.applied.letters.items()}
        if len(letters) != 1 or len(self.chains) > MOST_NAMED_INNER_FUNCTIONS:
            return None
        [(name, inner)] = letters.items()
        return Marked(self.slots[name], Equation((Symbol(name), inner)))

    def _title(self, group: list[Node]) -> str:
        """Name the rules of a line, and what is held constant where a single letter is."""
        titles = list(dict.fromkeys(node.applied.title or node.rule.title for node in group))
        if len(titles) > 2:
            return _("Basic derivatives")
        if len(titles) == 2:
            return _("{rule} and {other}").format(rule=_(titles[0]), other=_lowered(_(titles[1])))
        constant = group[0].applied.parts.get("c")
        title = HELD_TITLES.get(group[0].rule.name)
        if title and len(group) == 1 and isinstance(constant, Symbol) and constant.name in self.held:
            return _(title).format(c=constant.name)
        return _(titles[0])


HELD_TITLES = {
    "constant multiple": N_("Constant multiple: {c} is held constant"),
    "constant rule": N_("Constant rule: {c} is held constant"),
}


def _lowered(title: str) -> str:
    return title[:1].lower() + title[1:]


def _conditions(group: list[Node], slots: Slots) -> Sentence:
    found = dict.fromkeys(condition for node in group for condition in node.applied.conditions)
    return together(
        sentence(_("This holds where {condition}."), slots=slots, condition=condition) for condition in found
    )


def _arranged_around_marks(expression: Expression) -> Expression:
    """Put products in order at once; what a product makes of a marked piece is marked as a whole."""
    change: Callable[[Expression], Expression] = _arranged_around_marks
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
