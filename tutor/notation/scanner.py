"""From one statement's pieces to the tokens of the grammar.

What depends on the names in play is decided here: how a word splits, whether `g(x)` calls a function
or multiplies, which bar opens and which closes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from string import ascii_letters

from tutor.language import _
from tutor.notation import messages
from tutor.notation.functions import ONLY_WITH_BRACKETS
from tutor.notation.limits import MAX_NODES
from tutor.notation.lookahead import (
    RELATION_COMMANDS,
    entries_of,
    holds_cases,
    operand_follows,
    upper_bound_end,
)
from tutor.notation.messages import Source
from tutor.notation.names import (
    BESSEL,
    FUNCTIONS,
    GREEK,
    GREEK_NAMES,
    LETTERS,
    PERHAPS_FUNCTIONS,
    SPACED,
    STUDENT_FUNCTIONS,
    TRUE_VARIABLES,
    is_input,
    split_word,
    stem,
)
from tutor.notation.pieces import Raw, own_name
from tutor.notation.tokens import Token

_TIMES = {"cdot", "times", "ast"}
_VALUE_ENDS = {
    "NUMBER",
    "SYMBOL",
    "CONSTANT",
    "_RPAR",
    "_CLOSE",
    "_RBAR",
    "_RBRACE",
    "_RCASES",
    "DIFFERENTIAL",
}
_SIGNS = {
    "+": "PLUS", "-": "MINUS", "*": "TIMES", "/": "OVER", "^": "_CARET", "**": "_CARET",
    ",": "_COMMA", ";": "_SEMI", "√": "ROOT", "∛": "ROOT", "∜": "ROOT",
}  # fmt: skip
"""signs that always mean the same"""
_ONE_LETTER = frozenset(ascii_letters) - {"e", "E"}
_BESSEL = re.compile(r"(?P<sign>[JYIK])_(?P<order>\d+|n|m|nu|alpha)")
_CONDITION_WORDS = {"if": "_IF", "else": "_ELSE", "otherwise": "_ELSE"}
_INTEGRATE = frozenset({"int", "integral", "integrate", "Integral", "Integrate"})
_RELATIONS = {"≤": "<=", "⩽": "<=", "≥": ">=", "⩾": ">=", "≠": "!="}
_GREEK_BY_LENGTH = "|".join(sorted(GREEK_NAMES, key=len, reverse=True))
_DIFFERENTIAL = re.compile(rf"(?:.*[^_])?d(?P<letter>(?:{_GREEK_BY_LENGTH}|[{LETTERS}])(?:_?\d+)?)")


class Scanner:
    """Turns one statement's body into tokens; `defined` are the names of all definitions (with
    whether they list arguments), `own` the names in this statement's argument list, `alone` the letters
    that stand somewhere without brackets after them."""

    def __init__(
        self,
        source: Source,
        known: Collection[str],
        defined: dict[str, bool],
        own: Collection[str],
        alone: Collection[str] = (),
    ) -> None:
        self.source = source
        self.known = frozenset(known)
        self.defined = defined
        self.own = own
        self.alone = alone

    def tokens(self, body: list[Raw]) -> Iterator[Token]:
        """Yield the tokens of a body.

        Raises:
            NotationError: for unknown words and commands, and bars without partners.
        """
        integrals = [0]
        """per bracket level: the integrals that wait for their dx"""
        bound_ends: set[int] = set()
        levels: list[list[Raw]] = [[]]
        """per bracket level: the bars and angle brackets that are open"""
        kinds: list[tuple[str, str]] = []
        previous = ""
        conditional = False
        skip = leaves = 0
        for index, raw in enumerate(body):
            if skip:
                skip -= 1
                continue
            if raw.kind == "sign" and raw.text in _SIGNS:
                previous = _SIGNS[raw.text]
                yield Token(previous, raw.text, raw.start, raw.end)
                continue
            ended = previous in _VALUE_ENDS
            made: list[Token]
            if raw.kind == "integral":
                if not raw.text.endswith("_"):
                    raise messages.no_bounds(self.source, raw.start)
                made = [_token("INTEGRAL", raw.text, raw)]
                integrals[-1] += 1
                bound_ends.add(upper_bound_end(body, index + 1))
            elif raw.kind in {"word", "partial"} and (found := self._acting(body, index)):
                made, skip = found
            elif raw.kind == "word" and integrals[-1] and (ended_by := self._differential(body, index)):
                made, skip = ended_by
                integrals[-1] -= 1
            elif raw.kind == "word":
                made = list(self._word(raw, body[index + 1 :], previous))
                leaves += len(made)
                if leaves > MAX_NODES:
                    raise messages.too_many(self.source, raw.start)
            elif raw.kind == "number":
                if previous == "NUMBER" and index not in bound_ends and not _raised(body, index - 1):
                    left = body[index - 1]
                    raise messages.two_numbers(self.source, left.text, left.end, raw.text, raw.start)
                made = [_token("NUMBER", raw.text, raw)]
            elif raw.kind == "maxima":
                made = [_token("CONSTANT", raw.text[1:], raw)]
            elif raw.kind == "command":
                made, skip = self._command(raw, body, index)
            elif raw.text == "|":
                closes = ended and bool(levels[-1]) and levels[-1][-1].text == "|"
                made = [_token("_RBAR" if closes else "_LBAR", "|", raw)]
                if closes:
                    levels[-1].pop()
                else:
                    levels[-1].append(raw)
            elif raw.kind == "relation":
                made = [_token("RELATION", _RELATIONS.get(raw.text, raw.text), raw)]
            elif raw.text == "<" and not ended:
                levels[-1].append(raw)
                made = [_token("OPEN", "<", raw)]
            elif raw.text == ">" and ended and levels[-1] and levels[-1][-1].text == "<":
                levels[-1].pop()
                made = [_token("_CLOSE", ">", raw)]
            elif raw.text in {"<", ">"}:
                made = [_token("RELATION", raw.text, raw)]
            elif raw.text == "=" and (conditional or "_RCASES" in {kind[1] for kind in kinds}):
                skip = int(index + 1 < len(body) and body[index + 1].text == "=")
                made = [_token("RELATION", "=", raw)]
            elif raw.text == "=":
                made = [_token("_EQUALS", "=", raw)]
            elif raw.text in {"(", "[", "{"}:
                levels.append([])
                integrals.append(0)
                kinds.append(self._bracket(body, index, previous))
                made = [_token(kinds[-1][0], raw.text, raw)]
            elif raw.text in {")", "]", "}"}:
                self._all_closed(levels.pop())
                integrals.pop()
                made = [_token(kinds.pop()[1], raw.text, raw)]
            elif raw.kind == "arrow" or raw.text == ":":
                raise messages.arrow(self.source, raw.start)
            else:
                raise messages.misplaced(self.source, raw.text, raw.start, raw.end)
            yield from made
            previous = made[-1].type if made else previous
            conditional = conditional or previous == "_IF"
        self._all_closed(levels.pop())

    def _all_closed(self, bars: list[Raw]) -> None:
        if bars:
            raw = bars[-1]
            closing = "|" if raw.text == "|" else ">"
            raise self.source.error(
                _("The bracket {bracket} is never closed.").format(bracket=raw.text),
                raw.start,
                _("Add {bracket} where it ends.").format(bracket=closing),
                [self.source.remove(raw.start, raw.end)],
            )

    def _bracket(self, body: list[Raw], index: int, previous: str) -> tuple[str, str]:
        raw, before = body[index], body[index - 1] if index else None
        if raw.text == "(":
            return "_LPAR", "_RPAR"
        if raw.text == "[":
            return ("_LINDEX", "_RINDEX") if previous == "LATEX_ROOT" else ("OPEN", "_CLOSE")
        if holds_cases(body[index:]) and previous != "_CARET":
            return "_LCASES", "_RCASES"
        if len(entries_of(body[index:])) > 1:
            return "OPEN", "_CLOSE"
        if previous in {"_CARET", "FRACTION", "LATEX_ROOT", "ROOT", "FUNCTION", "_RINDEX", "INTEGRAL"} or (
            before is not None and before.text == "}"
        ):
            return "_LBRACE", "_RBRACE"
        raise self.source.error(
            _("Curly brackets cannot stand here."), raw.start, _("Use round brackets ( ).")
        )

    def _word(self, raw: Raw, after: list[Raw], previous: str) -> Iterator[Token]:
        opens = bool(after) and after[0].text in {"(", "["}
        if raw.text in _ONE_LETTER and not opens:
            yield Token("SYMBOL", raw.text, raw.start, raw.end)
            return
        if (
            previous == "NUMBER"
            and raw.glued
            and re.fullmatch(r"e\d+", raw.text)
            and raw.text not in self.known
        ):
            yield _token("CONSTANT", "e", raw, 0, 1)
            yield _token("NUMBER", raw.text[1:], raw, 1, len(raw.text))
            return
        whole = own_name(raw)
        if whole in self.known:
            yield _token("CALLED" if opens and self._calls(whole, after) else "SYMBOL", whole, raw)
            return
        if (
            whole == "E"
            and len(after) > 1
            and (after[0].text == "**" or after[0].text == "^" and after[1].kind != "number")
        ):
            yield _token("CONSTANT", "e", raw)
            return
        function, _mark, letters = whole.partition("_")
        if function in self.defined and len(letters) > 1 and set(letters) <= TRUE_VARIABLES:
            raise messages.derivative_used(self.source, function, raw.start)  # u_xx + u_yy
        bessel = _BESSEL.fullmatch(whole) if opens and after[0].text == "(" else None
        # In I(t) = I_0 (1 - e^(-t)) the first letter is a quantity, and I_0 is its value at the start.
        quantity = bessel is not None and (bessel["sign"] in self.defined or not after[0].glued)
        if bessel is not None and not (quantity and after[2:3] and after[2].text != ")"):
            yield _token("CALLED", f"{BESSEL[bessel['sign']]}:{bessel['order']}", raw)
            return
        split = split_word(raw.text, self.known, opens or raw.text in SPACED and operand_follows(after))
        if (
            split is None
            or len(raw.text) > 1
            and split[-1].kind == "symbol"
            and opens
            and len(entries_of(after)) > 1
            and not self._calls(split[-1].name, after)
        ):
            raise messages.unknown_word(self.source, raw.text, raw.start, raw.end, opens)
        for piece in split:
            last = piece is split[-1]
            kind, name = piece.kind.upper(), piece.name
            if kind == "SYMBOL":
                name = GREEK.get(name[0], name[0]) + name[1:]
                if last and opens and self._calls(name, after, alone=len(split) == 1):
                    kind = "CALLED"
            if kind == "FUNCTION" and name not in FUNCTIONS and "_" not in name:
                name = f"log_{name[3:]}"
            yield _token(kind, name.replace("{", "").replace("}", ""), raw, piece.start, piece.end)

    def _acting(self, body: list[Raw], index: int) -> tuple[list[Token], int] | None:
        """Return the token of if, else, int(…), f′(…) or ∂₁f(…), and how many pieces after it it covers."""
        raw = body[index]
        follows = body[index + 1].text if index + 1 < len(body) else ""
        if raw.kind == "word" and raw.text not in _CONDITION_WORDS and follows not in {"'", "(", "["}:
            return None
        stop = index
        by: list[str] = []
        while stop < len(body) and body[stop].kind == "partial":
            by.append(body[stop].text.strip("∂_{}"))
            stop += 1
        if (
            stop >= len(body)
            or body[stop].kind != "word"
            or body[stop].text in self.known - self.defined.keys()
        ):
            return None
        word = body[stop].text
        if not by and word in _CONDITION_WORDS:
            return [_token(_CONDITION_WORDS[word], word, raw)], 0
        opens = stop + 1 < len(body) and body[stop + 1].text in {"(", "["}
        if not by and word in _INTEGRATE and opens:
            return [_token("INTEGRATE", word, raw)], 0
        stop += 1
        primes = 0
        while not by and stop < len(body) and body[stop].text == "'":
            primes, stop = primes + 1, stop + 1
        if not by and not primes:
            return None
        name = own_name(body[stop - 1 - primes])
        perhaps = stem(name) in PERHAPS_FUNCTIONS | {"x"} and stop < len(body) and body[stop].text == "("
        if name not in STUDENT_FUNCTIONS and not perhaps:
            return None
        if name in self.defined:
            raise messages.derivative_used(self.source, name, raw.start)
        if stop >= len(body) or body[stop].text != "(":
            return None
        token = Token(
            "PRIMED",
            f"{name}:{','.join(by) or chr(39) * primes}",
            raw.start,
            body[stop - 1].end,
        )
        return [token], stop - 1 - index

    def _differential(self, body: list[Raw], index: int) -> tuple[list[Token], int] | None:
        """Return the tokens of a word that ends with the dt of an integral, such as tdt."""
        raw = body[index]
        following = body[index + 1] if index + 1 < len(body) else None
        if raw.text in self.known:
            return None
        if raw.text == "d" and following is not None:
            name = following.text.lstrip("\\") if following.kind == "command" else own_name(following)
            if name in GREEK_NAMES or following.kind == "word" and len(name) == 1:
                return [_token("DIFFERENTIAL", name, raw)], 1
            return None
        found = _DIFFERENTIAL.fullmatch(raw.text)
        if found is None:
            return None
        cut = found.start("letter") - 1
        made: list[Token] = []
        if cut:
            before = Raw(raw.kind, raw.text[:cut], raw.start, raw.start + cut, raw.at, raw.glued)
            made = list(self._word(before, [], ""))
        letter = own_name(Raw("word", found["letter"], raw.start + cut, raw.end, raw.at + cut, glued=True))
        return [*made, _token("DIFFERENTIAL", letter, raw, cut, len(raw.text))], 0

    def _calls(self, name: str, after: list[Raw], *, alone: bool = True) -> bool:
        """Say whether `name(…)` calls a function: it is defined with arguments, or nothing says that it
        is a letter itself and its brackets hold only letters or it stands nowhere without brackets.

        Other letters than f, g and h do where both hold and nothing is before them (`alone`): u(x), x(t).
        """
        if after[0].text != "(":
            return False
        inside: list[Raw] = []
        depth = 0
        for raw in after:
            depth += (raw.text == "(") - (raw.text == ")")
            if depth == 0:
                break
            inside.append(raw)
        words = inside[1::2]
        plain_letters = (
            bool(words)
            and all(raw.kind == "word" and own_name(raw) not in FUNCTIONS for raw in words)
            and all(raw.text == "," for raw in inside[2::2])
            and len(inside) % 2 == 0
        )
        if name in self.defined:
            return self.defined[name] or plain_letters and name not in self.own
        if name in self.known:
            return False
        if name in STUDENT_FUNCTIONS:
            return plain_letters or name not in self.alone
        if not (alone and plain_letters) or name in self.alone:
            return False
        inputs = [own_name(raw) for raw in words]
        perhaps = stem(name) in PERHAPS_FUNCTIONS or (name == "x" and inputs == ["t"])
        return perhaps and all(map(is_input, inputs))

    def _command(self, raw: Raw, body: list[Raw], index: int) -> tuple[list[Token], int]:
        """Return the tokens of a LaTeX command, and how many pieces after it they cover."""
        name = raw.text[1:]
        if name in RELATION_COMMANDS:
            return [_token("RELATION", RELATION_COMMANDS[name], raw)], 0
        if name in _TIMES:
            return [_token("TIMES", "*", raw)], 0
        if name in {"frac", "dfrac", "tfrac"}:
            return [_token("FRACTION", name, raw)], 0
        if name == "sqrt":
            return [_token("LATEX_ROOT", name, raw)], 0
        if name == "pi":
            return [_token("CONSTANT", "pi", raw)], 0
        opens = index + 1 < len(body) and body[index + 1].text == "("
        if name in FUNCTIONS and (opens or name not in ONLY_WITH_BRACKETS):
            return [_token("FUNCTION", name, raw)], 0
        if name in GREEK_NAMES:
            return [_token("SYMBOL", name, raw)], 0
        environment = body[index + 2].text if name == "begin" and len(body) > index + 2 else ""
        raise messages.unknown_command(self.source, raw.text, raw.start, environment)


def _raised(body: list[Raw], index: int) -> bool:
    """Say whether the number is the power of a function, as the 2 of sin^2 3x."""
    return (
        index > 1 and body[index - 1].text in {"^", "**"} and body[index - 2].text.lstrip("\\") in FUNCTIONS
    )


def _token(kind: str, value: str, raw: Raw, start: int = 0, end: int | None = None) -> Token:
    if not start and end is None:
        return Token(kind, value, raw.start, raw.end)
    stop = raw.end if end is None or end == len(raw.text) else min(raw.start + end, raw.end)
    return Token(kind, value, min(raw.start + start, raw.end), stop)
