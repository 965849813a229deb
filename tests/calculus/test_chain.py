"""The chain rule over any number of inner functions, inputs and levels, and its two other forms."""

from __future__ import annotations

from itertools import pairwise

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.calculus.reading_answers import as_sympy, equal, every_step
from tests.shares import rotating
from tutor.board import Focus, Step, Walkthrough
from tutor.calculus import QuestionError, explain, reading_of
from tutor.calculus.questions.dependencies import Dependencies
from tutor.notation.reading import read

LECTURE = "f(g, h) = g^2 h + h; g = 3x; h = x^2"
TWO_INPUTS = "z(u, v) = u^2 v; u = s t; v = s/t"
LEVELS = "z(u, v) = u v; u = s + t; v = s t; s = x^2; t = 3x"
DEEP = "f(g) = g^2; g = sin(h); h = ln(p); p = x^2 + 1"
DIRECT = "f(x, g) = x g; g = x^2"
DIRECT_OF_TWO = "f(x, g) = x g; g = x^2 y"
ONE = "f(u) = u^3; u = sin x"
THREE = "f(p, q, r) = p q r; p = x; q = x^2; r = x^3"
CROSSED = "f(g, h) = g h; g = x h; h = sin x"
POLAR = "F(x, y) = (x^2 + y^2, x y); x = r cos(theta); y = r sin(theta)"


def walk(text: str, ask: str = "chain", wrt: tuple[str, ...] = (), detail: str = "standard") -> Walkthrough:
    walkthrough = explain(read(text), ask, wrt, detail)
    wrong = [step for step in every_step(walkthrough.steps) if step.verified is not True]
    assert not wrong, [(step.title, step.before.text, step.after.text, step.notes) for step in wrong]
    for step in every_step(walkthrough.steps):
        assert step.title and step.why.text and step.hint.text
        assert "{" not in step.title + step.why.text + step.hint.text
    return walkthrough


def first_line(text: str, wrt: tuple[str, ...] = ()) -> Step:
    return walk(text, wrt=wrt).steps[0]


def of_rule(walkthrough: Walkthrough, rule: str) -> list[Step]:
    return [step for step in walkthrough.steps if step.rule == rule]


ANSWERS = [
    (LECTURE, "36*x**3 + 2*x"),
    (TWO_INPUTS, "Matrix([3*s**2*t, s**3])"),
    (LEVELS, "15*x**4 + 36*x**3"),
    (DEEP, "4*x*sin(log(x**2 + 1))*cos(log(x**2 + 1))/(x**2 + 1)"),
    (DIRECT, "3*x**2"),
    (DIRECT_OF_TWO, "Matrix([3*x**2*y, x**3])"),
    (ONE, "3*sin(x)**2*cos(x)"),
    (THREE, "6*x**5"),
    (CROSSED, "sin(x)**2 + 2*x*sin(x)*cos(x)"),
    ("f(g) = x g; g = x^2", "3*x**2"),
    ("f(g, h) = g^2; g = 3x; h = x^2", "18*x"),
    ("f(x, g) = g^2; g = x^3", "6*x**5"),
    ("w(u, v, r) = u v r; u = s t; v = s + t; r = e^(s t)", None),
    ("f(g, h) = a g + h; g = b x; h = c", "a*b"),
    (POLAR, None),
    ("F(u, v) = (u v, u + v, u^2); u = x + y; v = x y", None),
    ("F(g) = (cos g, sin g); g = x^2", None),
    ("F(x, g) = (g^2, x g); g = x^2 y", None),
    ("F(u) = (u^2, 3u); u = s t; s = x^2; t = sin x", None),
]


@pytest.mark.parametrize(
    ("asked", "ask", "detail"),
    rotating(ANSWERS, ["chain", "substitute"], ["brief", "standard", "full"], every=3),
)
def test_answer(asked: tuple[str, str | None], ask: str, detail: str) -> None:
    typed, expected = asked
    walkthrough = walk(typed, ask, detail=detail)
    assert walkthrough.steps[-1].notes == ()
    if expected is not None:
        assert equal(as_sympy(walkthrough.result.formula.sympy), as_sympy(expected))
        assert equal(as_sympy(walkthrough.result.raw.sympy), as_sympy(expected))


