"""Reading typed mathematics: text -> Problem. The front door of `notation`.

The way of a text: plain characters (characters.py), statements (statements.py), tokens (scanner.py),
the grammar (grammar.lark), expressions within limits (building.py), the problem (understanding.py).
Nothing typed is ever executed, imported or handed to another parser.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from lark import Lark, Token, UnexpectedToken
from lark.lexer import Lexer

from tutor.language import _
from tutor.notation import limits, messages
from tutor.notation.building import Builder, Misfit, Piece
from tutor.notation.expression import Expression
from tutor.notation.messages import Source
from tutor.notation.names import STUDENT_FUNCTIONS
from tutor.notation.problem import NotationError, Problem
from tutor.notation.scanner import Scanner
from tutor.notation.statements import Line, lines, own_name, pieces
from tutor.notation.understanding import Told, check_names, problem_of


class _Tokens(Lexer):
    """Hands the scanner's tokens to the grammar."""

    def __init__(self, lexer_conf: Any) -> None:
        pass

    def lex(self, data: Any) -> Iterator[Token]:
        yield from data


@cache
def _parser() -> Lark:
    grammar = Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer=_Tokens, transformer=Builder())


def read(text: str) -> Problem:
    """Return the problem that a text states.

    Raises:
        NotationError: if it cannot be read, with the place and a way out.
    """
    source = Source(text)
    return problem_of(source, _told(source, ()))


def read_expression(text: str, names: Collection[str] = ()) -> Expression:
    """Return one expression, vector or matrix, e.g. a student's answer; a `name =` before it is left
    out. `names` are the names in play, such as the problem's variables.

    Raises:
        NotationError: if it cannot be read.
    """
    source = Source(text)
    told = _told(source, names)
    if len(told) > 1 or told[0].value is None:
        place = told[-1].value.place if told[-1].value else 0
        raise source.error(_("Only one expression is wanted here."), place, _("Write it on one line."))
    return told[0].value.expression


def _told(source: Source, names: Collection[str]) -> list[Told]:
    if len(source.text) > limits.MAX_TEXT:
        raise messages.too_long(source)
    text, found = pieces(source)
    statements = lines(source, text, found)
    if not statements:
        raise messages.empty(source)
    check_names(source, statements)
    defined = {own_name(line.name): line.parameters is not None for line in statements if line.name}
    known = set(names) | set(defined)
    known.update(own_name(raw) for line in statements for raw in line.parameters or ())
    if any(piece.text == "%e" for piece in found):
        known.add("e")  # Maxima's %e is the constant, so that a plain e is a letter.
    return [_tell(source, line, known, defined) for line in statements]


def _tell(source: Source, line: Line, known: set[str], defined: dict[str, bool]) -> Told:
    """Read one statement's value."""
    own = [own_name(raw) for raw in line.parameters or ()]
    if line.ask is not None and line.name is None and _only_names(line, defined):
        return Told(line, None)
    tokens = list(Scanner(source, known, defined, own).tokens(line.body))
    if not tokens:
        raise _nothing(source, line)
    return Told(line, _value(source, line, tokens))


def _only_names(line: Line, defined: dict[str, bool]) -> bool:
    """Say whether a question is all there is to the statement: df/dx, or ∇f with f defined."""
    if line.ask is not None and line.ask.of is not None:
        return not line.body
    names = [own_name(raw) for raw in line.body]
    return len(names) == 1 and (names[0] in defined or names[0] in STUDENT_FUNCTIONS)


def _nothing(source: Source, line: Line) -> NotationError:
    if line.name is not None:
        return source.error(
            _("After = the value is missing."),
            line.pieces[-1].start,
            _("Write for example f(x) = x^2."),
        )
    return source.error(
        _("After this sign a function is missing."),
        line.pieces[0].start,
        _("Write for example d/dx x^2, or say on the next line what f is."),
    )


def _value(source: Source, line: Line, tokens: list[Token]) -> Piece:
    try:
        return _parser().parse(tokens)  # type: ignore[arg-type, return-value]
    except UnexpectedToken as error:
        here = error.token if error.token.type != "$END" else None
        index = tokens.index(here) if here is not None else len(tokens)
        index = next((i for i, token in enumerate(tokens) if token is here), index)
        before = tokens[index - 1] if index else None
        raise messages.unexpected(source, before, here, tokens[-1].end_pos or 0) from None
    except Misfit as misfit:
        raise messages.misfit(source, misfit.kind, misfit.place, misfit.details) from None
