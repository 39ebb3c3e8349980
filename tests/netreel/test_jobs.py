"""Keys of jobs."""

from __future__ import annotations

from pathlib import Path

import pytest

from netreel import jobs
from netreel.jobs import RenderJob, folder_digest, key_of, source_digest

pytestmark = pytest.mark.usefixtures("toys")
JOB = RenderJob(clip="Toy")
MODELS = Path(__file__).parents[1] / "netcore" / "models"


@pytest.fixture(autouse=True)
def fresh_digests() -> None:
    for kept in (jobs.folder_digest, jobs.source_digest, jobs.installed_version):
        kept.cache_clear()


@pytest.mark.parametrize(
    "changed",
    [
        {"clip": "LongToy"},
        {"params": {"neuron": 3}},
        {"params": {"digit": 4}},
        {"quality": "h"},
        {"fps": 24},
        {"format": "webm"},
        {"transparent": True},
        {"fades_in": True},
        {"fades_out": True},
        {"goes_on": True},
    ],
)
def test_key_changes_with_the_job(changed: dict[str, object]) -> None:
    assert key_of(JOB) == key_of(RenderJob(clip="Toy"))
    assert key_of(JOB.model_copy(update=changed)) != key_of(JOB)


@pytest.mark.parametrize("name", ["image", "network"])
def test_key_knows_files_by_their_content(tmp_path: Path, name: str) -> None:
    def key(path: Path) -> str:
        return key_of(RenderJob(clip="Toy", params={name: str(path)}))

    first, second = tmp_path / "a.png", tmp_path / "b.png"
    first.write_bytes(b"one")
    second.write_bytes(b"one")
    before = key(first)
    assert before == key(second)
    assert before != key_of(JOB)
    first.write_bytes(b"two")
    assert key(first) != before


def test_key_knows_the_files_that_hold_a_networks_weights(tmp_path: Path) -> None:
    for name in ("torch_beside.onnx", "torch_beside.onnx.data"):
        (tmp_path / name).write_bytes((MODELS / name).read_bytes())
    job = RenderJob(clip="Toy", params={"network": str(tmp_path / "torch_beside.onnx")})
    before = key_of(job)
    (tmp_path / "torch_beside.onnx.data").write_bytes(bytes(4040))
    assert key_of(job) != before


def test_key_tells_image_from_network(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")
    as_image = RenderJob(clip="Toy", params={"image": str(path)})
    assert key_of(as_image) != key_of(RenderJob(clip="Toy", params={"network": str(path)}))


@pytest.mark.parametrize("library", jobs.THEIRS)
def test_key_changes_with_versions(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = key_of(JOB)
    real = jobs.installed_version
    monkeypatch.setattr(
        jobs, "installed_version", lambda name: "0" if name == library else real(name)
    )
    assert key_of(JOB) != before


def test_libraries_are_installed() -> None:
    assert "none" not in [jobs.installed_version(name) for name in jobs.THEIRS]
    assert jobs.installed_version("no-such-library") == "none"


@pytest.mark.parametrize("package", jobs.OURS)
def test_key_changes_with_our_source(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = key_of(JOB)
    monkeypatch.setattr(
        jobs, "source_digest", lambda name: "0" if name == package else source_digest(name)
    )
    assert key_of(JOB) != before


def test_key_changes_with_the_assets(monkeypatch: pytest.MonkeyPatch) -> None:
    before = key_of(JOB)
    monkeypatch.setattr(jobs, "folder_digest", lambda _folder: "0")
    assert key_of(JOB) != before


def test_source_digest_sees_names_and_contents(tmp_path: Path) -> None:
    seen = set()
    for name, content in [("a.py", "1"), ("a.py", "2"), ("b.py", "2")]:
        for old in tmp_path.iterdir():
            old.unlink()
        (tmp_path / name).write_text(content)
        folder_digest.cache_clear()
        seen.add(folder_digest(tmp_path))
    assert len(seen) == 3


def test_a_job_cannot_be_changed_or_misspelt() -> None:
    with pytest.raises(ValueError, match="frozen"):
        setattr(JOB, "clip", "LongToy")  # noqa: B010 (mypy knows that it cannot be set)
    with pytest.raises(ValueError, match="qualty"):
        RenderJob.model_validate({"clip": "Toy", "qualty": "l"})
