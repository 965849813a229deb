"""A walkthrough as plain JSON data, for scripts."""

from __future__ import annotations

from typing import Any

from tutor.board import Formula, Misreading, QuestionMisfit, Result, Step, Walkthrough
from tutor.engine.failures import Failure

Json = dict[str, Any]


def formula(shown: Formula) -> Json:
    """Return the three notations a script can use; `sympy` can be pasted into SymPy."""
    return {"text": shown.text, "latex": shown.latex, "sympy": shown.sympy}


def walkthrough(shown: Walkthrough) -> Json:
    """Return the whole derivation."""
    return {
        "problem": {
            "input": shown.reading.input,
            "reading": shown.reading.formula.text,
            "ask": shown.ask,
            "variables": list(shown.reading.variables),
            "wrt": list(shown.wrt),
        },
        "steps": [_step(step) for step in shown.steps],
        "result": _result(shown.result),
        "methods": [
            {"name": each.name, "title": each.title, "steps": each.steps, "chosen": each.chosen}
            for each in shown.methods
        ],
        "notes": list(dict.fromkeys([*shown.reading.notes, *shown.notes])),
        "error": None,
    }


def failed(text: str, ask: str | None, wrt: tuple[str, ...], trouble: Json) -> Json:
    """Return the same shape for an input that came to nothing; `trouble` is one of the errors below."""
    return {
        "problem": {"input": text, "reading": None, "ask": ask, "variables": [], "wrt": list(wrt)},
        "steps": [],
        "result": None,
        "methods": [],
        "notes": [],
        "error": trouble,
    }


def error(trouble: Misreading | QuestionMisfit | Failure) -> Json:
    """Return {"message", "column", "hint"}; only an input that could not be read has a column, from 1.

    A problem of several lines has "line" as well.
    """
    if isinstance(trouble, Misreading):
        place = {"line": trouble.line} if trouble.line > 1 else {}
        return {"message": trouble.message, "column": trouble.column, "hint": trouble.hint, **place}
    return {"message": trouble.message, "column": None, "hint": trouble.hint}


def _step(step: Step) -> Json:
    return {
        "id": step.id,
        "rule": step.rule,
        "title": step.title,
        "before": formula(step.before),
        "after": formula(step.after),
        "why": step.why.text,
        "hint": step.hint.text,
        "verified": step.verified,
        "steps": [_step(inner) for inner in step.steps],
    }


def _result(result: Result) -> Json:
    return {
        **formula(result.formula),
        "entries": [
            formula(entry) if isinstance(entry, Formula) else [formula(each) for each in entry]
            for entry in result.entries
        ],
        "raw": formula(result.raw),
        "forms": [{"name": form.name, **formula(form.formula)} for form in result.forms],
    }
