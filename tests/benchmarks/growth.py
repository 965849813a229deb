"""How the cost grows with the size of a function: linearly. The trees are larger than what is read."""

from __future__ import annotations

from fractions import Fraction

from tests.benchmarks.measuring import benchmark, ratio, seconds
from tutor import calculus
from tutor.calculus.derivation import Derivation
from tutor.notation.expression import Call, Derivative, Expression, Number, Power, Product, Sum, Symbol
from tutor.notation.problem import Definition, Problem

X = Symbol("x")


def long_sum(count: int) -> Expression:
    """Return 2x² + 3x³ + 4x⁴ + … with so many terms."""
    return Sum(tuple(Product((number(k), Power(X, number(k)))) for k in range(2, count + 2)))


def number(value: int) -> Number:
    return Number(Fraction(value))


def nested(depth: int, function: str = "") -> Expression:
    """Return sin(cos(sin(…x))), or one function nested so deep."""
    expression: Expression = X
    for level in range(depth):
        expression = Call(function or ("sin" if level % 2 else "cos"), (expression,))
    return expression


def explained(body: Expression) -> float:
    """Return the seconds that a Standard walkthrough of f(x) = body takes, unproved."""
    problem = Problem("f(x)", Definition("f", ("x",), body), (), ("x",), ("x",))
    return seconds(lambda: calculus.explain(problem, "derivative", prove=False))


@benchmark(what="a walkthrough of 400 summands / of 100 summands", bound=5)
def summands() -> float:
    return ratio(lambda: explained(long_sum(400)), lambda: explained(long_sum(100)), rounds=3)


@benchmark(what="a derivation of a chain nested 40 deep / 10 deep", bound=5)
def nesting() -> float:
    def derived(depth: int) -> float:
        fresh = [Derivative(nested(depth), "x") for _ in range(20)]
        return seconds(lambda: [Derivation(asked) for asked in fresh])

    return ratio(lambda: derived(40), lambda: derived(10))


@benchmark(what="a walkthrough of cot(cot(cot(cot x))) / of cot(cot x)", bound=5)
def cotangents() -> float:
    return ratio(lambda: explained(nested(4, "cot")), lambda: explained(nested(2, "cot")))
