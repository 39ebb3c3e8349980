"""netreel batch around the worker: what is read, named, written down and said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from netreel.machine import workers_for
from tests.netreel.batches import lines, manifest
from tests.netreel.conftest import Run, assert_mistake

pytestmark = pytest.mark.usefixtures("toys")
Behave = Callable[[str], None]


CSV = "clip,digit,neuron,name\nToy,3,,\nShortToy, 7 ,5,\nToy,,,mine/own\n"
JSONL = """\
{"clip": "Toy", "digit": 3}

{"clip": "ShortToy", "digit": 7, "neuron": 5, "name": null}
{"clip": "Toy", "name": "mine/own"}
"""
TOML = """\
clip = "Toy"
[[jobs]]
digit = 3
[[jobs]]
clip = "ShortToy"
digit = 7
matrix = {neuron = [5]}
[[jobs]]
name = "mine/own"
"""


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("jobs.csv", CSV),
        ("jobs.csv", CSV.replace(",", ";")),
        ("jobs.csv", "\N{BOM}" + CSV.replace("\n", "\r\n")),
        ("jobs.jsonl", JSONL),
        ("jobs.toml", TOML),
    ],
)
def test_the_same_jobs_in_every_form(run: Run, fake_worker: Behave, file: str, text: str) -> None:
    fake_worker("works")
    Path(file).write_text(text, encoding="utf-8", newline="")
    result = run("batch", file)
    assert result.exit_code == 0, result.output
    jobs, summary = lines(result)
    assert {job["name"] for job in jobs} == {"Toy", "ShortToy-digit=7-neuron=5", "mine/own"}
    assert (summary["jobs"], summary["done"], summary["failed"]) == (3, 3, 0)
    assert Path("out/mine/own.mp4").read_bytes() == b"film of Toy"
    assert Path("out/ShortToy-digit=7-neuron=5.srt").exists()
    told = manifest()
    assert told["mine/own"]["files"] == ["mine/own.mp4", "mine/own.srt", "mine/own.vtt"]
    assert told["ShortToy-digit=7-neuron=5"]["job"]["neuron"] == 5
    assert file in told["Toy"]["source"]


def test_a_matrix_makes_one_of_each(run: Run, fake_worker: Behave) -> None:
    fake_worker("works")
    Path("jobs.toml").write_text(
        'matrix = {clip = ["Toy", "ShortToy"], theme = ["dark", "light"]}\n'
        "[[jobs]]\nneuron = 3\n[[jobs]]\nmatrix = {neuron = [4, 5, 6]}\n"
    )
    _, summary = lines(run("batch", "jobs.toml", "--aspect", "1:1"))
    assert summary["done"] == 16
    names = manifest()
    assert len(names) == 16
    assert "ShortToy-theme=light-aspect=1x1-neuron=6" in {
        name.replace("neuron=6-theme=light-aspect=1x1", "theme=light-aspect=1x1-neuron=6")
        for name in names
    }


def test_all_that_is_wrong_is_told_and_nothing_starts(run: Run, fake_worker: Behave) -> None:
    fake_worker("works")
    Path("jobs.csv").write_text(
        "clip,digit,neuron,quality,image,name,fps\n"
        "Toy,3,,,,,\n"
        "Toi,3,,,,,\n"
        "Toy,12,99,x,,,\n"
        "Toy,,,,gone.png,../out,fast\n"
        ",,,,,,24\n"
        "Toy,1,2,l,,,,too,many\n"
    )
    result = run("batch", "jobs.csv")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert not Path("out").exists()
    told = result.stderr.splitlines()
    for place, said in enumerate(
        [
            "jobs.csv, row 7: has 9 cells, and the header 7",
            "jobs.csv, row 3, clip: unknown clip 'Toi': did you mean Toy",
            "jobs.csv, row 4, quality: expected one of l, m, h, p, k, got 'x'",
            "jobs.csv, row 4, digit: cannot be '12'",
            "jobs.csv, row 4, neuron: cannot be '99'",
            "jobs.csv, row 5, name: '../out' leads out of the folder",
            "jobs.csv, row 5, fps: expected a whole number from 1 to 120, got 'fast'",
            "jobs.csv, row 5, image: cannot read image gone.png: no such file",
            "jobs.csv, row 6, clip: says no clip",
        ]
    ):
        assert told[place].startswith(f"error: {said}"), told[place]
    assert told[-1].startswith("error: 9 mistakes in 5 of 5 rows of jobs.csv")
    assert len(told) == 10


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("jobs.xlsx", "", "expected .toml, .csv, .jsonl"),
        ("jobs.csv", "", "there are no jobs"),
        ("jobs.csv", "clip\n", "there are no jobs"),
    ],
)
def test_what_is_no_jobs_file(run: Run, file: str, text: str, said: str) -> None:
    Path(file).write_text(text)
    assert_mistake(run("batch", file), said)


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("jobs.jsonl", '{"clip": "Toy"}\n{"clip"\n', "jobs.jsonl, row 2: is no JSON"),
        ("jobs.jsonl", "[1]\n", "row 1: expected an object"),
        ("jobs.toml", "clip = \n", "jobs.toml: is no TOML"),
        ("jobs.toml", 'clip = "Toy"\nmatrix = {digit = 3}\n', "matrix.digit: expected a list"),
        ("jobs.toml", "jobs = 3\n", "jobs: expected tables"),
        ("jobs.csv", "clip,clip\nToy,Toy\n", "clip: is the name of two columns"),
        ("jobs.csv", "clip,nuron\nToy,3\n", "nuron: Toy has no parameter 'nuron': did you mean"),
        ("jobs.csv", "clip,format,transparent\nToy,mp4,yes\n", "an mp4 cannot be transparent"),
        ("jobs.csv", "clip,digit,image\nToy,3,jobs.csv\n", "both say what to draw"),
        ("jobs.jsonl", '{"clip": "Toy", "transparent": "perhaps"}', "expected yes or no"),
        ("jobs.jsonl", '{"clip": "Toy", "sample": 9999}', "sample: there is no sample 9999"),
        ("jobs.jsonl", '{"clip": "Toy", "seed": 3}', "digit: --seed goes with"),
        ("jobs.jsonl", '{"clip": "Toy", "name": ""}', "name: is empty"),
    ],
)
def test_mistakes_have_a_row_and_a_field(run: Run, file: str, text: str, said: str) -> None:
    Path(file).write_text(text)
    result = run("batch", file)
    assert result.exit_code == 2
    first, last = result.stderr.splitlines()
    assert said in first
    assert last.startswith("error: 1 mistake in 1 of ")
    assert "nothing was started" in last


def test_jobs_that_are_alike_are_rendered_once(run: Run, fake_worker: Behave) -> None:
    fake_worker("works")
    Path("jobs.csv").write_text("clip,name\nToy,first\nToy,second\nToy,\nToy,\n")
    _, summary = lines(run("batch", "jobs.csv"))
    assert (summary["done"], summary["kept"]) == (4, 3)
    films = {path.name for path in Path("out").glob("*.mp4")}
    assert films == {"first.mp4", "second.mp4", "Toy.mp4", "Toy-2.mp4"}


def test_what_failed_is_a_jobs_file(run: Run, fake_worker: Behave) -> None:
    Path("jobs.csv").write_text("clip,digit,name\nToy,3,a\nLongToy,4,b\nLongToy,,c\n")
    fake_worker("LongToy killed")
    result = run("batch", "jobs.csv")
    assert result.exit_code == 1
    assert "2 of 3 jobs failed: out/failed.jsonl has them" in result.stderr
    jobs, summary = lines(result)
    assert summary["failed_jobs"] == "out/failed.jsonl"
    assert {job["name"]: job.get("error", "")[:31] for job in jobs} == {
        "a": "",
        "b": "the render process was killed b",
        "c": "the render process was killed b",
    }
    assert all("(twice)" in job["error"] for job in jobs if "error" in job)
    fake_worker("works")
    again = run("batch", "out/failed.jsonl")
    assert again.exit_code == 0
    assert lines(again)[1]["jobs"] == 2
    assert not Path("out/failed.jsonl").exists()
    assert {path.name for path in Path("out").glob("*.mp4")} == {"a.mp4", "b.mp4", "c.mp4"}
    assert {name: line["state"] for name, line in manifest().items()} == dict.fromkeys(
        "abc", "done"
    )


def test_a_clip_that_raises_is_not_tried_again(run: Run, fake_worker: Behave) -> None:
    Path("jobs.csv").write_text("clip\nToy\n")
    fake_worker("fails")
    (job,), _ = lines(run("batch", "jobs.csv"))
    assert job["error"].startswith("boom (details in ")
    assert "(twice)" not in job["error"]


def test_stop_on_error(run: Run, fake_worker: Behave) -> None:
    Path("jobs.csv").write_text("clip,digit\nLongToy,\n" + "".join(f"Toy,{d}\n" for d in range(9)))
    fake_worker("LongToy killed")
    result = run("batch", "jobs.csv", "--stop-on-error", "-j", 1)
    _, summary = lines(result)
    assert result.exit_code == 1
    assert summary["done"] < 3
    assert summary["done"] + summary["failed"] == 10
    assert "not started" in Path("out/failed.jsonl").read_text()


def test_a_plan_starts_nothing(run: Run, fake_worker: Behave) -> None:
    fake_worker("works")
    Path("jobs.csv").write_text("clip,digit,quality\nToy,3,h\nToy,4,l\nLongToy,3,m\nLongToy,3,m\n")
    Path("one.csv").write_text("clip,digit,quality\nToy,4,l\n")
    run("batch", "one.csv", "-o", "other")
    fake_worker("fails")
    plan = json.loads(run("batch", "jobs.csv", "--plan", "--json", "-j", 2).stdout)
    assert (plan["jobs"], plan["kept"], plan["to_render"]) == (4, 2, 2)
    assert plan["clips"] == {"Toy": 1, "LongToy": 1}
    assert plan["cpu_hours"] > plan["hours"] > plan["cpu_hours"] / 2 - 1e-9
    assert plan["bytes"] > 10_000
    assert not Path("out").exists()
    said = run("batch", "jobs.csv", "--plan").stdout
    assert "4 jobs: 2 kept, 2 to render in about" in said


@pytest.mark.long
def test_limits(run: Run, fake_worker: Behave) -> None:
    Path("jobs.csv").write_text("clip\nToy\n")
    fake_worker("hangs")
    (job,), _ = lines(run("batch", "jobs.csv", "--time-limit", 0.3))
    assert "ran out of its 0.3 seconds (--time-limit)" in job["error"]
    (job,), _ = lines(run("batch", "jobs.csv", "--memory-limit", 5))
    assert "took more memory than its 5 MB (--memory-limit)" in job["error"]
    assert "(twice)" in job["error"]


def test_memory_limits_how_many_are_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    from netreel import machine
    from netreel.jobs import RenderJob

    jobs = [RenderJob(clip="Toy", quality="l"), RenderJob(clip="Toy", quality="k")]
    monkeypatch.setattr(machine, "cores", lambda: 8)
    monkeypatch.setattr(machine, "free_memory", lambda: 64_000_000_000)
    assert workers_for(jobs, None) == (8, None)
    assert workers_for(jobs, 3) == (3, None)
    monkeypatch.setattr(machine, "free_memory", lambda: 4_000_000_000)
    count, why = workers_for(jobs, None)
    assert 2 <= count <= 5
    assert why is not None
    assert f"{count} at a time, not 8: 4.0 GB" in why
    monkeypatch.setattr(machine, "free_memory", lambda: 1)
    assert workers_for(jobs, None)[0] == 1


def test_output_that_cannot_be_written(run: Run, fake_worker: Behave) -> None:
    fake_worker("works")
    Path("jobs.csv").write_text("clip\nToy\n")
    assert_mistake(run("batch", "jobs.csv", "-o", "/dev/null/out"), "cannot write to /dev/null/out")
