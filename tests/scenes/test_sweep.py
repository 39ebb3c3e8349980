"""The sweep over all pairs forgets none, and takes no run that breaks for a clean one."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from itertools import combinations, product

import pytest

from tests.scenes import sweep
from tests.scenes.sweep import cases, main, wrong

DIGITS = {
    "aspect": {"16:9", "9:16", "1:1"},
    "theme": {"dark", "light", "print", "colourblind"},
    "digit": {*range(10)},
    "sample": {0, 1, 2},
    "network": {"lesson", "other", "small"},
}


@pytest.mark.parametrize("needs", ["", "image"])
def test_all_pairs_of_a_digit_occur(needs: str) -> None:
    for one, other in combinations(DIGITS, 2):
        met = {(getattr(case, one), getattr(case, other)) for case in cases(needs)}
        assert {*product(DIGITS[one], DIGITS[other])} <= met
    assert len(cases(needs)) <= 45


@pytest.mark.parametrize("needs", ["", "numbers"])
def test_plain_numbers_meet_every_aspect_and_theme(needs: str) -> None:
    met = {(case.aspect, case.theme) for case in cases(needs) if case.network == "iris"}
    for name, place in (("aspect", 0), ("theme", 1)):
        assert {pair[place] for pair in met} == DIGITS[name]
    assert needs == "" or met == {*product(DIGITS["aspect"], DIGITS["theme"])}


def test_an_error_is_a_fault() -> None:
    done: Future[dict[str, list[str]]] = Future()
    done.set_exception(ValueError("no such thing"))
    assert wrong(done) == {"error": ["ValueError: no such thing"]}


@pytest.mark.parametrize(
    ("arguments", "said"), [(["Nothing"], "'Nothing'"), (["--jobs", "0"], "0")]
)
def test_what_cannot_be_run_is_refused(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert said in capsys.readouterr().err.splitlines()[-1]


def test_what_was_found_is_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found: list[dict[str, list[str]]] = [{"fill": ["a", "b"]}, {"pop": ["c"], "fill": ["d"]}]
    by_case = dict(zip(cases("numbers"), [*found, *(12 - len(found)) * [{}]], strict=True))
    monkeypatch.setattr(sweep, "check", lambda _clip, case, _besides: by_case[case])
    monkeypatch.setattr(sweep, "ProcessPoolExecutor", lambda jobs, **_: ThreadPoolExecutor(jobs))
    assert main(["NumbersToNeurons"]) == 1
    *_, fill, pop, total = capsys.readouterr().out.splitlines()
    assert (fill.split(), pop.split()) == (["3", "fill"], ["1", "pop"])
    assert total == "10 of 12 runs are clean"
