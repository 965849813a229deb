"""A worker that ends while it warms up: a damaged installation."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

REQUESTS: dict[str, Callable[..., Any]] = {}


def load() -> None:
    os._exit(3)


def warm_up() -> None:
    os._exit(3)
