"""Whatever reads what is said: other encodings, full disks, terminals without colours."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from netreel.main import cli
from tests.netreel.processes import Terminal

NETREEL = (sys.executable, "-m", "netreel")
COLOUR = re.compile(rb"\x1b\[[0-9;]*(3[0-9]|4[0-9]|38;|48;)[0-9;]*m")


def said(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run netreel with its output in pipes."""
    return subprocess.run(
        [*NETREEL, *arguments],
        env=os.environ | environment,
        capture_output=True,
        check=False,
    )


def said_here(
    arguments: tuple[str, ...], encoding: str, monkeypatch: pytest.MonkeyPatch
) -> tuple[int, bytes, bytes]:
    """Run netreel in this process, and return its exit code and the bytes of both streams."""
    written = io.BytesIO(), io.BytesIO()
    streams = [io.TextIOWrapper(stream, encoding) for stream in written]
    with monkeypatch.context() as patch:
        for name, stream in zip(("stdout", "stderr"), streams, strict=True):
            patch.setattr(sys, name, stream)
        with pytest.raises(SystemExit) as ended:
            cli.main([*arguments], prog_name="netreel")
    for stream in streams:
        stream.flush()
    assert isinstance(ended.value.code, int)
    return ended.value.code, written[0].getvalue(), written[1].getvalue()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
@pytest.mark.parametrize(
    "arguments", [("list",), ("explain", "--digit", "7"), ("explain", "--json")]
)
def test_every_encoding_takes_what_is_said(
    encoding: str, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = said_here(arguments, encoding, monkeypatch)
    assert (code, err) == (0, b"")
    assert "?" not in out.decode(encoding)


def test_signs_that_look_alike_stand_in() -> None:
    assert b"WeightedSum *" in said("list", PYTHONIOENCODING="ascii").stdout
    outputs = said("explain", PYTHONIOENCODING="ascii").stdout.decode("ascii").splitlines()
    (bar,) = (line for line in outputs if line.startswith("3 "))
    assert bar.count("#") > 20


def test_mistakes_are_said_in_every_encoding() -> None:
    done = said("describe", "Gewichtete–Süme★", PYTHONIOENCODING="latin-1")
    assert done.returncode == 2
    assert "Gewichtete-Süme*".encode("latin-1") in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_a_name_that_is_no_text_keeps_its_bytes(tmp_path: Path) -> None:
    target = os.fsencode(tmp_path) + b"/digits-\xff.png"
    command = [*map(os.fsencode, NETREEL), b"digits", b"-o", target]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, target + b"\n"), done.stderr


@pytest.mark.parametrize("arguments", [("list",), ("--help",), ("explain", "--json"), ()])
def test_a_full_disk_is_said(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*NETREEL, *arguments], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr == b"error: cannot use standard output: No space left on device\n"


@pytest.mark.parametrize("columns", ["1", "0", "-5", "many"])
def test_help_in_a_terminal_of_any_width(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for arguments in (("--help",), ("render", "--help"), ("list",)):
        code, out, err = said_here(arguments, "utf-8", monkeypatch)
        assert (code, err) == (0, b"")
        assert b"render" in out.lower() or b"WeightedSum" in out


def test_no_output_at_all() -> None:
    command = f"{sys.executable} -m netreel list >&-; {sys.executable} -m netreel lst 2>&-"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert done.returncode == 2
    assert (done.stdout, done.stderr) == (b"", b"")


def test_no_folder_for_temporary_files() -> None:
    script = (
        "import tempfile\n"
        "def none(*_, **__): raise FileNotFoundError(2, 'No usable temporary directory found')\n"
        "tempfile.mkdtemp = none\n"
        "from netreel.main import main; main()"
    )
    command = [sys.executable, "-c", script, "digits"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no folder for temporary files" in done.stderr
    assert "set TMPDIR" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.long
@pytest.mark.parametrize("arguments", [("explain", "--digit", "7"), ("render", "Nothing")])
def test_no_colour_where_none_is_wanted(arguments: tuple[str, ...]) -> None:
    coloured = Terminal([*NETREEL, *arguments]).read_all()
    plain = Terminal([*NETREEL, *arguments], NO_COLOR="1").read_all()
    assert COLOUR.search(coloured)
    assert not COLOUR.search(plain)


def test_a_digit_is_seen_without_colours() -> None:
    shown = Terminal([*NETREEL, "explain", "--digit", "7"], NO_COLOR="1").read_all().decode()
    assert {"░", "█", " "} <= set("".join(shown.splitlines()[:14]))


def test_json_is_whole_in_every_encoding() -> None:
    done = said("list", "--json", PYTHONIOENCODING="ascii")
    assert json.loads(done.stdout)
