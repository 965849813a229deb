"""Every step is proved: before and after agree at random points, and the result agrees with sympy's."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import mpmath
import sympy
from sympy.core.function import AppliedUndef

from tutor.calculus.meaning import Meaning
from tutor.calculus.model import ModelError, from_sympy, letter, to_sympy
from tutor.calculus.numeric import DIGITS, NoValueError, Place, Value, agree, evaluate
from tutor.calculus.stand_ins import with_stand_ins
from tutor.notation.expression import Expression, Matrix, Vector
from tutor.notation.traversal import substitute, unmarked

POINTS = 5
CANDIDATES = 60
LARGEST_VALUE = 1e20
"""Beyond this, terms that cancel would cost a numerical derivative all its digits."""
MANY_DIGITS = 5 * DIGITS
LONG = 60
"""operations in an expression that sympy takes long to compute"""
RANGES = ((0.2, 2.5), (-2.5, 2.5), (0.05, 0.95), (-0.95, 0.95), (1.1, 6.0))
"""Where points are sought: positive, of both signs, inside and outside the unit interval."""

Point = Mapping[str, Any]
_NO_NAMES = Meaning()


@dataclass(frozen=True, slots=True)
class Later:
    """sympy's own result, computed when it is compared: a board can be shown before that."""

    compute: Callable[[], Any]


class Verification:
    """The witness for one question.

    Args:
        functions: the functions asked about; points are sought where all have real values.
        letters: the inputs and parameters that a point gives values to.
        meaning: what the other names stand for.
    """

    def __init__(self, functions: Iterable[Expression], letters: Sequence[str], meaning: Meaning) -> None:
        self.meaning = meaning
        self.points = tuple(_points(tuple(functions), letters, meaning))
        # By the letters and the digits: a piece that stands in several lines is computed (or
        # differentiated) once.
        self._known: dict[tuple[tuple[tuple[str, Expression], ...], int], list[Place]] = {}

    def step(
        self,
        before: Expression,
        after: Expression,
        letters: Mapping[str, Expression],
        at: Mapping[str, Expression] = MappingProxyType({}),
    ) -> bool | None:
        """Say whether the two are equal at the points, or where the letters in `at` have those values;
        None where that could not be tried."""
        # Where every letter has its value, one point is as good as five.
        once = bool(at) and bool(self.points) and set(at) >= set(self.points[0])
        if at:
            before, after = substitute(unmarked(before), at), substitute(unmarked(after), at)
        verdict = self._agreement(before, after, letters, DIGITS, once)
        if verdict is False:
            # Large terms that cancel can cost a numerical derivative its digits: look again, closer.
            verdict = self._agreement(before, after, letters, MANY_DIGITS, once)
        return verdict

    def _agreement(
        self,
        before: Expression,
        after: Expression,
        letters: Mapping[str, Expression],
        digits: int,
        once: bool = False,
    ) -> bool | None:
        before, after = unmarked(before), unmarked(after)
        with mpmath.workdps(digits):
            places = self._places(letters, digits)
            return _verdict(
                (_value(before, place), _value(after, place)) for place in (places[:1] if once else places)
            )

    def _places(self, letters: Mapping[str, Expression], digits: int) -> list[Place]:
        key = (tuple(letters.items()), digits)
        if key not in self._known:
            meaning = self.meaning.with_letters(letters) if letters else self.meaning
            self._known[key] = [Place(point, meaning) for point in self.points]
        return self._known[key]

    def against_sympy(self, result: Expression, expected: Any) -> bool | None:
        """Say whether the result has the values of sympy's `expected` (a scalar or a Matrix, or one of
        them `Later`); None where there is no such result."""
        if isinstance(expected, Later):
            expected = expected.compute()
        if expected is None:
            return None
        bare, rows = unmarked(result), isinstance(result, Matrix)
        with mpmath.workdps(DIGITS):
            return _verdict(
                (_value(bare, place), sympy_value(expected, place.point, rows=rows))
                for place in self._places({}, DIGITS)
            )


def _verdict(pairs: Iterable[tuple[Value | None, Value | None]]) -> bool | None:
    """Say whether the pairs agree; None where too few could be computed."""
    tried, points = 0, 0
    for left, right in pairs:
        points += 1
        if left is None or right is None:
            continue
        tried += 1
        if not agree(left, right):
            return False
    return True if tried >= min(POINTS, points) > 0 else None


def _value(expression: Expression, place: Place) -> Value | None:
    try:
        return place.finite(expression)
    except NoValueError:
        return None


