"""The ring in which finished pieces wait: in order, without gaps, whole or not at all."""

from __future__ import annotations

import os
import random
from array import array
from multiprocessing import get_context
from typing import Any

from tutor.engine.pieces import CAPACITY, EVERY, Ring, Sender, received


def ring(capacity: int = 4000) -> tuple[Ring, Any, Any]:
    content, marks = bytearray(capacity), array("q", (0, 0))
    return Ring(content, marks), content, marks


def test_what_is_written_is_read_once_and_in_order() -> None:
    """Round and round: records of every length, written and read at random moments."""
    made, _content, _marks = ring()
    choose = random.Random(5)
    written, read = [], []
    for _round in range(3000):
        record = os.urandom(choose.randrange(0, 900))
        if made.write(record):
            written.append(record)
        if choose.random() < 0.3:
            read += made.read()
    read += made.read()
    assert read == written and len(read) > 1000
    assert made.read() == []


def test_a_record_counts_once_it_is_whole() -> None:
    made, _content, marks = ring()
    made.write(b"whole")
    end = marks[0]
    made.write(b"half")
    marks[0] = end  # killed before it moved the mark
    assert made.read() == [b"whole"]


def test_a_damaged_record_is_passed_over() -> None:
    made, content, _marks = ring()
    made.write(b"good")
    made.write(b"damaged")
    content[12 + 8 : 12 + 8 + 3] = b"???"
    assert made.read() == [b"good"]
    made.write(b"the next worker's")
    assert made.read() == [b"the next worker's"]


def test_in_memory_that_processes_share() -> None:
    context = get_context("spawn")
    made = Ring(context.RawArray("B", CAPACITY), context.RawArray("q", 2))
    assert made.write(b"shared") and made.read() == [b"shared"]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_few_records_a_second_and_nothing_is_left_out() -> None:
    made, _content, _marks = ring(100_000)
    clock = Clock()
    sender = Sender(made, clock)
    sender.begin()
    sender.add((0,))
    assert received(made) == (), "nothing in the first moments"
    found: list[int] = []
    records = 0
    for number in range(1, 1001):
        clock.now += 0.01
        sender.add((number,))
        arrived = received(made)
        records += bool(arrived)
        found.extend(arrived)
    assert found == list(range(len(found)))
    assert 1001 - len(found) <= EVERY / 0.01 + 1
    assert records <= 10 / EVERY + 1


def test_where_there_is_no_room_it_waits() -> None:
    made, _content, _marks = ring(4000)
    clock = Clock()
    sender = Sender(made, clock)
    found: list[Any] = []
    pieces = [(number, os.urandom(700)) for number in range(40)]
    for piece in pieces:
        clock.now += 1
        sender.add((piece,))
    for _round in range(60):
        clock.now += 1
        sender.add(())
        found.extend(received(made))
    assert found == pieces


def test_after_a_piece_that_never_fits_nothing_comes_any_more() -> None:
    made, _content, _marks = ring(4000)
    clock = Clock()
    sender = Sender(made, clock)
    for piece in (b"first", os.urandom(9000), b"third"):
        clock.now += 1
        sender.add((piece,))
    assert received(made) == (b"first",)
    sender.begin()
    clock.now += 1
    sender.add((b"another request's",))
    assert received(made) == (b"another request's",)
