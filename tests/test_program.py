"""Programs compute what mpmath computes, and NaN where there is no real value."""

from __future__ import annotations

import pickle

import mpmath
import numpy as np
import pytest

from tutor.notation.reading import read, read_expression
from tutor.program import Program
from tutor.scenes import NotComputable, compiled

VALUES = [
    ("x^2 y + y", {"x": 3.0, "y": 2.0}, 20.0),
    ("2x - y/4", {"x": 1.5, "y": 2.0}, 2.5),
    ("-x^2", {"x": 3.0}, -9.0),
    ("sin(x^2)", {"x": 1.0}, mpmath.sin(1)),
    ("tan x", {"x": 0.5}, mpmath.tan(0.5)),
    ("cot x", {"x": 0.5}, mpmath.cot(0.5)),
    ("sec x", {"x": 0.5}, mpmath.sec(0.5)),
    ("csc x", {"x": 0.5}, mpmath.csc(0.5)),
    ("arcsin x", {"x": 0.3}, mpmath.asin(0.3)),
    ("arccos x", {"x": 0.3}, mpmath.acos(0.3)),
    ("arctan x", {"x": 0.3}, mpmath.atan(0.3)),
    ("sinh x", {"x": 0.3}, mpmath.sinh(0.3)),
    ("cosh x", {"x": 0.3}, mpmath.cosh(0.3)),
    ("tanh x", {"x": 0.3}, mpmath.tanh(0.3)),
    ("e^x", {"x": 1.5}, mpmath.e**1.5),
    ("ln x", {"x": 5.0}, mpmath.log(5)),
    ("sqrt(x)", {"x": 2.0}, mpmath.sqrt(2)),
    ("abs(x)", {"x": -2.5}, 2.5),
    ("x^x", {"x": 2.5}, mpmath.mpf(2.5) ** 2.5),
    ("x^(-2)", {"x": -2.0}, 0.25),
    ("x^(1/3)", {"x": -8.0}, -2.0),
    ("x^(2/3)", {"x": -8.0}, 4.0),
    ("pi x", {"x": 2.0}, 2 * mpmath.pi),
    ("a x^2 + b", {"x": 3.0}, 10.0),
]


@pytest.mark.parametrize(("text", "at", "value"), VALUES)
def test_value(text: str, at: dict[str, float], value: float) -> None:
    program = compiled(read_expression(text, ("x", "y", "a", "b")), tuple(at))
    assert float(program(*at.values())) == pytest.approx(float(value), rel=1e-13)


@pytest.mark.parametrize(
    ("text", "x"),
    [
        ("1/x", 0.0),
        ("ln x", 0.0),
        ("ln x", -1.0),
        ("sqrt(x)", -1.0),
        ("x^(1/4)", -16.0),
        ("x^(-1)", 0.0),
        ("e^(-1/x^2)", 0.0),
        ("e^(e^x)", 10.0),
        ("arcsin x", 2.0),
        ("(x^(1/2))^0", -1.0),
        ("lambertw(x)", -1.0),
        ("li(x)", -1.0),
        ("zeta(x)", 1.0),
        ("digamma(x)", -2.0),
        ("int_0^x 1/t dt", 1.0),
        ("int_(-x)^(2x) 1/t dt", 1.0),
        ("int_0^x sqrt(t) dt", -1.0),
    ],
)
def test_no_real_value_is_nan(text: str, x: float) -> None:
    assert np.isnan(compiled(read_expression(text, ("x",)), ("x",))(x))


FUNCTIONS = [
    ("root", (-8.0, 3.0), -2.0),
    ("gamma", (4.5,), mpmath.gamma(4.5)),
    ("erf", (0.7,), mpmath.erf(0.7)),
    ("arccot", (-0.5,), mpmath.acot(-0.5)),
    ("arsech", (0.5,), mpmath.asech(0.5)),
    ("arcoth", (2.5,), mpmath.acoth(2.5)),
    ("log", (8.0, 2.0), 3.0),
    ("sign", (-3.0,), -1.0),
    ("factorial", (5.0,), 120.0),
]


