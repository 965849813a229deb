"""What is wrong with an input, in a student's words, and what would mend it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

from tutor.language import _
from tutor.notation import limits
from tutor.notation.limits import MAX_TEXT
from tutor.notation.names import FOREIGN, INFINITE, nearest_name
from tutor.notation.problem import Ambiguity, Fix, NotationError, Note
from tutor.notation.tokens import Token

_WRONG = re.compile(r"\\?[^\W\d_]+\d*(?:_\w+)?|\d+(?:\.\d+)?|\*\*|\S")
"""what is underlined from the place of an error on: a word, a number or a sign"""


_LARGEST_FACTORIAL = 20
"""the largest number whose factorial is offered"""


_PROGRAM = re.compile(
    r"__\w*|\blambda\b(?=[^;\n]*:)|\bimport\b|:=|\b[fFrRbB](?:\"|'[^'(]*\{)|\bdef\s+\w+\s*\("
)
"""what no mathematics has: dunder names, lambda, import, :=, f-strings, def"""


class Source:
    """The text of an input; makes errors and mends at places in it (offsets from 0)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.notes: list[Note] = []
        """what to say of signs, before there are statements"""

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
        start = min(max(offset, 0), len(self.text))
        found = _WRONG.match(self.text, start)
        return NotationError(
            message,
            text=self.text,
            line=line,
            column=column,
            hint=hint,
            fixes=tuple(fixes),
            start=start,
            end=found.end() if found else start,
        )

    def with_change(self, start: int, end: int, new: str) -> str:
        """Return the text with [start, end) replaced."""
        return self.text[:start] + new + self.text[end:]

    def remove(self, start: int, end: int) -> Fix:
        """Return the mend that takes out [start, end)."""
        return Fix(_("Remove {text}").format(text=self.text[start:end]), self.with_change(start, end, ""))

    def typed(self, token: Token) -> str:
        """Return what was typed for a token."""
        return self.text[token.start : token.end] or token.text


def misplaced(source: Source, sign: str, start: int, end: int) -> NotationError:
    """A sign of a derivative, typed in [start, end), that stands where it means nothing."""
    said = {
        "'": (
            _("The sign ' for a derivative needs a function by name before it and its input after it."),
            _("Write f'(x), or d/dx before a function."),
        ),
        "∂": (_("The sign ∂ needs a variable under it."), _("Write ∂/∂x at the beginning.")),
        "∇": (_("The sign ∇ can only stand at the beginning."), _("Write ∇ and then the function.")),
    }
    if sign in said:
        message, hint = said[sign]
        return source.error(message, start, hint)
    message = _("The sign {sign} needs a function by name after it.").format(sign=source.text[start:end])
    return source.error(
        message, start, _("Write for example ∂₁f(x, y), for the derivative by the first input.")
    )


def factorial(source: Source, offset: int) -> NotationError:
    """A factorial sign."""
    before = re.search(r"(?P<number>\d+)\s*$|(?P<letter>[^\W\d_])\s*$", source.text[:offset])
    number = before["number"] if before else None
    fixes = []
    if before is not None and source.text[offset + 1 : offset + 2] != "!":
        if number is None:
            new = f"gamma({before['letter']} + 1)"
            fixes.append(
                Fix(_("Write {text}").format(text=new), source.with_change(before.start(), offset + 1, new))
            )
        elif int(number[:3]) <= _LARGEST_FACTORIAL:
            new = str(math.factorial(int(number)))
            fixes.append(
                Fix(_("Write {text}").format(text=new), source.with_change(before.start(), offset + 1, new))
            )
    hint = _("Write the number itself, such as 24 for 4!.")
    if before is not None and number is None:
        hint = _("A function that goes through all the factorials is gamma(x + 1).")
    return source.error(_("Factorials cannot be differentiated here."), offset, hint, fixes)


def many_terms(source: Source, offset: int) -> NotationError:
    """A limit, a sum or a product with an index."""
    return source.error(
        _("Limits, sums and products with an index cannot be read here."),
        offset,
        _("Type the function itself; the limit definition of its derivative is one of the questions."),
    )


def arrow(source: Source, offset: int) -> NotationError:
    """An arrow that has no letters at its left: x → 0 in a limit, or a step from one line to the next."""
    return source.error(
        _("An arrow is read only where it says what becomes of the letters before it."),
        offset,
        _("Write for example x → x^2, or f(x) = x^2."),
    )


