"""What the container file says is so: what it copies is there, what it installs is what we do."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "Containerfile").read_text(encoding="utf-8")


def test_what_it_copies_is_there_and_not_ignored() -> None:
    copied = [
        name
        for line in re.findall(r"^COPY (?!--from)(.*) \S+$", TEXT, re.MULTILINE)
        for name in line.split()
    ]
    assert copied
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {f"!{name}" for name in copied} == set(ignored) - {"*"}
    assert all((ROOT / name).exists() for name in copied)


def test_it_compiles_with_what_the_set_up_installs() -> None:
    setup = (ROOT / "tools" / "setup.sh").read_text(encoding="utf-8")
    (packages,) = re.findall(r"recommends (gcc.*)$", TEXT, re.MULTILINE)
    wanted = {"gcc", "libc6-dev", "pkg-config", "libcairo2-dev", "libpango1.0-dev"}
    assert set(packages.split()) == wanted
    assert all(package in setup for package in wanted)


def test_its_extras_and_its_python_are_ours() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (extras,) = re.findall(r'"\.\[(.*)\]"', TEXT)
    assert set(extras.split(",")) <= project["optional-dependencies"].keys()
    versions = re.findall(r"^FROM python:3\.(\d+)-slim", TEXT, re.MULTILINE)
    assert [11 <= int(version) <= 13 for version in versions] == [True, True]


def test_it_runs_what_it_is_told() -> None:
    """Pods of Dask's operator for Kubernetes are told to run dask-scheduler, or a worker."""
    said = dict(re.findall(r"^(ENTRYPOINT|CMD) (.*)$", TEXT, re.MULTILINE))
    assert said == {"ENTRYPOINT": '["tini", "--"]', "CMD": '["netreel", "--help"]'}
    (script,) = re.findall(r"printf '(.*)' > \S*/bin/dask-scheduler", TEXT)
    assert script == '#!/bin/sh\\nexec dask scheduler "$@"\\n'
