"""Between the tree on the board and sympy, which differentiates and evaluates.

`to_sympy` computes freely (it is for checking and for results); `from_sympy` writes a result the way a
person would: numbers first, powers falling, a fraction with a bar, a root with its sign.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

import sympy

from tutor.calculus.functions import FUNCTIONS
from tutor.notation.expression import (
    PI,
    Call,
    Constant,
    Derivative,
    E,
    Expression,
    Marked,
    Matrix,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Root,
    Sum,
    Symbol,
    Vector,
    integer,
)


class ModelError(Exception):
    """Something that cannot be said in the other language (sympy's or the board's)."""


FUNCTIONS_BY_SYMPY: dict[Any, str] = {row.sympy: name for name, row in FUNCTIONS.items()}
OTHER_FUNCTIONS: dict[str, Any] = {"gamma": sympy.gamma, "floor": sympy.floor}


@lru_cache(maxsize=1024)
def letter(name: str) -> Any:
    """Return the sympy symbol of a letter. All letters are real numbers here."""
    return sympy.Symbol(name, real=True)


def to_sympy(expression: Expression) -> Any:
    """Return the sympy expression (evaluated) that the tree means; a Vector becomes a column Matrix.

    Raises:
        ModelError: for something that is only ever printed.
    """
    match expression:
        case Number(value):
            return sympy.Rational(value.numerator, value.denominator)
        case Constant("pi"):
            return sympy.pi
        case Constant("e"):
            return sympy.E
        case Symbol(name):
            return letter(name)
        case Sum(terms):
            return sympy.Add(*map(to_sympy, terms))
        case Negative(operand):
            return -to_sympy(operand)
        case Product(factors):
            return sympy.Mul(*map(to_sympy, factors))
        case Quotient(numerator, denominator):
            return to_sympy(numerator) / to_sympy(denominator)
        case Power(base, exponent):
            return to_sympy(base) ** to_sympy(exponent)
        case Root(radicand, index):
            return sympy.root(to_sympy(radicand), index)
        case Call("log", (argument, base)):
            return sympy.log(to_sympy(argument), to_sympy(base))
        case Call(name, (argument,)) if name in FUNCTIONS:
            return FUNCTIONS[name].sympy(to_sympy(argument))
        case Call(name, arguments):
            function = OTHER_FUNCTIONS.get(name) or sympy.Function(name)
            return function(*map(to_sympy, arguments))
        case Derivative(operand, variable, _, order):
            return sympy.diff(to_sympy(operand), letter(variable), order)
        case Vector(entries):
            return sympy.Matrix([to_sympy(entry) for entry in entries])
        case Matrix(rows):
            return sympy.Matrix([[to_sympy(entry) for entry in row] for row in rows])
        case Marked(_, inner):
            return to_sympy(inner)
        case _:
            raise ModelError(f"{type(expression).__name__} has no value")


def from_sympy(value: Any) -> Expression:
    """Write a sympy expression as a person would.

    Raises:
        ModelError: for an object that the board has no notation for.
    """
    match value:
        case sympy.Rational():
            size: Expression = Number(Fraction(abs(value.p)))
            if value.q != 1:
                size = Quotient(size, Number(Fraction(value.q)))
            return Negative(size) if value.p < 0 else size
        case sympy.Symbol():
            return Symbol(value.name)
        case sympy.Add():
            return Sum(tuple(from_sympy(term) for term in value.as_ordered_terms()))
        case sympy.Mul():
            return _product(value)
        case sympy.Pow() | sympy.exp():
            return _power(value)
        case sympy.MatrixBase():
            return Matrix(
                tuple(tuple(from_sympy(value[i, j]) for j in range(value.cols)) for i in range(value.rows))
            )
        case sympy.Function() if value.func in FUNCTIONS_BY_SYMPY:
            return Call(FUNCTIONS_BY_SYMPY[value.func], tuple(map(from_sympy, value.args)))
        case sympy.Function() if value.func.__name__ in OTHER_FUNCTIONS:
            return Call(value.func.__name__, tuple(map(from_sympy, value.args)))
    if value == sympy.pi:
        return PI
    if value == sympy.E:
        return E
    raise ModelError(f"no notation for {type(value).__name__}")


def _power(value: Any) -> Expression:
    base, exponent = value.as_base_exp()
    if exponent.is_Rational and exponent.is_negative:
        return Quotient(Number(Fraction(1)), from_sympy(1 / value))
    if exponent.is_Rational and exponent.q != 1:
        root = Root(from_sympy(base), int(exponent.q))
        return root if exponent.p == 1 else Power(root, integer(int(exponent.p)))
    return Power(from_sympy(base), from_sympy(exponent))


def _product(value: Any) -> Expression:
    sign, value = (-1, -value) if value.could_extract_minus_sign() else (1, value)
    numerator, denominator = sympy.fraction(value)
    if denominator != 1:
        written: Expression = Quotient(from_sympy(numerator), from_sympy(denominator))
    else:
        factors = tuple(from_sympy(factor) for factor in value.as_ordered_factors())
        written = Product(factors) if len(factors) > 1 else factors[0]
    return Negative(written) if sign < 0 else written


@lru_cache(maxsize=4096)
def partial_derivative(expression: Expression, variable: str) -> Expression:
    """Return sympy's derivative of the expression with respect to the variable, as a tree.

    Raises:
        ModelError: if the result has no notation on the board.
    """
    return from_sympy(sympy.diff(to_sympy(expression), letter(variable)))
