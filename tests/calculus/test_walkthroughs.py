"""Walkthroughs of every kind: right, verified, and worded at every level of detail."""

from __future__ import annotations

import pytest
import sympy
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.calculus.reading_answers import as_sympy, concrete, equal, every_step
from tutor.calculus import QuestionError, explain
from tutor.calculus.functions import FUNCTIONS
from tutor.calculus.rules import all_rules
from tutor.notation.expression import Quotient, integer
from tutor.notation.reading import read

x, y, a, n = sympy.symbols("x y a n", real=True)

DERIVATIVES = [
    ("7", sympy.Integer(0)),
    ("x", sympy.Integer(1)),
    ("5x^3 - 4x + 2", 15 * x**2 - 4),
    ("-x^4", -4 * x**3),
    ("x^2 sin x", 2 * x * sympy.sin(x) + x**2 * sympy.cos(x)),
    ("x sin(x) e^x", sympy.diff(x * sympy.sin(x) * sympy.exp(x), x)),
    ("sin x/x", (x * sympy.cos(x) - sympy.sin(x)) / x**2),
    ("(x + 1)/(x - 1)", -2 / (x - 1) ** 2),
    ("3/x^2", -6 / x**3),
    ("1/(x^2 + 1)", -2 * x / (x**2 + 1) ** 2),
    ("sqrt(1 + x^2)", x / sympy.sqrt(1 + x**2)),
    ("cbrt(x)", sympy.Rational(1, 3) * x ** sympy.Rational(-2, 3)),
    ("x^(3/2)", sympy.Rational(3, 2) * sympy.sqrt(x)),
    ("0.5 x^2", x),
    ("e^(-x^2/2)", -x * sympy.exp(-(x**2) / 2)),
    ("2^x", 2**x * sympy.log(2)),
    ("3^(2x)", 2 * 9**x * sympy.log(3)),
    ("x^x", x**x * (sympy.log(x) + 1)),
    ("(x^2 + 1)^x", sympy.diff((x**2 + 1) ** x, x)),
    ("x^(sin x)", sympy.diff(x ** sympy.sin(x), x)),
    ("ln(x^2 + 1)", 2 * x / (x**2 + 1)),
    ("log(x, 2)", 1 / (x * sympy.log(2))),
    ("log(2, x)", sympy.diff(sympy.log(2) / sympy.log(x), x)),
    ("sin(cos(x^2))", sympy.diff(sympy.sin(sympy.cos(x**2)), x)),
    ("sin(cos(tan(ln(x))))", sympy.diff(sympy.sin(sympy.cos(sympy.tan(sympy.log(x)))), x)),
    ("sin^2 x", 2 * sympy.sin(x) * sympy.cos(x)),
    ("sqrt(x)^2", sympy.Integer(1)),
    ("ln(x)^2", 2 * sympy.log(x) / x),
    ("|x|", sympy.sign(x)),
    ("a x^2 + n", 2 * a * x),
    ("x^n", n * x ** (n - 1)),
    ("u^2 sin(u)", None),
]


@pytest.mark.parametrize("detail", ["brief", "standard", "full"])
@pytest.mark.parametrize(("typed", "expected"), DERIVATIVES, ids=[row[0] for row in DERIVATIVES])
def test_derivative(typed: str, expected: sympy.Expr | None, detail: str) -> None:
    walkthrough = explain(read(typed), "derivative", detail=detail)
    assert all(step.verified is True for step in every_step(walkthrough.steps)), walkthrough.steps
    if expected is not None:
        assert equal(as_sympy(walkthrough.result.formula.sympy), expected)
        assert equal(as_sympy(walkthrough.result.raw.sympy), expected)
    for step in every_step(walkthrough.steps):
        assert step.title and step.why.text and step.hint.text
        assert "{" not in step.title + step.why.text + step.hint.text


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_table_of_functions(name: str) -> None:
    row = FUNCTIONS[name]
    walkthrough = explain(read(f"{name}(2x)"), "derivative")
    expected = sympy.diff(row.sympy(2 * x), x)
    result = as_sympy(walkthrough.result.formula.sympy)
    assert all(step.verified is True for step in every_step(walkthrough.steps))
    points = [sympy.Rational(1, 5), sympy.Rational(3, 10), sympy.Rational(7, 5)]
    differences = [
        abs(sympy.N((result - expected).subs(x, at), 30))
        for at in points
        if sympy.N(expected.subs(x, at)).is_finite
    ]
    assert differences and all(difference < sympy.Float("1e-20") for difference in differences)


