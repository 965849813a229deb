"""Between the tree on the board and sympy, which differentiates and evaluates.

`to_sympy` computes freely (it is for checking and for results); `from_sympy` writes a result the way a
person would: numbers first, powers falling, a fraction with a bar, a root with its sign.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache, reduce
from operator import mul
from typing import Any

import sympy
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from tutor.calculus.functions import FUNCTIONS
from tutor.calculus.special_functions import SPECIAL_FUNCTIONS
from tutor.notation.expression import (
    PI,
    Call,
    Cases,
    Comparison,
    Constant,
    Derivative,
    E,
    Expression,
    FunctionDerivative,
    Integral,
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
from tutor.notation.traversal import unmarked


class ModelError(Exception):
    """Something that cannot be said in the other language (sympy's or the board's)."""


MEANINGS: dict[str, Any] = {
    **{name: row.sympy for name, row in SPECIAL_FUNCTIONS.items()},
    **{name: row.sympy for name, row in FUNCTIONS.items()},
}
FUNCTIONS_BY_SYMPY: dict[Any, str] = {function: name for name, function in MEANINGS.items()}

_RELATIONS: dict[str, Any] = {
    "<": sympy.StrictLessThan,
    "<=": sympy.LessThan,
    ">": sympy.StrictGreaterThan,
    ">=": sympy.GreaterThan,
    "=": sympy.Eq,
    "!=": sympy.Ne,
}
_RELATION_SIGNS: dict[Any, str] = {relation: sign for sign, relation in _RELATIONS.items()}


@lru_cache(maxsize=1024)
def letter(name: str) -> Any:
    """Return the sympy symbol of a letter. All letters are real numbers here."""
    return sympy.Symbol(name, real=True)


def known_function(name: str) -> Any:
    """Return sympy's function of that name on the board, None for one that is known by name only."""
    return MEANINGS.get(name)


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
            values = [to_sympy(factor) for factor in factors]
            if any(isinstance(value, sympy.MatrixBase) for value in values):
                return reduce(mul, values)
            return sympy.Mul(*values)
        case Quotient(numerator, denominator):
            return to_sympy(numerator) / to_sympy(denominator)
        case Power(base, exponent):
            return to_sympy(base) ** to_sympy(exponent)
        case Root(radicand, index):
            return sympy.root(to_sympy(radicand), index)
        case Call("log", (argument, base)):
            return sympy.log(to_sympy(argument), to_sympy(base))
        case Call(name, arguments):
            function = known_function(name) or sympy.Function(name)
            return function(*map(to_sympy, arguments))
        case FunctionDerivative(function, orders, arguments):
            return _function_derivative(function, orders, [to_sympy(argument) for argument in arguments])
        case Integral(integrand, variable, lower, upper):
            bounds = (letter(variable), to_sympy(lower), to_sympy(upper))
            return sympy.Integral(to_sympy(integrand), bounds)
        case Comparison():
            return _condition(expression)
        case Cases(values, conditions):
            pieces = [(to_sympy(v), to_sympy(c)) for v, c in zip(values, conditions, strict=False)]
            pieces += [(to_sympy(value), True) for value in values[len(conditions) :]]
            return sympy.Piecewise(*pieces)
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
            return Sum(tuple(from_sympy(term) for term in _positive_first(value.as_ordered_terms())))
        case sympy.Mul():
            return _product(value)
        case sympy.Pow() | sympy.exp():
            return _power(value)
        case sympy.MatrixBase():
            return Matrix(
                tuple(tuple(from_sympy(value[i, j]) for j in range(value.cols)) for i in range(value.rows))
            )
        case sympy.polygamma() if value.args[0] == 0:
            return Call("digamma", (from_sympy(value.args[1]),))
        case sympy.LambertW() | sympy.zeta() if len(value.args) > 1:
            raise ModelError(f"no notation for {value.func.__name__} of two arguments")
        case sympy.Basic() if value.func in FUNCTIONS_BY_SYMPY:
            return Call(FUNCTIONS_BY_SYMPY[value.func], tuple(map(from_sympy, value.args)))
        case AppliedUndef():
            return Call(value.func.__name__, tuple(map(from_sympy, value.args)))
        case sympy.Derivative() | sympy.Subs():
            return _derivative_of_function(value)
        case sympy.Integral() if all(len(limits) == 3 for limits in value.limits):
            inside = from_sympy(value.function)
            for variable, lower, upper in value.limits:
                inside = Integral(inside, variable.name, from_sympy(lower), from_sympy(upper))
            return inside
        case sympy.Piecewise():
            return _cases(value)
        case sympy.Heaviside():
            place = from_sympy(value.args[0])
            zero, one = Number(Fraction(0)), Number(Fraction(1))
            return Cases((zero, one), (Comparison(place, "<", zero), Comparison(place, ">", zero)))
        case Relational() if value.func in _RELATION_SIGNS:
            left, right = map(from_sympy, value.args)
            return Comparison(left, _RELATION_SIGNS[value.func], right)
    if value == sympy.pi:
        return PI
    if value == sympy.E:
        return E
    raise ModelError(f"no notation for {type(value).__name__}")