def two_numbers(source: Source, left: str, end: int, right: str, start: int) -> NotationError:
    """Two numbers with nothing between them: one typed until `end`, the other from `start` on."""
    return source.error(
        _("Between {left} and {right} an operation is missing.").format(left=left, right=right),
        start,
        _("For a product, write {left}*{right}.").format(left=left, right=right),
        [Fix(_("Multiply them"), source.with_change(end, start, "*"))],
    )


def unknown_command(source: Source, command: str, start: int, environment: str = "") -> NotationError:
    r"""A command of LaTeX that is not known; of \begin, the environment is not."""
    if environment:
        return source.error(
            _("Nabla does not know the LaTeX environment {name}.").format(name=environment),
            start,
            _("It knows lines, cases and matrices."),
        )
    return source.error(
        _("Nabla does not know the LaTeX command {name}.").format(name=command),
        start,
        _("Type it as plain text, for example x^2 sin(x)."),
    )


def derivative_used(source: Source, name: str, start: int) -> NotationError:
    """Return what to say to f'(x) or f_xx inside a formula, where f is defined."""
    return source.error(
        _("{name} is defined here: its derivative cannot be used in a formula.").format(name=name),
        start,
        _("Ask for it with d/dx, or put its formula in by hand."),
    )


def differential_equation(source: Source, offset: int) -> NotationError:
    """An equation says what a derivative is, instead of what the function is."""
    return source.error(
        _("This says what a derivative is: Nabla finds derivatives, and does not solve equations with them."),
        offset,
        _("Type the function itself, such as y = x^2."),
    )


def matrix(source: Source, offset: int) -> NotationError:
    """A matrix stands beside other lines, or within a formula."""
    return source.error(
        _("A matrix can only stand by itself: Nabla does not compute with matrices."),
        offset,
        _("Write it as the whole value, as in A(t) = [[t, t^2], [1, t]], with its entries worked out."),
    )


def too_long(source: Source) -> NotationError:
    """The input has too many characters."""
    return source.error(
        _("This text is too long: Nabla's limit is {limit} characters.").format(limit=MAX_TEXT),
        MAX_TEXT,
        _("Try a shorter expression."),
    )


def too_many(source: Source, offset: int) -> NotationError:
    """The input has too many names and numbers."""
    limit = limits.too_many_nodes()
    return source.error(limit.message, offset, limit.hint)


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
    if code := program(source):
        return code
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


def program(source: Source) -> NotationError | None:
    """Something that is a program's text rather than mathematics; None where nothing looks like one."""
    found = _PROGRAM.search(source.text)
    return found and source.error(
        _("This is a piece of a program, not mathematics; Nabla runs nothing that is typed."),
        found.start(),
        _("Type the function alone, for example x^2 sin x."),
    )


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
    comma = re.compile(r"(?<=\d),(?=\d)").search(source.text, offset)
    if comma and given > max(wanted):
        return decimal_comma(source, comma.start())
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


def decimal_comma(source: Source, offset: int) -> NotationError:
    """A comma stands where a number has its decimal point."""
    return source.error(
        _("A comma cannot stand inside a number."),
        offset,
        _("Decimals are written with a point: 1.5."),
        [Fix(_("Write a point"), source.with_change(offset, offset + 1, "."))],
    )


def vector_for_number(source: Source, offset: int) -> NotationError:
    """A vector stands where only a number makes sense."""
    return source.error(
        _("Here is a vector where a number is wanted."),
        offset,
        _("A vector can only be the whole value, as in F(x, y) = (x^2 y, 5x)."),
    )


def division_by_zero(source: Source, offset: int) -> NotationError:
    """A denominator is the number 0."""
    return source.error(_("This divides by 0."), offset, _("The denominator must not be 0."))


def other_reading(source: Source, start: int, end: int, read_as: str, instead: str) -> Note:
    """An input with two readings: what was taken, and the other one to press."""
    typed = source.text[start:end]
    other = Fix(_("Read as {text}").format(text=instead), source.with_change(start, end, instead))
    message = _("{typed} was read as {text}.").format(typed=typed, text=read_as)
    return Note(message, start, other, Ambiguity(start, end, read_as, instead))


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
    if kind == "matrix":
        return matrix(source, place)
    if kind == "short vector":
        return source.error(_("A vector needs at least two entries."), place, _("Write for example (x, y)."))
    return source.error(_("The index of a root must be a whole number from 2 on."), place)