@pytest.mark.parametrize(
    ("typed", "ask", "wrt", "expected"),
    [
        ("x^y", "partial", ("x",), "y*x**(y - 1)"),
        ("x^y", "partial", ("y",), "x**y*log(x)"),
        ("f(x, y, z) = x y z + z^2", "gradient", (), "Matrix([y*z, x*z, x*y + 2*z])"),
        ("e^(x y)", "gradient", (), "Matrix([y*exp(x*y), x*exp(x*y)])"),
        ("z = u^2 v + v; u = s t; v = s + t^2", "chain", ("s",), None),
        ("f(g) = sin(g); g = x^2", "chain", (), "2*x*cos(x**2)"),
        ("f(x, g) = x g; g = x^2", "chain", (), "3*x**2"),
        ("f(p, q, r) = p q r; p = x; q = x^2; r = x^3", "chain", (), "6*x**5"),
        ("f(g) = g^2; g = sin(h); h = x^2", "chain", (), "4*x*sin(x**2)*cos(x**2)"),
        ("F(x) = (cos x, sin x)", "derivative", (), "Matrix([-sin(x), cos(x)])"),
        (
            "F(x, y, z) = (x y, y z)",
            "jacobian",
            (),
            "Matrix([[y, x, 0], [0, z, y]])",
        ),
        ("f(x, y) = x^2 y", "jacobian", (), "Matrix([[2*x*y, x**2]])"),
        ("f(x, y) = x^2 y + y", "hessian", (), "Matrix([[2*y, 2*x], [2*x, 0]])"),
        ("e^(x y)", "hessian", ("x",), "Matrix([[y**2*exp(x*y)]])"),
        ("F(t) = (t^2, sin t)", "jacobian", (), "Matrix([[2*t], [cos(t)]])"),
    ],
)
def test_questions(typed: str, ask: str, wrt: tuple[str, ...], expected: str | None) -> None:
    walkthrough = explain(read(typed), ask, wrt)
    unproved = [step for step in every_step(walkthrough.steps) if step.verified is not True]
    assert not unproved
    if expected is not None:
        assert equal(as_sympy(walkthrough.result.formula.sympy), as_sympy(expected))


def test_several_inputs_give_one_entry_each() -> None:
    walkthrough = explain(read("z = u^2 v + v; u = s t; v = s + t^2"), "chain")
    s, t = sympy.symbols("s t", real=True)
    whole = (s * t) ** 2 * (s + t**2) + (s + t**2)
    assert walkthrough.wrt == ("s", "t")
    for entry, letter in zip(walkthrough.result.entries, (s, t), strict=True):
        assert equal(as_sympy(entry.sympy), sympy.diff(whole, letter))


def test_inner_letter_never_collides() -> None:
    walkthrough = explain(read("f(u) = sin(u^2)"), "derivative")
    assert "d/dv (sin(v))" in walkthrough.steps[0].after.text


def test_values_at_a_point_are_steps() -> None:
    walkthrough = explain(read("x^2 + x"), at={"x": Quotient(integer(1), integer(2))})
    assert [step.rule for step in walkthrough.steps[-2:]] == ["put the values in", "work out the value"]
    gradient = explain(read("x^2 y + y"), "gradient", at={"x": integer(1), "y": integer(1)})
    assert gradient.steps[-1].after.text == "[2, 2]"
    assert all(step.verified for step in gradient.steps)
    assert gradient.result.formula.text == "[2xy, x^2 + 1]"


@pytest.mark.parametrize(
    ("typed", "ask", "wrt", "words"),
    [
        ("x^2 y", "derivative", (), "several inputs"),
        ("x^2", "derivative", ("q",), "q does not occur"),
        ("x^2", "integral", (), "no question called integral"),
        ("x^2 y", "chain", (), "no inner functions"),
        ("F(x, y) = (x, y)", "gradient", (), "no single gradient"),
        ("F(x, y) = (x, y)", "hessian", (), "no single Hessian"),
    ],
)
def test_a_question_that_does_not_fit(typed: str, ask: str, wrt: tuple[str, ...], words: str) -> None:
    with pytest.raises(QuestionError) as refusal:
        explain(read(typed), ask, wrt)
    assert words in refusal.value.message
    assert refusal.value.hint


Pair = tuple[str, str]
"""The same function as a student and as SymPy's parser would write it."""

