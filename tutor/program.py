"""A formula as a straight-line program that numpy runs: plain data, no mathematics library needed.

The window runs it at every frame of a drag, so that moving a point never waits for the engine.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from tutor.special import (
    NODES,
    PARTS,
    SPECIAL,
    five_point,
    integral,
    partial_of_special,
    special,
    takes_pieces,
)
from tutor.tables import Table

if TYPE_CHECKING:
    import numpy as np

_LATELY = 64
"""Single values that a program keeps"""
Instruction = tuple[Any, ...]
Operation = tuple[int, Callable[..., Any]]
"""How many operands an operation pops, and what it makes of them."""


@dataclass(frozen=True, slots=True)
class Program:
    """A stack program over named inputs.

    `code` is a sequence of instructions: ("push", number), ("load", index of input), ("integral", program
    of the integrand, whose last input is the one that runs), ("slope", program over the same inputs, index
    of the input by which it is differentiated), ("partial", special function, index of the argument by which
    it is differentiated), or (operation,) with operation a key of
    `operations()`, which pops its operands and pushes its result. A slow one may have a `table`, from which
    many values at once are taken; one value is always computed.
    """

    inputs: tuple[str, ...]
    code: tuple[Instruction, ...]
    table: Table | None = field(default=None, compare=False)
    _lately: dict[tuple[str, ...], Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """single values computed lately: a picture asks for those at its point several times a frame"""

    def __call__(self, *values: float | np.ndarray) -> np.ndarray:
        """Return the value(s), NaN where it is not real and finite; arrays broadcast.

        Raises:
            TypeError: if there are not as many values as inputs.
        """
        if len(values) != len(self.inputs):
            raise TypeError(f"{len(self.inputs)} values are needed for {self.inputs}, not {len(values)}")
        if not all(isinstance(value, (float, int)) for value in values):
            return self._computed(values)
        key = tuple(float(value).hex() for value in values)  # 0 and −0 differ
        if key not in self._lately:
            if len(self._lately) >= _LATELY:
                self._lately.clear()
            self._lately[key] = self._computed(values)
        value: np.ndarray = self._lately[key]
        return value

    def _computed(self, values: tuple[float | np.ndarray, ...]) -> np.ndarray:
        import numpy as np

        arrays = [np.asarray(value, dtype=float) for value in values]
        if self.table is not None and np.broadcast(*arrays).size > EXACTLY:
            return self.table(*arrays)
        stack: list[Any] = []
        with np.errstate(all="ignore"):
            for name, *operand in self.code:
                if name == "push":
                    stack.append(np.float64(operand[0]))
                elif name == "load":
                    stack.append(arrays[operand[0]])
                elif name == "integral":
                    upper, lower = stack.pop(), stack.pop()
                    stack.append(_integral(operand[0], arrays, lower, upper))
                elif name == "slope":
                    stack.append(five_point(operand[0], operand[1], arrays))
                else:
                    count, function = _operation(name, operand)
                    taken = stack[-count:]
                    del stack[-count:]
                    stack.append(function(*taken))
            (result,) = stack
            result = np.broadcast_to(result, np.broadcast_shapes(*(a.shape for a in arrays)))
            return np.where(np.isfinite(result), result, np.nan)

    @property
    def cost(self) -> float:
        """About the seconds that one value takes, of many that are computed one by one."""
        return sum(map(_cost, self.code))

    @property
    def cost_of_many(self) -> float:
        """About the seconds that one value of many takes along a line."""
        total, moves = 0.0, list[bool]()
        for instruction in self.code:
            name, *operand = instruction
            if name in ("push", "load"):
                moves.append(name == "load")
                continue
            count = _TAKEN[name] if name in _TAKEN else _operation(name, operand)[0]
            taken = [moves.pop() for _operand in range(count)]
            moves.append(any(taken) or name in _RUNS)
            function = operand[0] if name == "partial" else name
            in_pieces = function in SPECIAL and takes_pieces(function)
            total += FROM_PIECES if in_pieces and sum(taken) <= 1 else _cost(instruction)
        return total


def _cost(instruction: Instruction) -> float:
    name, *operand = instruction
    if name in _RUNS:
        return float(_RUNS[name] * operand[0].cost)
    return PARTIAL * COSTS[operand[0]] if name == "partial" else COSTS.get(name, CHEAP)


def _operation(name: str, operand: list[Any]) -> Operation:
    if name != "partial":
        return operations()[name]
    function, index = operand
    return SPECIAL[function].count, partial_of_special(function, index)


def _integral(integrand: Program, arrays: list[np.ndarray], lower: Any, upper: Any) -> np.ndarray:
    """Return the integral for each of the places, NaN where there is none."""
    import numpy as np

    lower, upper, *given = np.broadcast_arrays(lower, upper, *arrays)
    flat = [each.ravel() for each in given]

    def heights(places: np.ndarray, rows: np.ndarray) -> np.ndarray:
        return integrand(*(each[rows, None] for each in flat), places)

    return integral(heights, lower.ravel(), upper.ravel()).reshape(lower.shape)


EXACTLY = 8
"""So many values are computed also where there is a table: those around a point that say whether there is a
tangent are more exact than it."""
CHEAP = 4e-9
FROM_PIECES = 1e-6
PARTIAL = 4
"""times a value is a partial derivative."""
COSTS: dict[str, float] = {
    **dict.fromkeys(
        "exp ln log sqrt cbrt sin cos tan cot sec csc arcsin arccos arctan arccot arcsec arccsc sinh cosh "
        "tanh coth sech csch arsinh arcosh artanh arcoth arsech arcsch power root divide atan2".split(),
        2e-8,
    ),
    **dict.fromkeys("erf erfc gamma loggamma factorial".split(), 3e-7),
    **{name: row.cost for name, row in SPECIAL.items()},
}
"""About the seconds that an operation takes for one value of many; `CHEAP` for those that are not here."""
_RUNS = {"integral": NODES * sum(PARTS[:3]), "slope": 4}
"""How often an instruction runs the program that it carries, for one value."""
_TAKEN = {"integral": 2, "slope": 0}
"""How many operands it pops."""


@cache
def operations() -> dict[str, Operation]:
    """Return the table of operations: elementary functions, and those of the `math` module that
    numpy lacks, made to work on arrays. Values that are not real are NaN, and so is a division by
    zero even where what follows would hide it, as in e^(−1/x²) at 0."""
    import numpy as np

    nan = np.nan

    def divide(a: Any, b: Any) -> Any:
        return np.where(b == 0, nan, np.divide(a, b))

    def power(a: Any, b: Any) -> Any:
        if np.ndim(b) == 0 and b > 0:  # nothing below can be: most exponents, and a sum may have hundreds
            return np.power(np.asarray(a, dtype=float), b)
        # numpy says nan**0 == 1 and 1**nan == 1: what was not real must stay so.
        undefined = np.isnan(a) | np.isnan(b) | ((a == 0) & (b < 0))
        return np.where(undefined, nan, np.power(np.asarray(a, dtype=float), b))

    def root(a: Any, index: Any) -> Any:
        """The real root; of a negative number where the index is odd."""
        odd = np.mod(index, 2) == 1
        return np.where((a < 0) & ~odd, nan, np.copysign(np.power(np.abs(a), 1 / index), a))

    def reciprocal(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
        return lambda a: divide(1.0, function(a))

    def of_reciprocal(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
        return lambda a: function(divide(1.0, a))

    def logarithm(a: Any) -> Any:
        return np.where(a == 0, nan, np.log(a))

    def cotangent(a: Any) -> Any:
        return divide(np.cos(a), np.sin(a))

    def elementwise(function: Callable[..., float]) -> Callable[..., Any]:
        def guarded(*values: float) -> float:
            try:
                return function(*values)
            except (ValueError, OverflowError, ZeroDivisionError):
                return nan

        return np.vectorize(guarded, otypes=[float])

    unary: dict[str, Callable[[Any], Any]] = {
        "negative": np.negative,
        "abs": np.abs,
        "sign": np.sign,
        "floor": np.floor,
        "ceiling": np.ceil,
        "exp": np.exp,
        "ln": logarithm,
        "sqrt": np.sqrt,
        "cbrt": np.cbrt,
        "sin": np.sin,
        "cos": np.cos,
        "tan": np.tan,
        "cot": cotangent,
        "sec": reciprocal(np.cos),
        "csc": reciprocal(np.sin),
        "arcsin": np.arcsin,
        "arccos": np.arccos,
        "arctan": np.arctan,
        # sympy's acot is atan(1/x), whose one jump is at 0.
        "arccot": of_reciprocal(np.arctan),
        "arcsec": of_reciprocal(np.arccos),
        "arccsc": of_reciprocal(np.arcsin),
        "sinh": np.sinh,
        "cosh": np.cosh,
        "tanh": np.tanh,
        "coth": reciprocal(np.tanh),
        "sech": reciprocal(np.cosh),
        "csch": reciprocal(np.sinh),
        "arsinh": np.arcsinh,
        "arcosh": np.arccosh,
        "artanh": np.arctanh,
        "arcoth": of_reciprocal(np.arctanh),
        "arsech": of_reciprocal(np.arccosh),
        "arcsch": of_reciprocal(np.arcsinh),
        "erf": elementwise(math.erf),
        "erfc": elementwise(math.erfc),
        "gamma": elementwise(math.gamma),
        "loggamma": elementwise(math.lgamma),
        "factorial": elementwise(lambda a: math.gamma(a + 1)),
        "heaviside": lambda a: np.heaviside(a, 0.5),
        "sinc": lambda a: np.where(a == 0, 1.0, np.sin(a) / np.where(a == 0, 1.0, a)),
    }
    binary: dict[str, Callable[[Any, Any], Any]] = {
        "add": np.add,
        "multiply": np.multiply,
        "divide": divide,
        "power": power,
        "root": root,
        "log": lambda a, base: divide(logarithm(a), logarithm(base)),
        "atan2": np.arctan2,
        "min": np.minimum,
        "max": np.maximum,
    }
    comparisons: dict[str, Callable[[Any, Any], Any]] = {
        "<": np.less,
        "<=": np.less_equal,
        ">": np.greater,
        ">=": np.greater_equal,
        "=": np.equal,
        "!=": np.not_equal,
    }
    return {
        "where": (3, np.where),
        **{name: (row.count, special(name)) for name, row in SPECIAL.items()},
        **{name: (2, function) for name, function in comparisons.items()},
        **{name: (1, function) for name, function in unary.items()},
        **{name: (2, function) for name, function in binary.items()},
    }


SPELLINGS = {
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "acot": "arccot",
    "asec": "arcsec",
    "acsc": "arccsc",
    "asinh": "arsinh",
    "acosh": "arcosh",
    "atanh": "artanh",
    "acoth": "arcoth",
    "asech": "arsech",
    "acsch": "arcsch",
    "arcsinh": "arsinh",
    "arccosh": "arcosh",
    "arctanh": "artanh",
    "arccoth": "arcoth",
    "arcsech": "arsech",
    "arccsch": "arcsch",
    "cosec": "csc",
    "sgn": "sign",
    "Abs": "abs",
    "ceil": "ceiling",
    "Heaviside": "heaviside",
    "Min": "min",
    "Max": "max",
}
"""Other names of the same functions."""
