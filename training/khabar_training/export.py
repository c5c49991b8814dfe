"""The trained network as the files the product ships: ONNX (int8), npz, JSON, digests."""

import hashlib
import json
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from khabar_training.labels import (
    ARGUMENTS,
    CARRIED,
    KINDS,
    NAMES,
    SECTORS,
    SRL,
    STATUSES,
    TRIGGERS,
)
from khabar_training.losses import Vocabulary, masked_arcs
from khabar_training.network import Network

__all__ = ["OUTPUTS", "export", "quantise", "write_digests"]

INPUTS = ("ids", "shapes", "first", "last", "sentence")
OUTPUTS = (
    "names", "upos", "xpos", "arc", "head", "rel", "rel_dep", "rel_head",
    "predicate", "srl_pred", "srl_arg", "trigger", "mode", "status", "role_event", "role_arg",
    "point_head", "point_first", "point_last", "kind", "coref", "identity",
)  # fmt: skip


class _Flat(nn.Module):
    """The network with all of its per-word outputs and nothing that needs labels.

    One window a call, so nothing is padded and nothing masked: a fifth faster.
    """

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, ids: Tensor, shapes: Tensor, first: Tensor, last: Tensor, sent: Tensor
    ) -> tuple[Tensor, ...]:
        net = self.network
        words = net.words(ids, shapes, None, first, last)
        arc = masked_arcs(net.arcs(words), sent)
        head = arc.argmax(-1)
        rel_dep, rel_head = net.rel_dep(words), net.rel_head(words)
        index = torch.arange(ids.shape[0])[:, None]
        rel = net.rel_scores(rel_dep, rel_head[index, head]).argmax(-1)
        return (
            net.names(words), net.upos(words).argmax(-1), net.xpos(words).argmax(-1),
            arc, head, rel, rel_dep, rel_head,
            net.predicate(words)[..., 0], net.srl_pred(words), net.srl_arg(words),
            net.trigger(words), net.mode(words), net.status(words),
            net.role_event(words), net.role_arg(words),
            net.point_head(words), net.point_first(words), net.point_last(words),
            net.kind(words), net.coref(words), net.identity(words),
        )  # fmt: skip


def export(
    network: Network, vocabulary: Vocabulary, *, vocabulary_file: Path, out: Path, int8: bool = True
) -> None:
    """Write the model folder.

    Args:
        network: Trained.
        vocabulary: Label lists of the corpora.
        vocabulary_file: Word pieces, copied beside the model.
        out: Folder; made when missing.
        int8: Quantise the matrices to 7 bits per channel (no loss, see the model card).
    """
    network.eval()
    out.mkdir(parents=True, exist_ok=True)
    full = out / "reader.fp32.onnx"
    _export_onnx(network, full)
    final = out / "reader.onnx"
    if int8:
        quantise(full, final)
    else:
        full.rename(final)
    onnx.checker.check_model(str(final))
    np.savez_compressed(
        out / "tensors.npz",
        srl=network.srl.detach().numpy().astype(np.float16),
        rel=network.rel.detach().numpy().astype(np.float16),
        role=network.role.detach().numpy().astype(np.float16),
        role_bias=network.role_bias.detach().numpy(),
        link_scale=network.link_scale.detach().numpy(),
        link_bias=network.link_bias.detach().numpy(),
    )
    labels = {
        "names": NAMES, "upos": vocabulary.upos, "xpos": vocabulary.xpos, "rels": vocabulary.rels,
        "srl": SRL, "triggers": TRIGGERS, "modes": vocabulary.modes, "statuses": STATUSES,
        "arguments": (*ARGUMENTS, *CARRIED), "kinds": KINDS, "sectors": SECTORS,
    }  # fmt: skip
    (out / "labels.json").write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")
    (out / "vocab.txt").write_bytes(vocabulary_file.read_bytes())
    write_digests(out)


def quantise(full: Path, final: Path) -> None:
    """Write a network with its matrices in 7 bits per channel, and remove the full one.

    Args:
        full: The network in 32 bits.
        final: Where it goes.
    """
    prepared = full.with_suffix(".prepared")
    quant_pre_process(str(full), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        str(prepared), str(final), per_channel=True, reduce_range=True,
        weight_type=QuantType.QInt8,
    )  # fmt: skip
    prepared.unlink()
    full.unlink()


def _export_onnx(network: Network, path: Path) -> None:
    ids = torch.ones(1, 9, dtype=torch.long)
    first = torch.tensor([[0, 1, 2, 3]])
    example = (ids, ids, first, first, torch.tensor([[-1, 0, 0, 1]]))
    pieces = {name: {0: "windows", 1: "pieces"} for name in INPUTS[:2]}
    words = {name: {0: "windows", 1: "words"} for name in (*INPUTS[2:], *OUTPUTS)}
    words["arc"] = {0: "windows", 1: "words", 2: "words"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Flat(network), example, str(path), input_names=list(INPUTS),
            output_names=list(OUTPUTS), dynamic_axes={**pieces, **words}, opset_version=17,
            dynamo=False,
        )  # fmt: skip


def write_digests(folder: Path) -> None:
    """Write ``manifest.json``: SHA-256 and size of every other file of a model folder."""
    files = sorted(p for p in folder.iterdir() if p.name not in {"manifest.json", "CARD.md"})
    manifest = {
        "format": 1,
        "files": {
            p.name: {
                "sha256": hashlib.sha256(p.read_bytes()).hexdigest(),
                "bytes": p.stat().st_size,
            }
            for p in files
        },
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
