"""What the server answers: clips, views, frames as a render has them, drafts, films."""

from __future__ import annotations

import re
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

import netcore
from benchmarks.studio import Page, Server
from netreel.jobs import RenderJob, key_of
from netreel.tasks import Task
from netreel.worker import attempt_here
from scenes.catalogue import CLIPS

pytestmark = [pytest.mark.long, pytest.mark.render]
CLIP = "WeightGrid"


def drawn(folder: Path, kind: str, moment: str | None = None, **job: Any) -> bytes:
    """Return the picture that `netreel render` or `netreel still` makes."""
    folder.mkdir()
    task = {"kind": kind, "job": {"format": "png", "quality": "l", **job}, "folder": folder}
    outcome = attempt_here(Task.model_validate(task | {"moment": moment}))
    assert outcome.failure is None, outcome.failure
    return (folder / "done" / next(iter(outcome.files.values()))).read_bytes()


def test_the_gallery_has_every_clip(server: Server) -> None:
    clips = server.client.get("/api/clips").json()
    assert [clip["clip"] for clip in clips] == [entry.clip for entry in CLIPS]
    assert {clip["chapter_title"] for clip in clips} >= {"Pixels", "Weights"}
    assert all(clip["chapter_question"].endswith("?") for clip in clips)
    for path in ("/", f"/clip/{CLIP}"):
        answer = server.client.get(path)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/html")


def test_a_poster_is_the_last_picture_and_kept(server: Server) -> None:
    url = f"/api/clips/{CLIP}/poster.png"
    first = server.client.get(url)
    assert Image.open(BytesIO(first.content)).size == (640, 360)
    assert server.client.get(url).content == first.content
    assert len([*(server.cache / "posters").iterdir()]) >= 1
    light = server.client.get(url, params={"theme": "light"})
    corner = np.asarray(Image.open(BytesIO(light.content)).convert("L"))[:4, :4]
    assert corner.min() > 200
    of_numbers = server.client.get("/api/clips/NumbersToNeurons/poster.png")
    assert of_numbers.status_code == 200, of_numbers.text
    assert server.client.get(url, params={"theme": "pink"}).status_code == 404


def test_knobs_are_told_with_their_kinds(server: Server) -> None:
    told = server.client.get("/api/clips/WeightedSum").json()
    kinds = {name: each["x-kind"] for name, each in told["schema"]["properties"].items()}
    assert kinds["digit"] == kinds["neuron"] == kinds["mean"] == "number"
    assert kinds["theme"] == kinds["aspect"] == kinds["batch_norm"] == "choice"
    assert kinds["captions"] == kinds["as_is"] == "switch"
    assert kinds["image"] == kinds["network"] == "file"
    assert kinds["inputs"] == kinds["labels"] == "list"
    digit = told["schema"]["properties"]["digit"]
    assert (digit["minimum"], digit["maximum"], digit["default"]) == (0, 9, 3)
    assert digit["description"]
    assert digit["x-group"] == "What goes in"
    assert told["schema"]["properties"]["neuron"]["x-group"] == "This clip"
    assert told["defaults"]["theme"] == "dark"


def test_frames_are_those_of_a_render(page: Page, tmp_path: Path) -> None:
    outline = page.outline(CLIP, digit=7)
    job: dict[str, Any] = {"clip": CLIP, "params": {"digit": 7}}
    assert outline["key"] == key_of(RenderJob.model_validate(job | {"quality": "l"}))
    last, beat = outline["frame_count"] - 1, outline["beats"][1]
    rests, moves = beat["start"] + beat["frames"] - 1, beat["start"] + 6

    def frame(number: int) -> bytes:
        answer = page.server.client.get(f"/api/views/{outline['key']}/frames/{number}.png")
        assert answer.status_code == 200, answer.text
        return answer.content

    assert frame(last) == drawn(tmp_path / "last", "render", **job)
    for number in (rests, moves, moves + 1):
        at = f"{number / outline['fps']:.4f}"
        assert frame(number) == drawn(tmp_path / str(number), "still", at, **job)
    assert frame(moves) != frame(moves + 1)
    beyond = page.server.client.get(f"/api/views/{outline['key']}/frames/{last + 1}.png")
    assert beyond.status_code == 404


