"""How the preview starts: what it prints, and whether it opens a browser."""

from __future__ import annotations

import pytest

from netreel.preview.serving import Place, has_screen

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION", "SSH_TTY")


@pytest.mark.parametrize(
    ("settings", "seen"),
    [
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": "localhost:10.0", "SSH_CONNECTION": "10.0.0.2 50000 10.0.0.7 22"}, False),
        ({"DISPLAY": ":0", "SSH_TTY": "/dev/pts/3"}, False),
        ({}, False),
    ],
)
def test_a_browser_is_opened_where_it_is_seen(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], seen: bool
) -> None:
    for name in SCREENS:
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert has_screen() is seen


@pytest.mark.parametrize(
    ("host", "clip", "token", "address"),
    [
        ("127.0.0.1", None, None, "http://127.0.0.1:8765/"),
        ("::1", "Bias", None, "http://[::1]:8765/clip/Bias"),
        ("0.0.0.0", "Bias", "abc", "http://0.0.0.0:8765/clip/Bias?token=abc"),
    ],
)
def test_the_address_that_is_printed(
    host: str, clip: str | None, token: str | None, address: str
) -> None:
    assert Place(host, 8765, clip, open_it=True).address(8765, token) == address
