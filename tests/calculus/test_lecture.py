"""The lecture's own examples, line by line."""

from __future__ import annotations

import pytest

from tests.calculus.reading_answers import every_step, lines
from tutor.board import Walkthrough
from tutor.calculus import explain
from tutor.notation.reading import read

CHAIN = "f(g, h) = g^2 h + h; g = 3x; h = x^2"


def walk(text: str, ask: str | None = None, detail: str = "standard") -> Walkthrough:
    walkthrough = explain(read(text), ask, detail=detail)
    assert all(step.verified is True for step in every_step(walkthrough.steps))
    return walkthrough


def test_one_input_outer_times_inner_written_with_d() -> None:
    walkthrough = walk("sin(x^2)")
    assert walkthrough.ask == "derivative"
    assert lines(walkthrough)[0] == "d/du (sin(u)) * d/dx (x^2)"
    assert "cos(x^2) * 2x" in lines(walkthrough)
    assert walkthrough.result.formula.text == "2x cos(x^2)"


def test_partial_derivative_holds_the_other_variable() -> None:
    walkthrough = walk("∂/∂x (x^2 y + y)")
    assert walkthrough.ask == "partial" and walkthrough.wrt == ("x",)
    assert walkthrough.steps[0].before.text.startswith("∂/∂x")
    assert "y is held constant" in " ".join(step.title for step in every_step(walkthrough.steps))
    assert walkthrough.result.formula.text == "2xy"


@pytest.mark.parametrize("detail", ["brief", "standard", "full"])
def test_gradient_is_the_vector_of_the_partials(detail: str) -> None:
    walkthrough = walk("f(x, y) = x^2 y + y", detail=detail)
    assert walkthrough.ask == "gradient"
    assert [entry.text for entry in walkthrough.result.entries] == ["2xy", "x^2 + 1"]
    assert walkthrough.steps[0].after.text == "[∂f/∂x, ∂f/∂y]"
    assert walkthrough.steps[-1].after.text == "[2xy, x^2 + 1]"


def test_gradient_shows_the_zero_and_the_named_rules() -> None:
    walkthrough = walk("f(x, y) = x^2 y + y")
    assert "2xy + 0" in lines(walkthrough)
    rules = {step.rule for step in every_step(walkthrough.steps)}
    assert {"sum rule", "constant multiple", "power rule", "constant rule"} <= rules
    words = " ".join(step.why.text for step in every_step(walkthrough.steps))
    assert "y is held constant, so its derivative with respect to x is 0." in words


def test_chain_rule_with_two_inner_functions() -> None:
    walkthrough = walk(CHAIN)
    board = lines(walkthrough)
    assert board[0] == "∂f/∂g * dg/dx + ∂f/∂h * dh/dx"
    assert {"2gh", "g^2 + 1", "3", "2x"} <= set(board)
    parts, simplified = board.index("2gh * 3 + (g^2 + 1) * 2x"), board.index("36x^3 + 2x")
    assert parts < simplified
    assert "18x^3 + 18x^3 + 2x" in board[parts:simplified]
    assert walkthrough.result.formula.text == "36x^3 + 2x"
    assert walkthrough.result.formula.sympy == "36*x**3 + 2*x"


def test_chain_rule_in_vector_notation() -> None:
    walkthrough = walk(CHAIN)
    [step] = [step for step in walkthrough.steps if step.rule == "vector notation"]
    assert step.after.text == "[2gh, g^2 + 1] · [3, 2x]"
    assert "v = [g, h]" in step.why.text and "v' = [3, 2x]" in step.why.text
    following = walkthrough.steps[walkthrough.steps.index(step) + 1]
    assert following.after.text == "2gh * 3 + (g^2 + 1) * 2x"


def test_chain_rule_is_checked_against_substituting_first() -> None:
    assert "9x^4 + x^2" in walk(CHAIN).check.text


@pytest.mark.parametrize("detail", ["brief", "standard", "full"])
def test_jacobian_rows_are_gradients(detail: str) -> None:
    walkthrough = walk("F(x, y) = (x^2 y, 5x + sin y)", detail=detail)
    assert walkthrough.ask == "jacobian"
    assert [[entry.text for entry in row] for row in walkthrough.result.entries] == [
        ["2xy", "x^2"],
        ["5", "cos(y)"],
    ]
    rows = [step for step in walkthrough.steps if step.rule == "gradient of a row"]
    assert [step.focus.row for step in rows] == [0, 1]
    assert "Row 1 is the gradient of f_1 = x^2 y" in rows[0].why.text