def test_stills_come_by_themselves_and_then_a_draft_that_seeks(page: Page) -> None:
    outline = page.outline(CLIP, digit=8)
    ends = {beat["start"] + beat["frames"] - 1: beat["name"] for beat in outline["beats"]}
    got: dict[int, str] = {}
    while got != ends:
        still = page.waits("still", key=outline["key"])
        if still["beat"]:
            got[still["frame"]] = still["beat"]
            assert page.server.client.get(still["url"]).headers["content-type"] == "image/png"
    draft = page.waits("draft", key=outline["key"], share=1)
    whole = page.server.client.get(draft["url"])
    part = page.server.client.get(draft["url"], headers={"Range": "bytes=100-299"})
    assert (part.status_code, part.content) == (206, whole.content[100:300])
    with av.open(BytesIO(whole.content)) as film:
        seconds = outline["frame_count"] / outline["fps"]
        stream = film.streams.video[0]
        assert stream.average_rate is not None
        assert float(stream.frames / stream.average_rate) == pytest.approx(seconds, abs=0.2)
    # Whoever comes back is told all that is known, at once.
    page.close()
    page.open()
    page.seen.clear()
    page.waits("draft", key=outline["key"], share=1)
    told = {name for name, _ in page.seen}
    assert {"outline", "still", "draft"} <= told


@pytest.mark.parametrize(
    ("params", "field", "words"),
    [
        ({"digit": 77}, "digit", "less than or equal to 9"),
        ({"neuron": 99}, "neuron", "there is no neuron 99"),
        ({"digt": 7}, "digt", "did you mean digit?"),
        ({"image": "/etc/passwd"}, "image", "give it once more"),
        ({"network": "upload:ffff"}, "network", "give it once more"),
        ({"digit": 3, "inputs": [1, 2]}, "digit", "both say what to draw"),
        ({"sample": 999}, "sample", "there is no sample 999"),
        ({"inverted": True}, "inverted", "a network of your own"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(
    page: Page, params: dict[str, Any], field: str, words: str
) -> None:
    (error,) = page.errors("WeightedSum", **params)
    assert error["field"] == field
    assert words in error["message"]
    assert "--" not in error["message"] or field == "inverted"


def test_numbers_say_where_they_were_read(page: Page) -> None:
    outline = page.outline("WeightedSum")
    beat = next(b for b in outline["beats"] if b["name"] == "read_a_few_terms")
    frame = beat["start"] + beat["frames"] - 1
    facts = page.server.client.get(f"/api/views/{outline['key']}/frames/{frame}.json").json()
    network = netcore.default_network()
    weights = [
        re.fullmatch(r"w\((\d)\)\[(\d+), (\d+)\] = (\S+)", n["source"]) for n in facts["numbers"]
    ]
    found = [match.groups() for match in weights if match]
    assert found
    assert {"a(0)", "w(1)"} <= {number["source"][:4] for number in facts["numbers"]}
    for layer, neuron, index, value in found:
        weight = network.layer(int(layer)).weights[int(neuron), int(index)]
        assert float(value) == pytest.approx(weight, rel=1e-3)
    for number in facts["numbers"]:
        x, y, width, height = number["box"]
        assert 0 <= x < x + width <= outline["width"]
        assert 0 <= y < y + height <= outline["height"]
    assert facts["findings"] == []


def test_the_newest_change_wins(page: Page) -> None:
    server, seconds = page.server, []
    for digit in (0, 1, 2):
        page.outline(CLIP, digit=5)
        before = server.descendants()
        page.shows("MatrixForm", digit=digit)
        running = server.descendants() - before
        assert running
        start = time.monotonic()
        page.shows(CLIP, digit=6)
        asked = time.monotonic()
        while running & server.descendants():
            assert time.monotonic() - asked < 5
        seconds.append(time.monotonic() - start)
    assert min(seconds) < 0.6  # a good part of it is the answer
    assert page.outline("MatrixForm", digit=2)["beats"]  # it is run again


def test_two_pages_do_not_disturb_each_other(server: Server) -> None:
    with server.page() as one, server.page() as other:
        first, second = one.outline(CLIP, digit=1), other.outline(CLIP, digit=2)
        assert one.waits("still", key=first["key"])
        assert other.waits("still", key=second["key"])
        assert not {"gone"} & {name for name, _ in [*one.seen, *other.seen]}
        one.shows(CLIP, digit=2)
        one.waits("gone", key=first["key"])
        assert server.client.get(f"/api/views/{second['key']}/frames/5.png").status_code == 200


def test_a_network_is_inspected_and_can_be_used(page: Page) -> None:
    iris = netcore.asset_path("networks/iris.npz").read_bytes()
    told = page.server.upload(iris, "flowers.npz")
    assert told["kind"] == "network"
    assert told["about"]["sizes"] == [4, 8, 3]
    outline = page.outline("NumbersToNeurons", network=told["name"], inputs=[5.9, 3.0, 5.1, 1.8])
    assert outline["beats"]
    (error,) = page.errors(CLIP, network=told["name"], inputs=[5.9, 3.0, 5.1, 1.8])
    assert error["field"] in ("network", "inputs")
