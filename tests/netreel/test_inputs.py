"""What a job names is read once: later changes of the files change nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import netcore
from netreel import asking
from netreel.asking import check_inputs, make_job
from netreel.errors import MistakeError
from netreel.file_names import file_stem
from netreel.inputs import Inputs
from netreel.jobs import RenderJob, key_of, params_of
from netreel.options import Wishes

pytestmark = pytest.mark.usefixtures("toys")
MODELS = Path(__file__).parents[1] / "netcore" / "models"


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    (tmp_path / "copies").mkdir()
    return Inputs(tmp_path / "copies")


def asked(inputs: Inputs, **values: object) -> RenderJob:
    return make_job("Toy", Wishes(values), quality="l", inputs=inputs)


def test_a_picture_that_is_drawn_over_or_deleted_is_drawn_as_it_was(
    tmp_path: Path, inputs: Inputs
) -> None:
    path = tmp_path / "digit.png"
    Image.new("L", (28, 28), 200).save(path)
    job = asked(inputs, image=path, as_is=True)
    key, stem = key_of(job), file_stem(job)
    Image.new("L", (28, 28), 20).save(path)
    for deleted in (False, True):
        if deleted:
            path.unlink()
        params = params_of(job)
        assert np.allclose(params.load_input(params.load_network()), 200 / 255)
        assert (key_of(job), file_stem(job)) == (key, stem)


def test_another_picture_of_that_name_has_another_key(tmp_path: Path, inputs: Inputs) -> None:
    path = tmp_path / "digit.png"
    jobs = []
    for grey, folder in ((200, "one"), (20, "two")):
        Image.new("L", (28, 28), grey).save(path)
        (tmp_path / folder).mkdir()
        jobs.append(asked(Inputs(tmp_path / folder), image=path))
    assert key_of(jobs[0]) != key_of(jobs[1])


def test_a_network_is_taken_with_the_files_beside_it(tmp_path: Path, inputs: Inputs) -> None:
    for name in ("torch_beside.onnx", "torch_beside.onnx.data"):
        (tmp_path / name).write_bytes((MODELS / name).read_bytes())
    job = asked(inputs, network=tmp_path / "torch_beside.onnx")
    expected = netcore.load_network(MODELS / "torch_beside.onnx").digest
    (tmp_path / "torch_beside.onnx.data").write_bytes(bytes(4040))
    assert netcore.load_network(params_of(job).network or "").digest == expected


def test_one_file_is_copied_once_for_many_clips(tmp_path: Path, inputs: Inputs) -> None:
    path = tmp_path / "digit.png"
    Image.new("L", (28, 28)).save(path)
    assert asked(inputs, image=path).params == asked(inputs, image=path).params
    assert len([file for file in inputs.folder.rglob("*") if file.is_file()]) == 1


def test_messages_speak_of_the_users_own_file(tmp_path: Path, inputs: Inputs) -> None:
    path = tmp_path / "digit.png"
    path.write_bytes(b"no picture")
    job = asked(inputs, image=path)
    with pytest.raises(MistakeError) as caught:
        check_inputs(job)
    assert str(path) in str(caught.value)
    assert str(inputs.folder) not in str(caught.value)


def test_a_file_of_terabytes_is_not_copied(
    tmp_path: Path, inputs: Inputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "digit.png"
    with path.open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(MistakeError, match="1,099,511,627,776 bytes are more than a picture"):
        asked(inputs, image=path)


def test_bugs_are_no_mistakes(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_job: RenderJob) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(asking, "params_of", broken)
    with pytest.raises(ZeroDivisionError):
        check_inputs(RenderJob(clip="Toy"))
