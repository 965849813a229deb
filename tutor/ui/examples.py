"""The lecture's five examples: plain data."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.language import N_


@dataclass(frozen=True)
class Example:
    """One example of the lecture: its name, what to type, what to ask, and how its card shows it."""

    title: str
    text: str
    ask: str
    wrt: str | None
    shown: str
    markup: str

    def is_of(self, text: str, ask: str | None) -> bool:
        """Say whether a text and its question are this example."""
        return self.text.split() == text.split() and self.ask == ask


EXAMPLES = (
    Example(N_("Chain rule"), "f(x) = sin(x^2)", "derivative", "x", "sin(x²)", "sin(x^2)"),
    Example(
        N_("Partial derivative"), "f(x, y) = x^2 y + y", "partial", "x", "∂/∂x (x²y + y)",
        "partial\\/partial x thin (x^2 y + y)",
    ),
    Example(N_("Gradient"), "f(x, y) = x^2 y + y", "gradient", None, "∇(x²y + y)", "nabla (x^2 y + y)"),
    Example(
        N_("Chain rule, f(g, h)"), "f(g, h) = g^2 h + h\ng = 3x\nh = x^2", "chain", "x", "g²h + h",
        "g^2 h + h",
    ),
    Example(
        N_("Jacobian"), "F(x, y) = (x^2 y, 5x + sin y)", "jacobian", None, "(x²y, 5x + sin y)",
        "(x^2 y, thin 5x + sin y)",
    ),
)  # fmt: skip
