"""Values of plain Python expressions at a point, for facts about what an input means: a walk over `ast`, with
mpmath's functions. Nothing of Nabla's reading has a part in it."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import mpmath

_TWO: Final[dict[type[ast.AST], Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
}
_NUMBERS: Final = {"pi": mpmath.pi, "e": mpmath.e, "inf": mpmath.inf}
_KNOWN: Final = frozenset(
    "sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh exp ln sqrt sign floor ceil"
    " erf erfc erfi gamma loggamma psi gammainc zeta besselj bessely besseli besselk airyai airybi"
    " lambertw ei si ci shi chi li fresnels fresnelc polylog".split()
)
_PLAIN: Final = {"abs": abs, "max": max, "min": min}


@dataclass(frozen=True)
class Stated:
    """`name(parameters) = value`, or only the value."""

    name: str
    parameters: tuple[str, ...] | None
    value: ast.expr


def stated(line: str) -> Stated:
    """Read one definition of a fact."""
    before, sign, after = line.partition(" = ")
    if not sign:
        return Stated("", None, ast.parse(line.strip(), mode="eval").body)
    left = ast.parse(before.strip(), mode="eval").body
    value = ast.parse(after.strip(), mode="eval").body
    if isinstance(left, ast.Call):
        assert isinstance(left.func, ast.Name)
        return Stated(letter(left.func.id), tuple(letter(ast.unparse(each)) for each in left.args), value)
    assert isinstance(left, ast.Name)
    return Stated(letter(left.id), None, value)


def letter(name: str) -> str:
    """Return the letter that a Python name stands for: lambda_ is λ, e_ a letter and not the number e."""
    return name.removesuffix("_")


def letters(value: ast.AST) -> set[str]:
    """Return the letters in an expression, those of its integrals too."""
    called = {id(node.func) for node in ast.walk(value) if isinstance(node, ast.Call)}
    names = (node for node in ast.walk(value) if isinstance(node, ast.Name) and id(node) not in called)
    return {letter(node.id) for node in names if node.id not in _NUMBERS}


@dataclass(frozen=True)
class Values:
    """What letters and functions stand for: numbers, the fact's own definitions, and `unknown`, any function
    of a name."""

    point: Mapping[str, Any]
    defined: Mapping[str, Stated]
    unknown: Callable[[str], Callable[..., Any]]

    def of(self, node: ast.expr) -> Any:
        """Return the value of an expression; a vector is a list, an equation the difference of its sides."""
        match node:
            case ast.Constant(int() | float() as value):
                return mpmath.mpf(str(value))
            case ast.Name(name):
                return self._letter(letter(name)) if name not in _NUMBERS else _NUMBERS[name] + 0
            case ast.Tuple(entries) | ast.List(entries):
                return [self.of(entry) for entry in entries]
            case ast.UnaryOp(ast.USub(), inner):
                return -self.of(inner)
            case ast.BinOp(left, sign, right):
                return _TWO[type(sign)](self.of(left), self.of(right))
            case ast.Compare(left, [sign], [right]):
                return _TWO[type(sign)](self.of(left), self.of(right))
            case ast.IfExp(condition, so, otherwise):
                return self.of(so if self.of(condition) else otherwise)
            case ast.Call(ast.Name("integral"), [ast.Lambda(inputs, inside), low, high]):
                return self._integral(inputs.args[0].arg, inside, self.of(low), self.of(high))
            case ast.Call(ast.Call(ast.Name("diff"), [ast.Name(name), *orders]), arguments):
                times = tuple(int(self.of(order)) for order in orders)
                values = tuple(map(self.of, arguments))
                function = self.unknown(letter(name))
                if len(times) == 1:
                    return mpmath.diff(function, values[0], times[0])
                return mpmath.diff(function, values, times)
            case ast.Call(ast.Name(name), arguments):
                return self._function(letter(name))(*map(self.of, arguments))
        raise AssertionError(f"not part of a fact: {ast.dump(node)}")

    def _letter(self, name: str) -> Any:
        if name in self.defined and self.defined[name].name not in self.point:
            return self.of(self.defined[name].value)
        return self.point[name]

    def _function(self, name: str) -> Callable[..., Any]:
        mine = self.defined.get(name)
        if mine is not None and mine.parameters is not None:
            inputs = mine.parameters
            return lambda *values: self._at(dict(zip(inputs, values, strict=True))).of(mine.value)
        return _PLAIN.get(name) or (getattr(mpmath, name) if name in _KNOWN else self.unknown(name))

    def _at(self, more: Mapping[str, Any]) -> Values:
        return Values({**self.point, **more}, self.defined, self.unknown)

    def _integral(self, name: str, inside: ast.expr, low: Any, high: Any) -> Any:
        return mpmath.quad(lambda value: self._at({name: value}).of(inside), [low, high])
