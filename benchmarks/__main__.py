"""``python -m benchmarks [NAME ...] [--runs N] [--json]``: measure, and print a table."""

from __future__ import annotations

import argparse
from importlib import import_module

from benchmarks.figures import print_figures

MODULES = (
    "netcore_forward",
    "startup",
    "growth",
    "baseline",
    "encoders",
    "memory",
    "pictures",
    "rendering",
    "explorer",
    "batch",
    "lesson",
    "preview",
    "gallery",
)


def main() -> None:
    """Measure what the command line names, or everything."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MODULES))
    parser.add_argument("--runs", type=int, help="how often each thing is measured (3, mostly)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(MODULES):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    if asked.runs is not None and asked.runs < 1:
        parser.error(f"--runs: expected 1 or more, got {asked.runs}")
    chosen = {} if asked.runs is None else {"runs": asked.runs}
    figures = []
    for name in asked.names or MODULES:
        figures += import_module(f"benchmarks.{name}").measure(**chosen)
    print_figures(figures, as_json=asked.json)


if __name__ == "__main__":
    main()
