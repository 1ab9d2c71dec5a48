"""Runs the harnesses and prints one table; exit status 1 when a bound is broken.

    PYTHONPATH=.:tests python -m reliability [--factor N] [--short] [NAME …]

`--factor 10` is the size of a night, `--short` that of a test; names choose among the harnesses.
"""

from __future__ import annotations

import argparse
import sys

from reliability.figure import table
from reliability.harnesses import HARNESSES, run_all

SHORT = 0.005


def main(arguments: list[str]) -> int:
    """Run what is asked for; the exit status."""
    parser = argparse.ArgumentParser(prog="reliability")
    parser.add_argument("names", nargs="*", metavar="NAME", help="、".join(HARNESSES))
    parser.add_argument("--factor", type=float, default=1.0)
    parser.add_argument("--short", action="store_true")
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.names) - HARNESSES.keys():
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    names = [name for name in HARNESSES if name in (chosen.names or HARNESSES)]
    figures = run_all(names, SHORT if chosen.short else chosen.factor)
    print(table(figures))
    broken = [figure for figure in figures if not figure.held]
    for figure in broken:
        for example in figure.examples:
            print(f"  {figure.name}: {example}", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
