"""One question asked the way the tests ask it: the walkthrough, every step of it looked at."""

from __future__ import annotations

from collections.abc import Mapping

from tests.calculus.reading_answers import every_step
from tutor.board import Walkthrough
from tutor.calculus import explain
from tutor.notation.problem import Problem
from tutor.notation.reading import read, read_expression

DETAILS = ("brief", "standard", "full")


def walked(
    asked: str | Problem,
    ask: str | None = None,
    wrt: tuple[str, ...] = (),
    at: Mapping[str, str] | None = None,
    detail: str = "standard",
    understood: tuple[str, ...] = (),
) -> Walkthrough:
    """Explain, and require that every step is worded and verified."""
    problem = read(asked) if isinstance(asked, str) else asked
    point = {name: read_expression(value) for name, value in (at or {}).items()}
    walkthrough = explain(problem, ask, wrt, detail, point or None, understood=understood)
    assert walkthrough.steps
    for step in every_step(walkthrough.steps):
        assert step.verified is True, (step.id, step.rule, step.before.text, step.after.text)
        assert step.rule and step.title and step.why.text and step.hint.text, step
        assert "{" not in step.title + step.why.text + step.hint.text + step.condition.text
    return walkthrough


def rules(walkthrough: Walkthrough) -> list[str]:
    """Return the rules of the outermost steps."""
    return [step.rule for step in walkthrough.steps]