def _function_derivative(name: str, orders: tuple[int, ...], arguments: list[Any]) -> Any:
    """Return the derivative of an undefined function as sympy itself writes it: Derivative(f(x), x),
    and Subs(Derivative(f(ξ), ξ), ξ, x²) at anything but a letter."""
    places = [
        argument
        if argument._diff_wrt and not any(argument in other.free_symbols for other in _without(arguments, at))
        else sympy.Dummy(f"xi_{at + 1}")
        for at, argument in enumerate(arguments)
    ]
    called = sympy.Function(name)(*(
        place if order else argument
        for place, order, argument in zip(places, orders, arguments, strict=True)
    ))  # fmt: skip
    by = [(place, order) for place, order in zip(places, orders, strict=True) if order]
    derived = sympy.Derivative(called, *by)
    put_in = [(place, argument) for place, order, argument in zip(places, orders, arguments, strict=True)
              if order and place is not argument]  # fmt: skip
    if not put_in:
        return derived
    return sympy.Subs(derived, [place for place, _value in put_in], [value for _place, value in put_in])


def _without(items: list[Any], index: int) -> list[Any]:
    return [*items[:index], *items[index + 1 :]]


def _derivative_of_function(value: Any) -> Expression:
    """Write Derivative(f(x), x) and Subs(Derivative(f(ξ), ξ), ξ, x²) as f′(x) and f′(x²)."""
    put_in: dict[Any, Any] = {}
    derived = value
    while isinstance(derived, sympy.Subs):
        put_in |= zip(derived.variables, derived.point, strict=True)
        derived = derived.expr
    called = derived.expr if isinstance(derived, sympy.Derivative) else None
    if not isinstance(called, AppliedUndef):
        raise ModelError("no notation for a derivative that was not worked out")
    counts = dict(derived.variable_count)
    if any(called.args.count(place) != 1 for place in counts):
        raise ModelError("no notation for this derivative of an undefined function")
    orders = tuple(int(counts.get(argument, 0)) for argument in called.args)
    arguments = tuple(from_sympy(argument.xreplace(put_in)) for argument in called.args)
    return FunctionDerivative(called.func.__name__, orders, arguments)


def _condition(comparison: Comparison) -> Any:
    left = unmarked(comparison.left)
    relation = _RELATIONS[comparison.relation]
    if isinstance(left, Comparison):
        return sympy.And(_condition(left), relation(to_sympy(left.right), to_sympy(comparison.right)))
    return relation(to_sympy(left), to_sympy(comparison.right))


def _cases(value: Any) -> Expression:
    pairs = list(value.args)
    values = tuple(from_sympy(piece) for piece, _condition in pairs)
    conditions = tuple(from_sympy(condition) for _piece, condition in pairs if condition != sympy.true)
    return Cases(values, conditions)


def _power(value: Any) -> Expression:
    base, exponent = value.as_base_exp()
    if exponent.is_Rational and exponent.is_negative:
        return Quotient(Number(Fraction(1)), from_sympy(1 / value))
    if exponent.is_Rational and exponent.q != 1:
        root = Root(from_sympy(base), int(exponent.q))
        return root if exponent.p == 1 else Power(root, integer(int(exponent.p)))
    return Power(from_sympy(base), from_sympy(exponent))


def _product(value: Any) -> Expression:
    number, rest = value.as_coeff_Mul(rational=True)
    if rest.is_Mul and number != 1 and sympy.fraction(rest)[0].is_Add:
        # 2(x + 1)/(x − 1)²: sympy would multiply the 2 into the bracket.
        return _times(number, rest)
    sign, value = (-1, -value) if value.could_extract_minus_sign() else (1, value)
    numerator, denominator = sympy.fraction(value)
    if denominator != 1:
        written: Expression = Quotient(from_sympy(numerator), from_sympy(denominator))
    else:
        factors = tuple(from_sympy(factor) for factor in value.as_ordered_factors())
        written = Product(factors) if len(factors) > 1 else factors[0]
    return Negative(written) if sign < 0 else written


def _positive_first(terms: list[Any]) -> list[Any]:
    """Write cos x − sin x for −sin x + cos x."""
    negative = [term.could_extract_minus_sign() for term in terms]
    if negative == [True, False]:
        return terms[::-1]
    return terms


def _times(number: Any, fraction: Any) -> Expression:
    """Write a number times a fraction with a sum above its bar, the number before the bracket."""
    above, below = map(from_sympy, sympy.fraction(fraction))
    if abs(number.p) != 1:
        above = Product((integer(abs(int(number.p))), above))
    if number.q != 1:
        below = Product(
            (integer(int(number.q)), *(below.factors if isinstance(below, Product) else (below,)))
        )
    return Negative(Quotient(above, below)) if number.p < 0 else Quotient(above, below)


@lru_cache(maxsize=4096)
def partial_derivative(expression: Expression, variable: str) -> Expression:
    """Return sympy's derivative of the expression with respect to the variable, as a tree.

    Raises:
        ModelError: if the result has no notation on the board.
    """
    return from_sympy(sympy.diff(to_sympy(expression), letter(variable)))
