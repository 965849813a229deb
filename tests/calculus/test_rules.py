"""Every rule's docstring example is derived, uses the rule, and is right."""

from __future__ import annotations

import pytest
import sympy

from tests import rules_table
from tests.calculus.reading_answers import as_sympy, equal, every_step
from tutor.calculus import explain
from tutor.calculus.model import to_sympy
from tutor.calculus.rules import Rule, all_rules
from tutor.calculus.rules.rule import rule
from tutor.notation.expression import Sum
from tutor.notation.reading import read, read_expression


@pytest.mark.parametrize("row", all_rules(), ids=lambda row: row.name)
def test_example(row: Rule) -> None:
    typed, answer = row.example
    problem = read(typed)
    walkthrough = explain(problem, detail="full")
    assert row.name in {step.rule for step in every_step(walkthrough.steps)}
    expected = sympy.diff(to_sympy(problem.main.body), sympy.Symbol("x", real=True))
    if expected.has(sympy.floor):  # sympy leaves the derivative of a step function as it stands
        expected = sympy.Integer(0)
    assert equal(as_sympy(walkthrough.result.formula.sympy), expected)
    assert equal(to_sympy(read_expression(answer)), expected)
    assert all(step.verified for step in every_step(walkthrough.steps))


@pytest.mark.parametrize("row", all_rules(), ids=lambda row: row.name)
def test_rule_speaks(row: Rule) -> None:
    assert row.formula and row.title and row.hint
    assert "'" in row.formula and "=" in row.formula


def test_rule_without_an_example_is_refused() -> None:
    def nameless(_expression: object, _respect: object) -> None:
        """u' = u'"""

    with pytest.raises(ValueError, match="needs a formula and one example"):
        rule(Sum, title="No example", hint="None")(nameless)


def test_the_readme_has_every_rule() -> None:
    """`python -m tests.rules_table` brings it up to date."""
    text = rules_table.README.read_text(encoding="utf-8")
    assert rules_table.with_table(text) == text
    assert text.count(rules_table.BEGIN) == 1
