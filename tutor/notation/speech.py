"""Expression → words to be read aloud: "x squared y plus y"."""

from __future__ import annotations

from tutor.language import N_, _
from tutor.notation.expression import (
    Call,
    Constant,
    Derivative,
    DotProduct,
    Equation,
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
from tutor.notation.precedence import (
    bare,
    is_squared_function,
    letter,
    needs_brackets,
    needs_sign,
    without_sign,
)
from tutor.notation.text import number

_FUNCTIONS = {
    "sin": N_("sine"), "cos": N_("cosine"), "tan": N_("tangent"),
    "cot": N_("cotangent"), "sec": N_("secant"), "csc": N_("cosecant"),
    "arcsin": N_("arc sine"), "arccos": N_("arc cosine"), "arctan": N_("arc tangent"),
    "arccot": N_("arc cotangent"), "arcsec": N_("arc secant"), "arccsc": N_("arc cosecant"),
    "sinh": N_("hyperbolic sine"), "cosh": N_("hyperbolic cosine"), "tanh": N_("hyperbolic tangent"),
    "coth": N_("hyperbolic cotangent"), "sech": N_("hyperbolic secant"), "csch": N_("hyperbolic cosecant"),
    "ln": N_("natural logarithm"), "log": N_("logarithm"), "exp": N_("exponential function"),
}  # fmt: skip


def speech(expression: Expression) -> str:
    """Return the expression in words, in the language in use; roles are left out."""
    match expression:
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
            above, below = speech(numerator), speech(denominator)
            if _is_short(numerator) and _is_short(denominator):
                return _("{above} over {below}").format(above=above, below=below)
            return _("fraction {above} over {below}, end fraction").format(above=above, below=below)
        case Power(base, exponent):
            inner = bare(base)
            if is_squared_function(expression) and isinstance(inner, Call):
                function = _power(_(_FUNCTIONS[inner.function]), exponent)
                return _("{function} of {inside}").format(
                    function=function, inside=_argument(inner.arguments[0])
                )
            return _power(_part(expression, 0), exponent)
        case Root(radicand, index):
            return _root(radicand, index)
        case Call(function, arguments):
            return _call(function, arguments)
        case Derivative():
            return _derivative(expression)
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
    parts = letter(name)
    if not parts.index:
        return parts.base
    return _("{letter} sub {index}").format(letter=parts.base, index=parts.index)


def _part(parent: Expression, index: int) -> str:
    part = parent.parts[index]
    words = speech(part)
    if needs_brackets(parent, index, linear=False):
        return _("open bracket {inside} close bracket").format(inside=words)
    return words


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
        if needs_sign(node, index, linear=False):
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
    name = _(_FUNCTIONS[function]) if function in _FUNCTIONS else spoken_name(function)
    inside = _argument(arguments[0]) if len(arguments) == 1 else _list(arguments)
    return _("{function} of {inside}").format(function=name, inside=inside)


def _argument(argument: Expression) -> str:
    words = speech(argument)
    if isinstance(bare(argument), (Sum, Product, Negative)):
        return _("open bracket {inside} close bracket").format(inside=words)
    return words


def _list(entries: tuple[Expression, ...]) -> str:
    *first, last = map(speech, entries)
    return _("{entries} and {last}").format(entries=", ".join(first), last=last) if first else last


def _derivative(node: Derivative) -> str:
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
    spoken = "; ".join(
        _("row {number}: {entries}").format(number=number, entries=_list(row))
        for number, row in enumerate(rows, 1)
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
        case "value":
            return name
    return _("{name} prime").format(name=name)
