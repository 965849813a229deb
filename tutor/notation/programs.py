"""Lines of a program that say nothing about the function: which letters there are, and comments."""

from __future__ import annotations

import re

_CODE = re.compile(
    r"^[ ]*(?:from[ ]+(?:sympy|math|numpy)[ ]+import\b[^\n;]*|import[ ]+(?:sympy|math|numpy)\b[^\n;]*"
    r"|\w[\w, ]*=[ ]*(?:sp\.|sympy\.)?(?:symbols|Symbol|Function)\([^()\n]*\)[ ]*(?:;|(?=\n|$)))"
    r"|[ ]#[ ][^\n]*",
    re.MULTILINE,
)


def without_code(text: str) -> str:
    """Return the text with spaces for the lines of a program that say nothing about the function: where
    nothing else is there, as it was."""
    if "(" not in text and "#" not in text or not _CODE.search(text):
        return text
    bare = _CODE.sub(lambda found: " " * len(found[0]), text)
    return bare if bare.strip("; \n") else text
