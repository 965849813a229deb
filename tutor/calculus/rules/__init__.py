"""The rules of differentiation: one decorated function each. Importing this fills the table."""

from tutor.calculus.rules import algebra, chain, functions, integrals, pieces, powers, unknown
from tutor.calculus.rules.rule import RULES, Applied, Respect, Rule, all_rules, applicable

__all__ = [
    "RULES",
    "Applied",
    "Respect",
    "Rule",
    "algebra",
    "all_rules",
    "applicable",
    "chain",
    "functions",
    "integrals",
    "pieces",
    "powers",
    "unknown",
]
