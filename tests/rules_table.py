"""The README's table of rules, made from the rules' docstrings: `python -m tests.rules_table` writes it."""

from __future__ import annotations

from pathlib import Path

from tutor.calculus.rules import all_rules

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- rules: made by `python -m tests.rules_table` -->", "<!-- end of rules -->"


def table() -> str:
    """Return the table as Markdown: name, formula, example."""
    rows = ["| rule | formula | example |", "| --- | --- | --- |"]
    for rule in all_rules():
        asked, answer = rule.example
        cells = (rule.name, rule.formula, f"`{asked}` → `{answer}`")
        rows.append(f"| {' | '.join(cell.replace('|', '∣') for cell in cells)} |")
    return "\n".join(rows)


def with_table(text: str) -> str:
    """Return the README's text with the table as it should be."""
    before, _begin, rest = text.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def main() -> None:
    """Write the table into the README."""
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
