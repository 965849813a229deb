"""From the expression tree to a program that numpy runs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from tutor.notation.expression import (
    Call,
    Cases,
    Comparison,
    Constant,
    Derivative,
    DotProduct,
    Expression,
    Integral,
    Marked,
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
from tutor.notation.traversal import depends_on
from tutor.program import SPELLINGS, Instruction, Program, operations
from tutor.scenes.by_rule import derivative_of
from tutor.special import SPECIAL

CONSTANTS = {"pi": math.pi, "e": math.e, "tau": math.tau}
SLOWEST = 4e-4
"""Seconds for one slope that is taken from values: a picture looks at thousands."""
WHOLE_ONLY = {("polygamma", 0)}
"""Functions and their arguments of which mpmath takes the whole part."""
PARAMETER_VALUE = 1.0
"""What a letter that is neither an input nor given a value counts as."""


def _odd(value: Fraction) -> bool:
    return value.denominator == 1 and value.numerator % 2 == 1 and value > 1


class NotComputable(ValueError):
    """The expression has no numeric value (an undefined function, a vector, an open derivative)."""


class TooSlow(NotComputable):
    """It has one, but thousands of them would take far too long."""


def compiled(
    expression: Expression, inputs: Sequence[str], constants: Mapping[str, float] | None = None
) -> Program:
    """Return the program of a scalar expression over `inputs`.

    Letters that are no inputs take their value in `constants`, or 1.

    Raises:
        NotComputable: if a part of it has no numeric value.
    """
    code: list[Instruction] = []
    known = {name: ("load", index) for index, name in enumerate(inputs)}
    values = dict(constants or {})

    def emit(node: Expression) -> None:
        match node:
            case Number(value=value):
                try:
                    code.append(("push", float(value)))
                except OverflowError:
                    code.append(("push", math.inf))
            case Constant(name=name) if name in CONSTANTS:
                code.append(("push", CONSTANTS[name]))
            case Symbol(name=name):
                code.append(known.get(name, ("push", float(values.get(name, PARAMETER_VALUE)))))
            case Marked(expression=inner):
                emit(inner)
            case Negative(operand=operand):
                emit(operand)
                code.append(("negative",))
            case Sum(terms=terms):
                chain(terms, "add")
            case Product(factors=factors):
                chain(factors, "multiply")
            case Quotient(numerator=numerator, denominator=denominator):
                emit(numerator)
                emit(denominator)
                code.append(("divide",))
            case Power(base=Constant(name="e"), exponent=exponent):
                emit(exponent)
                code.append(("exp",))
            case Power(base=base, exponent=Quotient(Number(value=above), Number(value=below))) if _odd(below):
                # x^(1/3) is ∛x also where x is negative, as on a pocket calculator.
                emit(base)
                code.extend([("push", float(below)), ("root",), ("push", float(above)), ("power",)])
            case Power(base=base, exponent=exponent):
                emit(base)
                emit(exponent)
                code.append(("power",))
            case Root(radicand=radicand, index=2):
                emit(radicand)
                code.append(("sqrt",))
            case Root(radicand=radicand, index=index):
                emit(radicand)
                code.append(("push", float(index)))
                code.append(("root",))
            case DotProduct(left=Vector(entries=left), right=Vector(entries=right)):
                emit(Sum(tuple(Product(pair) for pair in zip(left, right, strict=True))))
            case Call(function="max" | "min" as extreme, arguments=arguments):
                chain(arguments, extreme)
            case Call(function=function, arguments=arguments):
                call(function, arguments)
            case Integral(integrand=integrand, variable=variable, lower=lower, upper=upper):
                emit(lower)
                emit(upper)
                code.append(("integral", compiled(integrand, (*inputs, variable), constants)))
            case Derivative(operand=operand, variable=variable, order=1) if variable in known:
                # What no rule differentiates, as ζ′.
                if isinstance(operand, Call) and operand.function in SPECIAL:
                    special_derivative(operand, variable)
                else:
                    code.append(("slope", compiled(operand, inputs, constants), inputs.index(variable)))
            case Comparison(left=left_side, relation=relation, right=right_side):
                emit(left_side)
                emit(right_side)
                code.append((relation,))
            case Cases(values=branches, conditions=conditions):
                cases(branches, conditions)
            case _:
                raise NotComputable(f"{type(node).__name__} has no numeric value")

    def special_derivative(called: Call, variable: str) -> None:
        """The chain rule with every argument that moves."""
        moving = [k for k, argument in enumerate(called.arguments) if depends_on(argument, variable)]
        if not moving:
            code.append(("push", 0.0))
        for k in moving:
            if (called.function, k) in WHOLE_ONLY:
                raise NotComputable(f"{called.function} has values for whole numbers only")
            for argument in called.arguments:
                emit(argument)
            code.append(("partial", called.function, k))
            if called.arguments[k] != Symbol(variable):
                emit(derivative_of(called.arguments[k], variable))
                code.append(("multiply",))
            if k != moving[0]:
                code.append(("add",))

    def chain(parts: tuple[Expression, ...], operation: str) -> None:
        emit(parts[0])
        for part in parts[1:]:
            emit(part)
            code.append((operation,))

    def cases(branches: tuple[Expression, ...], conditions: tuple[Expression, ...]) -> None:
        if not conditions:
            emit(branches[0]) if branches else code.append(("push", math.nan))
            return
        emit(conditions[0])
        emit(branches[0])
        cases(branches[1:], conditions[1:])
        code.append(("where",))

    def call(function: str, arguments: tuple[Expression, ...]) -> None:
        name = SPELLINGS.get(function, function)
        if name == "log" and len(arguments) == 1:
            name = "ln"
        operation = operations().get(name)
        if operation is None or operation[0] != len(arguments):
            raise NotComputable(f"{function} with {len(arguments)} arguments has no numeric value")
        for argument in arguments:
            emit(argument)
        code.append((name,))

    emit(expression)
    program = Program(tuple(inputs), tuple(code))
    if any(name in ("slope", "partial") for name, *_operand in code) and program.cost_of_many > SLOWEST:
        raise TooSlow("its slope, from values of it, takes too long")
    return program
