"""Run benchmarks and print a table, or a JSON list of results. Ends with 1 if a bound is not kept."""

from __future__ import annotations

import argparse
import json
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from tests.benchmarks import (  # noqa: F401  (each registers)
    derivation,
    drag,
    first_paint,
    growth,
    memory,
    typesetting,
    walkthrough,
)
from tests.benchmarks.measuring import BENCHMARKS, holds


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"no benchmark called {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")

    results = []
    for name in options.names or BENCHMARKS:
        result = BENCHMARKS[name].result()
        results.append(result)
        if not options.json:
            sign = "≤" if result["at_most"] else "≥"
            verdict = "ok" if holds(result) else "MISSED"
            figures = f"{result['value']:>8.3f} {sign} {result['bound']:<6g} {verdict:<7}"
            print(f"{name:<14} {figures} {result['what']}", flush=True)
    if options.json:
        print(json.dumps(results, indent=2, ensure_ascii=False))
    return 0 if all(map(holds, results)) else 1


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    raise SystemExit(main())
