"""JSON → frozen dataclasses, checked; an error names the place, as in `$.window.width`.

(msgspec does this as well; importing it takes longer than a whole start may be delayed by reading.)
"""

from __future__ import annotations

import dataclasses
import math
import types
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Decoded = TypeVar("Decoded")


class DecodingError(ValueError):
    """What was read does not fit; the message says where and why, for a log."""


@dataclasses.dataclass(frozen=True)
class Bounds:
    """The lowest and highest number that fit; used inside `Annotated`."""

    lowest: float
    highest: float


def decode(kind: type[Decoded], data: Any, place: str = "$") -> Decoded:
    """Return `data`, made of JSON's own types, as a value of `kind`.

    `kind` is a dataclass, bool, int, float, str, None, a `Literal`, a union of these, `tuple[X, ...]`,
    `dict[str, X]`, or one of them `Annotated` with `Bounds`. Fields that are missing take their default;
    fields that are unknown do not fit.

    Raises:
        DecodingError: if the data does not fit.
    """
    value: Decoded = _decode(kind, data, place)
    return value


def _decode(kind: Any, data: Any, place: str) -> Any:
    if hasattr(kind, "__metadata__"):
        value = _decode(kind.__origin__, data, place)
        for bounds in kind.__metadata__:
            if isinstance(bounds, Bounds) and not bounds.lowest <= value <= bounds.highest:
                raise DecodingError(
                    f"{place}: {value!r} is not between {bounds.lowest:g} and {bounds.highest:g}"
                )
        return value
    origin = get_origin(kind)
    if origin is Literal:
        if isinstance(data, str) and data in get_args(kind):
            return data
        raise _misfit(place, data, " or ".join(map(repr, get_args(kind))))
    if origin in (Union, types.UnionType):
        return _decode_union(get_args(kind), data, place)
    if origin is tuple:
        if not isinstance(data, list):
            raise _misfit(place, data, "a list")
        return tuple(_decode(get_args(kind)[0], item, f"{place}[{i}]") for i, item in enumerate(data))
    if origin is dict:
        if not isinstance(data, dict):
            raise _misfit(place, data, "an object")
        return {key: _decode(get_args(kind)[1], item, f"{place}.{key}") for key, item in data.items()}
    if dataclasses.is_dataclass(kind):
        return _decode_object(kind, data, place)
    return _decode_scalar(kind, data, place)


def _decode_union(kinds: tuple[Any, ...], data: Any, place: str) -> Any:
    reasons = []
    for kind in kinds:
        try:
            return _decode(kind, data, place)
        except DecodingError as error:
            reasons.append(error)
    raise reasons[0]


def _decode_object(kind: Any, data: Any, place: str) -> Any:
    if not isinstance(data, dict):
        raise _misfit(place, data, "an object")
    kinds = _fields(kind)
    unknown = sorted(data.keys() - kinds.keys())
    if unknown:
        raise DecodingError(f"{place}: unknown name {unknown[0]!r}")
    given = {name: _decode(kinds[name], value, f"{place}.{name}") for name, value in data.items()}
    for field in dataclasses.fields(kind):
        required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        if required and field.name not in given:
            raise DecodingError(f"{place}: {field.name!r} is missing")
    return kind(**given)


def _decode_scalar(kind: Any, data: Any, place: str) -> Any:
    if kind is types.NoneType:
        if data is None:
            return None
    elif kind is float:
        if type(data) in (int, float) and math.isfinite(data):
            return float(data)
    elif type(data) is kind:  # True is not a number here
        return data
    raise _misfit(place, data, getattr(kind, "__name__", str(kind)))


def _misfit(place: str, data: Any, wanted: str) -> DecodingError:
    shown = repr(data)
    return DecodingError(f"{place}: {shown if len(shown) <= 60 else shown[:60] + '…'} is not {wanted}")


@cache
def _fields(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind, include_extras=True)
