"""The parser: the LALR table that lark makes of grammar.lark, and what follows it from token to token.

Making the table takes lark a tenth of a second, so it is kept in the cache folder, as text. One that is
damaged, or was made of another grammar, is made anew.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from tutor.storage.folders import folders
from tutor.storage.writing import write

if TYPE_CHECKING:
    from lark import Token as LarkToken

log = logging.getLogger(__name__)

GRAMMAR = Path(__file__).with_name("grammar.lark")
FORMAT = "2"
"""Of the table on disk."""
END = "$END"


class Unexpected(Exception):
    """No rule goes on with the token at `index` (behind the last one: with the end)."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


@dataclass(frozen=True, slots=True)
class Rule:
    """What to do when a rule's parts have been read: `size` of them become one value, of the kind `origin`.

    `children` says which of them count: (index, whether it is a list to be spliced in, how many optional
    parts are missing before it); `missing` are missing after the last. `make` is the builder's method, ""
    where the children stay a list; a `single` child stands for itself.
    """

    origin: str
    size: int
    make: str
    single: bool
    children: tuple[tuple[int, bool, int], ...]
    missing: int


@dataclass(frozen=True, slots=True)
class Table:
    """For each state, what follows on a kind of token or value: the next state, −1 − (a rule's index), or
    for numbers further down a state that takes this one's place (see `_without_single_steps`)."""

    states: list[dict[str, int]]
    rules: list[Rule]
    start: int
    end: int


class Typed(Protocol):
    """What is parsed: only the kind of a token matters."""

    @property
    def type(self) -> str: ...


_Take = Callable[[list[Any]], Any]
"""makes a value of all the parts of a rule"""


class Parser:
    """Follows a table; `builder` has a method for each rule of the grammar."""

    def __init__(self, table: Table, builder: object) -> None:
        self._table = table
        self._rules = [(rule.origin, rule.size, _take(rule, _method(builder, rule))) for rule in table.rules]

    def parse(self, tokens: Sequence[Typed]) -> Any:
        """Return what the builder makes of the tokens.

        Raises:
            Unexpected: if they do not follow the grammar.
        """
        table, rules, end = self._table.states, self._rules, self._table.end
        last_rule = -len(rules)
        top = self._table.start
        states = [top]
        values: list[Any] = []
        for index, token in enumerate((*tokens, None)):
            kind = END if token is None else token.type
            while True:
                action = table[top].get(kind)
                if action is None:
                    raise Unexpected(index)
                if action >= 0:
                    top = action
                    states.append(top)
                    values.append(token)
                    break
                if action < last_rule:
                    top = states[-1] = last_rule - 1 - action
                else:
                    origin, size, take = rules[-1 - action]
                    if size:
                        parts = values[-size:]
                        del values[-size:], states[-size:]
                        values.append(take(parts))
                    else:
                        values.append(take([]))
                    top = table[states[-1]][origin]
                    states.append(top)
                if top == end:
                    return values[-1]
        raise AssertionError("the end of the tokens ends every parse")


def _method(builder: object, rule: Rule) -> Callable[..., Any]:
    """Return what makes a value of a rule's children: a list where they are to be spliced in."""
    return getattr(builder, rule.make) if rule.make and not _stands_for_itself(rule) else _listed


def _listed(*children: Any) -> list[Any]:
    return list(children)


def _stands_for_itself(rule: Rule) -> bool:
    return rule.single and rule.size == 1 and _is_plain(rule)


def _is_plain(rule: Rule) -> bool:
    return not rule.missing and rule.children == tuple((index, False, 0) for index in range(rule.size))


def _take(rule: Rule, make: Callable[..., Any]) -> _Take:
    """Return what makes a value of a rule's parts: of those of them that count."""
    indices = [index for index, _spliced, _missing in rule.children]
    if rule.missing or any(spliced or missing for _index, spliced, missing in rule.children):
        if not rule.single:
            return lambda parts: make(*_children(rule, parts))

        def one_or_made(parts: list[Any]) -> Any:
            children = _children(rule, parts)
            return children[0] if len(children) == 1 else make(*children)

        return one_or_made
    if len(indices) == 1:
        [only] = indices
        return (lambda parts: parts[only]) if rule.single else (lambda parts: make(parts[only]))
    if len(indices) == rule.size:
        return lambda parts: make(*parts)
    return lambda parts: make(*[parts[index] for index in indices])


def _children(rule: Rule, values: list[Any]) -> list[Any]:
    children: list[Any] = []
    for index, spliced, missing in rule.children:
        if missing:
            children += [None] * missing
        if spliced:
            children += values[index]
        else:
            children.append(values[index])
    return children + [None] * rule.missing


