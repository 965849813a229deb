"""What fits is decoded, and what does not is refused with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

import pytest

from tutor.storage.decoding import Bounds, DecodingError, decode


@dataclass(frozen=True)
class Inner:
    size: Annotated[int, Bounds(1, 9)] = 5


@dataclass(frozen=True)
class Outer:
    name: str
    kind: Literal["a", "b"] = "a"
    share: float = 0.5
    on: bool = False
    inner: Inner | None = None
    names: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"name": "x"}, Outer("x")),
        ({"name": "x", "kind": "b", "share": 2, "on": True}, Outer("x", "b", 2.0, True)),
        ({"name": "x", "inner": {"size": 9}}, Outer("x", inner=Inner(9))),
        ({"name": "x", "inner": None, "names": ["∂", ""]}, Outer("x", names=("∂", ""))),
        ({"name": "x", "counts": {"a": 1}}, Outer("x", counts={"a": 1})),
    ],
)
def test_fits(data: Any, expected: Outer) -> None:
    assert decode(Outer, data) == expected


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "$: [] is not an object"),
        ({}, "$: 'name' is missing"),
        ({"name": 1}, "$.name: 1 is not str"),
        ({"name": "x", "kind": "c"}, "$.kind: 'c' is not 'a' or 'b'"),
        ({"name": "x", "kind": []}, "$.kind: [] is not 'a' or 'b'"),
        ({"name": "x", "share": "1"}, "$.share: '1' is not float"),
        ({"name": "x", "share": True}, "$.share: True is not float"),
        ({"name": "x", "on": 1}, "$.on: 1 is not bool"),
        ({"name": "x", "inner": {"size": 10}}, "$.inner.size: 10 is not between 1 and 9"),
        ({"name": "x", "inner": {"size": True}}, "$.inner.size: True is not int"),
        ({"name": "x", "names": ["a", 2]}, "$.names[1]: 2 is not str"),
        ({"name": "x", "names": "ab"}, "$.names: 'ab' is not a list"),
        ({"name": "x", "counts": {"a": "b"}}, "$.counts.a: 'b' is not int"),
        ({"name": "x", "colour": 1}, "$: unknown name 'colour'"),
    ],
)
def test_misfits(data: Any, message: str) -> None:
    with pytest.raises(DecodingError) as refused:
        decode(Outer, data)
    assert str(refused.value) == message
