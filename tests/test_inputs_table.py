"""The help page's part of the table of inputs: typeset, remarked on, and as the printers print it now."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests import inputs_table as column
from tutor import inputs_table, typeset


def test_the_typeset_column_is_what_the_printers_print() -> None:
    wanted = column.renewed()
    assert column.FILE.read_text(encoding="utf-8") == wanted, "run `python -m tests.inputs_table`"


@pytest.mark.parametrize("section", inputs_table.sections(), ids=lambda section: section.title)
def test_a_section_can_be_shown(section: inputs_table.Section) -> None:
    assert len(section.rows) >= 3
    for row in section.rows:
        assert typeset.svg(row.meaning, "light", 16)
        assert not row.remark or row.remark.endswith(".")


def test_every_title_and_remark_is_used() -> None:
    sections = inputs_table.sections()
    assert [section.title for section in sections] == list(inputs_table.TITLES.values())
    remarks = {row.remark for section in sections for row in section.rows} - {""}
    assert remarks == set(inputs_table.REMARKS.values())


def test_the_table_is_there_before_sympy_and_the_grammar() -> None:
    heavy = "{'sympy', 'lark', 'PySide6'}"
    program = f"import sys, tutor.inputs_table as t; t.sections(); print({heavy} & {{*sys.modules}})"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
