"""A derivation laid out as lines on a board, at one of three levels of detail.

Every line is the whole expression, with the changed part marked. "full" shows each application of each
rule; "standard" applies a rule everywhere at one depth at once and does the basic derivatives together;
"brief" shows the outermost rule with the parts worked out. A rule that the student has marked as
understood takes one line together with what it leads to at once, and a derivative that was shown in an
earlier step is referred to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tutor.calculus.derivation import NO_RULE, Derivation, Node, State, line, reached, value
from tutor.calculus.line_words import conditions_of, reasons, title_of, why_put_back
from tutor.calculus.lines import (
    LINK,
    PART,
    Line,
    Slots,
    arranged_around_marks,
    known_rule,
    marked_difference,
    tidying_lines,
    together,
)
from tutor.calculus.recall import Recall, is_worth_looking_up, recall
from tutor.calculus.tidying.transforms import arranged, tidied, without_zeros
from tutor.language import _
from tutor.notation.expression import Equation, Expression, Marked, Symbol
from tutor.notation.sentence import sentence
from tutor.notation.traversal import symbols, unmarked

MOST_NAMED_INNER_FUNCTIONS = 2
"""With more, a Standard line would be full of letters: the inner functions are then left in place."""

FOUND_ABOVE = "found above"


def derivative_lines(derivation: Derivation, detail: str, slots: Slots) -> tuple[Line, ...]:
    """Lay the derivation out: the rules, the inner functions put back, the tidying."""
    board = _Blackboard(derivation, slots)
    return {"brief": board.brief, "standard": board.standard, "full": board.full}[detail]()


class _Blackboard:
    """The lines of one derivation, written from the top; with `only`, those of a piece of it: of the
    first of these nodes, as far as they reach."""

    def __init__(self, derivation: Derivation, slots: Slots, only: Sequence[Node] = ()) -> None:
        self.derivation = derivation
        self.root = only[0] if only else derivation.root
        self.nodes = tuple(only) or derivation.nodes()
        self.letters = derivation.letters
        self.held = derivation.held
        slot = slots.get(derivation.root.asked.variable, "slotA")
        self.slots = {**dict.fromkeys(self.letters, slot), **slots}
        self.recall = Recall() if only else recall()
        self.chains = [node for node in self.nodes if node.is_chain and not self._understands(node)]
        self.state = State()
        self.lines: list[Line] = []

    # What may be taken as known --------------------------------------------------------------------

    def _understands(self, node: Node) -> bool:
        return node.rule.name in self.recall.understood

    def _has_found(self, node: Node) -> bool:
        """Say whether this derivative was shown before, and is long enough to be referred to."""
        return not node.is_basic and node.asked in self.recall.shown

    def _to_do(self) -> list[Node]:
        """Return the nodes that a line can still open."""
        nodes: Iterable[Node] = self.nodes
        if self.state.known:
            reach = {id(node) for node in reached(self.root, self.state.known)}
            nodes = (node for node in nodes if id(node) in reach and id(node) not in self.state.known)
        return [node for node in nodes if id(node) not in self.state.opened]

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
                name = node.rule.name
                if self._has_found(node) and not self._understands(node):
                    name = FOUND_ABOVE
                groups.setdefault((node.depth, name), []).append(node)
        for (_depth, name), group in sorted(groups.items(), key=lambda item: item[0][0]):
            left = {id(node) for node in self._to_do()}
            group = [node for node in group if id(node) in left]
            if not group:
                continue
            if name == FOUND_ABOVE:
                self._refer(group)
            elif self._understands(group[0]):
                self._fold(group)
            elif group[0].is_chain and not named:
                self._open(group, [node.children[0] for node in group], put_back=True)
            else:
                self._open(group)
        self._basic_together()
        chains = self._to_put_back()
        if named and chains:
            self._put_back(chains)

    def _to_put_back(self) -> list[Node]:
        return [
            node
            for node in self.chains
            if id(node) in self.state.opened and id(node) not in self.state.put_back
        ]

    def full(self) -> tuple[Line, ...]:
        self._open_depth_first(self.root)
        self._tidy()
        return tuple(self.lines)

    def _open_depth_first(self, node: Node) -> None:
        if id(node) in self.state.opened or id(node) in self.state.known:
            return
        if self._understands(node) and not node.is_basic:
            for each in self._fold([node]):
                self._open_depth_first(each)
            return
        if self._has_found(node):
            self._refer([node])
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
        could_be_known = not group[0].is_basic and group[0].rule is not NO_RULE
        understood = False if could_be_known else None
        self.lines.append(self._line(group, before, after, (), understood, self._anchors(group)))

    def _anchors(self, group: Iterable[Node]) -> tuple[str, ...]:
        """Note that these derivatives are shown from here on, where they are worth referring to."""
        found = [node for node in group if is_worth_looking_up(node) and not self._speaks_of_letters(node)]
        return tuple(self.recall.show(node) for node in found)

    def _speaks_of_letters(self, node: Node) -> bool:
        return any(name in self.letters for name in symbols(node.asked.operand))

    def _refer(self, group: list[Node]) -> None:
        """Put in, in one line, what an earlier step has shown."""
        found = [self.recall.shown[node.asked] for node in group]
        values = {id(node): shown.value for node, shown in zip(group, found, strict=True)}
        before = line(self.root, self.state, dict.fromkeys(values, ("before",)))
        self.state = self.state.knowing(values)
        roles = {id(node): (LINK + shown.anchor, "changed") for node, shown in zip(group, found, strict=True)}
        after = line(self.root, self.state, roles)
        self.lines.append(
            Line(
                FOUND_ABOVE,
                _("Already found"),
                before,
                after,
                sentence(_("This derivative has been worked out already."), slots=self.slots),
                sentence(_("Has this derivative been worked out before?"), slots=self.slots),
                slots=self.slots,
                letters=self.letters,
                as_in=tuple(
                    (shown.anchor, Equation((node.asked, shown.value)))
                    for node, shown in zip(group, found, strict=True)
                ),
            )
        )

    def _fold(self, group: list[Node]) -> list[Node]:
        """Apply a rule that the student knows, and what it leads to at once, in one line; return the
        nodes below that are still to be opened."""
        before = line(self.root, self.state, dict.fromkeys(map(id, group), ("before",)))
        pieces = [self._led_to(node) for node in group]
        parts: list[Line] = []
        places: dict[int, int] = {}
        left: dict[int, Node] = {}
        values: dict[int, Expression] = {}
        for node, piece in zip(group, pieces, strict=True):
            places[id(node)] = len(parts) + 1
            parts.extend(_Blackboard(self.derivation, self.slots, piece).piece())
            within = set(map(id, piece))
            below = [child for each in piece for child in each.children if id(child) not in within]
            left |= {id(each): each for each in below}
            if not below:
                values[id(node)] = arranged(without_zeros(arranged(value(node))))
            self.state = self.state.opening(piece).neatening(piece)
            self.state = self.state.putting_back(each for each in piece if each.is_chain)
        self.state = self.state.knowing(values)
        linked = len(parts) > 1
        after = line(
            self.root,
            self.state,
            {
                id(node): (f"{LINK}{PART}{places[id(node)]}", "changed") if linked else ("changed",)
                for node in group
            },
        )
        written = replace(
            self._line(group, before, after, tuple(parts) if linked else ()),
            why=reasons(group, self.slots)[0],
        )
        self.lines.append(
            replace(
                known_rule(written, group[0].rule.title),
                condition=conditions_of([each for piece in pieces for each in piece], self.slots),
                anchors=self._anchors(group),
                aside=None,
            )
        )
        return list(left.values())

    def _led_to(self, node: Node) -> list[Node]:
        """Return the node and what its rule leads to at once: basic derivatives, other rules that the
        student knows, and whatever speaks of a letter that is put back."""
        met: dict[int, Node] = {}
        pending = [node]
        while pending:
            each = pending.pop()
            if id(each) in met:
                continue
            met[id(each)] = each
            for child in reversed(each.children):
                in_a_letter = child.asked.variable in self.letters or self._speaks_of_letters(child)
                if child.is_basic or self._understands(child) or in_a_letter:
                    pending.append(child)
        return list(met.values())

    def piece(self) -> tuple[Line, ...]:
        """Write the lines of a piece of the derivation, as they are at Standard."""
        self._standard_rules()
        return tuple(self.lines)

    def _basic_together(self) -> None:
        """Do all the basic derivatives that are left in one line."""
        basic = [node for node in self._to_do() if node.is_basic]
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
            after = arranged_around_marks(after)
        self._write(basic, before, after, parts if len(parts) > 1 else ())

    def _put_back(self, chains: list[Node]) -> None:
        marks = dict.fromkeys(map(id, chains), ("before",))
        before = line(self.root, self.state, marks)
        self.state = self.state.putting_back(chains)
        after = line(self.root, self.state, dict.fromkeys(marks, ("changed",)))
        self.lines.append(
            Line(
                "put back",
                _("Put the inner function back"),
                before,
                after,
                why_put_back(chains, after, self.root.asked.variable, self.slots),
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
        self,
        group: list[Node],
        before: Expression,
        after: Expression,
        parts: tuple[Line, ...] = (),
        understood: bool | None = None,
        anchors: tuple[str, ...] = (),
    ) -> Line:
        rules = {node.rule.name: node.rule for node in group}
        first = group[0]
        return Line(
            " and ".join(rules) if len(rules) <= 2 else "basic derivatives",
            title_of(group, self.held),
            before,
            after,
            together(reasons(group, self.slots)),
            sentence(_(first.rule.hint), slots=self.slots, x=Symbol(first.asked.variable)),
            slots=self.slots,
            letters=self.letters,
            condition=conditions_of(group, self.slots),
            parts=parts,
            aside=self._newly_named(group),
            understood=understood,
            anchors=anchors,
        )

    def _newly_named(self, group: list[Node]) -> Expression | None:
        """Return what a letter that the line brings in stands for: u = x²."""
        letters = {name: inner for node in group for name, inner in node.applied.letters.items()}
        if len(letters) != 1 or len(self.chains) > MOST_NAMED_INNER_FUNCTIONS:
            return None
        [(name, inner)] = letters.items()
        return Marked(self.slots[name], Equation((Symbol(name), inner)))
