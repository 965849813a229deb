"""The printed columns of the table of inputs: `python -m tests.inputs_table` writes them anew.

It is wanted after a change of the printers, or of the rows that belong to the help page.
"""

from __future__ import annotations

from itertools import groupby
from typing import Final

from tutor.calculus import reading_of
from tutor.notation.expression import Derivative, Equation, Expression, Symbol, Vector
from tutor.notation.formula import formula
from tutor.notation.problem import Problem
from tutor.notation.reading import read
from tutor.resources import resource

FILE: Final = resource("notation", "inputs.tsv")


def meaning(text: str) -> str:
    """Return what an input means as maths markup: its question, its formula, its point."""
    problem = read(text)
    reading = reading_of(problem)
    named = problem.main.named or problem.inner or problem.equation is not None
    shown = [reading.formula.typst if named else formula(_asked(problem)).typst]
    asked = problem.ask.kind if problem.ask is not None else "implicit"
    if asked != "implicit" and (named or asked not in {"derivative", "partial"}):
        shown.insert(0, reading.questions[reading.default].label.typst)
    numbers = [(name, value) for name, value in problem.at if not isinstance(value, Vector)]
    shown += (formula(Equation((Symbol(name), value))).typst for name, value in numbers)
    return " quad ".join(shown)


def code(text: str) -> str:
    """Return an input as code for SymPy: its formula, or the derivative that it asks for, which SymPy takes
    when it is told to."""
    problem = read(text)
    named = problem.main.named or problem.inner or problem.equation is not None
    return reading_of(problem).formula.sympy if named else formula(_asked(problem)).sympy


def _asked(problem: Problem) -> Expression:
    """Return the function, with the derivatives that are asked for before it."""
    asked = problem.main.body
    if problem.ask is not None:
        for letter, times in reversed([(k, len(list(same))) for k, same in groupby(problem.ask.variables)]):
            asked = Derivative(asked, letter, problem.ask.kind == "partial", times)
    return asked


def renewed() -> str:
    """Return the file with its last columns as the printers print them now."""
    lines = FILE.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines):
        row = line.split("\t")
        if len(row) > 5 and row[5] and not line.startswith("#"):
            typed = row[0].replace("⏎", "\n")
            lines[number] = "\t".join([*row[:6], meaning(typed), code(typed)])
    return "\n".join(lines)


if __name__ == "__main__":
    FILE.write_text(renewed(), encoding="utf-8", newline="\n")
