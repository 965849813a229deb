"""Reading typed mathematics: text -> Problem. The front door of `notation`.

The way of a text: plain characters (characters.py), statements (statements.py), tokens (scanner.py),
the grammar (grammar.lark), expressions within limits (building.py), what each statement defines
(definitions.py), the problem (understanding.py).
Nothing typed is ever executed, imported or handed to another parser.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache

from tutor.language import _
from tutor.notation import limits, messages
from tutor.notation.ambiguity import two_readings
from tutor.notation.asked import Given
from tutor.notation.asking import coordinates, indexed, numbers_in_brackets, primed
from tutor.notation.building import Builder, Misfit, Piece, difference
from tutor.notation.definitions import Told, check_names
from tutor.notation.elsewhere import translated
from tutor.notation.expression import Equation, Expression, Vector
from tutor.notation.grammar import Parser, Unexpected, table
from tutor.notation.lookahead import letters_alone
from tutor.notation.mappings import defined as defined_by_arrows
from tutor.notation.messages import Source
from tutor.notation.names import STUDENT_FUNCTIONS
from tutor.notation.pieces import own_name, pieces
from tutor.notation.places import spans
from tutor.notation.problem import NotationError, Note, Problem
from tutor.notation.scanner import Scanner
from tutor.notation.statements import Line, lines
from tutor.notation.stopped import unexpected
from tutor.notation.tokens import Token
from tutor.notation.traversal import symbols
from tutor.notation.understanding import problem_of
from tutor.notation.wording import reworded


@cache
def _parser() -> Parser:
    return Parser(table(), Builder())


def read(text: str, names: Collection[str] = ()) -> Problem:
    """Return the problem that a text states. `names` are letters asked about beside it: one of several
    characters, such as the kb of --wrt kb, is then one letter in the text too.

    Raises:
        NotationError: if it cannot be read, with the place and a way out.
    """
    source = Source(text)
    return problem_of(source, _told(source, [name for name in names if len(name) > 1]))


def read_expression(text: str, names: Collection[str] = ()) -> Expression:
    """Return one expression, vector or matrix, e.g. a student's answer; a `name =` before it is left
    out. `names` are the names in play, such as the problem's variables.

    Raises:
        NotationError: if it cannot be read.
    """
    source = Source(text)
    told = _told(source, names, answer=True)
    if len(told) > 1 or told[0].value is None:
        place = told[-1].value.place if told[-1].value else 0
        raise source.error(_("Only one expression is wanted here."), place, _("Write it on one line."))
    return told[0].value.expression


def _told(source: Source, names: Collection[str], answer: bool = False) -> list[Told]:
    if len(source.text) > limits.MAX_TEXT:
        raise messages.too_long(source)
    text, found = pieces(source)
    statements = lines(source, text, reworded(defined_by_arrows(translated(found))))
    if not statements:
        raise messages.empty(source)
    for line in statements:
        if answer:
            _right_side(line)
        elif line.right and primed(line.body) or line.ask and line.body and line.body[0].text == "=":
            raise messages.differential_equation(source, line.pieces[0].start)
    check_names(source, statements)
    defined = {own_name(line.name): line.parameters is not None for line in statements if line.name}
    known = set(names) | set(defined)
    known.update(own_name(raw) for line in statements for raw in line.parameters or ())
    if any(piece.text == "%e" for piece in found):
        known.add("e")  # Maxima's %e is the constant, so that a plain e is a letter.
    for line in statements:
        if line.ask is not None and line.ask.of in defined and (point := numbers_in_brackets(line.body)):
            line.point, line.body = line.point or point, []  # df/dx (2)
        if line.name is not None or line.ask is not None:
            continue
        if (asked := primed(line.body)) and asked[0].of in defined:
            line.ask, line.ask_place, line.body = asked[0], line.body[0].start, []
            line.point = line.point or asked[1]
        elif by_index := indexed(line.body, defined):
            line.ask, line.ask_place, line.body = by_index, line.body[0].start, []
    alone = letters_alone([line.body for line in statements], known)
    return [_tell(source, line, known, defined, alone, placed=not answer) for line in statements]


def _right_side(line: Line) -> None:
    """Leave out what an answer repeats of the question: the f'(x) = of f'(x) = 2x."""
    if line.right is not None:
        line.body, line.right = line.right, None
        return
    if any(piece.text in {"if", "{"} for piece in line.body):
        return
    signs = [index for index, piece in enumerate(line.body) if piece.text == "="]
    if signs:
        line.body = line.body[signs[-1] + 1 :]


def _tell(
    source: Source,
    line: Line,
    known: set[str],
    defined: dict[str, bool],
    alone: frozenset[str],
    *,
    placed: bool,
) -> Told:
    """Read one statement's value; `placed` says whether to keep where its terms were typed."""
    own = [own_name(raw) for raw in line.parameters or ()]
    scanner = Scanner(source, known, defined, own, alone)
    point = tuple(_given(source, scanner, line)) if line.point is not None else ()
    if line.ask is not None and line.name is None and _only_names(line, defined):
        return Told(line, None, point=point)
    notes = []
    if line.ask is not None and _ends_before(line):
        notes.append(Note(_("The question was read as one about the whole line."), line.ask_place))
    tokens = list(scanner.tokens(line.body))
    if not tokens:
        raise _nothing(source, line)
    value = _value(source, tokens)
    gradient = placed and line.ask is not None and line.ask.kind == "gradient"
    if gradient and line.name is not None and isinstance(value.expression, Vector):
        # ∇f = (2xy, x²) says what the gradient is
        raise messages.differential_equation(source, line.ask_place)
    remarks = (*notes, *two_readings(source, tokens, defined))
    typed = tuple(spans(value, tokens)) if placed else ()
    if line.right is None and len(defined) == 1 and _speaks_of_itself(line, value.expression):
        # y = x + sin y
        assert line.name is not None
        line.body, line.right, line.name = [line.name], line.body, None
        return _tell(source, line, known, defined, alone, placed=placed)
    if line.right is None:
        return Told(line, value, remarks, point, spans=typed)
    tokens = list(scanner.tokens(line.right))
    right = _value(source, tokens)
    try:
        both = difference(value, right)
    except Misfit as misfit:
        raise messages.misfit(source, misfit.kind, misfit.place, misfit.details) from None
    equation = Equation((value.expression, right.expression))
    typed += tuple(spans(right, tokens)) if placed else ()
    return Told(line, both, (*remarks, *two_readings(source, tokens, defined)), point, equation, typed)


