"""The sympy differentiation model: problems, rules, derivations, tidying, verification."""

from tutor.calculus import ways
from tutor.calculus.questions import QUESTIONS, QuestionError
from tutor.calculus.reading import reading_of
from tutor.calculus.walkthrough import explain

__all__ = ["QUESTIONS", "QuestionError", "explain", "reading_of", "ways"]
