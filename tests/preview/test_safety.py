"""Who may ask, and what is never done for anybody."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from benchmarks.studio import Server
from netreel.preview.safety import Guard, new_token
from netreel.preview.uploads import MOST_BYTES, shown_name

HERE = {"host": "localhost:8765"}
Answer = TypeVar("Answer")


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer whatever comes through."""
    await PlainTextResponse("come in")(scope, receive, send)


def awaited(work: Coroutine[Any, Any, Answer]) -> Answer:
    """Return what a coroutine returns, in a thread: a browser's driver has this one's loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def ask(guard: Guard, path: str = "/", method: str = "GET", **headers: str) -> httpx.Response:
    async def answered() -> httpx.Response:
        transport = httpx.ASGITransport(guard)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            return await client.request(method, path, headers=names)

    return awaited(answered())


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1:9", "[::1]:8765", "LOCALHOST"])
def test_this_machine_may_ask_by_all_its_names(host: str) -> None:
    answer = ask(Guard(behind), host=host, origin=f"http://{host}")
    assert (answer.status_code, answer.text) == (200, "come in")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example:8765"},  # a name that has been led here
        {"host": "localhost.evil.example"},
        {"host": "[::1"},
        {"host": ""},
        HERE | {"origin": "http://evil.example"},
        HERE | {"origin": "http://localhost:1234"},
        HERE | {"origin": "null"},
        HERE | {"sec_fetch_site": "cross-site"},
        HERE | {"sec_fetch_site": "same-site", "sec_fetch_mode": "no-cors"},
        HERE
        | {
            "sec_fetch_site": "cross-site",
            "sec_fetch_mode": "navigate",
            "sec_fetch_dest": "iframe",
        },
    ],
)
def test_others_may_not(headers: dict[str, str]) -> None:
    for method in ("GET", "POST"):
        answer = ask(Guard(behind), "/api/clips", method, **headers)
        assert answer.status_code == 403
        assert answer.json()["error"]["message"]


def test_a_link_from_elsewhere_opens_a_page_and_posts_nothing() -> None:
    link = HERE | {
        "sec_fetch_site": "cross-site",
        "sec_fetch_mode": "navigate",
        "sec_fetch_dest": "document",
    }
    assert ask(Guard(behind), "/clip/Bias", **link).status_code == 200
    assert ask(Guard(behind), "/api/renders", "POST", **link).status_code == 403


def test_from_afar_a_token_is_asked_and_then_a_cookie() -> None:
    token = new_token()
    guard = Guard(behind, token)
    far = {"host": "10.0.0.7:8765"}
    assert ask(guard, "/", **far).status_code == 403
    assert ask(guard, "/?token=wrong", **far).status_code == 403
    first = ask(guard, f"/clip/Bias?t=2&token={token}", **far)
    assert (first.status_code, first.headers["location"]) == (303, "/clip/Bias?t=2")
    cookie = first.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.casefold()
    assert ask(guard, "/", cookie=cookie.split(";")[0], **far).status_code == 200
    assert (
        ask(
            guard, "/", cookie=cookie.split(";")[0], origin="http://evil.example", **far
        ).status_code
        == 403
    )
    assert ask(guard, "/", cookie="netreel-preview=wrong", **far).status_code == 403
    assert len({new_token() for _ in range(20)}) == 20


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("my%20five.png", "my five.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\\\digits\\\\a.png", "a.png"),
        ("..%2F..%2Fa.npz", "a.npz"),
        ("a\x00b\nc.png", "abc.png"),
        ("", "file"),
    ],
)
def test_a_given_name_is_a_word_and_no_path(sent: str, shown: str) -> None:
    assert shown_name(sent) == shown


# -- the real server ------------------------------------------------------------------


def refused(answer: httpx.Response, status: int, *words: str) -> None:
    assert answer.status_code == status, answer.text
    message = answer.json()["error"]["message"]
    assert "\n" not in message
    for word in words:
        assert word in message


@pytest.mark.long
@pytest.mark.render
def test_the_real_server_is_guarded(server: Server) -> None:
    refused(server.client.get("/", headers={"host": "evil.example"}), 403, "address")
    refused(
        server.client.post("/api/renders", headers={"origin": "http://evil.example"}), 403, "origin"
    )
    refused(server.client.get("/api/nothing"), 404)
    refused(server.client.delete("/api/clips"), 405)


@pytest.mark.long
@pytest.mark.render
def test_no_path_of_a_request_reaches_the_file_system(server: Server) -> None:
    raw = server.url.removeprefix("http://").split(":")
    for path in (
        "/web/../main.py",
        "/web/%2e%2e/main.py",
        "/web/..%2fmain.py",
        "/web//etc/passwd",
        "/web/studio/clip.html",
        "/api/renders/../../etc/mp4",
        "/api/uploads/..%2f..%2fetc%2fpasswd",
        "/api/views/..%2f..%2fetc/frames/0.png",
        "/clip/..%2fclip",
        "/api/clips/scenes.clip/poster.png",
    ):
        status, body = awaited(plainly(raw[0], int(raw[1]), path))
        assert status in (404, 410), path
        assert b"root:" not in body
        assert b"import" not in body


async def plainly(host: str, port: int, path: str) -> tuple[int, bytes]:
    """Ask for a path as it is written: clients tidy it up."""
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return int(answer.split()[1]), answer.partition(b"\r\n\r\n")[2]


@pytest.mark.long
@pytest.mark.render
def test_what_is_too_much_or_nonsense_is_refused(server: Server) -> None:
    client = server.client
    refused(client.post("/api/uploads", content=b"0" * (MOST_BYTES + 1)), 413, "20 MB")
    refused(client.post("/api/uploads", content=iter([b"0" * 2**20] * 21)), 413, "20 MB")
    refused(client.post("/api/uploads", content=b""), 422, "empty")
    name = {"X-Name": "notes.txt"}
    refused(
        client.post("/api/uploads", content=b"hello", headers=name), 422, "notes.txt", "picture"
    )
    name = {"X-Name": "model.pkl"}
    refused(client.post("/api/uploads", content=b"\x80\x04.", headers=name), 422, "pickle")
    name = {"X-Name": "broken.png"}
    refused(
        client.post("/api/uploads", content=b"\x89PNG\r\n\x1a\n" + b"0" * 50, headers=name), 422
    )
    refused(client.post("/api/views", content="x=1"), 415, "application/json")
    kind = {"content-type": "application/json"}
    refused(client.post("/api/views", content=b"{", headers=kind), 400, "JSON")
    refused(client.post("/api/views", content=b"[]", headers=kind), 400, "object")
    refused(client.post("/api/views", content=b'"' + b"0" * 2**20 + b'"', headers=kind), 413)
    refused(client.post("/api/views", json={"clip": 7}), 400, "clip")
    refused(client.post("/api/views", json={"clip": "x" * 90_000}), 404, "no such clip")
    refused(client.post("/api/views", json={"clip": "Bias", "params": []}), 400, "params")
    refused(client.post("/api/renders", json={"view": {"clip": "Bias"}, "themes": "dark"}), 400)
    refused(client.get("/api/events"), 400, "page")
    deep: Any = []
    for _ in range(900):
        deep = [deep]
    odd = client.post(
        "/api/views", content=json.dumps({"clip": "Bias", "params": {"labels": deep}}), headers=kind
    )
    assert odd.status_code in (400, 422)
