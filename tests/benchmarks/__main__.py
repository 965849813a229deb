"""Run benchmarks and print a table, or a JSON list of results. Ends with 1 if a bound is not kept."""

from __future__ import annotations

import argparse
import json
import sys

from tests.benchmarks.catalogue import BENCHMARKS
from tests.benchmarks.measuring import holds, row


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
            print(row(result), flush=True)
    if options.json:
        print(json.dumps(results, indent=2, ensure_ascii=False))
    return 0 if all(map(holds, results)) else 1


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    raise SystemExit(main())
