"""``python -m tests.scenes.lint CLIP [--aspect 9:16] [--theme light] [--digit 7]``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from netcore import NetcoreError
from scenes.catalogue import CLIPS, Entry, find
from scenes.errors import ScenesError
from tests.scenes.lint.inspection import Inspection

if TYPE_CHECKING:
    from tests.scenes.lint.findings import Finding

PARAMS = ("aspect", "theme", "digit", "sample", "network")


def main(arguments: list[str]) -> int:
    """Print what the clips named break, or all; return 1 if there was anything."""
    parser = argparse.ArgumentParser(prog="python -m tests.scenes.lint", description=__doc__)
    parser.add_argument("clips", nargs="*", metavar="CLIP")
    for name in PARAMS:
        parser.add_argument(f"--{name}")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--quick", action="store_true", help="draw nothing: no rules of motion")
    given = parser.parse_args(arguments)
    told = {name: getattr(given, name) for name in PARAMS if getattr(given, name) is not None}
    told |= dict(pair.split("=", 1) for pair in given.set if "=" in pair)
    counts: Counter[str] = Counter()
    try:
        for entry in [find(name) for name in given.clips] or CLIPS:
            found = printed(entry, told, draw=not given.quick)
            counts.update(finding.rule for finding in found)
    except (NetcoreError, ScenesError) as error:
        parser.error(str(error))
    except ValidationError as error:
        parser.error("; ".join(f"{one['loc'][0]}: {one['msg']}" for one in error.errors()))
    sys.stdout.writelines(f"{count:5}  {rule}\n" for rule, count in counts.most_common())
    return int(bool(counts))


def printed(entry: Entry, told: dict[str, Any], *, draw: bool) -> list[Finding]:
    """Run a clip, and print and return what it breaks."""
    with tempfile.TemporaryDirectory() as media:
        params = entry.params_model().model_validate(told)
        seen = Inspection(entry.clip_class(), params, Path(media), draw=draw)
    sys.stdout.writelines(f"{finding}\n" for finding in seen.findings)
    seconds = seen.run.frame_count / seen.run.rate
    sys.stdout.write(f"{entry.clip}: {seconds:.1f} s, {len(seen.findings)} findings\n")
    return seen.findings


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
