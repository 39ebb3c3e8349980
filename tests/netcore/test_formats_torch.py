"""State dictionaries of PyTorch: read where PyTorch is installed, and otherwise said to be not.

The project does not install PyTorch, so what needs it is defined only where it is there.
"""

import importlib.util
import os
import pickle
import sys
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from netcore import FileError, FormatError, load_network

NAMES = ("relu", "tanh", "softmax")


class Trap:
    """Something that would act if it were unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, ("sprung",)


def test_without_pytorch_one_line_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.chdir(tmp_path)
    for name in ("model.pt", "model.PTH"):
        Path(name).write_bytes(pickle.dumps(Trap()))
        with pytest.raises(FileError, match="needs PyTorch, which is not installed: in Python, s"):
            load_network(name)
    assert not Path("sprung").exists()


if importlib.util.find_spec("torch"):
    import torch
    from torch import nn

    def module() -> Any:
        torch.manual_seed(3)
        return nn.Sequential(
            nn.Linear(64, 12), nn.ReLU(), nn.Linear(12, 12), nn.Tanh(), nn.Linear(12, 10),
            nn.Softmax(dim=1),
        ).eval()  # fmt: skip

    @pytest.mark.parametrize("wrap", [lambda s: s, lambda s: {"state_dict": s, "epoch": 3}])
    @pytest.mark.parametrize("zipped", [True, False])
    def test_the_outputs_are_those_of_pytorch(wrap: Any, zipped: bool, tmp_path: Path) -> None:
        model = module()
        state = wrap(model.state_dict())
        torch.save(state, tmp_path / "model.pt", _use_new_zipfile_serialization=zipped)
        x = torch.rand(40, 64)
        outputs = load_network(tmp_path / "model.pt", NAMES).forward(x.numpy()).outputs
        np.testing.assert_allclose(outputs, model(x).detach().numpy(), rtol=0, atol=1e-5)

    def test_batch_normalisation_is_that_of_pytorch(tmp_path: Path) -> None:
        torch.manual_seed(4)
        parts = {"a": nn.Linear(6, 6), "norm": nn.BatchNorm1d(6), "relu": nn.ReLU()}
        parts |= {"b": nn.Linear(6, 6), "other": nn.BatchNorm1d(6, affine=False)}
        model = nn.Sequential(OrderedDict(parts))
        x = torch.rand(40, 6)
        for _ in range(5):
            model(3 * x + 1)
        model.eval()
        torch.save(model.state_dict(), tmp_path / "model.pt")
        outputs = load_network(tmp_path / "model.pt", ["relu", "identity"]).forward(x).outputs
        np.testing.assert_allclose(outputs, model(x).detach().numpy(), rtol=0, atol=1e-5)

    def test_layers_come_in_the_order_of_the_file(tmp_path: Path) -> None:
        state = {"stem.weight": 2 * torch.eye(3), "body.weight": torch.ones(3, 3)}
        torch.save(state, tmp_path / "model.pth")
        layers = load_network(tmp_path / "model.pth", ["relu", "relu"]).layers
        np.testing.assert_array_equal(layers[0].weights, 2 * np.eye(3))

    @pytest.mark.parametrize(
        ("found", "message"),
        [
            (module(), r"not a state dictionary: save one: torch.save\(model.state_dict\(\)"),
            ({"a": Trap()}, "not a state dictionary: save one"),
            (torch.ones(3), "expected a state dictionary, got Tensor"),
            ({"a.weight": 3}, "'a.weight': expected tensors by name"),
            ({"a.weight": torch.ones(1, 1).expand(10**5, 10**5)}, "expected at most 40,000,000"),
            ({"a.weight": torch.ones(2, 2, dtype=torch.complex64)}, "a plain tensor of real numb"),
            ({"c.weight": torch.ones(2, 1, 3, 3)}, r"'c.weight' has shape \(2, 1, 3, 3\)"),
        ],
    )
    def test_anything_else_is_refused_and_nothing_in_it_runs(
        found: Any, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        torch.save(found, "model.pt")
        with pytest.raises(FormatError, match=message) as caught:
            load_network("model.pt", ["relu"])
        assert "\n" not in str(caught.value)
        assert not Path("sprung").exists()

    @pytest.mark.parametrize("content", [b"", b"hello", pickle.dumps(Trap()), b"PK\x03\x04" * 9])
    def test_broken_files(content: bytes, tmp_path: Path) -> None:
        (tmp_path / "model.pt").write_bytes(content)
        with pytest.raises(FormatError):
            load_network(tmp_path / "model.pt", ["relu"])
