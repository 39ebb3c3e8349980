"""A file that one clip alone takes travels into jobs as images and networks do."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from netreel.asking import check_inputs, make_job
from netreel.cluster.orders import make_order
from netreel.errors import MistakeError
from netreel.file_names import file_stem
from netreel.film.plan import Making, make_part
from netreel.inputs import Inputs
from netreel.jobs import Encoding, RenderJob, key_of, params_of
from netreel.options import Wishes
from netreel.runner import Limits
from netreel.store import open_store
from scenes.catalogue import find
from scenes.parts.params import EdgeDetectionParams
from tests.netreel.conftest import Run


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    (tmp_path / "copies").mkdir()
    return Inputs(tmp_path / "copies")


def halves(path: Path, bright: int) -> Path:
    """Write a picture whose right half is bright."""
    pixels = np.zeros((30, 40), dtype=np.uint8)
    pixels[:, 20:] = bright
    Image.fromarray(pixels).save(path)
    return path


def asked(inputs: Inputs, path: Path) -> RenderJob:
    return make_job("EdgeDetection", Wishes({}, (f"picture={path}",)), quality="l", inputs=inputs)


def steepest(job: RenderJob) -> float:
    params = params_of(job)
    assert isinstance(params, EdgeDetectionParams)
    return float(params.edges.strength.max())


def test_what_it_held_when_it_was_asked_for_is_drawn(tmp_path: Path, inputs: Inputs) -> None:
    path = halves(tmp_path / "photo.png", 200)
    job = asked(inputs, path)
    key, stem = key_of(job), file_stem(job)
    halves(path, 100)
    assert steepest(job) == pytest.approx(200 / 255 / 2, abs=1e-3)
    assert (key_of(job), file_stem(job)) == (key, stem)
    path.unlink()
    check_inputs(job)


def test_an_image_alone_is_the_picture_and_beside_one_the_digit(tmp_path: Path) -> None:
    path = halves(tmp_path / "photo.png", 200)
    alone = make_job("EdgeDetection", Wishes({"image": path, "digit": 7}), quality="l")
    assert alone.params == {"picture": str(path), "digit": 7}
    wishes = Wishes({"image": path}, (f"picture={path}",))
    both = make_job("EdgeDetection", wishes, quality="l")
    assert both.params == {"picture": str(path), "image": str(path)}
    digit = make_job("WeightedSum", Wishes({"image": path}), quality="l")
    assert digit.params == {"image": str(path)}


def test_in_a_film_an_image_is_the_digit_of_all_clips(tmp_path: Path, inputs: Inputs) -> None:
    path = halves(tmp_path / "photo.png", 200)
    making = Making("l", None, Encoding())
    part = make_part(3, find("EdgeDetection"), Wishes({"image": path}), making, inputs, tmp_path)
    assert set(part.rendering.job.params) == {"image"}


def test_another_content_has_another_key_and_name(tmp_path: Path) -> None:
    jobs = []
    for folder, bright in (("one", 200), ("two", 100)):
        (tmp_path / folder).mkdir()
        jobs.append(asked(Inputs(tmp_path / folder), halves(tmp_path / "photo.png", bright)))
    assert key_of(jobs[0]) != key_of(jobs[1])
    assert file_stem(jobs[0]) != file_stem(jobs[1])
    assert "photo" in file_stem(jobs[0])


def test_a_cluster_gets_it_by_its_content(tmp_path: Path, inputs: Inputs) -> None:
    job = asked(inputs, halves(tmp_path / "photo.png", 200))
    order = make_order(job, key_of(job), open_store(str(tmp_path / "store")), Limits())
    assert [*order.inputs] == ["picture"]


@pytest.mark.parametrize("bright", [0, None])
def test_a_wrong_one_is_said_before_work_starts_by_the_users_name(
    tmp_path: Path, inputs: Inputs, bright: int | None
) -> None:
    path = tmp_path / "photo.png"
    if bright is None:
        path.write_bytes(b"no picture")
    else:
        halves(path, bright)
    with pytest.raises(MistakeError, match=r"photo\.png") as caught:
        check_inputs(asked(inputs, path))
    assert str(inputs.folder) not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_one_that_is_too_large_is_not_copied(tmp_path: Path, inputs: Inputs) -> None:
    path = tmp_path / "photo.png"
    with path.open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(MistakeError, match="1,099,511,627,776 bytes are more than a picture"):
        asked(inputs, path)


def test_a_batch_names_row_and_field(run: Run) -> None:
    halves(Path("good.png"), 200)
    halves(Path("flat.png"), 0)
    Path("jobs.csv").write_text(
        "clip,picture\nEdgeDetection,good.png\nEdgeDetection,flat.png\nEdgeDetection,gone.png\n"
    )
    result = run("batch", "jobs.csv", "--plan")
    assert result.exit_code == 2
    told = result.stderr.splitlines()
    assert any("row 3, picture: the picture flat.png is equally bright" in line for line in told)
    assert any("row 4, picture: cannot read picture gone.png: no such file" in t for t in told)
    assert len(told) == 3
