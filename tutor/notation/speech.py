"""Expression → words to be read aloud: "x squared y plus y"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, reduce
from operator import is_

from tutor.language import N_, _
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
from tutor.notation.precedence import (
    COMPOSED,
    bare,
    differentiations,
    is_squared_function,
    letter,
    needs_brackets,
    needs_sign,
    primed,
    without_sign,
)
from tutor.notation.style import cached_in_style, style_in_use
from tutor.notation.text import number

_FUNCTIONS = {
    "sin": N_("sine"), "cos": N_("cosine"), "tan": N_("tangent"),
    "cot": N_("cotangent"), "sec": N_("secant"), "csc": N_("cosecant"),
    "arcsin": N_("arc sine"), "arccos": N_("arc cosine"), "arctan": N_("arc tangent"),
    "arccot": N_("arc cotangent"), "arcsec": N_("arc secant"), "arccsc": N_("arc cosecant"),
    "sinh": N_("hyperbolic sine"), "cosh": N_("hyperbolic cosine"), "tanh": N_("hyperbolic tangent"),
    "coth": N_("hyperbolic cotangent"), "sech": N_("hyperbolic secant"), "csch": N_("hyperbolic cosecant"),
    "ln": N_("natural logarithm"), "log": N_("logarithm"), "exp": N_("exponential function"),
    **{row.name: row.spoken for row in SPECIAL.values()},
}  # fmt: skip

_RELATIONS = {
    "<": N_("{left} is less than {right}"),
    "<=": N_("{left} is at most {right}"),
    ">": N_("{left} is greater than {right}"),
    ">=": N_("{left} is at least {right}"),
    "=": N_("{left} equals {right}"),
    "!=": N_("{left} is not equal to {right}"),
}


@cached_in_style
def speech(expression: Expression) -> str:
    """Return the expression in words, in the language in use; roles are left out."""
    match expression:
        case Marked("ends", Quotient(numerator, denominator)):
            return _("fraction {above} over {below}, end fraction").format(
                above=speech(numerator), below=speech(denominator)
            )
        case Marked(_role, inner):
            return speech(inner)
        case Number():
            return number(expression)
        case Constant(name):
            return name
        case Symbol(name):
            return spoken_name(name)
        case Sum(terms):
            return _sum(expression, terms)
        case Negative():
            return _("minus {operand}").format(operand=_part(expression, 0))
        case Product():
            return _product(expression)
        case Quotient(numerator, denominator):
            if _is_short(numerator) and _is_short(denominator):
                return _("{above} over {below}").format(above=speech(numerator), below=speech(denominator))
            return _("fraction {above} over {below}, end fraction").format(
                above=speech(_with_ends(numerator)), below=speech(_with_ends(denominator))
            )
        case Power(base, exponent):
            inner = primed(bare(base))
            if is_squared_function(expression) and isinstance(inner, Call):
                function = _power(_(_FUNCTIONS[inner.function]), exponent)
                return _("{function} of {inside}").format(
                    function=function, inside=_argument(inner.arguments[0])
                )
            words = _part(expression, 0)
            if isinstance(inner, Root | Call | FunctionDerivative) and not _has_end(inner):
                words = _in_brackets(speech(base))
            return _power(words, exponent)
        case Root(radicand, index):
            return _root(radicand, index)
        case Call(function, arguments):
            return _call(function, arguments)
        case Derivative():
            return _derivative(expression)
        case FunctionDerivative():
            return _function_derivative(expression)
        case Limit(operand, variable, target):
            return _("the limit, as {variable} goes to {target}, of {inside}, end limit").format(
                variable=spoken_name(variable), target=speech(target), inside=speech(operand)
            )
        case Integral(integrand, variable, lower, upper):
            return _("the integral from {lower} to {upper} of {inside} d {variable}, end integral").format(
                lower=speech(lower),
                upper=speech(upper),
                inside=speech(integrand),
                variable=spoken_name(variable),
            )
        case Comparison(Comparison() as first, relation, right):
            return _("{first} and {second}").format(
                first=speech(first), second=speech(Comparison(first.right, relation, right))
            )
        case Comparison(left, relation, right):
            return _(_RELATIONS[relation]).format(left=speech(left), right=speech(right))
        case Cases():
            return _cases(expression)
        case Vector(entries):
            return _("the vector with entries {entries}, end vector").format(entries=_list(entries))
        case Matrix(rows):
            return _matrix(rows)
        case DotProduct():
            return _("{left} dot {right}").format(left=_part(expression, 0), right=_part(expression, 1))
        case Named(kind, name):
            return _named(kind, spoken_name(name))
        case Equation(sides):
            words = speech(sides[0])
            for side in sides[1:]:
                words = _("{left} equals {right}").format(left=words, right=speech(side))
            return words
    raise TypeError(f"no words for {type(expression).__name__}")


def spoken_name(name: str) -> str:
    """Return a letter as it is said: "x sub 1" for x_1."""
    if COMPOSED in name:
        outer, inner = name.split(COMPOSED, 1)
        # Translators: F∘G read aloud: first G is applied, then F
        return _("{outer} after {inner}").format(outer=spoken_name(outer), inner=spoken_name(inner))
    parts = letter(name)
    if not parts.index:
        return parts.base
    return _("{letter} sub {index}").format(letter=parts.base, index=parts.index)


def _part(parent: Expression, index: int) -> str:
    part = parent.parts[index]
    words = speech(part)
    return _in_brackets(words) if needs_brackets(parent, index, linear=False) else words


def _in_brackets(words: str) -> str:
    return _("open bracket {inside} close bracket").format(inside=words)


@lru_cache(maxsize=8192)
def _with_ends(expression: Expression) -> Expression:
    """Return what is above or below a bar, with an end said for every fraction in it: 1 over 1 plus 1 over
    x could be two different things."""
    parts = expression.parts
    ended = tuple(map(_with_ends, parts))
    whole = expression if all(map(is_, ended, parts)) else expression.with_parts(ended)
    return Marked("ends", whole) if isinstance(whole, Quotient) else whole


def _has_end(expression: Expression) -> bool:
    """Say whether the words for a root or a function say where it ends."""
    match expression:
        case Root(radicand, index):
            return index > 2 or not _is_short(radicand)
        case Call(function, (argument,)):
            return function == "abs" or _is_several(argument)
    return False


def _runs_on(left: Expression, right: Expression) -> bool:
    """Say whether a factor could be heard as a part of the one before it: the square root of 2 times x."""
    last, first = primed(bare(left)), primed(bare(right))
    if isinstance(first, Root | Integral | Derivative | Limit):
        return True
    if isinstance(first, Call) and (first.function in {"abs", "log", *SPECIAL}):
        return True
    match last:
        case Quotient() | Root() | FunctionDerivative():
            return not isinstance(last, Root) or not _has_end(last)
        case Call(function):
            return not (function in _FUNCTIONS and isinstance(first, Call)) and not _has_end(last)
        case Power(_base, exponent):
            node = bare(exponent)
            said = isinstance(node, Number) and node.value in (2, 3)
            return not said and _is_short(exponent)
    return False


def _is_short(expression: Expression) -> bool:
    node = bare(expression)
    if isinstance(node, Derivative):
        return False
    return not node.parts


def _sum(node: Sum, terms: tuple[Expression, ...]) -> str:
    words = _part(node, 0)
    for index, term in enumerate(terms[1:], 1):
        negative, operand = without_sign(term)
        if negative:
            words = _("{left} minus {right}").format(left=words, right=_part(Negative(operand), 0))
        else:
            words = _("{left} plus {right}").format(left=words, right=_part(node, index))
    return words


def _product(node: Product) -> str:
    words = _part(node, 0)
    for index in range(1, len(node.factors)):
        right = _part(node, index)
        if needs_sign(node, index, linear=False) or _runs_on(node.factors[index - 1], node.factors[index]):
            words = _("{left} times {right}").format(left=words, right=right)
        else:
            words = f"{words} {right}"
    return words


def _power(base: str, exponent: Expression) -> str:
    node = bare(exponent)
    if isinstance(node, Number) and node.value == 2:
        return _("{base} squared").format(base=base)
    if isinstance(node, Number) and node.value == 3:
        return _("{base} cubed").format(base=base)
    if _is_short(exponent):
        return _("{base} to the power {exponent}").format(base=base, exponent=speech(exponent))
    return _("{base} to the power {exponent}, end power").format(base=base, exponent=speech(exponent))


def _root(radicand: Expression, index: int) -> str:
    words = speech(radicand)
    if index == 2:
        if _is_short(radicand):
            return _("the square root of {radicand}").format(radicand=words)
        return _("the square root of {radicand}, end root").format(radicand=words)
    if index == 3:
        return _("the cube root of {radicand}, end root").format(radicand=words)
    return _("the root of order {index} of {radicand}, end root").format(index=index, radicand=words)


def _call(function: str, arguments: tuple[Expression, ...]) -> str:
    if function == "abs":
        return _("the absolute value of {inside}, end absolute value").format(inside=speech(arguments[0]))
    if function == "log" and len(arguments) == 2:
        return _("the logarithm to base {base} of {inside}").format(
            base=_argument(arguments[1]), inside=_argument(arguments[0])
        )
    if function in SPECIAL and SPECIAL[function].index:
        return _("{function} of order {order} of {inside}").format(
            function=_(_FUNCTIONS[function]), order=_argument(arguments[0]), inside=_argument(arguments[1])
        )
    if function == "ln":
        function = style_in_use().logarithm
    name = _(_FUNCTIONS[function]) if function in _FUNCTIONS else spoken_name(function)
    inside = _argument(arguments[0]) if len(arguments) == 1 else _list(arguments)
    return _("{function} of {inside}").format(function=name, inside=inside)


def _argument(argument: Expression) -> str:
    words = speech(argument)
    return _in_brackets(words) if _is_several(argument) else words


def _is_several(argument: Expression) -> bool:
    return isinstance(bare(argument), (Sum, Product, Negative))


def _list(entries: tuple[Expression, ...]) -> str:
    *first, last = map(speech, entries)
    return _("{entries} and {last}").format(entries=_in_a_row(first), last=last) if first else last


def in_turn(phrases: Sequence[str]) -> str:
    """Return longer phrases one after the other, with a pause between them."""
    return reduce(lambda words, phrase: _("{words}; {next}").format(words=words, next=phrase), phrases)


def _in_a_row(names: Sequence[str]) -> str:
    return reduce(lambda words, name: _("{words}, {next}").format(words=words, next=name), names)


def _function_derivative(node: FunctionDerivative) -> str:
    name, inside = spoken_name(node.function), _list(node.arguments)
    if node.orders == (1,):
        return _("{name} prime of {inside}").format(name=name, inside=inside)
    if node.orders == (2,):
        return _("{name} double prime of {inside}").format(name=name, inside=inside)
    if node.orders == (3,):
        return _("{name} triple prime of {inside}").format(name=name, inside=inside)
    if len(node.orders) == 1:
        return _("the derivative of order {order} of {name}, at {inside}").format(
            order=node.orders[0], name=name, inside=inside
        )
    by = [str(index) for index, order in enumerate(node.orders, 1) for _time in range(order)]
    words = (
        _("the partial derivative of {name} by input number {number}, at {inside}")
        if len(by) == 1
        else _("the partial derivative of {name} by the inputs number {number}, at {inside}")
    )
    return words.format(name=name, number=_in_a_row(by), inside=inside)


def _cases(node: Cases) -> str:
    pieces = [
        _("{value} if {condition}").format(value=speech(value), condition=speech(condition))
        for value, condition in zip(node.values, node.conditions, strict=False)
    ]
    pieces += [_("{value} otherwise").format(value=speech(v)) for v in node.values[len(node.conditions) :]]
    return _("by cases: {pieces}, end cases").format(pieces=in_turn(pieces))


def _derivative(node: Derivative) -> str:
    called = primed(node)
    if isinstance(called, FunctionDerivative):
        return _function_derivative(called)
    mixed = differentiations(node)
    if mixed is not None and isinstance(bare(node.operand), Derivative):
        name, letters = mixed
        # Translators: ∂²f/∂x∂y read aloud; {letters} is a list such as "x, y"
        return _("the partial derivative of {name} with respect to {letters}, one after the other").format(
            name=spoken_name(name),
            letters=_in_a_row([spoken_name(letter) for letter, times in letters for _each in range(times)]),
        )
    inside, variable = _argument(node.operand), spoken_name(node.variable)
    if node.order == 1 and node.partial:
        words = _("the partial derivative of {inside} with respect to {variable}")
    elif node.order == 1:
        words = _("the derivative of {inside} with respect to {variable}")
    elif node.partial:
        words = _("the partial derivative of order {order} of {inside} with respect to {variable}")
    else:
        words = _("the derivative of order {order} of {inside} with respect to {variable}")
    return words.format(inside=inside, variable=variable, order=node.order)


def _matrix(rows: tuple[tuple[Expression, ...], ...]) -> str:
    spoken = in_turn(
        [
            _("row {number}: {entries}").format(number=number, entries=_list(row))
            for number, row in enumerate(rows, 1)
        ]
    )
    return _("the {height} by {width} matrix, {rows}, end matrix").format(
        height=len(rows), width=len(rows[0]), rows=spoken
    )


def _named(kind: str, name: str) -> str:
    match kind:
        case "gradient":
            return _("the gradient of {name}").format(name=name)
        case "jacobian":
            return _("the Jacobian matrix of {name}").format(name=name)
        case "hessian":
            return _("the Hessian matrix of {name}").format(name=name)
        case "value" | "vector":
            return name
        case "norm":
            return _("the length of {name}").format(name=name)
        case "unit":
            return _("{name} over its length").format(name=name)
        case "determinant":
            return _("the determinant of the Jacobian matrix of {name}").format(name=name)
        case "directional":
            return _("the derivative of {name} in the direction u").format(name=name)
    return _("{name} prime").format(name=name)
