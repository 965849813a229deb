"""The functions that can be typed by name, with a line on each: for completion while typing.

Everything is taken from the tables of functions; only the roots and the logarithm with a base, which are
no functions of one argument in the tree, have their rows here.
"""

from __future__ import annotations

from collections.abc import Iterator

from tutor.board import Formula, KnownFunction, Sentence
from tutor.calculus.functions import FUNCTIONS
from tutor.calculus.rules.functions import derivative_in_u
from tutor.calculus.rules.unknown import outer_derivative
from tutor.language import N_, _, cached_in_language
from tutor.notation.expression import Call, Cases, Expression, Symbol
from tutor.notation.formula import formula
from tutor.notation.functions import SPECIAL, UNLIMITED
from tutor.notation.reading import read_expression
from tutor.notation.sentence import sentence
from tutor.notation.traversal import substitute

_EMPTY = "□"
_X = Symbol("x")
_LETTERS = ("x", "y", "z")

_WRITTEN = (
    ("sqrt", "sqrt({})", N_("square root"), "x >= 0", "1/(2 sqrt(x))"),
    ("cbrt", "cbrt({})", N_("cube root"), "", "1/(3 cbrt(x)^2)"),
    ("log", "log({}, 10)", N_("logarithm to a base, here 10"), "x > 0", "1/(x ln(10))"),
)
"""(name, typed, what it is, its domain, its derivative) of what is no function of one argument"""


@cached_in_language
def known_functions() -> tuple[KnownFunction, ...]:
    """Return them in the order in which they are learnt, the special functions last."""
    return (*_written(), *_elementary(), *_special())


def _written() -> Iterator[KnownFunction]:
    for name, typed, said, domain, derivative in _WRITTEN:
        shown = formula(read_expression(typed.format("x"), ("x",))).typst.replace("x ", "#missing ")
        after = formula(read_expression(derivative, ("x",)))
        yield KnownFunction(name, typed.format(_EMPTY), shown, _about(_(said), domain), after)


def _elementary() -> Iterator[KnownFunction]:
    for name, row in FUNCTIONS.items():
        if name in SPECIAL:
            continue
        domain = row.domain.replace("u", "x")
        derivative = formula(substitute(derivative_in_u(name), {"u": _X}))
        yield KnownFunction(
            name, f"{name}({_EMPTY})", _shown(name, 1), _about(_(row.said), domain), derivative
        )


def _special() -> Iterator[KnownFunction]:
    for name, row in SPECIAL.items():
        count = max(row.least, 1)
        letters = ("x",) if count == 1 else ("n", "x") if row.most < UNLIMITED else _LETTERS[:count]
        outer = outer_derivative(Call(name, tuple(map(Symbol, letters))), count - 1)
        known = row.most < UNLIMITED and outer is not None
        yield KnownFunction(
            name,
            f"{name}({', '.join([_EMPTY] * count)})",
            _shown(name, count),
            sentence(_(row.spoken)),
            _small(outer) if known and outer is not None else None,
        )


def _small(derivative: Expression) -> Formula | None:
    """Return a derivative that fits on a line of the list."""
    printed = formula(derivative)
    return printed if len(printed.text) <= 40 else None


def _shown(name: str, count: int) -> str:
    printed = formula(Call(name, (Symbol(_EMPTY),) * count)).typst
    return printed.replace(f'"{_EMPTY}"', "#missing")


def _about(said: str, domain: str) -> Sentence:
    if not domain:
        return sentence(_("{function}, for every {x}"), function=said, x=_X)
    cases = read_expression(f"1 if {domain} else 0", ("x",))
    assert isinstance(cases, Cases)
    return sentence(_("{function}, for {condition}"), function=said, condition=cases.conditions[0])
