"""Networks of scikit-learn, taken from a fitted model in memory: its files are pickles."""

from typing import Any

import numpy as np

from netcore.errors import FormatError, InputError
from netcore.formats._chain import Chain
from netcore.network import Network

_ACTIVATIONS = {
    "logistic": "sigmoid",
    "identity": "identity",
    "relu": "relu",
    "softmax": "softmax",
    "tanh": "tanh",
}

# (x - centre) / scale: what each keeps as its centre.
_CENTRES = {"StandardScaler": "mean_", "RobustScaler": "center_", "MaxAbsScaler": ""}


def from_sklearn(model: Any) -> Network:
    """Return the network of a fitted ``MLPClassifier`` or ``MLPRegressor``.

    A ``Pipeline`` that ends in one may begin with scalers (``StandardScaler``, ``MinMaxScaler``,
    ``MaxAbsScaler``, ``RobustScaler``), which are folded into the first layer. The labels are the
    classes. A classifier of two classes has one output, which says how sure it is of the second.
    If it was fitted to a table with named columns, these are the names of the inputs, unless they
    are called pixels. What pixels were, such as 0 to 16 in scikit-learn's own digits, is said by
    `netcore.with_pixels`, where no scaler has made them 0 to 1.

    Raises
    ------
    InputError
        If the model is of another kind or not fitted.

    Examples
    --------
    >>> netcore.save_network(netcore.from_sklearn(model), "mine.npz")  # doctest: +SKIP
    """
    steps = [step for _, step in getattr(model, "steps", [("model", model)])]
    chain = Chain()
    try:
        for scaler in steps[:-1]:
            _add_scaler(chain, scaler)
        _add_layers(chain, steps[-1])
        return chain.draft(_labels(steps[-1], chain.width), _input_names(steps)).network()
    except FormatError as error:
        raise InputError(f"model: {error}") from error


def _add_scaler(chain: Chain, scaler: Any) -> None:
    name = type(scaler).__name__
    is_linear = hasattr(scaler, "scale_") and not getattr(scaler, "clip", False)
    if name == "MinMaxScaler" and is_linear:
        chain.add_scaling(name, np.asarray(scaler.scale_), np.asarray(scaler.min_))
    elif name in _CENTRES and is_linear:
        is_moved = getattr(scaler, "with_mean", True)  # a StandardScaler knows its mean either way
        centre = getattr(scaler, _CENTRES[name], None) if is_moved else None
        mean = np.zeros(1) if centre is None else np.asarray(centre)
        scale = np.ones(1) if scaler.scale_ is None else np.asarray(scaler.scale_)
        chain.add_scaling(name, 1.0 / scale, -mean / scale)
    elif scaler not in (None, "passthrough"):
        raise InputError(
            f"model: expected a fitted StandardScaler, MinMaxScaler, MaxAbsScaler or RobustScaler "
            f"before the network, got {name}: apply it to the data instead"
        )


def _add_layers(chain: Chain, model: Any) -> None:
    if not hasattr(model, "activation") or not type(model).__name__.startswith("MLP"):
        raise InputError(
            f"model: expected an MLPClassifier or MLPRegressor, got {type(model).__name__}"
        )
    if not hasattr(model, "coefs_"):
        raise InputError("model: expected a fitted one: call model.fit(X, y) first")
    last = len(model.coefs_)
    for number, (weights, biases) in enumerate(
        zip(model.coefs_, model.intercepts_, strict=True), start=1
    ):
        function = model.out_activation_ if number == last else model.activation
        chain.add_dense(f"layer {number}", np.asarray(weights).T, np.asarray(biases))
        chain.add_activation(f"layer {number}", _ACTIVATIONS[function])


def _input_names(steps: list[Any]) -> list[str]:
    """Return the names of the columns that the first fitted step got, if they had any.

    Images come as tables as well, such as OpenML's MNIST: their columns are called "pixel1", ...
    """
    known = (getattr(step, "feature_names_in_", None) for step in steps)
    names = [str(name) for name in next((names for names in known if names is not None), ())]
    return [] if all(name.startswith("pixel") for name in names) else names


def _labels(model: Any, outputs: int | None) -> list[str] | None:
    classes = getattr(model, "classes_", None)
    if classes is None or np.ndim(classes) != 1:
        return None
    names = [str(name) for name in classes]
    return names[1:] if len(names) == 2 and outputs == 1 else names
