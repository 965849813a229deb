"""What is taken as known: rules that the student has marked as understood, and derivatives shown before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import pytest

from tests.calculus.reading_answers import as_sympy, equal, every_step
from tests.calculus.walked import DETAILS, walked
from tests.shares import rotating
from tutor.board import Step, Walkthrough
from tutor.calculus import QuestionError, explain
from tutor.notation.reading import read
from tutor.notation.text import text

PRODUCT, CHAIN, SUM = "product rule", "chain rule", "sum rule"

FOLDED = [
    ("x^2 sin x", None, (PRODUCT,), PRODUCT, "2x sin(x) + x^2 cos(x)"),
    ("sin(x^2)", None, (CHAIN,), CHAIN, "2x cos(x^2)"),
    ("sin x/x", None, ("quotient rule",), "quotient rule", "(x cos(x) - sin(x))/x^2"),
    ("x^2 + 3x", None, (SUM, "constant multiple"), SUM, "2x + 3"),
    # What the student has not marked is still shown step by step.
    ("x sin(x^2)", None, (PRODUCT,), PRODUCT, "sin(x^2) + x * d/dx (sin(x^2))"),
    ("sin(x^2 e^x)", None, (CHAIN,), CHAIN, "cos(x^2 e^x) * d/dx (x^2 e^x)"),
    # Chain rules one inside the other: the letters are put back.
    ("sin(cos(x^2))", None, (CHAIN,), CHAIN, "-2x cos(cos(x^2)) sin(x^2)"),
    ("f(x, y) = x e^x y", "gradient", (PRODUCT,), PRODUCT, "y * (e^x + xe^x)"),
    ("f(g, h) = g^2 h + h; g = 3x; h = x^2", "chain", (CHAIN,), CHAIN, "2gh * 3 + (g^2 + 1) * 2x"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "ask", "known", "rule", "after"), FOLDED, ids=[row[0] for row in FOLDED])
def test_a_known_rule_takes_one_line(
    typed: str, ask: str | None, known: tuple[str, ...], rule: str, after: str
) -> None:
    walkthrough = walked(typed, ask, understood=known)
    folded = [step for step in walkthrough.steps if step.understood]
    assert folded[0].rule == rule
    assert folded[0].after.text == after
    assert "in one line" in folded[0].title
    assert "You know this rule" in folded[0].why.text
    assert len(folded[0].steps) > 1  # what a click still opens


EVERYWHERE = [
    ("x^2 sin(x^2) + x e^x", None, ()),
    ("x^2 sin(x^2) e^x", None, ()),
    ("x sin(x^2)", "derivative", ("x", "x")),
    ("f(x, y) = x sin(x y) e^y", "gradient", ()),
    ("F(x, y) = (x sin(x y), y e^(x y))", "jacobian", ()),
    ("f(x, y) = x e^(x y)", "hessian", ()),
    ("f(g, h) = g^2 h e^g; g = 3x; h = x^2 sin x", "chain", ()),
    ("f(u, v) = u^2 sin(u v); u = s t; v = s/t", "chain", ()),
    ("x^2 + y^2 = sin(x y)", "implicit", ()),
    ("f(x, y) = x e^(x y)", "tangent", ()),
]


@cache
def in_full(typed: str, ask: str | None, wrt: tuple[str, ...], detail: str) -> Walkthrough:
    """Return what is written for one who knows no rule: each short form is compared with the same."""
    return walked(typed, ask, wrt, detail=detail)


@pytest.mark.parametrize(
    ("question", "known", "detail"),
    rotating(EVERYWHERE, [(CHAIN,), (PRODUCT, CHAIN, SUM, "constant multiple")], DETAILS, every=3),
)
def test_known_rules_change_the_lines_but_not_the_answer(
    question: tuple[str, str | None, tuple[str, ...]], known: tuple[str, ...], detail: str
) -> None:
    typed, ask, wrt = question
    usual, short = in_full(typed, ask, wrt, detail), walked(typed, ask, wrt, detail=detail, understood=known)
    assert equal(as_sympy(short.result.formula.sympy), as_sympy(usual.result.formula.sympy))
    assert len(short.steps) <= len(usual.steps)
    used = {step.rule for step in every_step(usual.steps) if step.understood is not None} & set(known)
    found = {step.rule for step in every_step(short.steps) if step.understood}
    assert bool(found) == bool(used)


@pytest.mark.parametrize("detail", DETAILS)
def test_what_is_not_known_can_be_marked(detail: str) -> None:
    steps = walked("x^2 sin x", detail=detail).steps
    marked = [step.rule for step in every_step(steps) if step.understood is not None]
    assert marked[0] == PRODUCT
    assert not any(step.understood for step in every_step(steps))


@pytest.mark.parametrize(
    ("typed", "hint"), [("prodct rule", "product rule"), ("chain", "chain rule"), ("??", "quotient rule")]
)
def test_a_rule_that_does_not_exist(typed: str, hint: str) -> None:
    with pytest.raises(QuestionError) as refusal:
        explain(read("x^2"), understood=(typed,))
    assert typed in refusal.value.message
    assert hint in refusal.value.hint


def test_the_name_of_a_rule_may_be_written_in_capitals() -> None:
    assert walked("x sin x", understood=("Product  Rule",)).steps[0].understood


AGAIN = [
    ("F(x, y) = (x sin(x y), y + sin(x y))", "jacobian", (), 2),
    ("F(x, y) = (x e^(x y), y e^(x y), e^(x y))", "jacobian", (), 4),
    ("F(t) = (t e^(t^2), e^(t^2))", "derivative", (), 1),
    ("f(x, y) = sin(x y) + x y", "hessian", (), 2),
    ("x sin(x^2)", "derivative", ("x", "x"), 1),
    ("f(x, y) = x e^(x y)", "partial", ("x", "y"), 2),
    ("x^2 sin x", "derivative", (), 0),
    ("f(x, y) = x y + 3x", "gradient", (), 0),
    # Quicker done again than looked up.
    ("F(x, y) = (3x + y, 3x - y)", "jacobian", (), 0),
    ("f(u, v) = u^2 sin(u v); u = s t; v = s/t", "substitute", (), 0),
]


def in_order(number: str) -> Sequence[int]:
    return [int(part) for part in number.split(".")]


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize(("typed", "ask", "wrt", "count"), AGAIN, ids=[f"{row[0]} {row[1]}" for row in AGAIN])
def test_what_was_shown_is_referred_to(
    typed: str, ask: str, wrt: tuple[str, ...], count: int, detail: str
) -> None:
    steps: dict[str, Step] = {
        step.id: step for step in every_step(walked(typed, ask, wrt, detail=detail).steps)
    }
    found = {step.before.text: step for step in steps.values() if step.rule == "found above"}
    assert len(found) == count
    for step in found.values():
        for number, asked in re.findall(r"As in step ([\d.]+): (.+?) = ", step.why.text):
            assert in_order(number) < in_order(step.id)
            assert asked in steps[number].before.text
            assert f'link("step:{number}"' in step.card.typst


def test_nothing_is_referred_to_from_one_walkthrough_to_the_next() -> None:
    for _time in range(2):
        assert walked("sin(x^2)").steps[0].rule == CHAIN


def test_the_reference_says_the_equation() -> None:
    steps = every_step(walked("x sin(x^2)", "derivative", ("x", "x")).steps)
    [step] = [step for step in steps if step.rule == "found above"]
    derivative = text(read("f(x) = 2x cos(x^2)").main.body)
    assert step.why.text == f"As in step 2: d/dx (sin(x^2)) = {derivative}."
