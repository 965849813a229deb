"""The value of a tree at a point, with mpmath: the independent witness for every step.

Derivative nodes are differentiated numerically, so that neither a rule of Nabla's nor sympy's `diff`
is asked to confirm itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import mpmath
from mpmath.libmp import NoConvergence

from tutor.calculus.functions import FUNCTIONS
from tutor.notation.expression import (
    Call,
    Constant,
    Derivative,
    DotProduct,
    Expression,
    Marked,
    Matrix,
    Named,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Root,
    Sum,
    Symbol,
    Vector,
)
from tutor.notation.traversal import depends_on, rebuild, substitute, symbols

DIGITS = 50
"""Working precision, so that a relative difference of 1e-9 is never rounding, even after cancelling."""

Value = Any
"""An mpmath number, or a (nested) list of them for vectors and matrices."""


class NoValueError(ArithmeticError):
    """The expression has no finite value at this point."""


def _gamma(u: Any) -> Any:
    return mpmath.gamma(u)


OTHER_NUMERIC: dict[str, Any] = {"gamma": _gamma, "floor": mpmath.floor}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the names on the board stand for.

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


def evaluate(
    expression: Expression, point: Mapping[str, Any], meaning: Meaning, digits: int = DIGITS
) -> Value:
    """Return the value at the point (letters to numbers), computed with so many digits.

    Raises:
        NoValueError: where it is undefined, infinite, or a letter has no value.
    """
    with mpmath.workdps(digits):
        try:
            value = _Evaluation(point, meaning).value(expression)
            _finite(value)
            return value
        except (ArithmeticError, ValueError, TypeError, NoConvergence) as problem:
            raise NoValueError(str(problem)) from problem


def _finite(value: Value) -> None:
    for number in value if isinstance(value, list) else [value]:
        if isinstance(number, list):
            _finite(number)
        elif not mpmath.isfinite(number):
            raise NoValueError("not finite")


@dataclass(slots=True)
class _Evaluation:
    point: Mapping[str, Any]
    meaning: Meaning
    known: dict[str, Any] = field(default_factory=dict)

    def letter(self, name: str) -> Value:
        if name in self.point:
            return self.point[name]
        if name not in self.known:
            if name not in self.meaning.bodies:
                raise NoValueError(f"{name} has no value")
            self.known[name] = self.value(self.meaning.bodies[name])
        return self.known[name]

    def derivative(self, node: Derivative) -> Value:
        operand = self.meaning.totals.get(node) or self.meaning.spelled_out(node.operand, node.variable)
        if isinstance(operand, Vector):
            return [
                self.derivative(Derivative(entry, node.variable, node.partial)) for entry in operand.entries
            ]
        if not depends_on(operand, node.variable):
            self.value(operand)
            return mpmath.mpf(0)
        centre = self.letter(node.variable)
        fixed = {name: self.letter(name) for name in symbols(operand) if name != node.variable}

        def along(t: Any) -> Any:
            return _Evaluation({**fixed, node.variable: t}, self.meaning).value(operand)

        return mpmath.diff(along, centre, node.order)

    def named(self, node: Named) -> Value:
        inputs = self.meaning.inputs.get(node.name, ())
        body = self.meaning.bodies.get(node.name)
        match node.kind:
            case "gradient" if body is not None:
                return [self.derivative(Derivative(body, name, True)) for name in inputs]
            case "jacobian" if body is not None:
                outputs = body.entries if isinstance(body, Vector) else (body,)
                return [
                    [self.derivative(Derivative(entry, name, True)) for name in inputs] for entry in outputs
                ]
            case "hessian" if body is not None:
                return [
                    [self.derivative(Derivative(Derivative(body, row, True), name, True)) for name in inputs]
                    for row in inputs
                ]
            case "velocity":
                return [
                    self.derivative(Derivative(Named("value", name), inputs[0]))
                    for name in self.meaning.outputs[node.name]
                ]
            case "prime" if body is not None:
                return self.derivative(Derivative(body, inputs[0]))
            case "value" if body is not None:
                return self.value(body)
        raise NoValueError(f"{node.name} has no value")

    def value(self, expression: Expression) -> Value:
        match expression:
            case Number(value):
                return mpmath.mpf(value.numerator) / value.denominator
            case Constant(name):
                return +mpmath.pi if name == "pi" else +mpmath.e
            case Symbol(name):
                return self.letter(name)
            case Sum(terms):
                return mpmath.fsum(map(self.value, terms))
            case Negative(operand):
                return -self.value(operand)
            case Product(factors):
                return mpmath.fprod(map(self.value, factors))
            case Quotient(numerator, denominator):
                return self.value(numerator) / self.value(denominator)
            case Power(base, exponent):
                return mpmath.power(self.value(base), self.value(exponent))
            case Root(radicand, index):
                return mpmath.root(self.value(radicand), index)
            case Call("log", (argument, base)):
                return mpmath.log(self.value(argument)) / mpmath.log(self.value(base))
            case Call(name, (argument,)) if name in FUNCTIONS:
                return FUNCTIONS[name].numeric(self.value(argument))
            case Call(name, (argument,)) if name in OTHER_NUMERIC:
                return OTHER_NUMERIC[name](self.value(argument))
            case Derivative():
                return self.derivative(expression)
            case Vector(entries):
                return [self.value(entry) for entry in entries]
            case Matrix(rows):
                return [[self.value(entry) for entry in row] for row in rows]
            case DotProduct(left, right):
                return mpmath.fdot(self.value(left), self.value(right))
            case Named():
                return self.named(expression)
            case Marked(_, inner):
                return self.value(inner)
        raise NoValueError(f"{type(expression).__name__} has no value")


def agree(left: Value, right: Value, tolerance: float = 1e-9) -> bool:
    """Say whether two values are equal to a relative tolerance, entry by entry."""
    if isinstance(left, list) or isinstance(right, list):
        return (
            isinstance(left, list)
            and isinstance(right, list)
            and len(left) == len(right)
            and all(agree(a, b, tolerance) for a, b in zip(left, right, strict=True))
        )
    size = max(abs(left), abs(right), mpmath.mpf("1e-6"))
    return bool(abs(left - right) <= tolerance * size)
