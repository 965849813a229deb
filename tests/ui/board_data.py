"""Hand-written board data: what an engine would say of f(x, y) = x²y + y."""

from __future__ import annotations

import numpy as np

from tutor.board import (
    Focus,
    Formula,
    KnownFunction,
    Mend,
    Method,
    Misreading,
    Question,
    Reading,
    Result,
    Sentence,
    Step,
    Verdict,
    Walkthrough,
)
from tutor.gallery import ContourScene, Gallery, SlopeScene
from tutor.program import Program

WHOLE = Focus()


def formula(text: str, typst: str = "", speech: str = "") -> Formula:
    return Formula(text, f"latex {text}", f"sympy {text}", typst or "x", speech or f"spoken {text}")


def sentence(text: str) -> Sentence:
    return Sentence(text, text.replace("#", ""), f"spoken {text}")


def step(number: str, title: str, rule: str, focus: Focus = WHOLE, steps: tuple[Step, ...] = ()) -> Step:
    line = formula(f"line {number}", f"x = {number[0]}")
    return Step(
        number, rule, title, line, line, formula(f"card {number}", "x = y"), line, sentence(f"Why {number}."),
        sentence(f"Hint {number}."), True, focus, steps=steps,
    )  # fmt: skip


QUESTIONS = (
    Question("partial", "x", formula("∂/∂x", "partial\\/partial x"), "Partial derivative with respect to x"),
    Question("partial", "y", formula("∂/∂y", "partial\\/partial y"), "Partial derivative with respect to y"),
    Question("gradient", None, formula("∇f", "nabla f"), "Gradient of f"),
)


def reading(text: str) -> Reading:
    return Reading(
        text, formula(f"read {text}", "f(x, y) = x^2 y + y"), "Function of x and y", ("x", "y"),
        (("x", "slotA"), ("y", "slotB")), QUESTIONS, 2,
    )  # fmt: skip


DEEP = step("3.1", "Power rule", "power", steps=(step("3.1.1", "Lower the exponent", "power"),))
LAST = step("3.2", "Sum", "sum")
STEPS = (
    step("1", "Gradient", "gradient"),
    step("2", "Sum rule", "sum", Focus(variable="x")),
    step("3", "Constant multiple", "constant multiple", Focus(variable="x"), (DEEP, LAST)),
    step("4", "Put together", "gather"),
)


ONE_WAY = "one way"
"""the text whose derivation comes without other methods"""


def walkthrough(
    text: str, ask: str, wrt: tuple[str, ...], detail: str, method: str | None = None
) -> Walkthrough:
    steps = STEPS[:2] if detail == "brief" else STEPS[1:] if method == "expand" else STEPS
    methods = tuple(
        Method(name, title, count, name == (method or "rules"))
        for name, title, count in (("rules", "Chain rule", 4), ("expand", "Multiply out first", 3))
    )
    answer = formula("∇f = [2xy, x² + 1]", "nabla f = vec(2 x y, x^2 + 1)")
    return Walkthrough(
        reading(text), ask, wrt, detail, steps, Result(answer, answer, answer),
        sentence("Checked at 3 points."), methods=() if text == ONE_WAY else methods,
    )  # fmt: skip


def misreading(text: str) -> Misreading:
    return Misreading(
        text, "After * a value is missing.", 1, 5, "    ^", "Add a number.", (Mend("Remove *", "x^2"),)
    )


VERDICTS = {
    True: Verdict(True, sentence("That is the gradient."), formula("answer", "x")),
    False: Verdict(False, sentence("Entry 2 is different."), formula("answer", "x")),
}

_X = Program(("x", "y"), (("load", 0),))
_Y = Program(("x", "y"), (("load", 1),))


def gallery() -> Gallery:
    axis = np.linspace(-3.0, 3.0, 25)
    values = np.add.outer(axis, axis)
    contour = ContourScene(
        "f", ("x", "y"), formula("f", "f"), _X, (_X, _Y), axis, axis, values, (-2.0, 0.0, 2.0),
        (-3.0, 3.0, -3.0, 3.0), (1.0, 1.0),
    )  # fmt: skip
    one = Program(("x",), (("load", 0),))
    slope = SlopeScene("f", "x", formula("f(x)", "f(x)"), one, one, axis, axis, (-3.0, 3.0, -3.0, 3.0), 1.0,
        axis, axis, (-3.0, 3.0, -3.0, 3.0))  # fmt: skip
    return Gallery((contour, slope), ("Contour", "Slope"))


def known_function(name: str, about: str) -> KnownFunction:
    return KnownFunction(name, f"{name}(□)", f'op("{name}") #missing ', sentence(about), formula(f"{name}'"))


FUNCTIONS = (
    known_function("sin", "sine"),
    known_function("arcsin", "inverse sine"),
    known_function("arccos", "inverse cosine"),
    known_function("arctan", "inverse tangent"),
)
