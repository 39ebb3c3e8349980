"""netreel doctor: all well here; each failure with its remedy."""

from __future__ import annotations

import importlib.metadata
import json
from pathlib import Path

import pytest

from netreel import health
from netreel.commands import doctor
from netreel.health import CHECKS, Check, checksums, examine
from tests.netreel.conftest import Run


@pytest.mark.render
def test_all_is_well_here(run: Run) -> None:
    result = run("doctor")
    assert result.exit_code == 0, result.output
    assert "FAIL" not in result.stdout
    for check in CHECKS:
        assert f"ok    {check.name}: " in result.stdout
    assert list(Path().iterdir()) == []


def test_a_failure_says_what_to_do(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise RuntimeError("no [encoder]\nhere")

    found = (Check("good", lambda: "1.0", "nothing"), Check("bad", broken, "buy a [new] one"))
    monkeypatch.setattr(doctor, "CHECKS", found)
    result = run("doctor")
    assert result.exit_code == 1
    assert "ok    good: 1.0" in result.stdout
    assert "FAIL  bad: no [encoder] here" in result.stdout
    assert "what to do: buy a [new] one" in result.stdout
    assert "1 of 2 checks failed: bad" in result.stderr
    told = json.loads(run("doctor", "--json").stdout)
    assert [finding["ok"] for finding in told] == [True, False]
    assert told[1]["remedy"] == "buy a [new] one"


@pytest.mark.parametrize(
    ("found", "ok"),
    [("11.0.0", True), ("12.3.0", True), ("13.0.0", False), ("10.4.0", False), ("12.0.dev1", True)],
)
def test_versions(found: str, ok: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "version", lambda _name: found)
    finding = examine(health.pinned("pillow", (11,), (13,)))
    assert finding.ok == ok
    assert found in finding.found
    if not ok:
        assert finding.remedy == 'pip install "pillow>=11,<13"'


def test_a_library_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(health, "version", missing)
    finding = examine(health.pinned("typst", (0, 14), (1,)))
    assert "not installed" in finding.found


def test_an_asset_that_is_not_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "file_digest", lambda _path: "0" * 64)
    finding = examine(next(check for check in CHECKS if check.name == "assets"))
    assert not finding.ok
    assert "is not the file that SOURCES.md describes" in finding.found


@pytest.mark.render
def test_a_colour_that_is_not_read_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "COLOUR_TOLERANCE", -1)
    finding = examine(next(check for check in CHECKS if check.name == "drawing and encoding"))
    assert not finding.ok
    assert "read back" in finding.found


def test_a_cache_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETREEL_CACHE", "/dev/null/cache")
    finding = examine(next(check for check in CHECKS if check.name == "cache folder"))
    assert not finding.ok
    assert "NETREEL_CACHE" in finding.remedy


def test_checksums_are_read_from_sources() -> None:
    one, two, three = ("1" * 64, "2" * 64, "3" * 64)
    sources = f"""# Sources
## a/one.npz
SHA-256 `{three}` of what it was made from
- **SHA-256** `{one}`
## fonts/
- **SHA-256** `{two}` of `Two.otf`
- **SHA-256** `{three}` of `Three.otf`
"""
    assert checksums(sources) == {"a/one.npz": one, "fonts/Two.otf": two, "fonts/Three.otf": three}
