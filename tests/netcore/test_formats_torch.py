"""State dictionaries of PyTorch: read where PyTorch is installed, and otherwise said to be not.

The project does not install PyTorch, so what needs it is defined only where it is there.
"""

import importlib.util
import os
import pickle
import sys
import time
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from netcore import FileError, FormatError, load_network
from netcore.formats import torch_file
from tests.netcore.archives import archive

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


# Deflated, a pickle of millions of empty dictionaries has kilobytes: it would take minutes to read.
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not a readable .pt file: it does not begin like one"),
        (b"hello", "not a readable .pt file: it does not begin like one"),
        (b"PK\x03\x04" * 9, "not a readable archive"),
        (
            archive({"a/b": b""}),
            r"not a state dictionary: save one: torch.save\(model.state_dict\(\)",
        ),
        (
            archive({"a/data": bytes(200_000_000)}),
            "at most 160,000,000 bytes unpacked, got 200,000,0",
        ),
        (archive({"a/data.pkl": b"}" * 5_000_000}), "at most 4,000,000 bytes, got 5,000,000"),
    ],
)
def test_what_cannot_be_a_state_dictionary_is_refused_before_pytorch_is_loaded(
    content: bytes, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: True)
    monkeypatch.setattr(torch_file, "read_apart", None)
    (tmp_path / "model.pt").write_bytes(content)
    with pytest.raises(FormatError, match=message) as caught:
        load_network(tmp_path / "model.pt", ["relu"])
    assert "\n" not in str(caught.value)


if importlib.util.find_spec("torch"):
    import torch
    from torch import nn

    def module() -> Any:
        torch.manual_seed(3)
        return nn.Sequential(
            nn.Linear(64, 12), nn.ReLU(), nn.Linear(12, 12), nn.Tanh(), nn.Linear(12, 10),
            nn.Softmax(dim=1),
        ).eval()  # fmt: skip

    def checkpoint(state: Any) -> dict[str, Any]:
        optimizer = torch.optim.Adam([torch.ones(3)])
        return {"epoch": 3, "model": state, "optimizer": optimizer.state_dict(), "loss": 0.5}

    @pytest.mark.parametrize(
        "wrap", [lambda s: s, lambda s: {"state_dict": s, "epoch": 3}, checkpoint]
    )
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
            ({"a": {"b": torch.ones(1)}, "c": {"d": torch.ones(1)}}, "'a': expected tensors by n"),
            ({"fc._packed_params.dtype": torch.qint8}, "'fc' is a quantised layer: save the mode"),
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

    @pytest.mark.parametrize("content", [b"\x80", pickle.dumps(Trap()), archive({"a/x": b""})[:-3]])
    def test_broken_files(content: bytes, tmp_path: Path) -> None:
        (tmp_path / "model.pt").write_bytes(content)
        with pytest.raises(FormatError):
            load_network(tmp_path / "model.pt", ["relu"])

    def test_a_pickle_without_end_is_given_up(tmp_path: Path) -> None:
        """The older format has no sizes to look at first."""
        torch.save({}, tmp_path / "model.pt", _use_new_zipfile_serialization=False)
        start = (tmp_path / "model.pt").read_bytes().partition(b"}")[0]
        (tmp_path / "model.pt").write_bytes(start + b"}" * 50_000_000)
        began = time.monotonic()
        with pytest.raises(FormatError, match="expected at most 300,000 instructions"):
            load_network(tmp_path / "model.pt", ["relu"])
        assert time.monotonic() - began < 20
