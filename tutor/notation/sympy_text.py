"""Expression → text that can be pasted into SymPy (after `from sympy import *`): `36*x**3 + 2*x`.

Nothing in it turns into a floating-point number, and no name means anything but the student's letter.
"""

from __future__ import annotations

import keyword
from functools import lru_cache
from itertools import pairwise

from tutor.notation.expression import (
    Call,
    Cases,
    Comparison,
    Constant,
    Derivative,
    DotProduct,
    Equation,
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
from tutor.notation.functions import SPECIAL
from tutor.notation.precedence import GREEK, KNOWN_FUNCTIONS, bare, letter, needs_brackets, without_sign
from tutor.notation.traversal import walk

_NAMES = {
    "ln": "log", "abs": "Abs",
    **{f"arc{name}": f"a{name}" for name in "sin cos tan cot sec csc sinh cosh tanh coth sech csch".split()},
    **{f"ar{name}": f"a{name}" for name in "sinh cosh tanh coth sech csch".split()},
    **{row.name: row.sympy for row in SPECIAL.values()},
}  # fmt: skip

_TAKEN = frozenset("E I N O Q S beta gamma zeta pi Chi Lambda E1 n_order".split())
"""Letters that mean something else in SymPy."""


@lru_cache(maxsize=8192)
def sympy_text(expression: Expression) -> str:
    """Return the expression in SymPy's notation; roles are left out.

    An equation becomes Eq(…), one with more than two sides a tuple of them.
    """
    match expression:
        case Marked(_, inner):
            return sympy_text(inner)
        case Number(value):
            if value.denominator == 1:
                return str(value.numerator)
            return f"Rational({value.numerator}, {value.denominator})"
        case Constant(name):
            return {"e": "E", "pi": "pi"}[name]
        case Symbol(name):
            return _symbol(name)
        case Sum(terms):
            return _sum(expression, terms)
        case Negative():
            return "-" + _part(expression, 0)
        case Product(factors):
            return "*".join(_part(expression, index) for index in range(len(factors)))
        case Quotient(numerator, denominator):
            if _is_int(numerator) and _is_int(denominator):
                return f"Rational({sympy_text(numerator)}, {sympy_text(denominator)})"
            return f"{_part(expression, 0)}/{_part(expression, 1)}"
        case Power(base, exponent):
            if _is_int(base) and _is_int(exponent) and not isinstance(bare(exponent), Number):
                return f"Integer({sympy_text(base)})**({sympy_text(exponent)})"
            return f"{_part(expression, 0)}**{_part(expression, 1)}"
        case Root(radicand, index):
            return f"sqrt({sympy_text(radicand)})" if index == 2 else f"root({sympy_text(radicand)}, {index})"
        case Call(function, arguments):
            name = _NAMES.get(function, function)
            if function not in KNOWN_FUNCTIONS:
                name = f"Function({function!r})"
            return f"{name}({', '.join(map(sympy_text, arguments))})"
        case Derivative(operand, variable, _, order):
            times = "" if order == 1 else f", {order}"
            return f"Derivative({sympy_text(operand)}, {_symbol(variable)}{times})"
        case FunctionDerivative():
            return _function_derivative(expression)
        case Integral(integrand, variable, lower, upper):
            bounds = f"({_symbol(variable)}, {sympy_text(lower)}, {sympy_text(upper)})"
            return f"Integral({sympy_text(integrand)}, {bounds})"
        case Limit(operand, variable, target):
            return f"Limit({sympy_text(operand)}, {_symbol(variable)}, {sympy_text(target)})"
        case Comparison():
            return _comparison(expression)
        case Cases(values, conditions):
            pieces = [f"({sympy_text(v)}, {sympy_text(c)})" for v, c in zip(values, conditions, strict=False)]
            pieces += [f"({sympy_text(v)}, True)" for v in values[len(conditions) :]]
            return f"Piecewise({', '.join(pieces)})"
        case Vector(entries):
            return f"Matrix([{', '.join(map(sympy_text, entries))}])"
        case Matrix(rows):
            return f"Matrix([{', '.join('[' + ', '.join(map(sympy_text, row)) + ']' for row in rows)}])"
        case DotProduct(left, right):
            if isinstance(bare(left), Vector) and isinstance(bare(right), Vector):
                return f"{sympy_text(left)}.dot({sympy_text(right)})"
            return f"{_part(expression, 0)}*{_part(expression, 1)}"
        case Named(kind, name):
            if kind == "value":
                return _symbol(name)
            signs = {"gradient": f"grad_{name}", "jacobian": f"J_{name}", "hessian": f"H_{name}"}
            signs |= {"vector": name, "norm": f"|{name}|", "unit": f"{name}/|{name}|"}
            signs |= {"directional": f"D_u_{name}", "determinant": f"det_J_{name}"}
            called = signs.get(kind, f"{name}'")
            return f"Symbol({called!r})"
        case Equation(sides):
            pairs = [f"Eq({sympy_text(a)}, {sympy_text(b)})" for a, b in pairwise(sides)]
            return ", ".join(pairs)
    raise TypeError(f"no SymPy text for {type(expression).__name__}")


def _part(parent: Expression, index: int) -> str:
    written = sympy_text(parent.parts[index])
    if isinstance(bare(parent.parts[index]), Integral):
        return written
    return f"({written})" if needs_brackets(parent, index, linear=True) else written


def _sum(node: Sum, terms: tuple[Expression, ...]) -> str:
    written = _part(node, 0)
    for index, term in enumerate(terms[1:], 1):
        negative, operand = without_sign(term)
        written += f" - {_part(Negative(operand), 0)}" if negative else f" + {_part(node, index)}"
    return written


def _symbol(name: str) -> str:
    """Return the letter, as Symbol('…') where SymPy or Python would take the bare name for its own."""
    base = letter(name).base
    plain = name.isascii() and (base in GREEK or len(base) == 1)
    if plain and name not in _TAKEN and not keyword.iskeyword(name):
        return name
    return f"Symbol({name!r})"


def _comparison(node: Comparison) -> str:
    left = bare(node.left)
    if isinstance(left, Comparison):
        return f"And({_comparison(left)}, {_comparison(Comparison(left.right, node.relation, node.right))})"
    sides = f"{sympy_text(node.left)}, {sympy_text(node.right)}"
    if node.relation in {"=", "!="}:
        return f"{'Eq' if node.relation == '=' else 'Ne'}({sides})"
    if _is_int(node.left) and _is_int(node.right):
        return f"Integer({sympy_text(node.left)}) {node.relation} {sympy_text(node.right)}"
    return f"{sympy_text(node.left)} {node.relation} {sympy_text(node.right)}"


def _function_derivative(node: FunctionDerivative) -> str:
    """Return f′(x) as Derivative(f(x), x), and f′(x²) as a derivative with x² put in afterwards."""
    arguments = [bare(argument) for argument in node.arguments]
    written = [sympy_text(argument) for argument in arguments]
    places = list(written)
    for at, argument in enumerate(arguments):
        others = [*arguments[:at], *arguments[at + 1 :]]
        letter_like = isinstance(argument, Symbol) or (
            isinstance(argument, Call) and argument.function not in KNOWN_FUNCTIONS
        )
        if node.orders[at] and not (letter_like and all(argument not in walk(other) for other in others)):
            places[at] = f"Symbol('xi_{at + 1}')"
    by = [f"({place}, {order})" for place, order in zip(places, node.orders, strict=True) if order]
    derived = f"Derivative(Function({node.function!r})({', '.join(places)}), {', '.join(by)})"
    put_in = [pair for pair in zip(places, written, strict=True) if pair[0] != pair[1]]
    if not put_in:
        return derived
    places, values = ([pair[side] for pair in put_in] for side in (0, 1))
    return f"Subs({derived}, ({', '.join(places)},), ({', '.join(values)},))"


def _is_int(expression: Expression) -> bool:
    """Say whether Python itself, not SymPy, would work this out, and as a whole number."""
    match bare(expression):
        case Number(value):
            return value.denominator == 1
        case Sum() | Negative() | Product() as node:
            return all(map(_is_int, node.parts))
        case Power(base, exponent):
            return _is_int(base) and _is_int(exponent) and isinstance(bare(exponent), Number)
    return False
