"""Several ways to the same derivative, the forms that an answer is offered in, and how they are chosen."""

from __future__ import annotations

import pytest

from tests.calculus.reading_answers import as_sympy, equal, every_step
from tutor.board import NotationStyle
from tutor.calculus import QuestionError, explain
from tutor.calculus.lines import DETAILS
from tutor.notation.reading import read, read_expression
from tutor.notation.style import writing
from tutor.notation.text import text

WAYS = [
    ("x^5", []),
    ("sin x", []),
    ("(x + 1)^2", ["rules*", "expand"]),
    ("(x - 1)(x + 2)", ["rules*", "expand"]),
    ("x sqrt(x)", ["rules", "powers*"]),
    ("x^5/x^2", ["rules", "powers*", "negative power"]),
    ("(x^3 + 2x)/x", ["rules", "split*", "negative power"]),
    ("(x + 1)/x^2", ["rules*", "split", "negative power"]),
    ("1/x^3", ["rules*", "negative power"]),
    ("e^x/(x + 1)", ["rules*", "negative power"]),
    ("x^2 e^x sin x", ["rules*", "logarithm"]),
    ("x^2 (x + 1)^3/(x - 2)^4", ["rules*", "negative power", "logarithm"]),
    ("x^x", []),
    ("f(g, h) = g^2 h + h; g = 3x; h = x^2", ["rules*", "substitute"]),
]


@pytest.mark.parametrize(("typed", "expected"), WAYS, ids=[row[0] for row in WAYS])
def test_methods_are_listed_and_agree(typed: str, expected: list[str]) -> None:
    first = explain(read(typed))
    assert [method.name + "*" * method.chosen for method in first.methods] == expected
    for method in first.methods:
        for detail in DETAILS:
            walkthrough = explain(read(typed), detail=detail, method=method.name)
            assert [each.name for each in walkthrough.methods if each.chosen] == [method.name]
            [steps] = [each.steps for each in walkthrough.methods if each.chosen]
            assert steps == len(walkthrough.steps)
            assert all(step.verified is True for step in every_step(walkthrough.steps))
            results = (walkthrough.result.formula, walkthrough.result.raw)
            assert all(equal(as_sympy(one.sympy), as_sympy(first.result.formula.sympy)) for one in results)


@pytest.mark.parametrize(
    ("typed", "method", "line"),
    [
        ("(x + 1)^2", "expand", "d/dx (x^2 + 2x + 1)"),
        ("(x^3 + 2x)/x", "split", "d/dx (x^2 + 2)"),
        ("x sqrt(x)", "powers", "d/dx (x^(3/2))"),
        ("1/x^3", "negative power", "d/dx (x^(-3))"),
        ("x^2 e^x sin x", "logarithm", "x^2 e^x sin(x) * d/dx (ln(x^2 e^x sin(x)))"),
    ],
)
def test_a_method_begins_by_rewriting(typed: str, method: str, line: str) -> None:
    assert explain(read(typed), method=method).steps[0].after.text == line


def test_a_partial_derivative_has_methods_too() -> None:
    walkthrough = explain(read("x y (x + 1)^2"), "partial", ("x",), method="expand")
    assert walkthrough.steps[0].after.text == "∂/∂x (x^3 y + 2x^2 y + xy)"
    assert all(step.verified is True for step in every_step(walkthrough.steps))


COMPONENTS = [
    ("f(x, y) = (x + 1)^2 y", "gradient", (), ["rules*", "expand"]),
    ("f(x, y) = x sqrt(x) y", "gradient", (), ["rules", "powers*"]),
    ("f(x, y) = (x + 1)^2 y", "hessian", (), ["rules*", "expand"]),
    ("F(x, y) = ((x + y)^2, 1/x^3)", "jacobian", (), ["rules*", "expand", "negative power"]),
    ("F(t) = ((t + 1)^2, t)", "derivative", (), ["rules*", "expand"]),
    ("(x + 1)^3", "derivative", ("x", "x"), ["rules*", "expand"]),
    ("f(x, y) = (x + y)^2", "partial", ("x", "y"), ["rules*", "expand"]),
    ("f(x, y) = x y", "gradient", (), []),
    ("f(u, v) = (u + v)^2; u = 3x; v = x^2", "chain", (), ["rules*", "expand", "substitute"]),
]