def _points(functions: tuple[Expression, ...], letters: Sequence[str], meaning: Meaning) -> Iterator[Point]:
    """Yield points where every function has a real value of a size that digits can bear; other points only
    where such ones are rare."""
    chance = random.Random(20_240_229)  # the same points every time: a verdict never changes by itself
    unwieldy: list[Point] = []
    found = 0
    for attempt in range(CANDIDATES):
        low, high = RANGES[attempt % len(RANGES)]
        point = {name: mpmath.mpf(chance.randint(1, 9999)) / 10_000 * (high - low) + low for name in letters}
        try:
            values = [evaluate(function, point, meaning) for function in functions]
        except NoValueError:
            continue
        if all(map(_is_plain, values)):
            found += 1
            yield point
        else:
            unwieldy.append(point)
        if found == POINTS:
            return
    yield from unwieldy[: POINTS - found]


def _is_plain(value: Value) -> bool:
    """Say whether a value (or all of a list) is real and not astronomically large."""
    if isinstance(value, list):
        return all(map(_is_plain, value))
    return bool(abs(mpmath.im(value)) < 1e-20 and abs(value) < LARGEST_VALUE)


def sympy_value(expected: Any, point: Point, *, rows: bool = False) -> Value | None:
    """Return the value of a sympy expression or Matrix at the point, None where it has none.

    A Matrix of one column is a plain list, unless `rows` asks for a list of rows.
    """
    if isinstance(expected, sympy.MatrixBase):
        entries = [
            [sympy_value(expected[i, j], point) for j in range(expected.cols)] for i in range(expected.rows)
        ]
        if any(entry is None for row in entries for entry in row):
            return None
        return [row[0] for row in entries] if expected.cols == 1 and not rows else entries
    if (tree := _as_tree(expected)) is not None:
        try:
            return evaluate(tree, point, _NO_NAMES)
        except NoValueError:
            pass  # sympy may know one
    if expected.has(AppliedUndef):
        expected = with_stand_ins(expected)
    with mpmath.workdps(DIGITS):
        number = expected.evalf(
            DIGITS, subs={letter(name): sympy.Float(value, DIGITS) for name, value in point.items()}
        )
        if not number.is_number or not number.is_finite:
            return None
        real, imaginary = number.as_real_imag()
        if not (real.is_Number and imaginary.is_Number):
            return None  # sympy did not work it out, e.g. a step at an integral
        if imaginary == 0:
            return mpmath.mpf(str(real))
        return mpmath.mpc(str(real), str(imaginary))


@lru_cache(maxsize=64)
def _as_tree(expected: Any) -> Expression | None:
    """Return a long expression of sympy's as a tree, of which numbers come a hundred times as fast; a short
    one, or one without a notation, is left to sympy."""
    if expected.has(AppliedUndef) or expected.count_ops() < LONG:
        return None
    try:
        return from_sympy(expected)
    except ModelError:
        return None


def sympy_derivative(body: Expression, variable: str) -> Any:
    """Return sympy's own derivative of the body, None where sympy has no such function.

    Functions known by name only are stood in for; sympy leaves the derivative of a step function as it
    stands, which between the jumps is 0.
    """
    try:
        model = to_sympy(body)
    except ModelError:
        return None
    if model.has(AppliedUndef):
        model = with_stand_ins(model)
    derivative = sympy.diff(model, letter(variable))
    slopes = filter(_is_slope_of_steps, derivative.atoms(sympy.Derivative, sympy.Subs))
    return derivative.xreplace(dict.fromkeys(slopes, sympy.Integer(0)))


def _is_slope_of_steps(expression: Any) -> bool:
    if isinstance(expression, sympy.Subs):  # the slope at something other than a letter
        return _is_slope_of_steps(expression.expr)
    return isinstance(expression, sympy.Derivative) and isinstance(
        expression.expr, sympy.floor | sympy.ceiling
    )


def sympy_gradient(body: Expression, variables: Sequence[str]) -> Any:
    """Return sympy's gradient as a column."""
    return sympy.Matrix([sympy_derivative(body, variable) for variable in variables])


def sympy_entries(body: Vector | Matrix, differentiated: Callable[[Expression], Any]) -> Any:
    """Return sympy's matrix of the derivatives of each entry; a vector is a column."""
    rows = body.rows if isinstance(body, Matrix) else tuple((entry,) for entry in body.entries)
    return sympy.Matrix([[differentiated(entry) for entry in row] for row in rows])


def sympy_jacobian(body: Vector, variables: Sequence[str]) -> Any:
    """Return sympy's Jacobian matrix."""
    return sympy.Matrix(
        [[sympy_derivative(entry, variable) for variable in variables] for entry in body.entries]
    )
