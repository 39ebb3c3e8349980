"""Networks of scikit-learn compute what scikit-learn computes."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_digits, load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import (
    MaxAbsScaler,
    MinMaxScaler,
    QuantileTransformer,
    RobustScaler,
    StandardScaler,
)

import netcore
from netcore import InputError

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")


def mlp(activation: str = "relu", kind: type = MLPClassifier) -> Any:
    return kind(hidden_layer_sizes=(8, 5), activation=activation, max_iter=8, random_state=0)


@pytest.mark.parametrize("activation", ["relu", "logistic", "tanh", "identity"])
def test_iris(activation: str) -> None:
    iris = load_iris()
    names = iris.target_names[iris.target]
    model = mlp(activation).fit(iris.data, names)
    network = netcore.from_sklearn(model)
    assert network.sizes == (4, 8, 5, 3)
    assert network.labels == ("setosa", "versicolor", "virginica")
    assert network.image_shape is None
    outputs = network.forward(iris.data).outputs
    np.testing.assert_allclose(outputs, model.predict_proba(iris.data), rtol=0, atol=1e-10)


def test_digits_of_8_by_8_go_through_a_file(tmp_path: Path) -> None:
    digits = load_digits()
    model = MLPClassifier((32,), max_iter=8, random_state=0).fit(digits.data / 16, digits.target)
    netcore.save_network(netcore.from_sklearn(model), tmp_path / "digits.npz")
    network = netcore.load_network(tmp_path / "digits.npz")
    assert (network.sizes, network.image_shape) == ((64, 32, 10), (8, 8))
    outputs = network.forward(digits.data / 16).outputs
    np.testing.assert_allclose(outputs, model.predict_proba(digits.data / 16), rtol=0, atol=1e-10)


def test_two_classes_and_numbers() -> None:
    iris = load_iris()
    model = mlp().fit(iris.data, iris.target == 2)
    network = netcore.from_sklearn(model)
    assert (network.sizes[-1], network.labels) == (1, ("True",))
    expected = model.predict_proba(iris.data)[:, 1:]
    np.testing.assert_allclose(network.forward(iris.data).outputs, expected, rtol=0, atol=1e-10)
    model = mlp(kind=MLPRegressor).fit(iris.data[:, :3], iris.data[:, 3])
    network = netcore.from_sklearn(model)
    outputs = network.forward(iris.data[:, :3]).outputs[:, 0]
    np.testing.assert_allclose(outputs, model.predict(iris.data[:, :3]), rtol=0, atol=1e-10)


def test_an_input_may_have_several_labels_at_once() -> None:
    iris = load_iris()
    model = mlp().fit(iris.data, np.c_[iris.target > 0, iris.target == 2])
    network = netcore.from_sklearn(model)
    np.testing.assert_allclose(
        network.forward(iris.data).outputs, model.predict_proba(iris.data), rtol=0, atol=1e-12
    )
    assert (network.layers[-1].activation, network.labels) == ("sigmoid", ("0", "1"))


@pytest.mark.parametrize(
    "scaler",
    [
        StandardScaler(),
        StandardScaler(with_mean=False),
        StandardScaler(with_std=False),
        MinMaxScaler((-1, 2)),
        MaxAbsScaler(),
        RobustScaler(),
        RobustScaler(with_centering=False, quantile_range=(10, 80)),
        RobustScaler(with_scaling=False, unit_variance=True),
    ],
)
def test_a_scaler_is_folded_into_the_first_layer(scaler: Any) -> None:
    iris = load_iris()
    model = make_pipeline(scaler, mlp()).fit(iris.data, iris.target)
    outputs = netcore.from_sklearn(model).forward(iris.data).outputs
    np.testing.assert_allclose(outputs, model.predict_proba(iris.data), rtol=0, atol=1e-10)


@pytest.mark.parametrize(
    ("model", "message"),
    [
        (LogisticRegression(), "expected an MLPClassifier or MLPRegressor, got LogisticRegression"),
        (object(), "expected an MLPClassifier or MLPRegressor, got object"),
        (mlp(), r"expected a fitted one: call model.fit\(X, y\) first"),
        (make_pipeline(StandardScaler(), mlp()), "expected a fitted StandardScaler"),
        (make_pipeline(RobustScaler(), mlp()), "expected a fitted StandardScaler"),
        (make_pipeline(QuantileTransformer(), mlp()), "got QuantileTransformer: apply it to the d"),
    ],
)
def test_what_is_no_fitted_network_is_refused(model: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        netcore.from_sklearn(model)


def test_names_of_columns_are_names_of_inputs() -> None:
    iris = load_iris()
    names = np.array(iris.feature_names, dtype=object)
    model = make_pipeline(StandardScaler(), mlp()).fit(iris.data, iris.target)
    assert netcore.from_sklearn(model).input_names == ()
    model.steps[0][1].feature_names_in_ = names  # as it is where a table with names was fitted
    assert netcore.from_sklearn(model).input_names == tuple(names)


def test_columns_of_pixels_are_an_image() -> None:
    digits = load_digits()
    model = MLPClassifier((3,), max_iter=1, random_state=0).fit(digits.data / 16, digits.target)
    model.feature_names_in_ = np.array(digits.feature_names, dtype=object)
    network = netcore.from_sklearn(model)
    assert (network.input_names, network.image_shape) == ((), (8, 8))
