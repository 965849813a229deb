"""The table of inputs: what is read, what is noted, and what is said about what cannot be read."""

from __future__ import annotations

import pytest

from tutor.inputs_table import table
from tutor.notation.expression import (
    Call,
    Cases,
    Comparison,
    Constant,
    Expression,
    FunctionDerivative,
    Integral,
    Matrix,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Root,
    Sum,
    Symbol,
    Vector,
)
from tutor.notation.problem import Definition, NotationError, Problem
from tutor.notation.reading import read, read_expression

_HEADS: dict[type[Expression], str] = {
    Sum: "+",
    Negative: "-",
    Product: "*",
    Quotient: "/",
    Power: "^",
    Vector: "vector",
    Matrix: "matrix",
    Cases: "cases",
}


def compact(expression: Expression) -> str:
    """Return the tree as an s-expression: x^2 y is (* (^ x 2) y)."""
    match expression:
        case Number(value, written):
            return written or str(value)
        case Constant(name):
            return f"#{name}"
        case Symbol(name):
            return name
        case Call(function, _):
            head = function
        case FunctionDerivative(function, orders, _):
            head = f"{function}'{','.join(map(str, orders))}"
        case Integral(_, variable, _, _):
            head = f"int {variable}"
        case Comparison(_, relation, _):
            head = relation
        case Root(_, index):
            head = f"root{index}"
        case _:
            head = _HEADS[type(expression)]
    return f"({' '.join([head, *map(compact, expression.parts)])})"


def _definition(definition: Definition) -> str:
    body = compact(definition.body)
    if not definition.named:
        return body
    inputs = "" if definition.parameters is None else f"({','.join(definition.parameters)})"
    return f"{definition.name}{inputs} = {body}"


def describe(problem: Problem) -> str:
    """Return the question in brackets, then the definitions, then the point."""
    ask = ""
    if problem.ask:
        of = f"of {problem.ask.of}" if problem.ask.of else ""
        ask = f"[{' '.join([problem.ask.kind, *problem.ask.variables, of]).strip()}] "
        assert problem.ask.order == max(1, len(problem.ask.variables))
        assert problem.ask.variable == (problem.ask.variables or (None,))[0]
    at = ", ".join(f"{name}: {compact(value)}" for name, value in problem.at)
    definitions = "; ".join(map(_definition, (problem.main, *problem.inner)))
    return ask + definitions + (f" at {at}" if at else "")


@pytest.mark.parametrize(
    ("text", "reading", "variables", "column", "message"), [row[:5] for row in table()], ids=str
)
def test_input(text: str, reading: str, variables: str, column: str, message: str) -> None:
    if reading != "!":
        problem = read(text)
        assert describe(problem) == reading
        assert ",".join(problem.variables) == variables
        assert problem.text == text
        assert message in " ".join(note.message for note in problem.notes)
        if not message:
            assert not problem.notes
        if column:
            assert int(column) in {note.column for note in problem.notes}
        return
    with pytest.raises(NotationError) as caught:
        read(text)
    error = caught.value
    assert message in error.message
    assert f"{error.line}:{error.column}" == (column if ":" in column else f"1:{column}")
    assert error.message.endswith(".")
    for fix in error.fixes:
        assert fix.text != text


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("sin(x", "sin(x)"),
        ("sin((x+1", "sin((x+1))"),
        ("x^2)", "x^2"),
        ("(x]", "(x)"),
        ("x*/y", "x/y"),
        ("sni(x)", "sin(x)"),
        ("x^", "x"),
        ("2 3", "2*3"),
        ("1,5 x", "1.5 x"),
        ("x, y", "(x, y)"),
        ("x\u200e+1", "x+1"),
        ("|x", "x"),
    ],
)
def test_a_mend_is_offered_and_can_be_read(text: str, mended: str) -> None:
    with pytest.raises(NotationError) as caught:
        read(text)
    assert mended in [fix.text for fix in caught.value.fixes]
    read(mended)