def _speaks_of_itself(line: Line, value: Expression) -> bool:
    """Say whether a definition is an equation: the name before = stands after it as well, with another."""
    if line.name is None or line.parameters is not None:
        return False
    found = symbols(value)
    return own_name(line.name) in found and len(set(found)) > 1


def _given(source: Source, scanner: Scanner, line: Line) -> Iterator[Given]:
    """Read the point that a statement ends with."""
    assert line.point is not None
    for coordinate in coordinates(source, line.point):
        tokens = list(scanner.tokens(coordinate.value))
        yield Given(coordinate.letter, coordinate.start, _value(source, tokens).expression)


def _only_names(line: Line, defined: dict[str, bool]) -> bool:
    """Say whether a question is all there is to the statement: df/dx, or ∇f with f defined."""
    if line.ask is not None and line.ask.of is not None:
        return not line.body
    if len(line.body) != 1 or line.body[0].kind != "word":
        return False
    name = own_name(line.body[0])
    return name in defined or name in STUDENT_FUNCTIONS


def _ends_before(line: Line) -> bool:
    """Say whether the question could be meant for the first bracket only: d/dx (x^2) + 3x."""
    depth = 0
    for index, piece in enumerate(line.body):
        depth += (piece.text == "(") - (piece.text == ")")
        if depth == 0:
            return index > 0 and index + 1 < len(line.body) and line.body[index + 1].text in {"+", "-"}
    return False


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


def _value(source: Source, tokens: list[Token]) -> Piece:
    try:
        value: Piece = _parser().parse(tokens)
    except Unexpected as error:
        here = tokens[error.index] if error.index < len(tokens) else None
        raise unexpected(source, tokens[: error.index], here, tokens[-1].end) from None
    except Misfit as misfit:
        raise messages.misfit(source, misfit.kind, misfit.place, misfit.details) from None
    return value
