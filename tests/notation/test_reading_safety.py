"""Whatever is typed, there is a problem or a clear message, quickly, and nothing typed is executed."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tutor
from tutor.notation import limits
from tutor.notation.expression import Expression
from tutor.notation.problem import NotationError, Problem
from tutor.notation.reading import read, read_expression
from tutor.notation.traversal import walk


def _outcome(text: str) -> Problem | NotationError:
    try:
        return read(text)
    except NotationError as error:
        return error


_LARGE = {
    "20,000 brackets": ("(" * 20_000 + "x" + ")" * 20_000, "4000 characters"),
    "a megabyte": ("x+" * 500_000 + "x", "4000 characters"),
    "a long name": ("a" * 100_000, "4000 characters"),
    "nested brackets": ("(" * 1_000 + "x" + ")" * 1_000, "60 levels"),
    "nested functions": ("sin " * 900 + "x", "60 levels"),
    "nested minus signs": ("x*" + "-" * 3_000 + "x", "60 levels"),
    "a tower of letters": ("^".join("x" * 300), "60 levels"),
    "nested roots": ("√" * 3_000 + "x", "60 levels"),
    "many terms": ("+".join("x" * 1_900), "1500 terms"),
    "many factors": ("x " * 1_900, "1500 terms"),
    "many variables": ("+".join(f"x{n}" for n in range(200)), "24"),
    "many definitions": (";".join(f"u_{n} = u_{n + 1}" for n in range(200)), "40"),
    "many digits": ("9" * 3_999 + "9", ""),
    "a power tower": ("9^9^9^9", "4000 digits"),
    "a product of powers": ("9^999*" * 8 + "9", "4000 digits"),
    "a large exponent": ("(x+1)^100000", "1000"),
    "growing definitions": (
        "f = " + "+".join(["g(x+1)"] * 60) + "; g(x) = " + "+".join(["x"] * 60),
        "too long",
    ),
    "open brackets": ("(" * 3_900, "60 levels"),
    "bars": ("|" * 3_900, ""),
    "angle brackets": ("<" * 3_900, ""),
    "commas": ("a," * 1_900, ""),
    "new lines": ("\n" * 3_900, "nothing to read"),
    "heads": ("f(" + "a," * 1_900, ""),
    "calls": ("f(a" * 1_300, ""),
    "questions": ("d/d" * 1_300, ""),
    "superscripts": ("x" + "²" * 3_900, ""),
    "indices": ("x" + "_1" * 1_900, ""),
    "fractions": (r"\frac" * 700, ""),
}


@pytest.mark.parametrize(("text", "fragment"), _LARGE.values(), ids=list(_LARGE))
def test_large_inputs_meet_a_limit_without_hanging(text: str, fragment: str) -> None:
    read("x")
    start = time.perf_counter()
    outcome = _outcome(text)
    # A guard against hanging, not a measure of speed: a busy machine must not set it off.
    assert time.perf_counter() - start < 5
    if isinstance(outcome, NotationError):
        assert fragment in outcome.message
        assert outcome.caret().count("\n") == 1
    else:
        assert not fragment
        assert len(list(walk(outcome.main.body))) <= limits.MAX_NODES


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "().__class__.__bases__",
        "lambda: 0",
        "f'{x}'",
        "[x for x in y]",
        "open('x')",
        "x\x00",
        "\x00",
        "x\u202e+1",
        "x\x1b[31m",
        "\ud800",
        "<b>x</b>",
        "$x^2",
        "\\write18{id}",
        "\\input{x}",
        "x; import os",
        "%system",
    ],
)
def test_code_and_control_characters_are_refused(text: str) -> None:
    with pytest.raises(NotationError) as caught:
        read(text)
    assert caught.value.message


def test_a_limit_can_be_reached() -> None:
    deep = "(" * (limits.MAX_DEPTH - 1) + "x" + ")" * (limits.MAX_DEPTH - 1)
    assert read(deep).main.body == read("x").main.body
    assert read(f"x^{limits.MAX_EXPONENT}").variables == ("x",)
    with pytest.raises(NotationError):
        read(f"x^{limits.MAX_EXPONENT + 1}")
    assert read("9^4000").main.body
    with pytest.raises(NotationError):
        read("9^5000")


_SIGNS = "xyzabefgh0123456789+-*/^()[]{}<>|,.=;'_ \n\\√π²₁∂∇αθ·−!$%&#@\"~é\u200b\u202e\x00"
_WORDS = r"""sin ln log_2 sqrt f(x)= g= h(x)= d/dx ∂/∂x \frac \sqrt ** e^ ^-1 int_0^x ∫_ int( dt
    if else otherwise <= max( besselj( ∂₁f( f'( at d^2/dx^2 xy=""".split()
_PARTS = st.sampled_from([*_SIGNS, *_WORDS])


def _check(outcome: Problem | NotationError, text: str) -> None:
    assert outcome.text == text
    if isinstance(outcome, NotationError):
        assert outcome.message.endswith(".")
        assert 1 <= outcome.line <= len(text.splitlines()) + 1
        assert outcome.column >= 1
        assert "^" in outcome.caret()


@settings(max_examples=400, deadline=None)
@given(st.lists(_PARTS, max_size=25).map("".join))
def test_any_mathematics_like_text(text: str) -> None:
    _check(_outcome(text), text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    _check(_outcome(text), text)


@settings(max_examples=100, deadline=None)
@given(st.lists(_PARTS, max_size=12).map("".join))
def test_any_answer(text: str) -> None:
    try:
        answer: object = read_expression(text, ("x", "rate"))
    except NotationError as error:
        answer = error
    assert isinstance(answer, Expression | NotationError)


def test_nothing_in_the_project_evaluates_text() -> None:
    forbidden = re.compile(r"(?<![\w.])(?:eval|exec|sympify|parse_expr|S)\(")
    for path in Path(tutor.__file__).parent.rglob("*.py"):
        code = re.sub(r'"""(?s:.*?)"""|#.*', "", path.read_text(encoding="utf-8"))
        assert not forbidden.search(code), path


def test_reading_needs_neither_sympy_nor_numpy() -> None:
    program = (
        "import sys, tutor.notation.reading as r; r.read('x^2'); print({'sympy', 'numpy'} & {*sys.modules})"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
