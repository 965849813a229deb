"""Practice: a student's answer against the derivative."""

from tutor.practice.grading import check, right_hand_side

__all__ = ["check", "right_hand_side"]