@pytest.mark.parametrize(
    ("typed", "ask", "wrt", "expected"), COMPONENTS, ids=[f"{row[0]} {row[1]}" for row in COMPONENTS]
)
def test_components_have_methods_too(typed: str, ask: str, wrt: tuple[str, ...], expected: list[str]) -> None:
    first = explain(read(typed), ask, wrt)
    assert [method.name + "*" * method.chosen for method in first.methods] == expected
    for method in first.methods:
        walkthrough = explain(read(typed), ask, wrt, method=method.name)
        steps = list(every_step(walkthrough.steps))
        assert all(step.verified is True for step in steps)
        assert method.steps == len(walkthrough.steps)
        assert any(step.rule == "rewrite" for step in steps) == (method.name not in ("rules", "substitute"))
        assert equal(as_sympy(walkthrough.result.formula.sympy), as_sympy(first.result.formula.sympy))


@pytest.mark.parametrize(
    ("typed", "ask", "method"),
    [("x^2", None, "split"), ("(x + 1)^2", None, "guess"), ("x y", "gradient", "expand")],
)
def test_a_method_that_does_not_fit(typed: str, ask: str | None, method: str) -> None:
    with pytest.raises(QuestionError) as refusal:
        explain(read(typed), ask, method=method)
    assert method in refusal.value.message
    assert "rules" in refusal.value.hint


def test_the_methods_rules_is_always_there() -> None:
    assert explain(read("x^2"), method="rules").result.formula.text == "2x"


FORMS = [
    ("x^3", []),
    ("(x + 1)^2", [("expanded", "2x + 2")]),
    ("x^3/3 - x", [("factored", "(x - 1)(x + 1)")]),
    ("x^2 e^x", [("expanded", "x^2 e^x + 2x e^x")]),
    ("x arctan(x)", [("one fraction", "(x + (x^2 + 1) arctan(x))/(x^2 + 1)")]),
    ("x^2 sin x", [("factored", "x*(x cos(x) + 2 sin(x))")]),
]


@pytest.mark.parametrize(("typed", "expected"), FORMS, ids=[row[0] for row in FORMS])
def test_other_forms(typed: str, expected: list[tuple[str, str]]) -> None:
    result = explain(read(typed)).result
    found = [(form.name, form.formula.text) for form in result.forms]
    assert found == [(name, text(read_expression(form))) for name, form in expected]
    assert [form.sentence.text for form in result.forms] == [
        part.strip() + "." for part in result.also.text.split(".") if part.strip()
    ]


def test_the_forms_of_a_vector_are_taken_entry_by_entry() -> None:
    [form] = explain(read("f(x, y) = (x + 1)^2 y"), "gradient").result.forms
    assert (form.name, form.formula.text) == ("expanded", "[2xy + 2y, x^2 + 2x + 1]")
    assert explain(read("f(x, y) = x y"), "hessian").result.forms == ()
    forms = explain(read("F(x, y) = (x^2 y + y x, x)"), "jacobian").result.forms
    assert [(form.name, form.formula.text) for form in forms] == [
        ("factored", "[[y * (2x + 1), x * (x + 1)], [1, 0]]")
    ]


def test_a_long_answer_is_left_as_it_is() -> None:
    body = " + ".join(f"sin({k} x) e^({k} x)" for k in range(1, 12))
    assert explain(read(body), "derivative").result.forms == ()


def test_without_proof_the_board_is_the_same() -> None:
    shown, proved = (explain(read("x^2 sin x"), prove=prove) for prove in (False, True))
    assert [step.card for step in shown.steps] == [step.card for step in proved.steps]
    assert all(step.verified is None and not step.notes for step in every_step(shown.steps))
    assert (shown.methods, shown.result.forms) == ((), ())


@pytest.mark.parametrize(("typed", "method"), [("x^x", None), ("x^2 (x + 1) e^x", "logarithm")])
def test_the_words_write_the_logarithm_in_the_style_in_use(typed: str, method: str | None) -> None:
    with writing(NotationStyle(logarithm="log")):
        why = explain(read(typed), method=method, prove=False).steps[0].why
    assert "log(" in why.text
    assert "ln" not in why.text + why.typst
