"""What a screen reader says of each picture: true where the point starts, and true where it is taken."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import pytest

from tests.canvas.test_pictures import PROBLEMS, picture

Numbers = Callable[..., tuple[float, ...]]

SAID: dict[str, tuple[str, Numbers]] = {
    "slope": (
        "At x = {} its height is {} and its slope {}.",
        lambda x: (x, math.sin(x * x), 2 * x * math.cos(x * x)),
    ),
    "contour": (
        "At P = ({}, {}) the value is {} and the gradient ({}, {}).",
        lambda x, y: (x, y, x * x * y + y, 2 * x * y, x * x + 1),
    ),
    "slice": (
        "cut at y = {}. Along the cut only x varies; at x = {} its slope is {}",
        lambda x, y: (y, x, 2 * x * y),
    ),
    "surface": (
        "at P = ({}, {}), where the height is {}. The plane rises by {} along x and by {} along y.",
        lambda x, y: (x, y, x * x * y + y, 2 * x * y, x * x + 1),
    ),
    "direction": (
        "at P = ({}, {}). At 105° the slope of f is {}; the steepest slope is {}.",
        lambda x, y: (
            x,
            y,
            2 * x * y * math.cos(math.radians(105)) + (x * x + 1) * math.sin(math.radians(105)),
            math.hypot(2 * x * y, x * x + 1),
        ),
    ),
    "descent": (
        "with η = 0.22. From ({}, {}), where f = {}, they come to {} after 12 steps.",
        lambda x, y: (
            x,
            y,
            x * x / 2 + 4 * y * y,
            (x * (1 - 0.22) ** 12) ** 2 / 2 + 4 * (y * (1 - 8 * 0.22) ** 12) ** 2,
        ),
    ),
    "paths": (
        "At x = {} the gradient is ({}, {}), the velocity (3, {}) and their product {}.",
        lambda x: (x, 6 * x**3, 9 * x * x + 1, 2 * x, 36 * x**3 + 2 * x),
    ),
    "tree": (
        "At t = {}, f changes {} times as fast as t.",
        lambda t: (t, math.cos(2 * t) + 2 * t),
    ),
    "mapping": (
        "At P = ({}, {}) the rows of the Jacobian are ({}, −1) and ({}, {}); its determinant is {}.",
        lambda x, y: (x, y, 2 * x, y, x, 2 * x * x + y),
    ),
    "graph": (
        "x = {}, g = 3x = {}, h = x^2 = {}, a = g^2 = {}, b = ah = {}, f = b + h = {}."
        " The derivatives of f, computed backward: {} (x).",
        lambda x: (
            x, 3 * x, x * x, 9 * x * x, 9 * x**4, 9 * x**4 + x * x, 36 * x**3 + 2 * x
        ),
    ),
    "curve": (
        "At t = {} it is at ({}, {}), and its velocity is ({}, {}).",
        lambda t: (
            t, t * math.cos(t), math.sin(2 * t), math.cos(t) - t * math.sin(t), 2 * math.cos(2 * t)
        ),
    ),
    "spacecurve": (
        "At t = {} it is at ({}, {}, {}), and its velocity is ({}, {}, 1).",
        lambda t: (t, math.cos(t), math.sin(t), t, -math.sin(t), math.cos(t)),
    ),
    "patch": (
        "At P = ({}, {}) the vector (1, 0, {}) is tangent to it in the direction of u,"
        " and (0, 1, {}) in that of v.",
        lambda u, v: (u, v, v, u),
    ),
    "matrix": (
        "at P = ({}, {}, {}, {}): row 1, the gradient of f₁: {}, {}, 0, 0;",
        lambda x, y, z, w: (x, y, z, w, y, x),
    ),
    "bars": (
        "at P = ({}, {}, {}) as bars: x {}, y {}, z {}.",
        lambda x, y, z: (x, y, z, y * z, x * z, x * y),
    ),
}  # fmt: skip


def pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.escape(template).replace(r"\{\}", r"([−\d.]+)"))


@pytest.mark.parametrize("kind", sorted(PROBLEMS))
def test_a_picture_says_what_is_true_wherever_its_point_is(kind: str) -> None:
    shown = picture(kind)
    shown.draw()
    template, numbers = SAID[kind]
    for share in (None, 0.62, 0.35):
        if share is not None:
            ranges = shown.scene.ranges if kind == "graph" else shown.clip
            shown.move_to(round(low + share * (high - low), 1) for low, high in ranges)
        found = pattern(template).search(shown.describe())
        assert found is not None, shown.describe()
        said = [float(part.replace("−", "-")) for part in found.groups()]
        assert said == pytest.approx(numbers(*shown.point), abs=6e-3, rel=6e-3)
