"""The value of a tree at a point, with mpmath: the independent witness for every step.

Derivative nodes are differentiated numerically, so that neither a rule of Nabla's nor sympy's `diff`
is asked to confirm itself.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from typing import Any

import mpmath
from mpmath.libmp import NoConvergence

from tutor.calculus.functions import FUNCTIONS
from tutor.calculus.meaning import Meaning, vector_called
from tutor.calculus.model import known_function
from tutor.calculus.quadrature import quadrature
from tutor.calculus.special_functions import SPECIAL_FUNCTIONS
from tutor.calculus.stand_ins import numeric_derivative, numeric_stand_in
from tutor.notation.expression import (
    Call,
    Cases,
    Comparison,
    Constant,
    Derivative,
    DotProduct,
    Expression,
    FunctionDerivative,
    Integral,
    Limit,
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
from tutor.notation.traversal import depends_on, symbols, walk

DIGITS = 60
"""Working precision, so that a relative difference of 1e-9 is never rounding, even after cancelling: a
numerical derivative has half of these digits right."""

Value = Any
"""An mpmath number, or a (nested) list of them for vectors and matrices."""


class NoValueError(ArithmeticError):
    """The expression has no finite value at this point."""


NUMERIC: dict[str, Any] = {
    **{name: row.numeric for name, row in SPECIAL_FUNCTIONS.items()},
    **{name: row.numeric for name, row in FUNCTIONS.items()},
}

_HOLDS: dict[str, Any] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}


def evaluate(
    expression: Expression, point: Mapping[str, Any], meaning: Meaning, digits: int = DIGITS
) -> Value:
    """Return the value at the point (letters to numbers), computed with so many digits.

    Raises:
        NoValueError: where it is undefined, infinite, or a letter has no value.
    """
    with mpmath.workdps(digits):
        return Place(point, meaning).finite(expression)


def _finite(value: Value) -> None:
    for number in value if isinstance(value, list) else [value]:
        if isinstance(number, list):
            _finite(number)
        elif not mpmath.isfinite(number):
            raise NoValueError("not finite")


@lru_cache(maxsize=8192)
def _is_elementary(expression: Expression) -> bool:
    """Say whether every part is a letter, a number, or a known function or operation of such parts."""
    if isinstance(expression, Call):
        if expression.function not in NUMERIC and len(expression.arguments) != 2:
            return False
    elif not isinstance(expression, _ELEMENTARY):
        return False
    return all(map(_is_elementary, expression.parts))


_ELEMENTARY = (Symbol, Number, Constant, Sum, Negative, Product, Quotient, Power, Root)


@dataclass(slots=True)
class Place:
    """A point, and the values of all that has been computed there: lines have most of their parts in
    common, and each part is computed once. All of it at one working precision of mpmath's.

    `base` is the place that this one lies beside, with other values for the letters of `point` alone.
    """

    point: Mapping[str, Any]
    meaning: Meaning
    base: Place | None = None
    found: dict[Expression, Value] = field(default_factory=dict)
    known: dict[str, Any] = field(default_factory=dict)
    beside: dict[str, tuple[Place, Any]] = field(default_factory=dict)

    def finite(self, expression: Expression) -> Value:
        """Return the value of the expression here.

        Raises:
            NoValueError: where it is undefined, infinite, or a letter has no value.
        """
        try:
            value = self.value(expression)
            _finite(value)
            return value
        except (ArithmeticError, ValueError, TypeError, NoConvergence) as problem:
            raise NoValueError(str(problem)) from problem

    def letter(self, name: str) -> Value:
        if name in self.point:
            return self.point[name]
        if self.base is not None:
            return self.base.letter(name)
        if name not in self.known:
            if name not in self.meaning.bodies:
                raise NoValueError(f"{name} has no value")
            self.known[name] = self.value(self.meaning.bodies[name])
        return self.known[name]

    def moved(self, variable: str) -> tuple[Place, Any]:
        """Return the place a step further along one letter, and the step: so small that half of the digits
        are right in a difference quotient, and the other half are lost in it."""
        if variable not in self.beside:
            centre = self.letter(variable)
            # The step is taken as a share of the point: ln is steep at 1e-500.
            # An inner function's letter can stand for a complex number.
            step = mpmath.ldexp(abs(centre) or mpmath.mpf(1), -mpmath.mp.prec // 2)
            self.beside[variable] = Place({variable: centre + step}, self.meaning, self), step
        return self.beside[variable]

    def derivative(self, node: Derivative) -> Value:
        operand = self.meaning.totals.get(node) or self.meaning.spelled_out(node.operand, node.variable)
        if isinstance(operand, Matrix):
            operand = Vector(tuple(map(Vector, operand.rows)))
        if isinstance(operand, Vector):
            return [
                self.derivative(Derivative(entry, node.variable, node.partial, node.order))
                for entry in operand.entries
            ]
        if not depends_on(operand, node.variable):
            self.value(operand)
            return mpmath.mpf(0)
        if node.order == 1 and _is_elementary(operand):
            further, step = self.moved(node.variable)
            return (further.value(operand) - self.value(operand)) / step
        centre = self.letter(node.variable)
        fixed = {name: self.letter(name) for name in symbols(operand) if name != node.variable}

        # The step is taken as a share of the point: ln is steep at 1e-500.
        unit = centre or mpmath.mpf(1)

        def along(t: Any) -> Any:
            return Place({**fixed, node.variable: t * unit}, self.meaning).value(operand)

        # Half of the digits are right here as well: the operand can be a derivative itself.
        share = mpmath.ldexp(1, -mpmath.mp.prec // 2)
        return mpmath.diff(along, centre / unit, node.order, h=share) / unit**node.order

    def limit(self, node: Limit) -> Value:
        """The mean of the values on both sides, so near the target that what differs from the limit is of
        second order: beyond the digits asked for."""
        digits = mpmath.mp.dps
        with mpmath.workdps(3 * digits):
            target, step = self.value(node.target), mpmath.mpf(10) ** (-digits // 2)
            sides = (
                Place({**self.point, node.variable: target + away}, self.meaning).value(node.operand)
                for away in (step, -step)
            )
            return mpmath.fsum(sides) / 2

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
            case "vector":
                return self.value(self.meaning.bodies[vector_called(node.name)])
            case "norm":
                return mpmath.sqrt(mpmath.fsum(entry**2 for entry in self.named(Named("vector", node.name))))
            case "unit":
                length = self.named(Named("norm", node.name))
                return [entry / length for entry in self.named(Named("vector", node.name))]
            case "determinant" if body is not None:
                return mpmath.det(mpmath.matrix(self.named(Named("jacobian", node.name))))
            case "directional":
                return mpmath.fdot(self.named(Named("gradient", node.name)), self.named(Named("unit", "u")))
        raise NoValueError(f"{node.name} has no value")

    def _is_defined(self, name: str, arguments: Sequence[Expression]) -> bool:
        """Say whether f(1) or f′(1) is of a function that has a formula, in so many inputs."""
        body = self.meaning.bodies.get(name)
        return (
            body is not None
            and len(self.meaning.inputs.get(name, ())) == len(arguments)
            and not any(isinstance(node, Call | FunctionDerivative) and node.function == name
                        for node in walk(body))
        )  # fmt: skip

    def _called_at(self, arguments: Sequence[Expression], name: str, formula: Expression) -> Value:
        values = dict(zip(self.meaning.inputs[name], map(self.value, arguments), strict=True))
        return Place({**self.point, **values}, self.meaning).value(formula)

    def integral(self, node: Integral) -> Value:
        fixed = {name: self.letter(name) for name in self._held_in(node.integrand, node.variable)}

        def along(t: Any) -> Any:
            return Place({**fixed, node.variable: t}, self.meaning).value(node.integrand)

        value = quadrature(along, self.value(node.lower), self.value(node.upper))
        if value is None:
            raise NoValueError("the integral could not be computed")
        return value

    def _held_in(self, integrand: Expression, variable: str) -> set[str]:
        """Return the letters whose values stay along an integral: not the u = x t of its chain rule."""
        held: set[str] = set()
        for name in symbols(integrand):
            body = self.meaning.bodies.get(name)
            if name == variable:
                continue
            if name not in self.point and body is not None and depends_on(body, variable):
                held |= self._held_in(body, variable)
            else:
                held.add(name)
        return held

    def holds(self, comparison: Comparison) -> bool:
        left = comparison.left.expression if isinstance(comparison.left, Marked) else comparison.left
        if isinstance(left, Comparison):
            chained = Comparison(left.right, comparison.relation, comparison.right)
            return self.holds(left) and self.holds(chained)
        return bool(_HOLDS[comparison.relation](self.value(left), self.value(comparison.right)))

    def value(self, expression: Expression) -> Value:
        value = self.found.get(expression)
        if value is None:
            value = self.found[expression] = self._value(expression)
        return value

    def _value(self, expression: Expression) -> Value:
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
                values = [self.value(factor) for factor in factors]
                if any(isinstance(value, list) for value in values):
                    return reduce(_matrix_product, values)
                return mpmath.fprod(values)
            case Quotient(numerator, denominator):
                return self.value(numerator) / self.value(denominator)
            case Power(base, exponent):
                return mpmath.power(self.value(base), _bearable(self.value(exponent)))
            case Root(radicand, index):
                return mpmath.root(self.value(radicand), index)
            case Call("log", (argument, base)):
                return mpmath.log(self.value(argument)) / mpmath.log(self.value(base))
            case Call(name, arguments) if name in NUMERIC:
                return NUMERIC[name](*(_bearable(self.value(argument)) for argument in arguments))
            case Integral():
                return self.integral(expression)
            case Comparison():
                return self.holds(expression)
            case Cases(values, conditions):
                for piece, condition in zip(values, conditions, strict=False):
                    if self.value(condition):
                        return self.value(piece)
                if len(values) > len(conditions):
                    return self.value(values[-1])
                raise NoValueError("none of the cases holds")
            case Call(name, arguments) if self._is_defined(name, arguments):
                return self._called_at(arguments, name, self.meaning.bodies[name])
            case FunctionDerivative(name, orders, arguments) if self._is_defined(name, arguments):
                slope = self.meaning.bodies[name]
                for letter, order in zip(self.meaning.inputs[name], orders, strict=True):
                    slope = Derivative(slope, letter, True, order) if order else slope
                return self._called_at(arguments, name, slope)
            case FunctionDerivative(name, orders, arguments):
                return numeric_derivative(name, orders, tuple(map(self.value, arguments)))
            case Call(name, arguments) if known_function(name) is None:
                return numeric_stand_in(name)(*map(self.value, arguments))
            case Derivative():
                return self.derivative(expression)
            case Limit():
                return self.limit(expression)
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


def _matrix_product(left: Value, right: Value) -> Value:
    """Return the product of two matrices (lists of rows)."""
    columns = tuple(zip(*right, strict=True))
    return [[mpmath.fdot(row, column) for column in columns] for row in left]


LARGEST_MAGNITUDE = 200
"""Bits before the point of an exponent or argument: e to the 2^200 fills any memory."""


def _bearable(value: Value) -> Value:
    """Return the value, if it is small enough to be put into an exponential.

    Raises:
        NoValueError: if it is not.
    """
    if mpmath.isfinite(value) and value and mpmath.mag(value) > LARGEST_MAGNITUDE:
        raise NoValueError("too large to go on with")
    return value


def agree(left: Value, right: Value, tolerance: float = 1e-9) -> bool:
    """Say whether two values are equal to a relative tolerance, entry by entry."""
    if isinstance(left, list) or isinstance(right, list):
        return (
            isinstance(left, list)
            and isinstance(right, list)
            and len(left) == len(right)
            and all(agree(a, b, tolerance) for a, b in zip(left, right, strict=True))
        )
    return bool(abs(left - right) <= tolerance * max(abs(left), abs(right), 1e-6))