PATHS = [
    (LECTURE, "∂f/∂g * dg/dx + ∂f/∂h * dh/dx"),
    (ONE, "df/du * du/dx"),
    (DEEP, "df/dg * dg/dh * dh/dp * dp/dx"),
    (DIRECT, "∂f/∂x + ∂f/∂g * dg/dx"),
    (THREE, "∂f/∂p * dp/dx + ∂f/∂q * dq/dx + ∂f/∂r * dr/dx"),
    (CROSSED, "∂f/∂g * ∂g/∂h * dh/dx + ∂f/∂g * ∂g/∂x + ∂f/∂h * dh/dx"),
    (
        LEVELS,
        "∂z/∂u * ∂u/∂s * ds/dx + ∂z/∂u * ∂u/∂t * dt/dx + ∂z/∂v * ∂v/∂s * ds/dx + ∂z/∂v * ∂v/∂t * dt/dx",
    ),
]


@pytest.mark.parametrize(("typed", "line"), PATHS)
def test_one_term_for_each_path(typed: str, line: str) -> None:
    assert first_line(typed).after.text == line


def test_each_derivative_along_the_paths_is_worked_out_once() -> None:
    walkthrough = walk(LEVELS)
    found = [step.line.text for step in walkthrough.steps if step.rule.endswith("derivative")]
    assert found == [
        "∂z/∂u = v",
        "∂z/∂v = u",
        "∂u/∂s = 1",
        "∂u/∂t = 1",
        "∂v/∂s = t",
        "∂v/∂t = s",
        "ds/dx = 2x",
        "dt/dx = 3",
    ]


def test_inner_functions_are_put_in_level_by_level() -> None:
    lines = [step.after.text for step in of_rule(walk(LEVELS), "put the inner functions in")]
    assert len(lines) == 2
    assert lines[0].startswith("st * 1 * 2x + st * 1 * 3 + ")
    assert "s" not in lines[1] and "t" not in lines[1]


def test_several_inputs_share_what_is_found() -> None:
    walkthrough = walk(TWO_INPUTS)
    assert walkthrough.wrt == ("s", "t")
    assert [entry.text for entry in walkthrough.result.entries] == ["3s^2 t", "s^3"]
    partial = [step.line.text for step in of_rule(walkthrough, "partial derivative")]
    assert partial == ["∂z/∂u = 2uv", "∂z/∂v = u^2"]
    [above] = of_rule(walkthrough, "found above")
    assert above.after.text == "[2uv, u^2]"
    assert "worked out above" in above.why.text and "∂z/∂u" in above.why.text
    second = walk(TWO_INPUTS, wrt=("t",))
    assert second.result.formula.text == "s^3" and not of_rule(second, "found above")


def test_the_direct_way_is_told_from_the_whole() -> None:
    words = first_line(DIRECT).why.text
    assert "x reaches f directly, as one of its inputs, and through g." in words
    assert "∂f/∂x counts the direct way alone, with g held constant" in words
    assert "df/dx counts every way" in words
    of_two = walk(DIRECT_OF_TWO)
    assert [step.before.text for step in of_rule(of_two, "chain rule")] == ["df/dx", "∂f/∂y"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (LECTURE, "on two paths, through g and through h"),
        (ONE, "One path leads from f to x, through u"),
        (THREE, "on 3 paths, one each through p, q and r"),
        (DEEP, "f → g → h → p → x"),
        (LEVELS, "4 paths lead from z to x: z → u → s → x; z → u → t → x"),
        ("f(g, h) = g h; g = 2; h = 3", "No path leads from f to x"),
    ],
)
def test_the_paths_in_words(typed: str, words: str) -> None:
    assert words in first_line(typed).why.text


