"""Tables of measurements: read from text, learnt from, and refused in one line."""

import csv
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_iris

from netcore import (
    FileError,
    FormatError,
    InputError,
    Layer,
    Table,
    Trainer,
    TrainingSettings,
    load_table,
    train,
)

SETTINGS = TrainingSettings(
    sizes=(4, 8, 3), activation="relu", output="softmax", held_out=30, augmentation=None
)


@pytest.fixture(scope="module")
def iris(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of the 150 irises, with the measurements in units of very different sizes."""
    found = load_iris()
    path = tmp_path_factory.mktemp("tables") / "iris.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        lines = csv.writer(stream)
        lines.writerow([*found.feature_names, "species"])
        for row, label in zip(found.data * [1, 1e-4, 1e5, 1], found.target, strict=True):
            lines.writerow([*row, found.target_names[label]])
    return path


def test_a_table_is_read(iris: Path) -> None:
    table, found = load_table(iris), load_iris()
    np.testing.assert_allclose(table.values, found.data * [1, 1e-4, 1e5, 1], rtol=1e-12)
    np.testing.assert_array_equal(table.labels, found.target)
    assert table.label_names == ("setosa", "versicolor", "virginica")
    assert table.input_names == tuple(found.feature_names)
    assert (table.shape, table.image_shape, len(table)) == ((4,), (), 150)


def test_the_network_takes_measurements_as_they_are(iris: Path) -> None:
    table = load_table(iris)
    network = train(table, SETTINGS)
    assert float(network.record["held_out_accuracy"]) > 0.9
    assert np.mean(network.forward(table.values).prediction == table.labels) > 0.94
    assert network.labels == table.label_names
    assert network.input_names == table.input_names
    assert network.record["data"] == "iris.csv"


def test_standardisation_is_folded_into_the_first_layer() -> None:
    rng = np.random.default_rng(2)
    values = np.column_stack([rng.normal(1e9, 3, 50), rng.random(50) * 1e-6, np.full(50, 0.1)])
    table = Table(values, rng.integers(0, 2, 50))
    standard = table.standardised(slice(None))
    np.testing.assert_allclose(standard[:, :2].mean(axis=0), 0, atol=1e-5)
    np.testing.assert_allclose(standard[:, :2].std(axis=0), 1, atol=1e-5)
    np.testing.assert_allclose(standard[:, 2], 0, atol=1e-12)
    layer = Layer(rng.normal(size=(4, 3)), rng.normal(size=4), "tanh")
    folded = table.for_inputs(layer)
    expected = standard @ layer.weights.T + layer.biases
    np.testing.assert_allclose(values @ folded.weights.T + folded.biases, expected, atol=1e-5)


def test_only_what_is_trained_on_decides_the_standardisation(iris: Path) -> None:
    table = load_table(iris)
    far = table.values.copy()
    (held,) = np.nonzero((table.values[:, None] == table.hold_out(30)[1].values).all(2).any(1))
    far[held] *= 1e6
    assert 20 < len(held) < 40
    first, second = (train(t, SETTINGS).layers[0] for t in (table, Table(far, table.labels)))
    np.testing.assert_array_equal(first.weights, second.weights)


@pytest.mark.parametrize(
    "content",
    [
        b"a,b,kind\n1,2,x\n3,4,y\n",
        b"\xef\xbb\xbfa;b;kind\r\n1;2;x\r\n\r\n3;4;y",
        b'a\t"b"\tkind\n 1\t2e0\t x \n3\t+4.0\ty\n\n',
    ],
)
def test_ways_to_write_the_same(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    table = load_table(tmp_path / "t.csv")
    np.testing.assert_array_equal(table.values, [[1, 2], [3, 4]])
    assert (table.input_names, table.label_names) == (("a", "b"), ("x", "y"))


def test_numbers_as_labels_are_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,n\n1,10\n2,9\n3,10\n")
    table = load_table(tmp_path / "t.csv")
    assert table.label_names == ("9", "10")
    assert table.labels.tolist() == [1, 0, 1]


@pytest.mark.parametrize(
    ("text", "inputs"),
    [
        ("label,a,b\nx,1,2\ny,3,4\n", ("a", "b")),
        ("a,Class,b\n1,x,2\n3,y,4\n", ("a", "b")),
        ("a,b,TARGET\n1,2,x\n3,4,y\n", ("a", "b")),
        (",a,b,kind\n0,1,2,x\n1,3,4,y\n", ("a", "b")),
        ("Unnamed: 0,target,a,b\n0,x,1,2\n1,y,3,4\n", ("a", "b")),
    ],
)
def test_the_label_is_found_wherever_it_stands(
    text: str, inputs: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_text(text)
    table = load_table(tmp_path / "t.csv")
    np.testing.assert_array_equal(table.values, [[1, 2], [3, 4]])
    assert (table.input_names, table.label_names) == (inputs, ("x", "y"))
    assert ("pandas' row numbers, left out" in table.told) == text.startswith((",", "Unn"))


def test_a_column_named_as_the_label_is_it(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("label,size,kind\n1,small,2\n3,large,4\n")
    table = load_table(tmp_path / "t.csv", "size")
    assert (table.input_names, table.label_names) == (("label", "kind"), ("large", "small"))
    assert table.told == "the label is 'size'"
    with pytest.raises(FormatError, match=r"no column 'Size' .* one of 'label', 'size', 'kind'"):
        load_table(tmp_path / "t.csv", "Size")


BAD: list[tuple[str, Callable[[], bytes], str]] = [
    ("empty", bytes, "expected a header, then rows"),
    ("one column", lambda: b"a\n1\n2\n", "expected a header, then rows .* got 1 columns"),
    ("no header", lambda: b"1,2,x\n3,4,y\n", "names the columns, got numbers in line 1"),
    ("no name", lambda: b"a,,kind\n1,2,x\n", "a name of its own for each column"),
    ("twins", lambda: b"a,a,kind\n1,2,x\n", "a name of its own for each column"),
    ("no rows", lambda: b"a,kind\n", "got 0 rows"),
    ("short", lambda: b"a,b,kind\n1,2,x\n1,y\n", "line 3: expected 3 columns, got 2"),
    ("text", lambda: b"a,b,kind\n1,2,x\n1,?,y\n", "line 3, 'b': expected a number, got '\\?'"),
    ("missing", lambda: b"a,b,kind\n,2,x\n1,2,y\n", "line 2, 'a': expected a number, got ''"),
    ("comma", lambda: b"a;b;kind\n1,5;2;x\n", "line 2, 'a': expected a number, got '1,5'"),
    ("nan", lambda: b"a,b,kind\n1,2,x\nnan,2,y\n", "line 3, 'a': expected a number, got 'nan'"),
    ("infinite", lambda: b"a,b,kind\n1,inf,x\n", "line 2, 'b': expected a number, got 'inf'"),
    ("NaN", lambda: b"a,kind\n1,x\n2,NaN\n", "line 3: .* in the column 'kind', got 'NaN': leave"),
    ("NA", lambda: b"label,a\nx,1\n<NA>,1\n", "line 3: .* in the column 'label', got '<NA>'"),
    ("two labels", lambda: b"class,a,label\n", "'class' and 'label' may both be the label: say"),
    ("no label", lambda: b"a,b,kind\n1,2,x\n1,2,\n", "line 3: expected a label"),
    ("one label", lambda: b"a,kind\n1,x\n2,x\n", "'kind' has 1 value only"),
    (
        "no labels",
        lambda: b"a,price\n" + b"".join(b"1,%d.5\n" % n for n in range(200)),
        "'price' has more than 100 different values: expected a label there",
    ),
    ("control", lambda: b'"a\x07b",kind\n1,x\n2,y\n', "expected printable names"),
    ("quote", lambda: b'a,kind\n"1,x\n', "unexpected end of data: expected a header"),
    ("binary", lambda: bytes(range(256)) * 9, "expected text in UTF-8"),
    ("wide", lambda: b"a," * 100_000 + b"kind\n", "expected at most 2,000 measurements"),
    ("bomb of columns", lambda: b"a,kind\n" + b"11," * 3_000_000, "line 2: expected 2 columns"),
    ("bomb of a field", lambda: b"a,kind\n" + b"1" * 4_000_000, "field larger than field limit"),
    ("bomb of lines", lambda: b"a,kind\n" + b"\n" * 4_000_000, "got 0 rows"),
]


@pytest.mark.parametrize(("make", "message"), [pytest.param(*b[1:], id=b[0]) for b in BAD])
def test_what_is_no_table_is_refused_in_one_line(
    make: Callable[[], bytes], message: str, tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_bytes(make())
    with pytest.raises(FormatError, match=message) as caught:
        load_table(tmp_path / "t.csv")
    assert str(caught.value).startswith(f"{tmp_path / 't.csv'}: ")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with (tmp_path / "huge.csv").open("wb") as stream:
        stream.truncate(1 << 40)
    for name in ("pipe.csv", "huge.csv", "none.csv", "."):
        with pytest.raises(FileError):
            load_table(tmp_path / name)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (([1.0, 2.0], [0, 1]), r"values: expected shape \(N, columns\), got \(2,\)"),
        (([[1.0], [np.inf]], [0, 1]), "values: expected finite numbers"),
        (([[1.0], [2.0]], [0]), r"labels: expected whole numbers \(N=2,\)"),
        (([[1.0], [2.0]], [0, 1], "t", ("x",)), "labels: expected 2 names, one for each label"),
        (([[1.0], [2.0]], [0, 1], "t", (), ("a", "b")), "input_names: expected one for each of 1"),
    ],
)
def test_what_makes_no_table(parts: tuple[Any, ...], message: str) -> None:
    with pytest.raises(InputError, match=message):
        Table(*parts)


def test_settings_that_do_not_fit_are_refused(iris: Path) -> None:
    table = load_table(iris)
    for wrong, message in (
        ({"sizes": (5, 3)}, "sizes: expected 4 inputs, one a column"),
        ({"sizes": (4, 4)}, r"expected 3 outputs, one a label \(setosa, versicolor, virginica\)"),
        ({}, "augmentation: expected None, as only images can be distorted"),
    ):
        with pytest.raises(InputError, match=message):
            Trainer(table, TrainingSettings(**{"sizes": (4, 3), **wrong}))  # type: ignore[arg-type]