ATOMS: st.SearchStrategy[Pair] = st.sampled_from(
    [(text, text) for text in ("x", "y", "z", "t", "2", "3")]
    + [("x^2", "x**2"), ("sin x", "sin(x)"), ("e^x", "exp(x)"), ("1/2", "Rational(1, 2)"), ("x y", "x*y")]
)
OUTER = [
    ("sin({})", "sin({})"),
    ("cos({})", "cos({})"),
    ("arctan({})", "atan({})"),
    ("tanh({})", "tanh({})"),
    ("erf({})", "erf({})"),
    ("-({})", "-({})"),
    ("({})^3", "({})**3"),
    ("({})^2", "({})**2"),
    ("sqrt(({})^2 + 1)", "sqrt(({})**2 + 1)"),
    ("ln(abs(2 + sin({})))", "log(Abs(2 + sin({})))"),
    ("ln(({})^2 + 2)", "log(({})**2 + 2)"),
    ("2^(sin({}))", "2**sin({})"),
    ("(2 + sin({}))^x", "(2 + sin({}))**x"),
    ("log(3 + cos({}), 2)", "log(3 + cos({}), 2)"),
    ("({})/3", "({})/3"),
    ("2/(({})^2 + 1)", "2/(({})**2 + 1)"),
    ("floor(2/3 + sin({}))", "floor(Rational(2, 3) + sin({}))"),
    ("gamma(2 + sin({}))", "gamma(2 + sin({}))"),
    ("int(s^2, s, 0, {})", "(({})**3/3)"),
    ("g({})", "Function('g')({})"),
]
JOINED = [
    ("({} + {})", "({} + {})"),
    ("({} - ({}))", "({} - ({}))"),
    ("({})*({})", "({})*({})"),
    ("({})/(({})^2 + 1)", "({})/(({})**2 + 1)"),
    ("max({}, {})", "Max({}, {})"),
    ("({} if x < 2 else {})", "Piecewise(({}, x < 2), ({}, True))"),
]


def _combine(children: st.SearchStrategy[Pair]) -> st.SearchStrategy[Pair]:
    def one(form: Pair, inner: Pair) -> Pair:
        return form[0].format(inner[0]), form[1].format(inner[1])

    def two(form: Pair, left: Pair, right: Pair) -> Pair:
        return form[0].format(left[0], right[0]), form[1].format(left[1], right[1])

    return st.one_of(
        st.builds(one, st.sampled_from(OUTER), children),
        st.builds(two, st.sampled_from(JOINED), children, children),
    )


RANDOM = st.recursive(ATOMS, _combine, max_leaves=6)
DETAIL = st.sampled_from(["brief", "standard", "full"])


def test_the_forms_use_every_rule() -> None:
    """What the random functions are built from reaches each rule in the table."""
    forms = [form.format(inner) for form, _code in OUTER for inner in ("x", "x y")]
    forms += [form.format("x", "sin x") for form, _code in JOINED]
    walked = [explain(read(f"f(x, y, z, t) = {form}"), "partial", ("x",), "full") for form in forms]
    used = {step.rule for walkthrough in walked for step in every_step(walkthrough.steps)}
    assert {rule.name for rule in all_rules()} <= used


@example(("floor(2/3 + sin(floor(2/3 + sin(x))))", "floor(2/3 + sin(floor(2/3 + sin(x))))"), "full")
@example(("max(int(s^2, s, 0, 1/2), x^2)", "Max(Rational(1, 24), x**2)"), "brief")
@example(("g(g(x))", "Function('g')(Function('g')(x))"), "brief")
@settings(max_examples=20, deadline=None)
@given(RANDOM, DETAIL)
def test_random_functions(function: Pair, detail: str) -> None:
    _assert_right(function, detail)


@pytest.mark.soak
@pytest.mark.rest
@settings(max_examples=60, deadline=None)
@given(RANDOM, DETAIL)
def test_more_random_functions(function: Pair, detail: str) -> None:
    _assert_right(function, detail)


def _assert_right(function: Pair, detail: str) -> None:
    """No exception, no step that is wrong, and the independent derivative agrees where it has a value."""
    typed, code = function
    walkthrough = explain(read(f"f(x, y, z, t) = {typed}"), "partial", ("x",), detail)
    assert all(step.verified is not False for step in every_step(walkthrough.steps))
    result = concrete(as_sympy(walkthrough.result.formula.sympy))
    values = [
        _slope_difference(
            concrete(as_sympy(code)), result, [sympy.Rational(k + 3 * place**2 + 1, 7) for place in range(4)]
        )
        for k in range(1, 12, 2)
    ]
    known = [value for value in values if value is not None]
    assert not known or max(known) < sympy.Float("1e-8")


def _slope_difference(
    function: sympy.Expr, derivative: sympy.Expr, place: list[sympy.Rational]
) -> sympy.Expr | None:
    """Return how far the derivative is from the function's difference quotient, relatively."""
    letters = [sympy.Symbol(name, real=True) for name in "xyzt"]
    h = sympy.Rational(1, 10**12)
    point = dict(zip(letters, place, strict=True))
    ahead, behind = ({**point, letters[0]: point[letters[0]] + step} for step in (h, -h))
    slope = (function.subs(ahead).evalf(60) - function.subs(behind).evalf(60)) / (2 * h)
    value = derivative.subs(point).evalf(40)
    if not (slope.is_number and value.is_number and slope.is_finite and value.is_finite):
        return None
    return abs(slope.evalf(30) - value) / (1 + abs(value))
