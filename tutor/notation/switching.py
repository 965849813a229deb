"""Which letters are variables, said in the text itself: an argument list decides, and one can be written.

`a x^2` is a function of x with the parameter a; `f(x, a) = a x^2` is one of both. So a letter is switched by
a change of the text, which then says all there is to know.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tutor.notation.messages import Source
from tutor.notation.pieces import own_name, pieces
from tutor.notation.problem import Definition, NotationError, Problem
from tutor.notation.reading import read
from tutor.notation.statements import Line, lines
from tutor.notation.traversal import symbols
from tutor.notation.wording import reworded


@dataclass(frozen=True, slots=True)
class Switched:
    """A letter that can change sides, whether it is a variable now, and the input in which it has changed."""

    letter: str
    variable: bool
    text: str


def switches(problem: Problem) -> Iterator[Switched]:
    """Yield the letters that a changed argument list makes variables, or parameters."""
    asked = {*(problem.ask.variables if problem.ask else ()), *(name for name, _value in problem.at)}
    for letter in (*problem.variables, *problem.parameters):
        variable = letter in problem.variables
        if letter in asked or (variable and len(problem.variables) == 1):
            continue
        text = _switched(problem, letter, variable)
        if text is not None and _holds(text, problem, letter, variable):
            yield Switched(letter, variable, text)


def _holds(text: str, problem: Problem, letter: str, variable: bool) -> bool:
    """Say whether a changed text reads as the same problem but for that letter."""
    try:
        again = read(text)
    except NotationError:
        return False
    others = {*problem.variables} ^ {letter}
    return {*again.variables} == others and letter in (again.parameters if variable else again.variables)


def _switched(problem: Problem, letter: str, variable: bool) -> str | None:
    source = Source(problem.text)
    changes: list[tuple[int, int, str]] = []
    text, found = pieces(source)
    statements = [line for line in lines(source, text, reworded(found)) if line.body]
    definitions = {d.name: d for d in (problem.main, *problem.inner)}
    for line in statements:
        definition = definitions.get(own_name(line.name)) if line.name else problem.main
        if definition is None or letter not in (*(definition.parameters or ()), *symbols(definition.body)):
            continue
        inputs = list(definition.parameters or _inputs(problem, definition))
        if variable:
            inputs = [name for name in inputs if name != letter]
        elif letter not in inputs:
            inputs.append(letter)
        if not inputs:
            return None
        changes += _head(line, definition, ", ".join(inputs), problem.text)
    text = problem.text
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text if changes else None


def _inputs(problem: Problem, definition: Definition) -> Iterator[str]:
    names = {*problem.variables, *problem.main_variables, *(inner.name for inner in problem.inner)}
    order = problem.main_variables if definition is problem.main else symbols(definition.body)
    return (name for name in order if name in names and name in symbols(definition.body))


def _head(line: Line, definition: Definition, inputs: str, text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the changes that give a statement this argument list."""
    if line.name is not None:
        stop = next(raw.start for raw in line.pieces if raw.text == "=" and raw.start > line.name.start)
        yield line.name.end, stop, f"({inputs}) "
        return
    yield line.body[0].start, line.body[0].start, f"{definition.name}({inputs}) = "
    if line.right:
        # An equation with an argument list has 0 on its right.
        left, right = line.body[-1].end, line.right[-1].end
        taken = text[line.right[0].start : right]
        yield left, right, " = 0" if taken == "0" else f" - ({taken}) = 0"