def test_parts_name_what_is_held() -> None:
    walkthrough = walk(TWO_INPUTS)
    words = {step.line.text.partition(" = ")[0]: step.why.text for step in walkthrough.steps}
    assert "only u moves, and v is held constant" in words["∂z/∂u"]
    assert "only s moves, and t is held constant" in words["∂v/∂s"]
    assert "an ordinary derivative, written with d" in " ".join(s.why.text for s in walk(ONE).steps)


def test_vector_form_for_several_inputs() -> None:
    [step] = of_rule(walk(TWO_INPUTS), "vector notation")
    assert step.after.text == "[2uv, u^2] · [t, 1/t]"
    assert step.title.endswith("∇z · ∂w/∂s")
    [direct] = of_rule(walk(DIRECT), "vector notation")
    assert direct.after.text == "[g, x] · [1, 2x]"
    assert not of_rule(walk(LEVELS), "vector notation")


@pytest.mark.parametrize("typed", [LECTURE, DEEP, LEVELS, DIRECT, THREE, POLAR])
def test_brief_is_brief(typed: str) -> None:
    assert 4 <= len(walk(typed, detail="brief").steps) <= 5
    assert len(walk(typed, detail="full").steps) >= len(walk(typed).steps)


def test_the_picture_follows() -> None:
    steps = walk(TWO_INPUTS).steps
    focus = {step.line.text.partition(" = ")[0]: step.focus for step in steps if "derivative" in step.rule}
    assert focus["∂z/∂v"] == Focus(variable="v", branch="v")
    assert focus["∂v/∂t"] == Focus(variable="t", branch="v")
    assert {step.focus.variable for step in of_rule(walk(TWO_INPUTS), "chain rule")} == {"s", "t"}


def test_substituting_first_agrees() -> None:
    walkthrough = walk(LECTURE, "substitute")
    assert walkthrough.steps[0].after.text == "(3x)^2 x^2 + x^2"
    assert "9x^4 + x^2" in [step.after.text for step in walkthrough.steps]
    assert walkthrough.result.formula.text == walk(LECTURE).result.formula.text == "36x^3 + 2x"
    assert "The chain rule, path by path, gives" in walkthrough.check.text
    levels = of_rule(walk(LEVELS, "substitute"), "put the inner functions in")
    assert [step.after.text for step in levels] == ["(s + t) * st", "(x^2 + 3x) * x^2 * 3x"]


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        (LECTURE, [("chain", "x"), ("substitute", None)]),
        (TWO_INPUTS, [("chain", "s"), ("chain", "t"), ("substitute", None)]),
        (POLAR, [("chain", None), ("substitute", None)]),
        ("f(x, y) = x y", []),
    ],
)
def test_buttons(typed: str, asks: list[tuple[str, str | None]]) -> None:
    reading = reading_of(read(typed))
    offered = [(button.ask, button.wrt) for button in reading.questions]
    assert [each for each in offered if each[0] in ("chain", "substitute")] == asks
    if asks:
        assert reading.questions[reading.default].ask == "chain"


def test_matrix_form() -> None:
    walkthrough = walk(POLAR)
    board = [step.after.text for step in walkthrough.steps]
    assert board[0] == "J_F * J_G"
    assert walkthrough.steps[0].why.text.startswith("r and θ first pass through G")
    inner = "[[cos(theta), -r sin(theta)], [sin(theta), r cos(theta)]]"
    assert f"[[2x, 2y], [y, x]] * {inner}" in board
    rows = of_rule(walkthrough, "gradient of a row")
    assert [step.focus.row for step in rows] == [0, 1, 0, 1]
    [product] = of_rule(walkthrough, "matrix product")
    assert product.after.text.startswith("[[2x * cos(theta) + 2y * sin(theta), ")
    assert product.steps[0].before.text == "[2x, 2y] · [cos(theta), sin(theta)]"
    r, theta = sympy.symbols("r theta", real=True)
    whole = sympy.Matrix([r**2, r**2 * sympy.sin(theta) * sympy.cos(theta)])
    shown = as_sympy(walkthrough.result.formula.sympy).subs(sympy.Symbol("theta"), theta)
    assert (shown - whole.jacobian([r, theta])).applyfunc(sympy.trigsimp) == sympy.zeros(2, 2)


