"""The command line, with the engine's requests answered in this process; test_cli_process.py runs the
real one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import sympy

from tutor import cli, cli_ask
from tutor.board import Formula
from tutor.engine import worker
from tutor.engine.failures import Answer, failure

GRADIENT = "f(x, y) = x^2 y + y"
CHAIN = "f(g, h) = g^2 h + h; g = 3x; h = x^2"
JACOBIAN = "F(x, y) = (x^2 y, 5x + sin y)"


class InProcess:
    """The engine's front door without its processes."""

    def __init__(self, **_settings: Any) -> None:
        self.requests: list[str] = []

    def __enter__(self) -> InProcess:
        return self

    def __exit__(self, *_details: object) -> None:
        pass

    def request(
        self, name: str, arguments: Mapping[str, Any], done: Callable[[Answer], None], *, deadline: float
    ) -> None:
        assert deadline > 0
        if "never ends" in arguments["text"]:
            done(Answer(None, failure("deadline")))
        else:
            done(Answer(worker.REQUESTS[name](**arguments)))


@pytest.fixture
def nabla(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Return a function that runs a command: (exit code, standard output, standard error)."""
    monkeypatch.setattr(cli_ask, "Engine", InProcess)
    monkeypatch.setenv("LANGUAGE", "en")

    def run(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(arguments)
        streams = capsys.readouterr()
        return code, streams.out, streams.err

    return run


@pytest.mark.parametrize(
    ("arguments", "code", "out", "err"),
    [
        (["--version"], 0, "nabla 0.", ""),
        (["--help"], 0, "explain", ""),
        (["explain", "x^2"], 0, "= 2x", ""),
        (["explain", "-x^2"], 0, "= -2x", ""),
        (["explain", "--detail", "brief", "--", "-x^2"], 0, "= -2x", ""),
        (["explain", GRADIENT], 0, "∇f = [2xy, x^2 + 1]", ""),
        (["explain", GRADIENT, "--ask", "partial", "--wrt", "y"], 0, "x^2 + 1", ""),
        (["explain", CHAIN], 0, "36x^3 + 2x", ""),
        (["explain", JACOBIAN], 0, "[[2xy, x^2], [5, cos(y)]]", ""),
        (["explain", "x^2", "--at", "x=3"], 0, "6", ""),
        (["explain", "x^2", "--format", "latex"], 0, r"\boxed{", ""),
        (["explain", "x^2", "--notation", "lagrange"], 0, "Answer: f'(x) = 2x", ""),
        (["explain", "ln x", "--logarithm", "log"], 0, "f(x) = log(x)", ""),
        (["explain", "x^2", "--notation", "newton"], 1, "", "lagrange"),
        (["explain", "x +"], 2, "", "    x +\n"),
        (["explain", ""], 2, "", "nothing to read"),
        (["explain", "never ends"], 1, "", "took too long"),
        (["explain", "x^2", "--wrt", "z", "--ask", "partial"], 1, "", "z"),
        (["explain"], 1, "", "one problem"),
        (["explain", "x", "--batch", "-"], 1, "", "one problem"),
        (["explain", "--batch", "-", "--at", "x=1"], 1, "", "--at"),
        (["explain", "--batch", "no such file"], 1, "", "no such file"),
        (["explain", "x", "--ask", "nonsense"], 1, "", "nonsense"),
        (["explain", "x", "--at", "x"], 1, "", "x=1,y=1/2"),
        (["explain", "x", "--at", "x=1+"], 2, "", "1+"),
        (["nonsense"], 1, "", "nonsense"),
        (["check", GRADIENT, "--answer", "[2xy, x^2 + 1]"], 0, "", ""),
        (["check", GRADIENT, "--answer", "[2xy, x^2]"], 1, "", ""),
        (["check", "-x^2", "--answer", "-2x"], 0, "", ""),
        (["check", "-x^2", "--answer", "2x"], 1, "", ""),
        (["check", "x^2", "--answer", "2*"], 2, "", "    2*\n"),
        (["check", "x^", "--answer", "2x"], 2, "", "    x^\n"),
        (["snapshot", "x", "-o", "x.png", "--size", "large"], 1, "", "1280x800"),
        (["snapshot", "x", "-o", "x.png", "--size", "1x1"], 1, "", "100x100"),
    ],
)
def test_what_comes_out(nabla: Any, arguments: list[str], code: int, out: str, err: str) -> None:
    got = nabla(*arguments)
    assert got[0] == code, got
    assert out in got[1]
    assert err in got[2]
    assert bool(got[2]) == bool(err), "a command that succeeds says nothing on standard error"


def shape(data: Any) -> Any:
    """Return the keys of nested data, to compare shapes."""
    return {key: shape(value) for key, value in data.items()} if isinstance(data, dict) else None


THREE = {"text": None, "latex": None, "sympy": None}


def test_json_has_the_promised_shape(nabla: Any) -> None:
    code, out, _err = nabla("explain", GRADIENT, "--format", "json")
    data = json.loads(out)
    assert code == 0
    assert shape(data) == {
        "problem": dict.fromkeys(["input", "reading", "ask", "variables", "wrt"]),
        "steps": None,
        "result": {**THREE, "entries": None, "raw": THREE, "forms": None},
        "methods": None,
        "notes": None,
        "error": None,
    }
    assert data["problem"] == {
        "input": GRADIENT,
        "reading": "f(x, y) = x^2 y + y",
        "ask": "gradient",
        "variables": ["x", "y"],
        "wrt": ["x", "y"],
    }
    pending = list(data["steps"])
    for step in pending:
        pending += step["steps"]
        assert shape(step) == {
            **dict.fromkeys(["id", "rule", "title", "why", "hint", "verified", "steps"]),
            "before": THREE,
            "after": THREE,
        }
        assert step["verified"] is True
    assert "2xy + 0" in [step["after"]["text"] for step in pending]


@pytest.mark.parametrize(
    ("problem", "expected", "depth"),
    [
        ("x^2", "2*x", 0),
        (GRADIENT, "[2*x*y, x**2 + 1]", 1),
        (JACOBIAN, "[[2*x*y, x**2], [5, cos(y)]]", 2),
        (CHAIN, "36*x**3 + 2*x", 0),
    ],
)
def test_sympy_text_can_be_pasted(nabla: Any, problem: str, expected: str, depth: int) -> None:
    result = json.loads(nabla("explain", problem, "--format", "json")[1])["result"]
    right = sympy.Matrix(sympy.sympify(expected)) if depth else sympy.sympify(expected)
    assert sympy.expand(sympy.sympify(result["sympy"]) - right) == 0 * right
    entries = result["entries"]
    if depth == 0:
        assert entries == []
    elif depth == 1:
        assert [sympy.sympify(entry["sympy"]) for entry in entries] == list(right)
    else:
        assert [[sympy.sympify(entry["sympy"]) for entry in row] for row in entries] == right.tolist()


@pytest.mark.parametrize(
    ("problem", "code", "error"),
    [
        ("x +* 2", 2, {"message": "After + a value is missing before *.", "column": 3}),
        ("never ends", 1, {"message": "This took too long, so Nabla stopped it.", "column": None}),
    ],
)
def test_json_of_what_went_wrong(nabla: Any, problem: str, code: int, error: dict[str, Any]) -> None:
    got, out, err = nabla("explain", problem, "--format", "json")
    data = json.loads(out)
    assert got == code
    assert err
    assert data["problem"]["input"] == problem
    assert data["result"] is None
    assert data["error"].pop("hint")
    assert data["error"] == error


def test_a_batch_goes_on_after_bad_lines(nabla: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    problems = ["x^2", "", "x +", "never ends", "boom", "  ", CHAIN, "∇(x^2 y + y)"]
    file = tmp_path / "problems.txt"
    file.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(problems).encode() + b"\nx + \xff")
    real = cli_ask.cli_json.walkthrough

    def walkthrough(shown: Any) -> Any:
        if shown.reading.input == "x^2":
            raise RecursionError("a mistake in printing")
        return real(shown)

    monkeypatch.setattr(cli_ask.cli_json, "walkthrough", walkthrough)
    code, out, err = nabla("explain", "--batch", str(file))
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert err == ""
    assert [line["problem"]["input"] for line in lines] == [*problems, "x + \N{REPLACEMENT CHARACTER}"]
    answered = [line["result"] and line["result"]["text"] for line in lines]
    assert answered == [None, None, None, None, None, None, "36x^3 + 2x", "[2xy, x^2 + 1]", None]
    assert all((line["error"] is None) == (line["result"] is not None) for line in lines)
    assert "mistake in Nabla" in lines[0]["error"]["message"]


def test_ask_and_wrt_hold_for_a_whole_batch(nabla: Any, tmp_path: Path) -> None:
    file = tmp_path / "problems.txt"
    file.write_text("x^2 y\nx y^2\n", encoding="utf-8")
    _code, out, _err = nabla("explain", "--batch", str(file), "--ask", "partial", "--wrt", "y")
    assert [json.loads(line)["result"]["text"] for line in out.splitlines()] == ["x^2", "2xy"]


def test_an_output_file_appears_whole_or_not_at_all(nabla: Any, tmp_path: Path) -> None:
    file = tmp_path / "∇.txt"
    file.write_text("what was there", encoding="utf-8")
    assert nabla("explain", "x +", "-o", str(file))[0] == 2
    assert file.read_text(encoding="utf-8") == "what was there"
    assert nabla("explain", GRADIENT, "-o", str(file)) == (0, "", "")
    assert "∇f = [2xy, x^2 + 1]" in file.read_text(encoding="utf-8")
    assert nabla("explain", "x", "-o", str(tmp_path / "no folder" / "x"))[0] == 1
    assert [path.name for path in tmp_path.iterdir()] == ["∇.txt"]


def test_latex_text_is_escaped() -> None:
    from tutor import board, cli_text

    line = Formula("x", "x", "x", "x", "x")
    words = board.Sentence("", "", "")
    step = board.Step("1", "r", "50 % of {a_b} & c", line, line, line, line, words, words, True)
    reading = board.Reading("x", line, "kind", ("x",), (), (), 0)
    shown = board.Walkthrough(reading, "derivative", ("x",), "brief", (step,), board.Result(line, line, line))
    assert r"\paragraph{1 50 \% of \{a\_b\} \& c}" in cli_text.as_latex(shown)


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        (["--language", "zh_CN"], {}, "zh_CN"),
        (["explain", "x", "--language=zh_CN"], {"LANGUAGE": "en"}, "zh_CN"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ([], {"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        (["explain", "-x^2", "--language"], {}, "en"),
    ],
)
def test_the_language(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], environment: dict[str, str], language: str
) -> None:
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    assert cli._language_of(arguments) == language


def test_a_method_can_be_chosen(nabla: Any) -> None:
    code, out, _err = nabla("explain", "(x + 1)^2", "--method", "expand", "--format", "json")
    data = json.loads(out)
    assert code == 0
    assert data["steps"][0]["after"]["text"] == "d/dx (x^2 + 2x + 1)"
    assert [(each["name"], each["chosen"]) for each in data["methods"]] == [
        ("rules", False),
        ("expand", True),
    ]
    assert data["result"]["forms"] == [
        {"name": "factored", "text": "2(x + 1)", "latex": "2 \\left(x + 1\\right)", "sympy": "2*(x + 1)"}
    ]


def test_methods_and_forms_are_told(nabla: Any) -> None:
    _code, out, _err = nabla("explain", "(x + 1)^2")
    assert "Multiplied out, this is 2x + 2." in out
    assert "* rules: Chain rule (6 steps)" in out
    assert "  expand: Multiply out first (5 steps)" in out
