"""Looking ahead in a statement's pieces: what a bracket holds, where an integral's bounds end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from tutor.notation.names import split_word
from tutor.notation.pieces import Raw

RELATION_COMMANDS = {
    "lt": "<", "le": "<=", "leq": "<=", "leqslant": "<=", "gt": ">", "ge": ">=", "geq": ">=",
    "geqslant": ">=", "ne": "!=", "neq": "!=",
}  # fmt: skip


def operand_follows(after: Sequence[Raw]) -> bool:
    """Say whether a space and then a name or a number come next: the x of lg x."""
    return bool(after) and not after[0].glued and after[0].kind in {"word", "number"}


def entries_of(body: Sequence[Raw]) -> list[list[Raw]]:
    """Return what is between the commas inside the bracket that a body begins with."""
    entries: list[list[Raw]] = [[]]
    depth = 0
    for raw in body:
        if raw.text in {"(", "[", "{"}:
            depth += 1
            if depth == 1:
                continue
        elif raw.text in {")", "]", "}"}:
            depth -= 1
            if depth == 0:
                break
        if raw.text == "," and depth == 1:
            entries.append([])
        else:
            entries[-1].append(raw)
    return entries


def letters_alone(statements: Sequence[Sequence[Raw]], known: Collection[str]) -> frozenset[str]:
    """Return the letters that a function may be called by and that stand somewhere without brackets."""
    alone: set[str] = set()
    called = {
        letter
        for body in statements
        for raw, following in pairwise(body)
        if raw.kind == "word" and following.text in {"(", "'"}
        for letter in raw.text
    }
    for body in statements if called else ():
        for index, raw in enumerate(body):
            following = body[index + 1] if index + 1 < len(body) else None
            if raw.kind != "word" or not called.intersection(raw.text):
                continue
            opens = following is not None and following.text in {"(", "'"}
            split = split_word(raw.text, known, opens) or []
            alone.update(piece.name for piece in split if not (opens and piece is split[-1]))
    return frozenset(alone)


def by_unit_vectors(body: list[Raw]) -> list[Raw]:
    """Return cos t i + sin t j as (cos t) i + (sin t) j: the unit vectors are in no function."""
    if {"i", "j"} - {raw.text for raw in body}:
        return body
    terms: list[list[Raw]] = [[]]
    depth = 0
    for raw in body:
        depth += (raw.text in {"(", "[", "{"}) - (raw.text in {")", "]", "}"})
        if raw.text in {"+", "-"} and depth == 0 and terms[-1]:
            terms.append([])
        terms[-1].append(raw)
    units = [term[-1].text for term in terms if term[-1].kind == "word"]
    if len(units) < len(terms) or units not in (["i", "j"], ["i", "j", "k"], ["i", "k"], ["j", "k"]):
        return body
    made: list[Raw] = []
    for term in terms:
        sign, inside = term[: term[0].text in {"+", "-"}], term[term[0].text in {"+", "-"} : -1]
        made += sign
        if inside and inside[-1].text != "*":
            made.append(inside[0]._replace(kind="sign", text="("))
            made += inside
            made.append(inside[-1]._replace(kind="sign", text=")"))
        else:
            made += inside
        made.append(term[-1])
    return made


def holds_cases(body: Sequence[Raw]) -> bool:
    """Say whether the curly bracket that a body begins with holds cases: conditions stand in it."""
    depth = 0
    for raw in body:
        depth += (raw.text in {"(", "[", "{"}) - (raw.text in {")", "]", "}"})
        if depth == 0:
            return False
        condition = raw.kind == "relation" or raw.text in {"<", ">", "=", "if", "otherwise"}
        if depth == 1 and (condition or raw.text.lstrip("\\") in RELATION_COMMANDS):
            return True
    return False


def upper_bound_end(body: Sequence[Raw], index: int) -> int:
    """Return the index of the first piece after the upper bound of an integral whose bounds begin here."""

    def after_one(at: int) -> int:
        at += at < len(body) and body[at].text == "-"
        depth = 0
        while at < len(body):
            depth += (body[at].text in {"(", "[", "{"}) - (body[at].text in {")", "]", "}"})
            at += 1
            if depth <= 0:
                break
        return at

    at = after_one(index)
    return after_one(at + 1) if at < len(body) and body[at].text == "^" else -1