def test_matrix_form_for_one_input() -> None:
    assert walk(POLAR, wrt=("r",)).result.formula.text == "[[2r], [2r sin(theta) cos(theta)]]"


def test_inner_vector_is_named_by_a_free_letter() -> None:
    board = walk("F(u, v) = (u v, G u); u = x y; v = x + y").steps[0]
    assert board.after.text == "J_F * J_H"


@pytest.mark.parametrize(
    ("typed", "ask", "wrt", "words"),
    [
        (LECTURE, "chain", ("g",), "g is not an input of the inner functions"),
        ("x^2", "substitute", (), "no inner functions"),
    ],
)
def test_questions_that_do_not_fit(typed: str, ask: str, wrt: tuple[str, ...], words: str) -> None:
    with pytest.raises(QuestionError) as refusal:
        explain(read(typed), ask, wrt)
    assert words in refusal.value.message and refusal.value.hint


def test_too_many_paths_are_not_written_out() -> None:
    levels = "; ".join(f"{a} = {c} + {d}; {b} = {c} {d}" for (a, b), (c, d) in pairwise(PAIRS))
    typed = f"f({PAIRS[0][0]}, {PAIRS[0][1]}) = {PAIRS[0][0]} + {PAIRS[0][1]}; {levels}; m = x; n = 2x"
    assert Dependencies(read(typed)).path_count("x") == 2 ** len(PAIRS)
    walkthrough = walk(typed)
    assert "too many paths" in " ".join(walkthrough.notes)
    assert walkthrough.result.formula.text


PAIRS = [("a", "b"), ("c", "d"), ("g", "h"), ("k", "l"), ("m", "n")]

MAIN = st.sampled_from(["u v", "u^2 v + v", "u + 3v", "(u + v)^2", "u v^2 - u", "u/(v^2 + 1)"])
INNER = st.sampled_from(["s t", "s + t", "s^2", "2t", "s^2 t - t", "3"])
INNERMOST = st.sampled_from(["x^2", "3x", "x + 1", "x^2 - x", "x y", "2"])


@settings(max_examples=10, deadline=None)
@given(MAIN, INNER, INNER, INNERMOST, INNERMOST, st.sampled_from(["brief", "standard", "full"]))
def test_random_composites(main: str, u: str, v: str, s: str, t: str, detail: str) -> None:
    """All steps proved, and the independent derivative agrees, in both ways of working."""
    typed = f"z(u, v) = {main}; u = {u}; v = {v}; s = {s}; t = {t}"
    whole = {"u": u, "v": v, "s": s, "t": t}
    value = as_sympy(plain(main))
    for name in "uvst":
        value = value.subs(sympy.Symbol(name, real=True), as_sympy(plain(whole[name])))
    problem = read(typed)
    for ask in ("chain", "substitute"):
        walkthrough = explain(problem, ask, (problem.variables[0],), detail)
        assert all(step.verified is True for step in every_step(walkthrough.steps))
        letter = sympy.Symbol(problem.variables[0], real=True)
        assert equal(as_sympy(walkthrough.result.formula.sympy), sympy.diff(value, letter))


def plain(typed: str) -> str:
    """Return the typed text with every product spelled out, for sympy's own parser."""
    return (
        typed.replace("^", "**")
        .replace("u v", "u*v").replace("s t", "s*t").replace("x y", "x*y")
        .replace("2 v", "2*v").replace("2 t", "2*t").replace("3v", "3*v")
        .replace("2t", "2*t").replace("3x", "3*x")
    )  # fmt: skip
