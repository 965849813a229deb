"""The derivation tree: which rule applies where, and what remains to be worked out.

Equal sub-derivatives are derived once and shared, so the tree is a directed acyclic graph.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count

from tutor.calculus.model import ModelError, partial_derivative
from tutor.calculus.rules import Applied, Respect, Rule, applicable
from tutor.language import N_, _
from tutor.notation.expression import (
    ONE,
    Derivative,
    Expression,
    Marked,
    Negative,
    Product,
    Quotient,
    Sum,
)
from tutor.notation.traversal import substitute, symbols

LETTERS_FOR_INNER_FUNCTIONS = ("u", "v", "w", "p", "q", "r", "s", "t")

NO_RULE = Rule(
    "no rule",
    N_("Known result"),
    N_("This one is looked up."),
    "",
    ("", ""),
    lambda _expression, _respect: None,
)
"""What is shown where Nabla has no rule of its own: the result, and honestly so."""


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One application of a rule. `children` belong to the Derivative nodes of `applied.after`, in
    reading order; a node without children is a basic derivative. `depth` counts from the root."""

    asked: Derivative
    rule: Rule
    applied: Applied
    children: tuple[Node, ...]
    depth: int

    @property
    def is_basic(self) -> bool:
        return not self.children

    @property
    def is_chain(self) -> bool:
        return bool(self.applied.letters)


class Derivation:
    """The derivation of one derivative, as a graph of nodes.

    Args:
        asked: what is to be worked out.
        held: the other inputs, which are held constant.
        taken: letters that no inner function may be named by, besides those in `asked`.
    """

    def __init__(self, asked: Derivative, held: Iterable[str] = (), taken: Iterable[str] = ()) -> None:
        self.held = tuple(held)
        self._taken = {*taken, *symbols(asked), asked.variable, *self.held}
        self._letters = chain(LETTERS_FOR_INNER_FUNCTIONS, (f"u_{k}" for k in count(1)))
        self._known: dict[Derivative, Node] = {}
        self.root = self._derive(asked, 0)

    def _new_letter(self) -> str:
        return next(letter for letter in self._letters if letter not in self._taken)

    def _derive(self, asked: Derivative, depth: int) -> Node:
        if asked in self._known:
            return self._known[asked]
        held = self.held if asked.partial else ()
        respect = Respect(asked.variable, asked.partial, held, self._new_letter)
        found = applicable(asked.operand, respect)
        rule, applied = found if found is not None else (NO_RULE, _without_a_rule(asked))
        children: tuple[Node, ...] = ()
        if rule is not NO_RULE:
            children = tuple(self._derive(each, depth + 1) for each in derivatives(applied.after))
        node = Node(asked, rule, applied, children, depth)
        self._known[asked] = node
        return node

    def nodes(self) -> tuple[Node, ...]:
        """Return every node once, in the order in which they are met, parents first."""
        return reached(self.root)

    @property
    def letters(self) -> dict[str, Expression]:
        """The inner functions that the chain rule has named."""
        return {name: inner for node in self.nodes() for name, inner in node.applied.letters.items()}


def reached(root: Node, leaves: Container[int] = ()) -> tuple[Node, ...]:
    """Return every node from `root` on once, parents first; nothing below the nodes whose identities are
    in `leaves`."""
    met: dict[int, Node] = {}
    pending = [root]
    while pending:
        node = pending.pop()
        if id(node) not in met:
            met[id(node)] = node
            if id(node) not in leaves:
                pending.extend(reversed(node.children))
    return tuple(met.values())


def _without_a_rule(asked: Derivative) -> Applied:
    try:
        result = partial_derivative(asked.operand, asked.variable)
    except ModelError:
        return Applied(
            asked, _("Nabla has no rule for {u}, so this derivative is left as it is."), {"u": asked.operand}
        )
    return Applied(
        result, _("Nabla has no rule of its own for {u}; this is the known result."), {"u": asked.operand}
    )


def derivatives(expression: Expression) -> Iterator[Derivative]:
    """Yield the Derivative nodes in the expression, in reading order (not those inside another)."""
    if isinstance(expression, Derivative):
        yield expression
        return
    for part in expression.parts:
        yield from derivatives(part)


Opened = frozenset[int]
"""The identities of nodes whose rule has been applied."""


@dataclass(frozen=True, slots=True)
class State:
    """How far a derivation has been worked out: which nodes are opened, which inner letters have been put
    back, which are written without the factors 1 that their rules leave, and what stands for the nodes
    that were worked out all at once."""

    opened: Opened = frozenset()
    put_back: Opened = frozenset()
    neat: Opened = frozenset()
    known: Mapping[int, Expression] = field(default_factory=dict)

    def opening(self, nodes: Iterable[Node]) -> State:
        return replace(self, opened=self.opened | {id(node) for node in nodes})

    def putting_back(self, nodes: Iterable[Node]) -> State:
        return replace(self, put_back=self.put_back | {id(node) for node in nodes})

    def neatening(self, nodes: Iterable[Node]) -> State:
        return replace(self, neat=self.neat | {id(node) for node in nodes})

    def knowing(self, values: Mapping[int, Expression]) -> State:
        return replace(self, known={**self.known, **values})


def line(node: Node, state: State, marks: Mapping[int, Sequence[str]] | None = None) -> Expression:
    """Return what stands on the board for the node in this state; `marks` gives the roles of the
    pieces that come from certain nodes, the innermost first."""
    result: Expression
    if id(node) in state.known:
        result = state.known[id(node)]
    elif id(node) not in state.opened:
        result = node.asked
    else:
        children = iter(node.children)

        def replace(part: Expression) -> Expression:
            if isinstance(part, Derivative):
                child = next(children, None)
                return part if child is None else line(child, state, marks)
            parts = part.parts
            if not parts:
                return part
            new = tuple(replace(each) for each in parts)
            return part if all(a is b for a, b in zip(new, parts, strict=True)) else part.with_parts(new)

        result = replace(node.applied.after)
        if id(node) in state.put_back:
            result = substitute(result, node.applied.letters)
        if id(node) in state.neat:
            result = _without_ones(result)
    for role in (marks or {}).get(id(node), ()):
        result = Marked(role, result)
    return result


def _without_ones(expression: Expression) -> Expression:
    """Leave out factors 1: 1 · sin x is written sin x."""
    match expression:
        case Sum() | Negative() | Quotient():
            return expression.with_parts(tuple(map(_without_ones, expression.parts)))
        case Product(factors):
            left = tuple(factor for factor in factors if factor != ONE)
            return Product(left) if len(left) > 1 else left[0] if left else ONE
    return expression


def value(node: Node) -> Expression:
    """Return the node's derivative with everything worked out and put back, untidied."""
    return _value(node, {})


def _value(node: Node, known: dict[int, Expression]) -> Expression:
    if id(node) not in known:
        children = iter(node.children)

        def replace(part: Expression) -> Expression:
            if isinstance(part, Derivative) and (child := next(children, None)) is not None:
                return _value(child, known)
            parts = part.parts
            return part.with_parts(tuple(replace(each) for each in parts)) if parts else part

        known[id(node)] = substitute(replace(node.applied.after), node.applied.letters)
    return known[id(node)]
