"""What is wrong where the grammar stopped, in a student's words, and what would mend it."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.language import _
from tutor.notation.messages import Source, decimal_comma, no_bounds
from tutor.notation.problem import Fix, NotationError
from tutor.notation.tokens import Token

_OPERATORS = {"PLUS", "MINUS", "TIMES", "OVER", "_CARET"}
_ACTING = {"FUNCTION", "CALLED", "PRIMED", "INTEGRATE", "ROOT"}
_OPENERS = {"_LPAR", "OPEN", "_LBAR", "_LBRACE", "_LCASES"}
_CLOSERS = {"_RPAR", "_CLOSE", "_RBAR", "_RBRACE", "_RCASES"}


def unexpected(source: Source, earlier: Sequence[Token], here: Token | None, end: int) -> NotationError:
    """The grammar stopped at `here` (None: the end of the statement), right after `earlier`."""
    before = earlier[-1] if earlier else None
    if here is not None and here.type == "_RPAR" and before is not None and before.type == "_LPAR":
        before = earlier[-2] if len(earlier) > 1 and earlier[-2].type in _ACTING else before
    offset = here.start if here is not None else end
    typed = source.typed(here) if here is not None else ""
    if before is not None and before.type == "_CARET" and (here is None or here.type not in _OPERATORS):
        return source.error(
            _("After ^ an exponent is missing."),
            before.start,
            _("Write for example x^2."),
            [source.remove(before.start, before.end)],
        )
    if said := _open_ended(source, earlier, here, offset, end):
        return said
    if before is not None and before.type in _ACTING:
        name = source.typed(before)
        return source.error(
            _("{name} needs something to act on.").format(name=name),
            before.start,
            _("Write for example {example}.").format(example=f"{name}(x)" if name.isalpha() else "√x"),
        )
    if before is not None and before.type in _OPERATORS:
        operator = source.typed(before)
        fixes = [source.remove(before.start, before.end)]
        if here is None:
            return source.error(
                _("After {operator} a value is missing.").format(operator=operator),
                before.start,
                "",
                fixes,
            )
        if here.type in _OPERATORS:
            fixes.append(source.remove(here.start, here.end))
        return source.error(
            _("After {operator} a value is missing before {next}.").format(operator=operator, next=typed),
            before.start,
            _("Put a number, a letter or a bracket between them, or remove one."),
            fixes,
        )
    if here is not None and here.type == "_EQUALS" and before is not None:
        rest = source.with_change(offset, end, "").rstrip()
        return source.error(
            _("There is a second = here; a definition has one."),
            offset,
            _("Leave out what follows it, or begin a new line with a name."),
            [Fix(_("Leave it out"), rest)],
        )
    if here is not None and here.type == "_EQUALS":
        return source.error(
            _("On the left of = Nabla needs a name, such as f(x) or z."),
            offset,
            _("Write for example f(x, y) = x^2 y."),
            [source.remove(offset, here.end)],
        )
    if here is not None and here.type in _CLOSERS and (before is None or before.type in _OPENERS):
        return source.error(
            _("There is nothing between these brackets."), offset, _("Put a value into them.")
        )
    if here is not None and here.type == "_COMMA" or before is not None and before.type == "_COMMA":
        return _comma(source, before, here, offset)
    if here is not None and here.type in _OPERATORS:
        return source.error(
            _("Before {operator} a value is missing.").format(operator=typed),
            offset,
            "",
            [source.remove(here.start, here.end)],
        )
    if before is not None and before.type == "_EQUALS":
        return source.error(
            _("After = the value is missing."), before.start, _("Write for example f(x) = x^2.")
        )
    if here is None and any(token.type == "FRACTION" for token in earlier):
        return source.error(
            _("This fraction needs two parts: one above and one below the bar."),
            offset,
            _("Write for example \\frac{x}{y}, or x/y."),
        )
    if here is None:
        return source.error(_("Something is missing at the end."), offset)
    return source.error(_("{text} does not fit here.").format(text=typed), offset)


def _open_ended(
    source: Source, earlier: Sequence[Token], here: Token | None, offset: int, end: int
) -> NotationError | None:
    """Say what conditions, cases and integrals want, where that is what the grammar stopped at."""
    types = [token.type for token in earlier]
    if "_IF" in types and here is None:
        example = _("Write for example x if x < 0 else x^2.")
        if "RELATION" not in types[types.index("_IF") :]:
            return source.error(_("After if a condition is missing."), end, example)
        if "_ELSE" not in types:
            return source.error(_("After the condition else and a value are missing."), end, example)
    if here is not None and here.type in {"_ELSE", "_IF"}:
        return source.error(
            _("{text} does not fit here.").format(text=source.typed(here)),
            offset,
            _("Write for example x if x < 0 else x^2."),
        )
    if here is not None and here.type == "RELATION" and "_IF" not in types and "_LCASES" not in types:
        return source.error(
            _("An inequality can only be a condition here."),
            offset,
            _("Write for example x if x < 0 else x^2, or a vector as (x, y)."),
        )
    integral = next((token for token in reversed(earlier) if token.type == "INTEGRAL"), None)
    if integral is not None and types.count("INTEGRAL") > types.count("DIFFERENTIAL"):
        if "_CARET" not in types[types.index("INTEGRAL") :]:
            return no_bounds(source, integral.start)
        if here is None:
            return source.error(
                _("This integral needs its letter at the end."),
                end,
                _("Write for example int_0^x t^2 dt, or int(t^2, t, 0, x)."),
            )
    return None


def _comma(source: Source, before: Token | None, here: Token | None, offset: int) -> NotationError:
    comma = here if here is not None and here.type == "_COMMA" else before
    assert comma is not None
    start, end = comma.start, comma.end
    around = source.text[max(0, start - 1) : start], source.text[end : end + 1]
    if around[0].isdecimal() and around[1].isdecimal():
        return decimal_comma(source, start)
    if (
        before is None
        or before.type == "_COMMA"
        or before.type in _OPENERS
        or here is None
        or here is not comma
    ):
        return source.error(
            _("Beside this comma a value is missing."), start, "", [source.remove(start, end)]
        )
    whole = source.text.strip()
    fixes = [Fix(_("Put brackets around it"), f"({whole})")] if "=" not in whole and ";" not in whole else []
    return source.error(
        _("Values separated by commas need brackets around them."),
        start,
        _("Write a vector as (x, y)."),
        fixes,
    )
