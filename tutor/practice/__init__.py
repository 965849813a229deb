"""Practice: a student's answer against the derivative."""

from tutor.practice.grading import check

__all__ = ["check"]
