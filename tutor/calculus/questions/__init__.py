"""The questions that can be asked: one decorated class each. Importing this fills the table.

The order of the imports is the order of the buttons.
"""

from tutor.calculus.questions import derivative, gradient  # isort: split

from tutor.calculus.questions import chain, substitute  # isort: split

from tutor.calculus.questions import jacobian  # isort: split

from tutor.calculus.questions import determinant  # isort: split

from tutor.calculus.questions import hessian  # isort: split

from tutor.calculus.questions import directional, implicit, tangent  # isort: split

from tutor.calculus.questions import limit  # isort: split

from tutor.calculus.questions.question import QUESTIONS, Answered, QuestionError

__all__ = [
    "QUESTIONS",
    "Answered",
    "QuestionError",
    "chain",
    "derivative",
    "determinant",
    "directional",
    "gradient",
    "hessian",
    "implicit",
    "jacobian",
    "limit",
    "substitute",
    "tangent",
]
