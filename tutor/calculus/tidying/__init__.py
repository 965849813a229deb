"""Tidying as named steps: multiply and put in order, drop zeros, multiply out, collect like terms."""
