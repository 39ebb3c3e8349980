"""Films that pages ask for: their queue, their files, and those that are refused."""

from __future__ import annotations

import json
from io import BytesIO

import av
import pytest
from PIL import Image, ImageDraw

import netcore
from benchmarks.studio import Page, Server
from tests.netreel.processes import processes_at, wait_for

pytestmark = [pytest.mark.long, pytest.mark.render]
CLIP = "WeightGrid"


def five() -> bytes:
    """Return a drawn 5, dark on bright."""
    picture = Image.new("L", (280, 280), 255)
    places = [(200, 50), (90, 50), (90, 130), (170, 130), (190, 180), (160, 230), (80, 225)]
    ImageDraw.Draw(picture).line(places, fill=0, width=22)
    picture.save(file := BytesIO(), "PNG")
    return file.getvalue()


def test_a_drawing_becomes_a_digit_and_a_film(page: Page) -> None:
    server = page.server
    told = server.upload(five(), "my%20five.png")
    assert (told["kind"], told["given"]) == ("image", "my five.png")
    names = [step["title"] for step in told["steps"]]
    assert names == ["picture", *names[1:-1], "centred"]
    step = server.client.get(told["steps"][-1]["url"])
    assert Image.open(BytesIO(step.content)).size == (280, 280)
    assert server.client.get(f"/api/uploads/{told['name']}").json() == told
    view = {"clip": CLIP, "params": {"image": told["name"]}, "quality": "l"}
    assert page.outline(CLIP, image=told["name"])["frame_count"] > 0
    asked = server.client.post("/api/commands", json={"view": view, "themes": ["light"]})
    assert asked.json()["commands"] == [
        f"netreel render {CLIP} --image 'my five.png' --theme light --quality l"
    ]
    (render,) = server.client.post("/api/renders", json={"view": view}).json()
    done = page.waits("render", id=render["id"], state="done")
    assert [file["kind"] for file in done["files"]] == ["mp4", "png", "srt", "vtt"]
    film = server.client.get(done["files"][0]["url"])
    assert "attachment" in film.headers["content-disposition"]
    with av.open(BytesIO(film.content)) as opened:
        assert opened.streams.video[0].frames > 100


def test_films_wait_in_a_queue_that_a_failure_does_not_stop(page: Page) -> None:
    server = page.server
    view = {"clip": CLIP, "params": {"digit": 4}, "quality": "l"}
    bad = {"view": view | {"params": {"neuron": 99}}, "formats": ["png"]}
    asked = [
        {"view": view, "formats": ["png"]},
        bad,
        {"view": view, "themes": ["light"], "formats": ["png"]},
    ]
    ids = [server.client.post("/api/renders", json=one).json()[0]["id"] for one in asked]
    first, failed, _ = [
        page.waits("render", id=name, state=state)
        for name, state in zip(ids, ("done", "failed", "done"), strict=True)
    ]
    assert "there is no neuron 99" in failed["message"]
    words = f"netreel render {CLIP} --digit 4 --quality l --format png"
    assert first["command"] == words
    listed = {render["id"]: render["state"] for render in server.client.get("/api/renders").json()}
    assert [listed[name] for name in ids] == ["done", "failed", "done"]


def test_a_gif_comes_with_captions_and_an_end_frame(page: Page) -> None:
    server = page.server
    flowers = server.upload(netcore.asset_path("networks/iris.npz").read_bytes(), "flowers.npz")
    params = {"network": flowers["name"], "inputs": [5.9, 3.0, 5.1, 1.8]}
    view = {"clip": "NumbersToNeurons", "params": params, "quality": "l"}
    asked = {"view": view, "formats": ["gif"]}
    (render,) = server.client.post("/api/renders", json=asked).json()
    files = {
        file["kind"]: server.client.get(file["url"]).content
        for file in page.waits("render", id=render["id"], state="done")["files"]
    }
    assert [*files] == ["gif", "png", "srt", "vtt"]
    with Image.open(BytesIO(files["gif"])) as film, Image.open(BytesIO(files["png"])) as end:
        assert getattr(film, "n_frames", 0) > 50
        assert film.size == end.size == (854, 480)
    assert b"-->" in files["srt"]
    assert files["vtt"].startswith(b"WEBVTT")


def test_a_cancelled_film_is_gone(page: Page) -> None:
    server = page.server
    work, view = server.cache / "work", {"clip": "MatrixForm", "quality": "m"}
    first, second = (
        server.client.post("/api/renders", json={"view": view | {"params": {"digit": d}}}).json()[0]
        for d in (1, 2)
    )
    page.waits("render", id=first["id"], state="rendering")
    wait_for(lambda: bool(processes_at(work)))
    for render in (second, first):
        answer = server.client.delete(f"/api/renders/{render['id']}")
        assert answer.json()["state"] == "cancelled"
    assert processes_at(work) == []
    assert [*work.glob("*")] == []
    assert server.client.get(f"/api/renders/{first['id']}/mp4").status_code == 404


def test_too_many_films_at_once_are_refused(server: Server) -> None:
    view = {"clip": CLIP}
    asked = {
        "view": view,
        "qualities": ["l", "m", "h", "p", "k"],
        "themes": ["dark", "light", "print", "colourblind"],
        "aspects": ["16:9", "9:16", "1:1"],
        "formats": ["mp4", "gif"],
    }
    answer = server.client.post("/api/renders", json=asked)
    assert answer.status_code == 422
    assert "120 films" in answer.json()["error"]["message"]
    odd = server.client.post("/api/renders", json={"view": view, "formats": ["exe"]})
    assert "'exe'" in json.dumps(odd.json())
