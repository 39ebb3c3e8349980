"""What is seen while clips render."""

from __future__ import annotations

import pytest

from netreel.progress import showing_progress


def test_bars_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    with showing_progress({"Toy": 100, "LongToy": 300}) as tell:
        tell("Toy", 50)
        tell("LongToy", 999)  # longer than the catalogue led one to expect
        tell("Toy", None)
    printed = capsys.readouterr()
    assert printed.out == ""
    for shown in ("Toy", "LongToy", "all", "100%"):
        assert shown in printed.err


def test_of_many_jobs_those_are_shown_that_are_being_done(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    with showing_progress({f"Toy{number:02}": 100 for number in range(20)}) as tell:
        tell("Toy07", 50)
        tell("Toy13", 50)
        tell("Toy13", None)
    *_, last, _taken_away = capsys.readouterr().err.split("\r")
    assert "Toy07" in last
    assert "all" in last
    assert "Toy13" not in last
    assert "Toy00" not in last


def test_one_job_needs_no_bar_for_the_whole(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    with showing_progress({"Toy": 100}) as tell:
        tell("Toy", None)
    assert " all " not in capsys.readouterr().err


def test_nothing_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with showing_progress({"Toy": 100}) as tell:
        tell("Toy", 10)
    assert capsys.readouterr() == ("", "")
