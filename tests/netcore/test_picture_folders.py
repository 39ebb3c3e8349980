"""Folders of labelled pictures: read as they are or prepared, and refused in one line."""

import os
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from netcore import (
    FileError,
    FormatError,
    InputError,
    NetcoreError,
    TrainingSettings,
    has_test_set,
    load_image,
    load_pictures,
    picture_folders,
    resampled,
    split_folder,
    train,
)
from tests.netcore.drawn_digits import draw_strokes

RNG = np.random.default_rng(6)


def save(pixels: NDArray[np.uint8], folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    Image.fromarray(pixels).save(folder / name)
    return folder / name


def noise(height: int = 8, width: int = 8) -> NDArray[np.uint8]:
    return RNG.integers(0, 256, (height, width), dtype=np.uint8)


def page(digit: int, size: tuple[int, int] = (60, 50)) -> NDArray[np.uint8]:
    """Return a drawn digit, dark ink on light paper."""
    ink = draw_strokes(digit, size, 40, 5, np.random.default_rng(digit))
    return np.rint(235 - 200 * ink).astype(np.uint8)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of 8 x 8 pictures with the labels 2 and 10, and other things beside them."""
    for label, count in (("10", 3), ("2", 4), (".hidden", 1)):
        for number in range(count):
            save(noise(), tmp_path / label, f"{number}.png")
    save(noise(), tmp_path, "no_label.png")
    (tmp_path / "empty").mkdir()
    (tmp_path / "10" / "notes.txt").write_text("passed over")
    return tmp_path


def test_pictures_of_the_networks_size_are_taken_as_they_are(folder: Path) -> None:
    found = load_pictures(folder, 64)
    assert found.data.label_names == ("2", "10")
    assert found.data.labels.tolist() == [0, 0, 0, 0, 1, 1, 1]
    assert (found.as_they_are, found.prepared, found.left_out) == (7, 0, ())
    files = [folder / "2" / f"{n}.png" for n in range(4)]
    expected = [np.asarray(Image.open(file)) for file in files]
    np.testing.assert_array_equal(found.data.pixels[:4], expected)
    assert found.data.checksum == load_pictures(folder).data.checksum


def test_colours_become_grey_and_what_is_transparent_gets_a_background(folder: Path) -> None:
    colours = RNG.integers(0, 256, (8, 8, 3), dtype=np.uint8)
    save(colours, folder / "2", "0.png")
    ink = np.zeros((8, 8, 4), np.uint8)
    ink[3, :, 3] = 255
    save(ink, folder / "2", "1.png")
    pixels = load_pictures(folder).data.pixels
    grey = Image.fromarray(colours).convert("L")
    assert np.abs(pixels[0].astype(int) - np.asarray(grey)).max() <= 1
    np.testing.assert_array_equal(pixels[1], np.where(ink[:, :, 3], 0, 255))


def test_other_pictures_are_prepared_as_image_does_it(folder: Path) -> None:
    file = save(page(2), folder / "2", "drawn.png")
    found = load_pictures(folder, 64)
    assert (found.as_they_are, found.prepared) == (7, 1)
    expected = 255 * resampled(load_image(file).image, (8, 8))
    assert np.abs(found.data.pixels[4] - expected).max() <= 0.5
    assert "7 as they are, 1 prepared, 0 left out" in found.data.name


def test_the_shape_is_that_of_the_first_picture_or_square(tmp_path: Path) -> None:
    for label in "ab":
        save(noise(4, 5), tmp_path / label, "1.png")
    assert load_pictures(tmp_path).data.shape == (4, 5)
    assert load_pictures(tmp_path, 20).data.shape == (4, 5)
    save(page(7, (70, 60)), tmp_path / "a", "0.png")
    save(page(1, (70, 60)), tmp_path / "b", "0.png")
    assert load_pictures(tmp_path).data.shape == (28, 28)
    assert load_pictures(tmp_path, 100).data.shape == (10, 10)
    assert load_pictures(tmp_path, shape=(4, 5)).as_they_are == 2
    with pytest.raises(InputError, match="sizes: expected as many inputs as pictures have pixels"):
        load_pictures(tmp_path, 21)


def test_what_cannot_be_used_is_left_out_and_named(folder: Path) -> None:
    (folder / "2" / "text.png").write_text("no picture")
    save(np.full((90, 90), 255, np.uint8), folder / "10", "blank.png")
    os.mkfifo(folder / "10" / "pipe.png")
    (folder / "10" / "folder.png").mkdir()
    (folder / "10" / "lost.png").symlink_to(folder / "nowhere")
    told: list[tuple[int, int]] = []
    found = load_pictures(folder, progress=lambda done, total: told.append((done, total)))
    assert len(found.data) == 7
    names = [line.partition(" ")[0] for line in found.left_out]
    assert names == ["2/text.png", "10/blank.png", "10/folder.png", "10/lost.png", "10/pipe.png"]
    assert found.left_out[0] == "2/text.png (not a picture)"
    assert told == [(n, 12) for n in range(1, 13)]


def test_a_network_learns_from_pictures(tmp_path: Path) -> None:
    for label, row in (("low", 6), ("high", 1)):
        for number in range(40):
            pixels = noise() // 3
            pixels[row] += 160
            save(pixels, tmp_path / label, f"{number}.png")
    data = load_pictures(tmp_path).data
    settings = TrainingSettings(sizes=(64, 6, 2), epochs=20, batch_size=8, augmentation=None)
    network = train(data, settings)
    assert network.labels == ("high", "low")
    assert network.image_shape == (8, 8)
    assert np.mean(network.forward(data.images).prediction == data.labels) > 0.9


def test_folders_without_labelled_pictures_are_refused(folder: Path, tmp_path: Path) -> None:
    cases = [
        (folder / "none", FileError, "expected a folder with a folder for each label"),
        (folder / "no_label.png", FileError, "expected a folder with a folder for each label"),
        (folder / "2", FormatError, "two or more folders of pictures"),
        (folder / "empty", FormatError, "two or more folders of pictures"),
    ]
    for path, kind, message in cases:
        with pytest.raises(kind, match=message) as caught:
            load_pictures(path)
        assert str(caught.value).startswith(f"{path}: ")
        assert "\n" not in str(caught.value)


def test_a_label_without_a_picture_of_use_is_refused(folder: Path) -> None:
    (folder / "empty" / "1.png").write_text("no picture")
    with pytest.raises(FormatError, match=r"no picture in empty can be used: empty/1.png \(not"):
        load_pictures(folder)


def test_links_in_circles_end(folder: Path) -> None:
    (folder / "2" / "again").symlink_to(folder)
    (folder / "self").symlink_to(folder / "self")
    assert len(load_pictures(folder).data) == 7
    (folder / "2" / "loop.png").symlink_to(folder / "2" / "loop.png")
    assert len(load_pictures(folder).left_out) == 1


def test_what_is_too_much_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, most, message in (
        ("MOST_PICTURES", 6, "expected at most 6 pictures"),
        ("MOST_PIXELS", 7 * 64 - 1, "too many pixels"),
        ("MOST_LABELS", 2, "expected at most 2 labels: 3"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(picture_folders, name, most)
            with pytest.raises(FormatError, match=message):
                load_pictures(folder)


def test_mostly_useless_pictures_are_not_all_tried(folder: Path) -> None:
    for number in range(300):
        (folder / "2" / f"{number:03}.png").write_text("no picture")
    told: list[int] = []
    with pytest.raises(NetcoreError, match=r"100 of the first 10\d cannot be used: 2/000"):
        load_pictures(folder, progress=lambda done, _: told.append(done))
    assert told[-1] < 110


@pytest.mark.parametrize(
    ("train_name", "test_name"), [("train", "test"), ("training", "testing"), ("trainingSet",) * 2]
)
def test_a_folder_of_two_sets(train_name: str, test_name: str, tmp_path: Path) -> None:
    places = {"train": tmp_path / train_name, "test": tmp_path / test_name}
    if train_name == test_name:  # as Kaggle has it: only the first, in a folder of its own name
        places = {"train": tmp_path / train_name / train_name}
    for place in places.values():
        for label in ("0", "1"):
            (place / label).mkdir(parents=True)
            save(noise(), place / label, "a.png")
    for split, place in places.items():
        assert split_folder(tmp_path, split) == place
    assert has_test_set(tmp_path) == ("test" in places)
    if "test" not in places:
        with pytest.raises(FileError, match="expected a folder test or testing or testset in it"):
            split_folder(tmp_path, "test")


@pytest.mark.parametrize("labels", [("cat", "dog"), ("train", "car"), ("train", "test")])
def test_labels_are_no_sets(labels: tuple[str, str], tmp_path: Path) -> None:
    for label in labels:
        save(noise(), tmp_path / label, "a.png")
    assert split_folder(tmp_path) == tmp_path
    assert not has_test_set(tmp_path)
    assert split_folder(tmp_path / "none") == tmp_path / "none"
