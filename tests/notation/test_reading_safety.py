"""Whatever is typed, there is a problem or a clear message, quickly, and nothing typed is executed."""

from __future__ import annotations

import ast
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tutor
from tutor.inputs_table import table
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
    "letters under a d": ("find dy/" + "dx" * 60 + "! of x", ""),
    "room between Chinese words": ("对" + " " * 3_900 + "的导", ""),
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
_LATEX = r"""\begin{cases} \end{cases} \begin{bmatrix} \end{bmatrix} \\ & \left\{ \right. \mathrm{d}
    \text{if} \frac{d}{dx} \partial \sin ^{2} {x} \sqrt[3] \, ° Piecewise( D_u diff( where let wrt
    Sin[ J_0( u(x)""".split()
_TYPED = [row[0] for row in table()]
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


_RUNS_TEXT = {
    "eval",
    "exec",
    "compile",
    "__import__",
    "sympify",
    "parse_expr",
    "S",
    "simplify",
    "literal_eval",
}
_METHODS = {"exec", "compile", "eval"}
"""of other things, such as a dialogue, a pattern or a compiler of documents"""


def _calls_that_run_text(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom | ast.Import):
            module = getattr(node, "module", None) or ""
            names = {alias.name for alias in node.names}
            if module.startswith("sympy") and names & _RUNS_TEXT or "sympy.parsing" in {module, *names}:
                yield f"{node.lineno}: import of {names}"
        elif isinstance(node, ast.Name) and node.id in _RUNS_TEXT:
            yield f"{node.lineno}: {node.id}"
        elif isinstance(node, ast.Attribute) and node.attr in _RUNS_TEXT - _METHODS:
            yield f"{node.lineno}: .{node.attr}"


def test_nothing_in_the_project_evaluates_text() -> None:
    for path in Path(tutor.__file__).parent.rglob("*.py"):
        found = list(_calls_that_run_text(ast.parse(path.read_text(encoding="utf-8"))))
        assert not found, (path, found)


@pytest.mark.parametrize(
    "code",
    [
        "eval('x')",
        "sympy.sympify(t)",
        "from sympy import S",
        "import sympy.parsing",
        "f = exec",
        "x.simplify()",
    ],
)
def test_that_test_would_see_it(code: str) -> None:
    assert list(_calls_that_run_text(ast.parse(code)))


def _mutated(chance: random.Random, text: str) -> str:
    """Return a text with a few characters taken out, put in, doubled or exchanged."""
    characters = list(text)
    for _change in range(chance.randint(1, 4)):
        place = chance.randrange(len(characters) + 1)
        match chance.randrange(4):
            case 0:
                characters[place : place + chance.randint(1, 3)] = []
            case 1:
                characters.insert(place, chance.choice([*_SIGNS, *_WORDS]))
            case 2:
                characters[place:place] = characters[place : place + chance.randint(1, 8)]
            case _:
                characters[place:place] = chance.choice(_TYPED)[: chance.randint(1, 12)]
    return "".join(characters)


def _random_text(chance: random.Random) -> str:
    match chance.randrange(4):
        case 0:
            return "".join(chance.choices([*_SIGNS, *_WORDS, *_LATEX], k=chance.randint(0, 25)))
        case 1:
            return "".join(
                chr(chance.choice((chance.randrange(0x250), chance.randrange(0x11_0000)))) for _n in range(12)
            )
        case _:
            return _mutated(chance, chance.choice(_TYPED))


def _read_random_texts(seed: int, count: int) -> None:
    chance = random.Random(seed)
    for _number in range(count):
        text = _random_text(chance)
        outcome = _outcome(text)
        _check(outcome, text)
        if isinstance(outcome, NotationError):
            assert 0 <= outcome.start <= outcome.end <= len(text)
        else:
            assert all(0 <= span.start < span.end <= len(text) for span in outcome.spans), text


def test_random_and_mutated_texts() -> None:
    _read_random_texts(seed=1, count=1_500)


@pytest.mark.soak
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("seed", range(10))
def test_a_hundred_thousand_texts(seed: int) -> None:
    _read_random_texts(seed + 100, count=10_000)


def test_reading_needs_neither_sympy_nor_numpy() -> None:
    program = (
        "import sys, tutor.notation.reading as r; r.read('x^2'); print({'sympy', 'numpy'} & {*sys.modules})"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
