"""Disks that are full or may only be read, under clips that are really drawn."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.netreel.batches import can_mount, films
from tests.netreel.conftest import Run
from tests.netreel.drawing_batches import JOBS, Place, cluster, expected, place

__all__ = ["cluster", "expected", "place"]  # fixtures

pytestmark = [pytest.mark.long, pytest.mark.render]
READ_ONLY = """
{begin} || exit 99
"$@" > first.out 2> first.err &
until ls out/*.mp4; do sleep 0.02; done
until {lock}; do :; done
wait $!; echo $? > first.code
"$@" > begun.out 2> begun.err; echo $? > begun.code
{unlock} || exit 99
"$@" > last.out 2> last.err; echo $? > last.code
cp -r out seen
"""
# Root may write into any folder, unless it gives that up.
NO_OVERRIDE = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"]


@pytest.mark.parametrize("way", ["mount", "permission"])
def test_output_that_becomes_read_only(place: Place, expected: dict[str, bytes], way: str) -> None:
    """Where nothing can be mounted, its permissions have to do for both."""
    Path("out").mkdir()
    if way == "mount" and can_mount():
        begin, lock, unlock = (
            "mount -t tmpfs none out",
            "mount -o remount,ro out",
            "mount -o remount,rw out",
        )
        wrapped = ["unshare", "-rm"]
    else:
        begin, lock, unlock = "true", "chmod a-w out", "chmod u+w out"
        wrapped = NO_OVERRIDE if os.geteuid() == 0 else []
    script = READ_ONLY.format(begin=begin, lock=lock, unlock=unlock)
    command = [*wrapped, "sh", "-c", script, "sh", *place.command()]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=240)
    codes = [Path(f"{name}.code").read_text().strip() for name in ("first", "begun", "last")]
    assert codes == ["1", "2", "0"], Path("first.err").read_text()
    told = Path("first.out").read_text() + Path("first.err").read_text()
    assert "cannot write out/" in told
    assert "choose another place with --out" in told
    assert Path("begun.out").read_text() == ""
    assert Path("begun.err").read_text().startswith("error: cannot write to out (")
    assert len(Path("begun.err").read_text().splitlines()) == 1
    assert films("seen") == expected


FULL = """
{begin} || exit 99
({limit}; exec "$@" > first.out 2> first.err); echo $? > first.code
{grow} || exit 99
"$@" > last.out 2> last.err; echo $? > last.code
cp -r out seen
"""


@pytest.mark.parametrize("folder", ["farm", "out"])
def test_a_disk_that_is_full(expected: dict[str, bytes], run: Run, folder: str) -> None:
    """The disk is a small one that grows; files of limited size where none can be mounted."""
    del run
    Path("jobs.jsonl").write_text(JOBS, encoding="utf-8")
    Path(folder).mkdir()
    size = {"farm": 120, "out": 48}[folder]
    begin, limit = f"mount -t tmpfs -o size={size}k none {folder}", "true"
    grow, wrapped, said = f"mount -o remount,size=50m {folder}", ["unshare", "-rm"], "No space left"
    if not can_mount():
        begin, limit, grow, wrapped, said = "true", "ulimit -f 16", "true", [], "File too large"
    script = FULL.format(begin=begin, limit=limit, grow=grow)
    command = [*wrapped, "sh", "-c", script, "sh", *Place(("-j", "2")).command()]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=240)
    told = Path("first.out").read_text() + Path("first.err").read_text()
    assert said in told
    assert "Traceback" not in told
    assert Path("first.code").read_text() in ({"0\n", "1\n"} if folder == "farm" else {"1\n"}), told
    assert Path("last.code").read_text() == "0\n", Path("last.out").read_text()
    assert films("seen") == expected
