"""The exit codes of `nabla`."""

from __future__ import annotations

from typing import Final

DONE: Final = 0
"""done; `check`: right"""
FAILED: Final = 1
"""anything else; `check`: wrong"""
UNREADABLE: Final = 2
"""the input could not be read: message and caret are on standard error"""
