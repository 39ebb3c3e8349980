"""``python -m tests.scenes.lint CLIP [--aspect 9:16] [--theme light] [--digit 7]``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from scenes.catalogue import CLIPS, find
from scenes.errors import UnknownClipError
from tests.scenes.lint.inspection import Inspection

PARAMS = ("aspect", "theme", "digit", "sample", "network")


def main(arguments: list[str]) -> int:
    """Print what the clips named break, or all; return whether there was anything."""
    parser = argparse.ArgumentParser(prog="python -m tests.scenes.lint", description=__doc__)
    parser.add_argument("clips", nargs="*", metavar="CLIP")
    for name in PARAMS:
        parser.add_argument(f"--{name}")
    parser.add_argument("--quick", action="store_true", help="draw nothing: no rules of motion")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    given = parser.parse_args(arguments)
    params = {name: getattr(given, name) for name in PARAMS if getattr(given, name) is not None}
    params |= dict(pair.split("=", 1) for pair in given.set)
    try:
        entries = [find(name) for name in given.clips] or list(CLIPS)
    except UnknownClipError as error:
        parser.error(str(error))
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as media:
        for entry in entries:
            model = entry.params_model().model_validate(params)
            seen = Inspection(entry.clip_class(), model, Path(media), draw=not given.quick)
            for finding in seen.findings:
                sys.stdout.write(f"{finding}\n")
            counts.update(finding.rule for finding in seen.findings)
            seconds = seen.run.frame_count / seen.run.rate
            sys.stdout.write(f"{entry.clip}: {seconds:.1f} s, {len(seen.findings)} findings\n")
    sys.stdout.writelines(f"{count:5}  {rule}\n" for rule, count in counts.most_common())
    return int(bool(counts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
