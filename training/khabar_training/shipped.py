"""The shipped files as a network that can go on learning: int8 matrices back to floats."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper

from khabar_training.losses import Vocabulary
from khabar_training.network import Network

__all__ = ["load_shipped", "read_vocabulary_of"]

_WHOLE = ("piece.weight", "position.weight", "shape.weight", "arc", "rel")  # stand by name
_TENSORS = ("srl", "role", "role_bias", "link_scale", "link_bias")  # in the npz alone


def read_vocabulary_of(folder: Path) -> Vocabulary:
    """Return the label lists of a model folder.

    Args:
        folder: With ``labels.json``.
    """
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    return Vocabulary(
        upos=tuple(labels["upos"]),
        xpos=tuple(labels["xpos"]),
        rels=tuple(labels["rels"]),
        modes=tuple(labels["modes"]),
    )


def load_shipped(network: Network, folder: Path) -> None:
    """Fill every weight of a network from a model folder.

    Matrices lie there in 7 bits per channel, embeddings in 8: a weight is off by at most
    half a step, which costs nothing that can be measured (exported again, the scores are the
    same).

    Args:
        network: Of the shipped sizes, with the folder's own label lists.
        folder: With ``reader.onnx`` and ``tensors.npz``.

    Raises:
        RuntimeError: If a weight is missing or has another shape.
    """
    graph = onnx.load(str(folder / "reader.onnx")).graph
    held = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    weights = {
        name.removeprefix("network."): value
        for name, value in held.items()
        if name.startswith("network.") and name.endswith((".weight", ".bias"))
    }
    for name in _WHOLE:
        weights[name] = _full(held, f"network.{name}")
    for node in graph.node:
        module = node.name.removesuffix("/MatMul_quant")
        if node.op_type == "MatMulInteger" and module != node.name and module:
            matrix = _full(held, node.input[1].removesuffix("_quantized"))
            weights[f"{_module(module)}.weight"] = matrix.T
    with np.load(folder / "tensors.npz") as tensors:
        weights |= {name: tensors[name].astype(np.float32) for name in _TENSORS}
    network.load_state_dict({
        name: torch.from_numpy(np.array(value)) for name, value in weights.items()
    })


def _module(path: str) -> str:
    """Return the module of a node: ``/trigger/trigger.0`` is ``trigger.0``."""
    *outer, last = path.strip("/").split("/")
    return last if outer and last.startswith(f"{outer[-1]}.") else ".".join([*outer, last])


def _full(held: dict[str, npt.NDArray[Any]], name: str) -> npt.NDArray[np.float32]:
    """Return a quantised array in floats."""
    steps = held[f"{name}_quantized"].astype(np.int32) - held[f"{name}_zero_point"].astype(np.int32)
    return (steps * held[f"{name}_scale"]).astype(np.float32)
