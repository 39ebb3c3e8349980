"""netreel train and netreel evaluate, on a few small images."""

from __future__ import annotations

import gzip
import json
import struct
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

import netcore
from netcore import Trainer, load_network
from netreel.commands import train
from tests.netreel.conftest import Run, assert_mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from netcore import Progress

SMALL = ("--sizes", "64,8,3", "--epochs", 12, "--batch-size", 16, "--held-out", 40)


def write_idx(file: Path, array: NDArray[np.uint8]) -> None:
    lengths = struct.pack(f">{array.ndim}I", *array.shape)
    content = bytes([0, 0, 8, array.ndim]) + lengths + array.tobytes()
    file.write_bytes(gzip.compress(content) if file.suffix == ".gz" else content)


@pytest.fixture
def digits(tmp_path: Path) -> Path:
    """Return a folder of IDX files: 8x8 images whose brightest row is their label."""
    folder = tmp_path / "digits"
    folder.mkdir()
    rng = np.random.default_rng(1)
    for prefix, count, end in (("train", 300, ".gz"), ("t10k", 100, "")):
        labels = rng.integers(0, 3, count).astype(np.uint8)
        pixels = rng.integers(0, 60, (count, 8, 8)).astype(np.uint8)
        pixels[np.arange(count), 2 + labels] += 190
        write_idx(folder / f"{prefix}-images-idx3-ubyte{end}", pixels)
        write_idx(folder / f"{prefix}-labels-idx1-ubyte{end}", labels)
    return folder


def test_a_network_is_trained_and_evaluated(run: Run, digits: Path) -> None:
    result = run("train", "--data", digits, *SMALL, "-o", "mine.npz")
    assert result.exit_code == 0, result.output
    network = load_network("mine.npz")
    assert network.sizes == (64, 8, 3)
    accuracy = float(network.record["held_out_accuracy"])
    assert result.stdout == f"mine.npz: {100 * accuracy:.2f} % of the held-out images right\n"
    assert accuracy > 0.9
    assert [file.name for file in Path.cwd().iterdir()] == ["mine.npz"]

    result = run("evaluate", "--network", "mine.npz", "--data", digits)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("accuracy ")
    assert "100 images (IDX files, test)" in result.stdout
    rows = [line.split() for line in result.stdout.splitlines()[3:]]
    assert [row[0] for row in rows] == ["0", "1", "2"]


def test_evaluation_as_json(run: Run, digits: Path) -> None:
    run("train", "--data", digits, *SMALL, "-o", "mine.npz")
    for arguments, images in (((), 100), (("--split", "train"), 300)):
        result = run("evaluate", "--network", "mine.npz", "--data", digits, "--json", *arguments)
        found = json.loads(result.stdout)
        confusion = np.array(found["confusion"])
        assert found["images"] == confusion.sum() == images
        assert found["accuracy"] == pytest.approx(np.trace(confusion) / images)
        shares = np.diag(confusion) / confusion.sum(axis=1)
        assert list(found["per_label"].values()) == pytest.approx(shares.tolist())


def test_without_a_test_set_the_training_set_is_evaluated(run: Run, digits: Path) -> None:
    run("train", "--data", digits, *SMALL, "-o", "mine.npz")
    (digits / "t10k-images-idx3-ubyte").unlink()
    result = run("evaluate", "--network", "mine.npz", "--data", digits)
    assert "300 images (IDX files, train)" in result.stdout


def test_the_lesson_network_is_evaluated_on_the_bundled_digits(run: Run) -> None:
    result = run("evaluate", "--json")
    found = json.loads(result.stdout)
    assert found["images"] == 5000
    assert found["accuracy"] > 0.96


def test_the_same_command_gives_the_same_bytes(run: Run, digits: Path) -> None:
    for name in ("a", "b"):
        run("train", "--data", digits, *SMALL, "--seed", 5, "-o", f"{name}.npz")
    run("train", "--data", digits, *SMALL, "--seed", 6, "-o", "c.npz")
    a, b, c = (Path(f"{name}.npz").read_bytes() for name in "abc")
    assert a == b != c


