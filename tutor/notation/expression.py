"""The tree in which Nabla keeps mathematics as it was written.

A board line must show what a person wrote: `2xy + 0` with its zero, `x/y` as a fraction, `√x` as a
root, in the order typed. Unevaluated sympy loses some of that (a quotient becomes a product with a
power, pickling evaluates), so lines on the board are this small frozen tree. It holds no mathematics
of its own: sympy differentiates, tidies and checks (see `tutor.calculus.model`), printers print.
Every node is immutable, hashable and picklable.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tutor.notation.hashing import HashedOnce


@dataclass(frozen=True, slots=True)
class Expression(HashedOnce):
    """A piece of mathematics. `parts` are its sub-expressions, in reading order."""

    @property
    def parts(self) -> tuple[Expression, ...]:
        return ()

    def with_parts(self, parts: tuple[Expression, ...]) -> Expression:
        """Return the same node over other sub-expressions (as many as `parts` has)."""
        assert not parts
        return self


@dataclass(frozen=True, slots=True)
class Number(Expression):
    """A non-negative exact number: `3`, or `0.5` kept as typed and computed as 1/2.

    A fraction 1/2 that was typed with a bar is a Quotient of two Numbers; `value` has a denominator
    only where a decimal was typed, and then `written` is its text. Negative numbers are
    Negative(Number).
    """

    value: Fraction
    written: str | None = None

    def __eq__(self, other: object) -> bool:
        # A Fraction asks of what it is compared with whether it is a number at all, which takes its time.
        if not isinstance(other, Number):
            return NotImplemented
        mine, its = self.value, other.value
        return self.written == other.written and (
            mine is its or (mine.numerator, mine.denominator) == (its.numerator, its.denominator)
        )


@dataclass(frozen=True, slots=True)
class Constant(Expression):
    """A constant by name: "pi" or "e"."""

    name: str


@dataclass(frozen=True, slots=True)
class Symbol(Expression):
    """A letter (or Greek name, perhaps with an index: "x", "theta", "x_1")."""

    name: str


@dataclass(frozen=True, slots=True)
class Sum(Expression):
    """Two or more terms in order; a subtracted term is Negative(term)."""

    terms: tuple[Expression, ...]

    @property
    def parts(self) -> tuple[Expression, ...]:
        return self.terms

    def with_parts(self, parts: tuple[Expression, ...]) -> Expression:
        return Sum(parts)


@dataclass(frozen=True, slots=True)
class Negative(Expression):
    """Minus the operand."""

    operand: Expression

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (self.operand,)

    def with_parts(self, parts: tuple[Expression, ...]) -> Expression:
        return Negative(*parts)


@dataclass(frozen=True, slots=True)
class Product(Expression):
    """Two or more factors in order. A factor that is itself a Product is set off with a dot:
    Product((Product((2, g, h)), 3)) prints 2gh · 3."""

    factors: tuple[Expression, ...]

    @property
    def parts(self) -> tuple[Expression, ...]:
        return self.factors

    def with_parts(self, parts: tuple[Expression, ...]) -> Expression:
        return Product(parts)


@dataclass(frozen=True, slots=True)
class Quotient(Expression):
    """A fraction with a bar."""

    numerator: Expression
    denominator: Expression

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (self.numerator, self.denominator)

    def with_parts(self, parts: tuple[Expression, ...]) -> Expression:
        return Quotient(*parts)


@dataclass(frozen=True, slots=True)
class Power(Expression):
    """base ^ exponent. e^u is Power(Constant("e"), u)."""

    base: Expression
    exponent: Expression

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (self.base, self.exponent)

    def with_parts(self, parts: tuple[Expression, ...]) -> Expression:
        return Power(*parts)


@dataclass(frozen=True, slots=True)
class Root(Expression):
    """The index-th root (index 2: a plain √)."""

    radicand: Expression
    index: int = 2

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (self.radicand,)

    def with_parts(self, parts: tuple[Expression, ...]) -> Expression:
        return Root(parts[0], self.index)


@dataclass(frozen=True, slots=True)
class Call(Expression):
    """A function applied: "sin", "cos", "tan", "cot", "sec", "csc", "arcsin" …, "sinh" …, "ln",
    "log" (two arguments: value, base), "abs", "exp"; or an undefined function of the student's."""

    function: str
    arguments: tuple[Expression, ...]

    @property
    def parts(self) -> tuple[Expression, ...]:
        return self.arguments

    def with_parts(self, parts: tuple[Expression, ...]) -> Expression:
        return Call(self.function, parts)


@dataclass(frozen=True, slots=True)
class Derivative(Expression):
    """d/dx or ∂/∂x of the operand, not yet worked out.

    `partial` says how it is written: ∂ where the operand is a function of several inputs, d where
    it has one. Derivative(Named("value", "f"), "g", True) is printed ∂f/∂g, as one fraction; any other
    operand, a letter as well, has the operator before it: (∂/∂g)(…).
    """

    operand: Expression
    variable: str
    partial: bool = False
    order: int = 1

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (self.operand,)

    def with_parts(self, parts: tuple[Expression, ...]) -> Expression:
        return Derivative(parts[0], self.variable, self.partial, self.order)


