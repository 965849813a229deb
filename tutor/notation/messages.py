"""What is wrong with an input, in a student's words, and what would mend it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lark import Token

from tutor.language import _
from tutor.notation.limits import MAX_TEXT
from tutor.notation.names import FOREIGN, INFINITE, nearest_name
from tutor.notation.problem import Fix, NotationError, Note


class Source:
    """The text of an input; makes errors and mends at places in it (offsets from 0)."""

    def __init__(self, text: str) -> None:
        self.text = text

    def place(self, offset: int) -> tuple[int, int]:
        """Return (line, column), both from 1, of an offset; lines are those of `str.splitlines`."""
        before = self.text[: max(0, min(offset, len(self.text)))].splitlines(keepends=True)
        if not before:
            return 1, 1
        if before[-1] != before[-1].splitlines()[0]:
            return len(before) + 1, 1
        return len(before), len(before[-1]) + 1

    def error(self, message: str, offset: int, hint: str = "", fixes: Sequence[Fix] = ()) -> NotationError:
        """Return the error to raise for something wrong at an offset."""
        line, column = self.place(offset)
        return NotationError(message, text=self.text, line=line, column=column, hint=hint, fixes=tuple(fixes))

    def with_change(self, start: int, end: int, new: str) -> str:
        """Return the text with [start, end) replaced."""
        return self.text[:start] + new + self.text[end:]

    def remove(self, start: int, end: int) -> Fix:
        """Return the mend that takes out [start, end)."""
        return Fix(_("Remove {text}").format(text=self.text[start:end]), self.with_change(start, end, ""))

    def typed(self, token: Token) -> str:
        """Return what was typed for a token."""
        return self.text[_start(token) : _end(token)] or str(token)


def _start(token: Token) -> int:
    return token.start_pos or 0


def _end(token: Token) -> int:
    return token.end_pos or 0


_OPERATORS = {"PLUS", "MINUS", "TIMES", "OVER", "_CARET"}
_ACTING = {"FUNCTION", "CALLED", "PRIMED", "INTEGRATE", "ROOT"}
_OPENERS = {"_LPAR", "OPEN", "_LBAR", "_LBRACE", "_LCASES"}
_CLOSERS = {"_RPAR", "_CLOSE", "_RBAR", "_RBRACE", "_RCASES"}


def too_long(source: Source) -> NotationError:
    """The input has too many characters."""
    return source.error(
        _("This text is too long: Nabla's limit is {limit} characters.").format(limit=MAX_TEXT),
        MAX_TEXT,
        _("Try a shorter expression."),
    )


def empty(source: Source) -> NotationError:
    """The input says nothing."""
    return source.error(_("There is nothing to read yet."), 0, _("Type a function, for example x^2 sin x."))


def never_closed(source: Source, start: int, end: int, after: str, closing: str) -> NotationError:
    """A bracket at `start` has no partner before `end`; `after` is the function it follows, `closing`
    what would close it and all that is open inside it."""
    bracket = source.text[start : start + 1]
    message = (
        _("The bracket after {name} is never closed.").format(name=after)
        if after
        else _("The bracket {bracket} is never closed.").format(bracket=bracket)
    )
    fix = Fix(_("Add the missing {bracket}").format(bracket=closing), source.with_change(end, end, closing))
    return source.error(message, start, _("Add {bracket} where it ends.").format(bracket=closing[-1]), [fix])


def never_opened(source: Source, start: int) -> NotationError:
    """The closing bracket at `start` has no partner."""
    bracket = source.text[start : start + 1]
    return source.error(
        _("The bracket {bracket} closes nothing: there is no opening bracket before it.").format(
            bracket=bracket
        ),
        start,
        _("Remove it, or open a bracket before it."),
        [source.remove(start, start + 1)],
    )


def wrong_partner(source: Source, opened: int, start: int, wanted: str) -> NotationError:
    """The bracket opened at `opened` meets another kind at `start`; `wanted` would close it."""
    return source.error(
        _("The bracket {opened} is closed by {closed} here.").format(
            opened=source.text[opened : opened + 1], closed=source.text[start : start + 1]
        ),
        start,
        _("Close it with {bracket}.").format(bracket=wanted),
        [Fix(_("Write {text}").format(text=wanted), source.with_change(start, start + 1, wanted))],
    )


def unknown_word(source: Source, word: str, start: int, end: int, opens: bool) -> NotationError:
    """A word that is neither a known function nor a product of letters."""
    if word in INFINITE:
        return source.error(
            _("Infinity is not a number to compute with here."), start, _("Use a letter instead.")
        )
    if word == "int":
        return source.error(
            _("An integral needs its limits here."), start, _("Write for example int_0^x e^(-t^2) dt.")
        )
    if word in FOREIGN and not opens:
        return source.error(
            _("{name} is a word, not a piece of mathematics.").format(name=word),
            start,
            _("Type a function, for example x^2 sin x."),
        )
    near = nearest_name(word, opens)
    fixes = []
    if near:
        hint = _("Did you mean {name}?").format(name=near)
        fixes.append(Fix(hint, source.with_change(start, end, near)))
    elif opens:
        hint = _("It knows sin, cos, tan, ln, exp, sqrt, abs and their kin; for a product type *.")
    else:
        hint = _(
            "For a product write * between the letters; for a name of your own, list it: f({name}) = …."
        ).format(name=word[:20])
    if opens:
        message = _("Nabla knows no function called {name}.")
    else:
        message = _("Nabla does not know the name {name}.")
    return source.error(message.format(name=word[:40]), start, hint, fixes)


def unknown_character(source: Source, offset: int) -> NotationError:
    """A character that no notation uses."""
    character = source.text[offset]
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    return source.error(
        _("The character {character} has no meaning here.").format(character=shown),
        offset,
        _("Use letters, numbers, + - * / ^ and brackets."),
        [source.remove(offset, offset + 1)] if character.isprintable() else [],
    )


def invisible_character(source: Source, offset: int) -> NotationError:
    """A control character, or a mark that turns the direction of writing."""
    code = f"U+{ord(source.text[offset]):04X}"
    return source.error(
        _("There is an invisible character here ({code}).").format(code=code),
        offset,
        _("Delete it, or type the text anew."),
        [Fix(_("Remove it"), source.text.replace(source.text[offset], ""))],
    )


def arguments(source: Source, name: str, offset: int, wanted: Sequence[int], given: int) -> NotationError:
    """A function was given the wrong number of arguments."""
    if tuple(wanted) == (1,):
        message = _("{name} takes one argument, but {given} were given here.")
    elif len(wanted) > 2:
        message = _("{name} takes {least} to {most} arguments, but {given} were given here.")
    else:
        message = _("{name} takes {wanted} arguments, but {given} were given here.")
    return source.error(
        message.format(
            name=name,
            given=given,
            wanted=_(" or ").join(str(n) for n in wanted),
            least=min(wanted),
            most=max(wanted),
        ),
        offset,
        _("Check the commas inside the brackets of {name}.").format(name=name),
    )


def vector_for_number(source: Source, offset: int) -> NotationError:
    """A vector stands where only a number makes sense."""
    return source.error(
        _("Here is a vector where a number is wanted."),
        offset,
        _("A vector can only be the whole value, as in F(x, y) = (x^2 y, 5x)."),
    )


def unexpected(source: Source, earlier: Sequence[Token], here: Token | None, end: int) -> NotationError:
    """The grammar stopped at `here` (None: the end of the statement), right after `earlier`."""
    before = earlier[-1] if earlier else None
    if here is not None and here.type == "_RPAR" and before is not None and before.type == "_LPAR":
        before = earlier[-2] if len(earlier) > 1 and earlier[-2].type in _ACTING else before
    offset = _start(here) if here is not None else end
    typed = source.typed(here) if here is not None else ""
    if before is not None and before.type == "_CARET" and (here is None or here.type not in _OPERATORS):
        return source.error(
            _("After ^ an exponent is missing."),
            _start(before),
            _("Write for example x^2."),
            [source.remove(_start(before), _end(before))],
        )
    if said := _open_ended(source, earlier, here, offset, end):
        return said
    if before is not None and before.type in _ACTING:
        name = source.typed(before)
        return source.error(
            _("{name} needs something to act on.").format(name=name),
            _start(before),
            _("Write for example {example}.").format(example=f"{name}(x)" if name.isalpha() else "√x"),
        )
    if before is not None and before.type in _OPERATORS:
        operator = source.typed(before)
        fixes = [source.remove(_start(before), _end(before))]
        if here is None:
            return source.error(
                _("After {operator} a value is missing.").format(operator=operator), _start(before), "", fixes
            )
        if here.type in _OPERATORS:
            fixes.append(source.remove(_start(here), _end(here)))
        return source.error(
            _("After {operator} a value is missing before {next}.").format(operator=operator, next=typed),
            _start(before),
            _("Put a number, a letter or a bracket between them, or remove one."),
            fixes,
        )
    if here is not None and here.type == "_EQUALS":
        return source.error(
            _("On the left of = Nabla needs a name, such as f(x) or z."),
            offset,
            _("Write for example f(x, y) = x^2 y."),
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
            [source.remove(_start(here), _end(here))],
        )
    if before is not None and before.type == "_EQUALS":
        return source.error(
            _("After = the value is missing."), _start(before), _("Write for example f(x) = x^2.")
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
            _("Inequalities cannot be read yet."), offset, _("Write a vector as (x, y) or [x, y].")
        )
    integral = next((token for token in reversed(earlier) if token.type == "INTEGRAL"), None)
    if integral is not None and types.count("INTEGRAL") > types.count("DIFFERENTIAL"):
        if "_CARET" not in types[types.index("INTEGRAL") :]:
            return no_bounds(source, _start(integral))
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
    start, end = _start(comma), _end(comma)
    around = source.text[max(0, start - 1) : start], source.text[end : end + 1]
    if around[0].isdecimal() and around[1].isdecimal():
        return source.error(
            _("A comma cannot stand inside a number."),
            start,
            _("Decimals are written with a point: 1.5."),
            [Fix(_("Write a point"), source.with_change(start, end, "."))],
        )
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


def division_by_zero(source: Source, offset: int) -> NotationError:
    """A denominator is the number 0."""
    return source.error(_("This divides by 0."), offset, _("The denominator must not be 0."))


def other_reading(source: Source, start: int, end: int, read_as: str, instead: str) -> Note:
    """An input with two readings: what was taken, and the other one to press."""
    typed = source.text[start:end]
    other = Fix(_("Read as {text}").format(text=instead), source.with_change(start, end, instead))
    return Note(_("{typed} was read as {text}.").format(typed=typed, text=read_as), start, other)


def no_bounds(source: Source, offset: int) -> NotationError:
    """An integral has no bounds."""
    return source.error(
        _("This integral needs its bounds."),
        offset,
        _("Write for example int_0^x t^2 dt, or int(t^2, t, 0, x)."),
    )


def misfit(source: Source, kind: str, place: int, details: dict[str, Any]) -> NotationError:
    """Return the error for something that the grammar allows and the mathematics does not."""
    if kind == "limit":
        return source.error(details["message"], place, details["hint"])
    if kind == "zero":
        return division_by_zero(source, place)
    if kind == "arguments":
        return arguments(source, details["name"], place, details["wanted"], details["given"])
    if kind == "cases":
        return source.error(
            _("Each case but the last needs a condition."),
            place,
            _("Write for example {{x, x < 0; x^2, x >= 0}}.").format(),
        )
    if kind == "no such input":
        return source.error(
            _("{name} has no input number {number} here.").format(**details),
            place,
            _("∂₁f(x, y) is the derivative by the first of its inputs."),
        )
    if kind == "primes":
        return source.error(
            _("{name} has several inputs here, and a prime does not say by which to differentiate.").format(
                **details
            ),
            place,
            _("∂₁f(x, y) is the derivative by the first of its inputs."),
        )
    if kind == "integral":
        return source.error(
            _("An integral is written with a letter and two bounds."),
            place,
            _("Write for example int(t^2, t, 0, x)."),
        )
    if kind == "vector":
        return vector_for_number(source, place)
    if kind == "short vector":
        return source.error(_("A vector needs at least two entries."), place, _("Write for example (x, y)."))
    return source.error(_("The index of a root must be a whole number from 2 on."), place)