def test_an_interrupted_run_is_gone_on_with(
    run: Run, digits: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("train", "--data", digits, *SMALL, "-o", "unbroken.npz")
    whole_run = Trainer.run

    def interrupted(trainer: Trainer) -> Iterator[Progress]:
        for progress in whole_run(trainer):
            yield progress
            if progress.epoch == 5:
                raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Trainer, "run", interrupted)
        patch.setattr(train, "SECONDS_BETWEEN_CHECKPOINTS", 0)
        result = run("train", "--data", digits, *SMALL, "-o", "mine.npz")
    assert result.exit_code == 130
    assert "go on with --resume mine.checkpoint.npz" in result.stderr
    assert not Path("mine.npz").exists()

    result = run("train", "--data", digits, "--resume", "mine.checkpoint.npz", "-o", "mine.npz")
    assert result.exit_code == 0, result.output
    assert Path("mine.npz").read_bytes() == Path("unbroken.npz").read_bytes()
    assert not Path("mine.checkpoint.npz").exists()


def test_download_takes_the_folder_that_was_fetched(
    run: Run, digits: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(netcore, "download_mnist", lambda: digits)
    result = run("train", "--download", *SMALL, "-o", "mine.npz")
    assert result.exit_code == 0, result.output
    assert load_network("mine.npz").record["data"] == "IDX files, train"


def test_the_names_of_labels_go_into_the_network(run: Run, digits: Path) -> None:
    run("train", "--data", digits, *SMALL, "--labels", "a,b,c", "-o", "mine.npz")
    assert load_network("mine.npz").labels == ("a", "b", "c")
    (digits / "labels.txt").write_text("x\ny\nz\n")
    run("train", "--data", digits, *SMALL, "-o", "mine.npz")
    assert load_network("mine.npz").labels == ("x", "y", "z")
    found = json.loads(run("evaluate", "--network", "mine.npz", "--data", digits, "--json").stdout)
    assert found["accuracy"] > 0.9
    assert list(found["per_label"]) == ["x", "y", "z"]


@pytest.fixture
def drawings(tmp_path: Path) -> Path:
    """Return folders of 8x8 pictures whose brightest row tells their label, and one bad file."""
    rng = np.random.default_rng(1)
    for label, row in (("low", 5), ("high", 2)):
        (tmp_path / "drawings" / label).mkdir(parents=True)
        for number in range(60):
            pixels = rng.integers(0, 60, (8, 8)).astype(np.uint8)
            pixels[row] += 190
            file = tmp_path / "drawings" / label / f"{number}.png"
            Image.fromarray(pixels).save(file)
    (tmp_path / "drawings" / "low" / "bad.png").touch()
    return tmp_path / "drawings"


def test_a_folder_of_pictures_becomes_a_network(run: Run, drawings: Path) -> None:
    result = run("train", "--data", drawings, "--activation", "relu", "--epochs", 40)
    assert result.exit_code == 0, result.output
    assert result.stderr.splitlines() == [
        "120 pictures: 120 of 8 x 8 pixels as they are, 0 prepared as --image is",
        "left out 1: low/bad.png (not a picture)",
    ]
    network = load_network("network.npz")
    assert network.sizes == (64, 16, 16, 2)
    assert network.labels == ("high", "low")
    assert [layer.activation for layer in network.layers] == ["relu", "relu", "softmax"]
    assert float(network.record["augmentation_shift"]) == pytest.approx(8 / 28)
    found = run("evaluate", "--network", "network.npz", "--data", drawings, "--json")
    assert json.loads(found.stdout)["accuracy"] > 0.9
    names = ("--labels", "low,flat")
    result = run("evaluate", "--network", "network.npz", "--data", drawings, *names)
    assert result.exit_code == 2
    assert "has the label 'high', which the network does not know" in result.stderr


def test_a_run_on_pictures_is_gone_on_with(
    run: Run, drawings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "SECONDS_BETWEEN_CHECKPOINTS", 0)
    monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)
    sizes = ("--sizes", "64,3,2", "--epochs", 2)
    assert run("train", "--data", drawings, *sizes).exit_code == 0
    first = Path("network.npz").read_bytes()
    result = run("train", "--data", drawings, "--resume", "network.checkpoint.npz")
    assert result.exit_code == 0, result.output
    assert Path("network.npz").read_bytes() == first


