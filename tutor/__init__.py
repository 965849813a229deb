"""Nabla: an offline calculus tutor that walks through derivatives one step at a time."""

__version__ = "0.1.0"