@pytest.mark.parametrize(
    ("text", "other", "reading"),
    [
        ("e^2x", "e^(2x)", "(^ #e (* 2 x))"),
        ("1/2x", "1/(2x)", "(/ 1 (* 2 x))"),
        ("x + 1/2(x + 1)", "x + 1/(2(x + 1))", "(+ x (/ 1 (* 2 (+ x 1))))"),
        ("2e3x", "2*10^3x", "(* 2 (^ 10 3) x)"),
        ("sin x y", "sin(x) y", "(* (sin x) y)"),
        ("f(x + 1)", "f*(x + 1)", "(* f (+ x 1))"),
        ("root(3, x)", "3^(1/x)", "(^ 3 (/ 1 x))"),
        ("2 nthroot(4, x + 1)^2", "2 (4^(1/(x + 1)))^2", "(* 2 (^ (^ 4 (/ 1 (+ x 1))) 2))"),
    ],
)
def test_an_ambiguous_input_offers_its_other_reading(text: str, other: str, reading: str) -> None:
    fixes = [note.other.text for note in read(text).notes if note.other]
    assert fixes == [other]
    assert compact(read(other).main.body) == reading


@pytest.mark.parametrize(
    ("text", "names", "reading"),
    [
        ("[2xy, x^2 + 1]", (), "(vector (* 2 x y) (+ (^ x 2) 1))"),
        ("∇f = [2xy, x^2 + 1]", (), "(vector (* 2 x y) (+ (^ x 2) 1))"),
        ("df/dx = 36x^3 + 2x", (), "(+ (* 36 (^ x 3)) (* 2 x))"),
        ("f'(x) = 2x", ("x",), "(* 2 x)"),
        ("[[2xy, x^2], [5, cos y]]", (), "(matrix (* 2 x y) (^ x 2) 5 (cos y))"),
        ("2 rate", ("rate",), "(* 2 rate)"),
    ],
)
def test_answer(text: str, names: tuple[str, ...], reading: str) -> None:
    assert compact(read_expression(text, names)) == reading


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("root(3, x)", "cbrt(x)"),
        ("root(x, 3)", "cbrt(x)"),
        ("root(2, x + 1)", "sqrt(x + 1)"),
        ("x root(8, 3)", "x cbrt(8)"),
        ("root(10001, x)", "10001^(1/x)"),
        ("root(x, y)", "x^(1/y)"),
        ("root(0.5, x)", "0.5^(1/x)"),
        ("root(1, x)", "1^(1/x)"),
    ],
)
def test_the_index_of_a_root_is_the_small_whole_number(text: str, reading: str) -> None:
    found, same = read(text), read(reading)
    assert compact(found.main.body) == compact(same.main.body)
    offered = [note.other.text for note in found.notes if note.other]
    assert bool(offered) == (text in ("root(3, x)", "root(2, x + 1)"))


def test_an_answer_is_one_expression() -> None:
    with pytest.raises(NotationError):
        read_expression("2x; y = 3")


def test_inner_functions_are_what_main_depends_on() -> None:
    problem = read("f(g, h) = g^2 h + h; g = 3x; h = x^2")
    assert problem.main_variables == ("g", "h")
    assert read("f(x) = g(x)^2 h(x); g(x) = 3x; h(x) = x^2").main_variables == ("g", "h")
    assert read("f(x, g) = x g; g = x^2").main_variables == ("x", "g")
    assert read("z = u^2 v; u = s t; v = s + t^2").main_variables == ("u", "v")
    assert read("x^2 y").main_variables == ("x", "y")


def test_the_caret_points_at_the_place() -> None:
    with pytest.raises(NotationError) as caught:
        read("f(x, y) = x^2 y\ng = 2 * + x")
    assert (caught.value.line, caught.value.column) == (2, 7)
    assert caught.value.caret() == "g = 2 * + x\n      ^"
