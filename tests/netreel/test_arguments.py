"""Argument lists that nobody planned: one line, an exit code, and nothing left behind."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

import netcore
from tests.netreel.conftest import Run

pytestmark = pytest.mark.usefixtures("toys")

WORDS = (
    *("", "-", "--", "0", "-1", "3", "7", "99999999999999999999", "1e309", "nan", "random", "none"),
    *("dark", "16:9", "l", "mp4", "png", "=", "a=", "=b", "neuron=5", "neuron=99", "digit=random"),
    *(
        "digit.png",
        "broken.png",
        "link.png",
        "dangling",
        "circle",
        "folder",
        "small.npz",
        "cut.npz",
    ),
    *("/dev/null", "/dev/full", "/dev/zero", "/", "a.jpg", "x/y.png", "o.npz", "~nobody/x", "é★"),
    *("a\nb", "{", "%s", "A" * 300, "1.5s", ",", "a,b", "5.1,3.5", "relu", "libx265", "aac"),
)
VALUES = {
    "--digit": ("0", "7", "random"),
    "--sample": ("0", "1"),
    "--seed": ("5",),
    "--image": ("digit.png", "broken.png", "link.png", "folder"),
    "--network": ("small.npz", "cut.npz", "digit.png"),
    "--inputs": ("5.1,3.5", "1,2,3"),
    "--labels": ("a,b", "a,b,c"),
    "--theme": ("dark", "print"),
    "--set": ("neuron=5", "mode=all", "theme=light"),
    "-q": ("l", "k"),
    "--fps": ("1", "24", "121"),
    "--format": ("mp4", "gif", "png"),
    "-o": ("out", "-", "", "folder", "a.png", "link.png", "dangling", "circle", "/dev/null"),
    "-j": ("1", "2"),
    "--encoder-option": ("crf=14",),
}
FLAGS = ("--as-is", "--json", "--no-cache", "--transparent", "--draft", "--headline", "--nonsense")
COMMANDS = {
    "render": ("Toy", "ShortToy", "Toi"),
    "explain": (),
    "digits": (),
    "list": (),
    "inspect": ("small.npz", "cut.npz", "folder"),
    "convert": ("small.npz", "digit.png"),
}


def arguments(rng: random.Random) -> list[str]:
    """Return a command and what somebody may have typed after it."""
    name = rng.choices([*COMMANDS], weights=(6, 5, 1, 1, 2, 2))[0]
    typed = [name]
    if COMMANDS[name]:
        typed.append(rng.choice(COMMANDS[name] if rng.random() < 0.9 else WORDS))
    if name == "convert":
        typed.append(rng.choice(("o.npz", "-", "a.jpg", "", "folder", "dangling", "x/y.npz")))
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        option = rng.choice((*VALUES, *FLAGS))
        typed.append(option)
        if option in VALUES:
            typed.append(rng.choice(VALUES[option] if rng.random() < 0.8 else WORDS))
    return typed


@pytest.fixture
def own_files(run: Run) -> list[Path]:
    """Put files, whole and broken, and links into the folder one is in."""
    layer = netcore.Layer(weights=[[1.0, 2.0]] * 2, biases=[0.0] * 2, activation="sigmoid")
    netcore.save_network(netcore.Network((layer,)), Path("small.npz"))
    Path("cut.npz").write_bytes(Path("small.npz").read_bytes()[:100])
    Image.new("L", (28, 28)).save("digit.png")
    Path("broken.png").write_bytes(Path("digit.png").read_bytes()[:40])
    Path("folder").mkdir()
    for name, target in (("link.png", "digit.png"), ("dangling", "nowhere"), ("circle", "circle")):
        Path(name).symlink_to(target)
    return sorted(Path().iterdir())


@pytest.mark.long
@pytest.mark.parametrize("seed", range(120))
def test_arguments_that_nobody_planned(
    seed: int,
    run: Run,
    own_files: list[Path],
    own_cache: Path,
    fake_worker: Callable[[str], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = random.Random(seed)
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    fake_worker(rng.choice(("works", "works", "fails", "dies", "mistaken")))
    typed = arguments(rng)
    links = [path for path in own_files if path.is_symlink()]
    result = run(*typed)  # which raises what would be a traceback
    told = f"seed {seed}: netreel {typed}: {result.stderr}"
    assert result.exit_code in {0, 1, 2}, told
    if result.exit_code:
        assert result.stderr.splitlines()[-1].startswith("error: "), told
        assert len(result.stderr.splitlines()) == 1, told
    assert not any(scratch.iterdir()), told
    assert not any(own_cache.glob("work/*")), told
    assert all(path.is_symlink() for path in links), told
    assert not list(Path().rglob(".netreel*")), told
    assert Path("/dev/null").is_char_device(), told