def test_a_table_becomes_a_network(run: Run) -> None:
    rng = np.random.default_rng(1)
    rows = [(x, y, "up" if y > 300 * x else "down") for x, y in rng.normal(5, [1, 300], (200, 2))]
    lines = ["width,height,kind", *(f"{x},{y},{kind}" for x, y, kind in rows)]
    Path("t.csv").write_text("\n".join(lines))
    result = run("train", "--data", "t.csv", "--sizes", "2,5,2", "--activation", "relu")
    assert result.exit_code == 0, result.output
    assert result.stdout.endswith(" % of the held-out rows right\n")
    network = load_network("network.npz")
    assert network.input_names == ("width", "height")
    assert "augmentation_shift" not in network.record
    found = run("evaluate", "--network", "network.npz", "--data", "t.csv", "--json")
    assert json.loads(found.stdout)["rows"] == 200
    assert json.loads(found.stdout)["accuracy"] > 0.9
    assert found.stderr == "200 rows of 2 numbers in t.csv: the label is 'kind'\n"
    refused = run("train", "--data", "t.csv", "--distortion", 1)
    assert refused.exit_code == 2
    assert "error: augmentation" in refused.stderr.splitlines()[-1]


def test_the_label_of_a_table_may_be_named(run: Run) -> None:
    Path("t.csv").write_text("kind,width\n" + "cat,1.5\ndog,9.5\n" * 20)
    options = ("--sizes", "1,3,2", "--epochs", 2)
    told = run("train", "--data", "t.csv", "--label-column", "kind", *options)
    assert told.exit_code == 0, told.output
    assert "40 rows of a number in t.csv: the label is 'kind'" in told.stderr
    assert load_network("network.npz").labels == ("cat", "dog")
    judged = ("evaluate", "--network", "network.npz", "--data", "t.csv")
    assert run(*judged, "--label-column", "kind", "--json").exit_code == 0
    assert_mistake(run(*judged), "line 2, 'kind': expected a number, got 'cat'")
    assert_mistake(run(*judged, "--label-column", "species"), "there is no column 'species'")


def test_a_table_of_pixels_is_images(run: Run) -> None:
    rng = np.random.default_rng(3)
    pixels = rng.integers(0, 256, (30, 16))
    header = ",".join(["label", *(f"pixel{n}" for n in range(16))])
    lines = [",".join(map(str, [n % 3, *row])) for n, row in enumerate(pixels)]
    Path("train.csv").write_text("\n".join([header, *lines]))
    told = run("train", "--data", "train.csv", "--epochs", 2, "--sizes", "16,4,3")
    assert "30 images of 4 x 4 pixels in train.csv" in told.stderr
    assert load_network("network.npz").image_shape == (4, 4)
    for data in ("train.csv", "."):
        found = run("evaluate", "--network", "network.npz", "--data", data, "--json")
        assert json.loads(found.stdout)["images"] == 30


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("train", "--data", "none"), ("--data", "no such file or folder: none")),
        (("train", "--data", "none.csv"), ("none.csv", "no such file")),
        (("train", "--labels", "a,b"), ("labels", "10 names")),
        (("train", "--label-column", "a"), ("--label-column names a column of a table",)),
        (("evaluate", "--label-column", "a"), ("--label-column names a column of a table",)),
        (("train", "--data", ".", "--label-column", "a"), ("--label-column names a column",)),
        (("train", "--data", ".", "--download"), ("--data", "--download")),
        (("train", "-o", "network.txt"), ("--output", ".npz", "network.txt")),
        (("train", "-o", "no/folder.npz"), ("--output", "no such folder", "no")),
        (("train", "--sizes", "784,x"), ("--sizes", "784,16,16,10")),
        (("train", "--sizes", "100,10"), ("sizes", "784 inputs")),
        (("train", "--epochs", "0"), ("--epochs",)),
        (("train", "--resume", "none.npz"), ("none.npz", "no such file")),
        (("train", "--resume", "none.npz", "--seed", "1"), ("--seed", "--resume")),
        (("evaluate", "--network", "none.npz"), ("none.npz", "no such file")),
        (("train", "--data", 300 * "x"), ("--data", "no such file or folder: xxx")),
        (("train", "-o", 300 * "x" + "/y.npz"), ("--output", "no such folder: xxx")),
        (("train", "--data", __file__), ("expected a folder, a .csv file or mnist.npz", ".py")),
        (("evaluate", "--data", "none"), ("--data", "no such file or folder: none")),
    ],
)
def test_a_mistake_is_one_line(
    run: Run, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    assert_mistake(run(*arguments), *words)
    assert list(Path.cwd().iterdir()) == []
