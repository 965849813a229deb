r"""What LaTeX writes only for its looks, taken off: dollars, environments, fonts, sizes of brackets.

`\begin{cases} … & … \\ …` becomes {…, …; …}, a matrix environment [[…, …], […]], aligned lines are lines.
What is left of LaTeX (\frac, \sqrt, \sin, \cdot) is read as it stands. Each character keeps its origin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tutor.notation.names import GREEK_NAMES

_LINES = frozenset("aligned align gather gathered split equation eqnarray displaymath math multline".split())
_MATRICES = frozenset("matrix pmatrix bmatrix Bmatrix smallmatrix array".split())
_CASES = frozenset({"cases", "dcases", "rcases"})
_FONTS = (
    "mathrm|mathbf|mathit|mathsf|mathcal|mathbb|mathtt|mathnormal|boldsymbol|bm|vec|overrightarrow|operatorname"
    "|hat|text|textrm|textit|textbf|mbox|mathop|pmb"
)
_GREEK = "|".join(sorted(GREEK_NAMES, key=len, reverse=True))
_PIECE = re.compile(
    rf"""
    \\begin\s*\{{(?P<begin>[a-zA-Z]+)\*?\}}(?:\{{[lcr|\s]*\}}|\[[lcrtb]?\])?
    |\\end\s*\{{(?P<end>[a-zA-Z]+)\*?\}}
    |(?P<newline>\\\\(?:\s*\[[^\]\n]*\])?)
    |\\(?:{_FONTS})(?![a-zA-Z])\*?\s*(?:\{{(?P<font>[^{{}}\\]*)\}}|(?P<letter>[a-zA-Z]))
    |(?P<prime>\^\s*(?:\{{\s*(?:\\prime\s*)+\}}|\\prime(?![a-zA-Z])))
    |(?<=[fghuvypFGH])\^\s*\{{\s*\(\s*(?P<order>\d)\s*\)\s*\}}(?=\s*(?:\\left\s*)?\()
    |(?:\\(?:right|[bB]igg?[lrm]?)\s*)?(?:\||\\r?vert)\s*_\s*\{{(?P<at>[^{{}}=]*=[^{{}}]*)\}}
    |(?P<drop>\\[\[\]()]|\\(?:[bB]igg?[lrm]?|left\.|limits|nolimits|nonumber|notag)(?![a-zA-Z])|\\left\s*\.
        |\\(?:label|tag)\*?\{{[^{{}}]*\}})
    |(?P<nothing>\\right\s*\.)
    |(?P<brace>\\[{{}}]|\\[lr]brace(?![a-zA-Z]))
    |\\(?P<other>langle|rangle|[lr]?vert|mid|lfloor|rfloor|lceil|rceil|partial(?=\s*_)|cfrac|nicefrac|sfrac|div
        |var(?:phi|epsilon|theta|rho|sigma|pi)|ell|bullet|star)(?![a-zA-Z])
    |\\(?P<log>log|lg|{_GREEK})(?=\s*_)
    |(?P<degrees>\^\s*(?:\{{\s*\\circ\s*\}}|\\circ(?![a-zA-Z])))
    |(?P<column>&)
    |(?P<tie>~)
    """,
    re.VERBOSE,
)
_LATEX = ("\\", "&=", "^{(", "|_")
"""without one of these, there is nothing to take off"""
_OTHERS = {
    "langle": "<", "rangle": ">", "lvert": "|", "rvert": "|", "vert": "|", "mid": "|", "div": "/",
    "lfloor": " floor(", "rfloor": ")", "lceil": " ceil(", "rceil": ")",
    **{f"var{name}": rf"\{name}" for name in ("phi", "epsilon", "theta", "rho", "sigma", "pi")},
    "ell": "l", "bullet": "*", "star": "*",
    "partial": "∂", "cfrac": r"\frac", "nicefrac": r"\frac", "sfrac": r"\frac",
}  # fmt: skip
_SPOKEN = {"for": "if", "when": "if", "where": "if", "else": "otherwise"}


def without_layout(text: str, origin: Sequence[int]) -> tuple[str, list[int]]:
    """Return the plain text without LaTeX's layout, and the offset of each character in what was typed."""
    if not any(sign in text for sign in _LATEX):
        return text, list(origin)
    done = _Written()
    at = 0
    for match in _PIECE.finditer(text):
        done.keep(text[at : match.start()], origin[at:])
        done.at = origin[match.start()]
        kind = match.lastgroup or ""
        inside = slice(match.start(kind), match.end(kind))
        _WRITE[kind](done, match[kind], text[match.end() : match.end() + 1], origin[inside])
        at = match.end()
    done.keep(text[at:], origin[at:])
    return "".join(done.text), [*done.origin, origin[-1]]


class _Written:
    """The text as it is written anew; `open` are the environments that are open."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.origin: list[int] = []
        self.open: list[str] = []
        self.at = 0

    def keep(self, text: str, origin: Sequence[int]) -> None:
        self.text += text
        self.origin += origin[: len(text)]

    def write(self, text: str) -> None:
        self.text += text
        self.origin += [self.at] * len(text)

    def last(self) -> str:
        """Return the last character that is no space."""
        return next((character for character in reversed(self.text) if not character.isspace()), "")

    def take_back(self, signs: str) -> None:
        """Take the last character back if it is one of these, with the spaces after it."""
        if self.last() and self.last() in signs:
            while self.text.pop().isspace():
                self.origin.pop()
            self.origin.pop()


def _begin(done: _Written, name: str, *_around: object) -> None:
    kind = "cases" if name in _CASES else "matrix" if name in _MATRICES else "lines"
    if name not in _CASES | _MATRICES | _LINES:
        done.open.append("unknown")
        done.write(rf"\begin{{{name}}}")
        return
    if kind == "matrix" and done.last() == "{":
        kind = "braced"  # \left\{ \begin{array} … \end{array} \right.
    done.open.append(kind)
    done.write({"cases": "{", "matrix": "[[", "braced": "", "lines": "\n"}[kind])


def _end(done: _Written, *_around: object) -> None:
    kind = done.open.pop() if done.open else ""
    if kind in {"cases", "braced"}:
        done.take_back(".,;")
        done.take_back(";")
    elif kind == "matrix" and "".join(done.text[-3:]) == "],[":
        del done.text[-3:], done.origin[-3:]
    done.write({"cases": "}", "matrix": "]]", "braced": "}", "lines": "\n"}.get(kind, ""))


def _newline(done: _Written, *_around: object) -> None:
    kind = done.open[-1] if done.open else "lines"
    if kind in {"cases", "braced"}:
        done.take_back(",;")
    done.write({"cases": ";", "braced": ";", "matrix": "],["}.get(kind, "\n"))


def _column(done: _Written, typed: str, following: str, *_origin: object) -> None:
    kind = done.open[-1] if done.open else ""
    if kind == "matrix" or (kind in {"cases", "braced"} and done.last() not in {",", "{", ";"}):
        done.write(",")
    elif not kind and following != "=":
        done.write(typed)


def _font(done: _Written, content: str, following: str, origin: Sequence[int]) -> None:
    in_case = bool(done.open) and done.open[-1] in {"cases", "braced"}
    if done.text and done.text[-1].isalnum() and content:
        done.write(" ")
    said = content.strip(" .,") if in_case else content.strip()
    if said in _SPOKEN or in_case:
        done.write(_SPOKEN.get(said, said) + " ")
        return
    done.keep(content, origin)
    if len(said) > 1 and following.isalnum():
        done.write(" ")


def _at(done: _Written, point: str, _following: str, origin: Sequence[int]) -> None:
    r"""Write the point of f(x) \right|_{x = 1}."""
    done.write(" at ")
    done.keep(point, origin)


def _nothing(done: _Written, *_around: object) -> None:
    r"""Write the end of \left\{ … \right. unless the environment has written it."""
    depth = sum((character == "{") - (character == "}") for character in done.text)
    if depth > 0:
        done.write("}")


_WRITE: dict[str, Callable[[_Written, str, str, Sequence[int]], None]] = {
    "begin": _begin,
    "end": _end,
    "newline": _newline,
    "column": _column,
    "font": _font,
    "letter": _font,
    "nothing": _nothing,
    "order": lambda done, order, *_around: done.write("'" * int(order)),
    "at": _at,
    "prime": lambda done, typed, *_around: done.write("'" * typed.count("prime")),
    "degrees": lambda done, *_around: done.write("°"),
    "drop": lambda done, *_around: None,
    "brace": lambda done, typed, *_around: done.write("{" if typed in {r"\{", r"\lbrace"} else "}"),
    "other": lambda done, name, *_around: done.write(_OTHERS[name]),
    "log": lambda done, name, *_around: done.write(f" {name}"),
    "tie": lambda done, *_around: done.write(" "),
}