@dataclass(frozen=True, slots=True)
class FunctionDerivative(Expression):
    """A derivative of an undefined function, at its arguments: f′(g(x)) has orders (1,), ∂₁f(u, v), the
    derivative by the first argument, has orders (1, 0)."""

    function: str
    orders: tuple[int, ...]
    arguments: tuple[Expression, ...]

    @property
    def parts(self) -> tuple[Expression, ...]:
        return self.arguments

    def with_parts(self, parts: tuple[Expression, ...]) -> Expression:
        return FunctionDerivative(self.function, self.orders, parts)


@dataclass(frozen=True, slots=True)
class Integral(Expression):
    """∫ from lower to upper of the integrand; `variable` is bound: it is no free letter."""

    integrand: Expression
    variable: str
    lower: Expression
    upper: Expression

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (self.integrand, self.lower, self.upper)

    def with_parts(self, parts: tuple[Expression, ...]) -> Expression:
        return Integral(parts[0], self.variable, parts[1], parts[2])


@dataclass(frozen=True, slots=True)
class Limit(Expression):
    """The limit of the operand as `variable` goes to the target; `variable` is bound."""

    operand: Expression
    variable: str
    target: Expression

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (self.operand, self.target)

    def with_parts(self, parts: tuple[Expression, ...]) -> Expression:
        return Limit(parts[0], self.variable, parts[1])


@dataclass(frozen=True, slots=True)
class Comparison(Expression):
    """left relation right, as a condition; the relation is "<", "<=", ">", ">=", "=" or "!=".

    In a chain such as 0 < x <= 1, left is the comparison before: Comparison(Comparison(0, "<", x), "<=", 1).
    """

    left: Expression
    relation: str
    right: Expression

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (self.left, self.right)

    def with_parts(self, parts: tuple[Expression, ...]) -> Expression:
        return Comparison(parts[0], self.relation, parts[1])


@dataclass(frozen=True, slots=True)
class Cases(Expression):
    """A function by cases: values[i] where conditions[i] holds (the first that does); with one condition
    fewer than values, the last value is for everything else."""

    values: tuple[Expression, ...]
    conditions: tuple[Expression, ...]

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (*self.values, *self.conditions)

    def with_parts(self, parts: tuple[Expression, ...]) -> Expression:
        return Cases(parts[: len(self.values)], parts[len(self.values) :])


@dataclass(frozen=True, slots=True)
class Vector(Expression):
    """A column vector (printed as a column, in text as [a, b])."""

    entries: tuple[Expression, ...]

    @property
    def parts(self) -> tuple[Expression, ...]:
        return self.entries

    def with_parts(self, parts: tuple[Expression, ...]) -> Expression:
        return Vector(parts)


@dataclass(frozen=True, slots=True)
class Matrix(Expression):
    """Rows of equal length."""

    rows: tuple[tuple[Expression, ...], ...]

    @property
    def parts(self) -> tuple[Expression, ...]:
        return tuple(entry for row in self.rows for entry in row)

    def with_parts(self, parts: tuple[Expression, ...]) -> Expression:
        width = len(self.rows[0])
        return Matrix(tuple(parts[i : i + width] for i in range(0, len(parts), width)))


@dataclass(frozen=True, slots=True)
class DotProduct(Expression):
    """left · right, of two vectors."""

    left: Expression
    right: Expression

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (self.left, self.right)

    def with_parts(self, parts: tuple[Expression, ...]) -> Expression:
        return DotProduct(*parts)


@dataclass(frozen=True, slots=True)
class Named(Expression):
    """A name for a vector or matrix, printed as such and never computed with:
    kind "gradient" of "f" is ∇f; "jacobian" of "F" is J_F; "hessian" of "f"
    is H_f; "velocity" of "v" is v′ (bold);
    "prime" of "f" is f′; "value" of "f" is f itself. "vector" of "u" is a vector by its name (bold),
    "norm" of "u" its length ‖u‖, "unit" of "u" is u/‖u‖, and "directional" of "f" is D_u f, the
    derivative in the direction u; "determinant" of "F" is det J_F."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Equation(Expression):
    """sides[0] = sides[1] = … ; only printed, e.g. f(x, y) = x²y + y."""

    sides: tuple[Expression, ...]

    @property
    def parts(self) -> tuple[Expression, ...]:
        return self.sides

    def with_parts(self, parts: tuple[Expression, ...]) -> Expression:
        return Equation(parts)


@dataclass(frozen=True, slots=True)
class Marked(Expression):
    """The same mathematics with a role (a colour, a pill, a box, a link); transparent to computing.

    Roles: "slotA", "slotB", "slotC" (variables and branches), "slotA_tint" … (their highlighter),
    "held", "changed", "before", "derivative", "velocity", "row" (a Jacobian row's tint),
    "faded", "yours", "link:ID" (a place to press that opens step ID), and "place:ID" (a term that was
    typed, to be pointed at).
    """

    role: str
    expression: Expression

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (self.expression,)

    def with_parts(self, parts: tuple[Expression, ...]) -> Expression:
        return Marked(self.role, *parts)


ZERO = Number(Fraction(0))
ONE = Number(Fraction(1))
TWO = Number(Fraction(2))
E = Constant("e")
PI = Constant("pi")


def integer(value: int) -> Expression:
    """Return the exact whole number, negative ones as Negative(Number)."""
    return Number(Fraction(value)) if value >= 0 else Negative(Number(Fraction(-value)))
