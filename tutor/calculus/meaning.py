"""What the names on the board stand for: g, v, ∇f, and the derivative of a composite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tutor.notation.expression import Derivative, Expression, Named
from tutor.notation.traversal import depends_on, rebuild, substitute


def vector_called(name: str) -> str:
    """Return the key in `Meaning.bodies` of a vector by its name: beside the vector u, bold, a function
    can have an input u."""
    return f"vector {name}"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What each name stands for.

    `bodies` gives, for a function's name or an inner letter, its formula: {"f": g²h + h, "g": 3x}.
    `inputs` gives the inputs of a named function, for ∇f and J_F.
    `outputs` gives the functions gathered in a vector name ("v" for (g, h)).
    `totals` gives, for a derivative of a composite, the composite with everything put in.
    """

    bodies: Mapping[str, Expression] = field(default_factory=dict)
    inputs: Mapping[str, Sequence[str]] = field(default_factory=dict)
    outputs: Mapping[str, Sequence[str]] = field(default_factory=dict)
    totals: Mapping[Derivative, Expression] = field(default_factory=dict)

    def with_letters(self, letters: Mapping[str, Expression]) -> Meaning:
        """Return the meaning with more inner letters."""
        return Meaning({**self.bodies, **letters}, self.inputs, self.outputs, self.totals)

    def spelled_out(self, expression: Expression, variable: str) -> Expression:
        """Replace names by their formulas, level by level, until the variable shows."""
        for _level in range(len(self.bodies) + 2):
            if depends_on(expression, variable):
                break
            spelled = rebuild(expression, self._called)
            if spelled == expression:
                spelled = substitute(expression, self.bodies)
            if spelled == expression:
                break
            expression = spelled
        return expression

    def _called(self, node: Expression) -> Expression:
        if isinstance(node, Named) and node.kind == "value":
            return self.bodies.get(node.name, node)
        return node