SPECIAL_VALUES = [
    ("erfi(x)", 0.7, mpmath.erfi(0.7)),
    ("digamma(x)", -1.5, mpmath.digamma(-1.5)),
    ("polygamma(2, x)", 1.5, mpmath.psi(2, 1.5)),
    ("uppergamma(3, x)", 1.5, mpmath.gammainc(3, 1.5)),
    ("lowergamma(3, x)", 1.5, mpmath.gammainc(3, 0, 1.5)),
    ("zeta(x)", 2, mpmath.pi**2 / 6),
    ("besselj(1, x)", 2.3, mpmath.besselj(1, 2.3)),
    ("bessely(1, x)", 2.3, mpmath.bessely(1, 2.3)),  # -0.477 in mpmath's double precision
    ("besseli(0, x)", 2.3, mpmath.besseli(0, 2.3)),
    ("besselk(2, x)", 2.3, mpmath.besselk(2, 2.3)),
    ("airyai(x)", -8, mpmath.airyai(-8)),
    ("airybi(x)", 2, mpmath.airybi(2)),
    ("lambertw(x)", -0.3678, mpmath.lambertw(-0.3678)),
    ("Ei(x)", -2, mpmath.ei(-2)),
    ("li(x)", 2, mpmath.li(2)),
    ("Si(x)", 20, mpmath.si(20)),
    ("Ci(x)", 2, mpmath.ci(2)),
    ("Shi(x)", 2, mpmath.shi(2)),
    ("Chi(x)", 2, mpmath.chi(2)),
    ("fresnels(x)", 4, mpmath.fresnels(4)),
    ("fresnelc(x)", 4, mpmath.fresnelc(4)),
    ("polylog(2, x)", 0.5, mpmath.polylog(2, 0.5)),
    ("sinc(x)", 0, 1),
    ("int_0^x e^(-t^2) sin(t^3) dt", 2, mpmath.quad(lambda t: mpmath.exp(-t * t) * mpmath.sin(t**3), [0, 2])),
    ("int_x^(x^2) sin(x t) dt", 1.5, (mpmath.cos(1.5**2) - mpmath.cos(1.5**3)) / 1.5),
    ("int_0^x int_0^t s ds dt", 3, 4.5),
    ("int_0^x ln t dt", 2, 2 * mpmath.log(2) - 2),
    ("int_0^x sin(t^3) dt", 10, mpmath.quad(lambda t: mpmath.sin(t**3), mpmath.linspace(0, 10, 400))),
    ("int_0^1 x^2 dx + x", 2, mpmath.mpf(7) / 3),
]


@pytest.mark.parametrize(("text", "x", "value"), SPECIAL_VALUES)
def test_special_functions_and_integrals(text: str, x: float, value: float) -> None:
    program = compiled(read_expression(text, ("x",)), ("x",))
    assert float(program(x)) == pytest.approx(float(value), rel=1e-10)


@pytest.mark.parametrize(("operation", "operands", "value"), FUNCTIONS)
def test_operation(operation: str, operands: tuple[float, ...], value: float) -> None:
    code = (*(("push", operand) for operand in operands), (operation,))
    assert float(Program((), code)()) == pytest.approx(float(value), rel=1e-13)


def test_arrays_broadcast_and_keep_their_gaps() -> None:
    f = compiled(read_expression("x/y", ("x", "y")), ("x", "y"))
    values = f(np.array([[1.0, 2.0, 4.0]]), np.array([[0.0], [2.0]]))
    np.testing.assert_array_equal(values, [[np.nan] * 3, [0.5, 1.0, 2.0]])
    constant = compiled(read_expression("3", ()), ("x",))
    np.testing.assert_array_equal(constant(np.zeros(4)), [3.0] * 4)


def test_parameters_take_their_value() -> None:
    expression = read_expression("a x", ("a", "x"))
    assert compiled(expression, ("x",), {"a": 5.0})(2.0) == 10.0
    assert compiled(expression, ("x",))(2.0) == 2.0


def test_a_program_crosses_a_process_unchanged() -> None:
    program = compiled(read_expression("sin(x) + 2", ("x",)), ("x",))
    assert pickle.loads(pickle.dumps(program)) == program


def test_what_cannot_be_computed_says_so() -> None:
    with pytest.raises(NotComputable):
        compiled(read("F(x, y) = (x, y)").main.body, ("x", "y"))
    with pytest.raises(TypeError):
        compiled(read_expression("x", ("x",)), ("x",))()