def _without_single_steps(made: Table) -> Table:
    """Return the same table with the steps from one level of the grammar to the next taken at once.

    Where a value stands for itself (an atom is a power, which is a factor, which is a term …), each step
    puts another state in the place of the last. Which one is the last in the row depends on the state
    below and on the next token alone, so it is found here, once: a state that begins such a row is told
    apart by the state below it, and says by −1 − (number of rules) − (the last state) where the row ends.
    """
    single = {-1 - index for index, rule in enumerate(made.rules) if _stands_for_itself(rule)}
    origins = {rule.origin for rule in made.rules}
    beginning = {at for at, row in enumerate(made.states) if not single.isdisjoint(row.values())}
    states = [row.copy() for row in made.states]
    known: dict[tuple[int, tuple[int, ...]], int] = {}

    def last(below: dict[str, int], state: int, kind: str) -> int:
        while (action := made.states[state].get(kind)) in single:
            state = below[made.rules[-1 - action].origin]
        return state

    for at, below in enumerate(made.states):
        for origin, state in below.items():
            if origin not in origins or state not in beginning:
                continue
            row = made.states[state]
            ends = tuple(last(below, state, kind) for kind in row)
            if (state, ends) not in known:
                known[state, ends] = len(states)
                steps = zip(row.items(), ends, strict=True)
                states.append(
                    {
                        kind: action if to == state else -1 - len(made.rules) - to
                        for (kind, action), to in steps
                    }
                )
            states[at][origin] = known[state, ends]
    return replace(made, states=states)


def table() -> Table:
    """Return the grammar's table, from the cache where it is there."""
    grammar = GRAMMAR.read_text(encoding="utf-8")
    key = "\n".join((FORMAT, version("lark"), grammar))
    file = folders().cache / "grammar.json"
    try:
        return _decoded(file.read_bytes(), key)
    except FileNotFoundError:
        log.debug("no table of the grammar yet")
    except (OSError, ValueError) as problem:
        log.info("the table of the grammar is made anew: %s", problem)
    made = made_of(grammar)
    try:
        write(file, _encoded(made, key))
    except OSError as problem:
        log.info("the table of the grammar cannot be kept: %s", problem)
    return made


def _encoded(made: Table, key: str) -> bytes:
    rules = [
        [rule.origin, rule.size, rule.make, rule.single, rule.children, rule.missing] for rule in made.rules
    ]
    body = json.dumps([made.states, rules, made.start, made.end], separators=(",", ":"))
    return f"{_digest(key, body)}\n{body}".encode()


def _decoded(written: bytes, key: str) -> Table:
    digest, _newline, body = written.decode("utf-8").partition("\n")
    if digest != _digest(key, body):
        raise ValueError("it is damaged, or of another grammar")
    states, rules, start, end = json.loads(body)
    return Table(
        states,
        [
            Rule(origin, size, make, single, tuple(map(tuple, children)), missing)
            for origin, size, make, single, children, missing in rules
        ],
        start,
        end,
    )


def _digest(key: str, body: str) -> str:
    return hashlib.sha256(f"{key}\n{body}".encode()).hexdigest()


def made_of(grammar: str) -> Table:
    """Return the table that lark makes of a grammar."""
    from lark import Lark
    from lark.grammar import Rule as LarkRule
    from lark.lexer import Lexer, TerminalDef

    class TokensOnly(Lexer):
        """The grammar declares its tokens; they come from the scanner."""

        def __init__(self, lexer_conf: object) -> None:
            pass

        def lex(self, lexer_state: object, parser_state: object) -> Iterator[LarkToken]:
            raise NotImplementedError

    data, memo = Lark(grammar, parser="lalr", lexer=TokensOnly).memo_serialize([TerminalDef, LarkRule])
    lalr = data["parser"]["parser"]
    numbers = {key: at for at, (key, row) in enumerate((k, r) for k, r in memo.items() if "origin" in r)}
    places = {state: at for at, state in enumerate(lalr["states"])}
    states = [
        {
            lalr["tokens"][kind]: -1 - numbers[argument["@"]] if reduces else places[argument]
            for kind, (reduces, argument) in row.items()
        }
        for row in lalr["states"].values()
    ]
    rules = [_rule(memo[key]) for key in numbers]
    start, end = (places[lalr[which]["start"]] for which in ("start_states", "end_states"))
    return _without_single_steps(Table(states, rules, start, end))


def _rule(row: dict[str, Any]) -> Rule:
    """Read a rule of lark's: a part whose name begins with _ is left out (a token) or spliced in."""
    origin, parts = row["origin"]["name"], row["expansion"]
    # One flag for each part, and one for each optional part that is missing here.
    flags = row["options"]["empty_indices"] or [False] * len(parts)
    missing, at = 0, 0
    children: list[tuple[int, bool, int]] = []
    for absent in flags:
        if absent:
            missing += 1
            continue
        part = parts[at]
        if not part.get("filter_out", False):
            spliced = part["__type__"] == "NonTerminal" and part["name"].startswith("_")
            children.append((at, spliced, missing))
            missing = 0
        at += 1
    make = "" if origin.startswith("_") else row["alias"] or origin
    single = row["options"]["expand1"] and not row["alias"]
    return Rule(origin, len(parts), make, single, tuple(children), missing)
