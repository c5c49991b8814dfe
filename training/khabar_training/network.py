"""The network: one encoder, many heads. Shapes: B windows, S sub-words, W words, 0 = ROOT."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from khabar.models.wordpiece import SHAPES

__all__ = ["HAS_BFLOAT16", "Network", "Sizes", "load_minilm", "load_mpnet"]

HAS_BFLOAT16 = torch.backends.cpu.get_cpu_capability() not in {"DEFAULT", "AVX2"}
"""Whether sixteen bits are faster here; a processor without them only imitates them."""

_RELATIVE_BUCKETS = 32
_RELATIVE_REACH = 128


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths of the heads and depth of the encoder.

    Attributes:
        layers: Transformer layers, 1 to 6 of MiniLM or 12 of MPNet.
        width: Encoder width.
        relative: Whether attention adds a bias by distance, as MPNet does.
        frozen: Lowest layers that do not learn; word shapes join above them.
        names, upos, xpos, rels, srl, triggers, modes, statuses, kinds, sectors, arguments:
            Numbers of labels.
    """

    names: int
    upos: int
    xpos: int
    rels: int
    srl: int
    triggers: int
    modes: int
    statuses: int
    kinds: int
    sectors: int
    arguments: int
    layers: int = 6
    width: int = 384
    heads: int = 12
    arc: int = 256
    rel: int = 96
    role: int = 160
    pointer: int = 128
    link: int = 128
    relative: bool = False
    frozen: int = 0


class _Layer(nn.Module):
    """A post-norm BERT layer."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, width = x.shape
        qkv = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=0.0)
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class _Mlp(nn.Sequential):
    """Linear, GELU, dropout: the usual way into a biaffine scorer."""

    def __init__(self, width: int, out: int, drop: float) -> None:
        super().__init__(nn.Linear(width, out), nn.GELU(), nn.Dropout(drop))


class _Tagger(nn.Sequential):
    """Linear, GELU, dropout, linear: labels of single words."""

    def __init__(self, width: int, hidden: int, out: int) -> None:
        super().__init__(
            nn.Linear(width, hidden), nn.GELU(), nn.Dropout(0.2), nn.Linear(hidden, out)
        )


class Network(nn.Module):
    """Encoder and heads; every head reads the same word vectors."""

    def __init__(self, sizes: Sizes) -> None:
        """Build with fresh heads; ``load_minilm`` fills the encoder."""
        super().__init__()
        self.sizes = sizes
        width = sizes.width
        self.piece = nn.Embedding(30522, width)
        self.position = nn.Embedding(512, width)
        self.shape = nn.Embedding(len(SHAPES), width)
        nn.init.normal_(self.shape.weight, std=0.02)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(_Layer(width, sizes.heads) for _ in range(sizes.layers))
        if sizes.relative:
            self.relative = nn.Embedding(_RELATIVE_BUCKETS, sizes.heads)
        self.names = _Tagger(width, 256, sizes.names)
        self.upos = nn.Linear(width, sizes.upos)
        self.xpos = nn.Linear(width, sizes.xpos)
        self.arc_dep = _Mlp(width, sizes.arc, 0.3)
        self.arc_head = _Mlp(width, sizes.arc, 0.3)
        self.arc = nn.Parameter(torch.zeros(sizes.arc + 1, sizes.arc))
        self.rel_dep = _Mlp(width, sizes.rel, 0.3)
        self.rel_head = _Mlp(width, sizes.rel, 0.3)
        self.rel = nn.Parameter(torch.randn(sizes.rel + 1, sizes.rels * (sizes.rel + 1)) * 0.01)
        self.predicate = nn.Linear(width, 1)
        self.srl_pred = _Mlp(width, sizes.role, 0.3)
        self.srl_arg = _Mlp(width, sizes.role, 0.3)
        self.srl = nn.Parameter(torch.randn(sizes.srl, sizes.role + 1, sizes.role + 1) * 0.01)
        self.trigger = _Tagger(width, 256, sizes.triggers)
        self.mode = _Tagger(width, 256, sizes.modes)
        self.status = _Tagger(width, 256, sizes.statuses)
        self.role_event = _Mlp(width, sizes.role, 0.3)
        self.role_arg = _Mlp(width, sizes.role, 0.3)
        self.role = nn.Parameter(
            torch.randn(sizes.arguments, sizes.role + 1, sizes.role + 1) * 0.01
        )
        self.role_bias = nn.Parameter(torch.full((sizes.arguments,), -4.0))
        self.point_head = _Mlp(width, sizes.pointer, 0.2)
        self.point_first = nn.Linear(width, sizes.pointer)
        self.point_last = nn.Linear(width, sizes.pointer)
        self.kind = _Tagger(width, 128, sizes.kinds + sizes.sectors)
        self.coref = _Mlp(width, sizes.link, 0.2)
        self.identity = _Mlp(width, sizes.link, 0.2)
        self.link_scale = nn.Parameter(torch.tensor([4.0, 4.0]))
        self.link_bias = nn.Parameter(torch.tensor([-1.0, -1.0]))

    def words(
        self, ids: Tensor, shp: Tensor, mask: Tensor | None, first: Tensor, last: Tensor
    ) -> Tensor:
        """Return word vectors ``[B, W, width]``.

        Args:
            ids: Sub-word ids ``[B, S]``.
            shp: Word shape of each sub-word ``[B, S]``.
            mask: 1 for real sub-words ``[B, S]``; nothing when all are.
            first: First sub-word of each word ``[B, W]``; column 0 is ROOT.
            last: Last sub-word of each word ``[B, W]``.
        """
        positions = torch.arange(ids.shape[1], device=ids.device)
        frozen = self.sizes.frozen
        x = self.piece(ids) + self.position(positions)[None]
        if not frozen:
            x = x + self.shape(shp)
        x = self.drop(self.norm(x))
        attend = self._attend(mask, positions, x.dtype)
        for number, layer in enumerate(self.layers):
            if frozen and number == frozen:
                x = x.detach() + self.shape(shp)
            with torch.set_grad_enabled(torch.is_grad_enabled() and number >= frozen):
                x = layer(x, attend)
        index = torch.arange(ids.shape[0], device=ids.device)[:, None]
        return (x[index, first] + x[index, last]) * 0.5

    def _attend(self, mask: Tensor | None, places: Tensor, dtype: torch.dtype) -> Tensor | None:
        """Return which sub-words may be attended to, with the bias by distance if any."""
        seen = mask[:, None, None, :].bool() if mask is not None else None
        if not self.sizes.relative:
            return seen
        bias = self.relative(_bucket(places[None, :] - places[:, None])).permute(2, 0, 1)
        if torch.is_autocast_enabled("cpu"):
            dtype = torch.bfloat16
        bias = bias[None].to(dtype)
        return bias if seen is None else bias.masked_fill(~seen, -1e4)

    def freeze(self) -> None:
        """Stop the lowest layers and the embeddings from learning, as ``Sizes.frozen`` says."""
        if self.sizes.frozen:
            still = [self.piece, self.position, self.norm, *self.layers[: self.sizes.frozen]]
            for module in still:
                module.requires_grad_(requires_grad=False)

    def arcs(self, words: Tensor) -> Tensor:
        """Return scores ``[B, W dependents, W heads]``."""
        dep, head = self.arc_dep(words), self.arc_head(words)
        ones = torch.ones_like(dep[..., :1])
        return torch.cat([dep, ones], -1) @ self.arc @ head.transpose(1, 2)

    def rel_scores(self, dep: Tensor, head: Tensor) -> Tensor:
        """Return relation scores ``[N, rels]`` of N (dependent, head) vector pairs."""
        dep = torch.cat([dep, torch.ones_like(dep[..., :1])], -1)
        head = torch.cat([head, torch.ones_like(head[..., :1])], -1)
        mixed = (dep @ self.rel).view(*dep.shape[:-1], self.sizes.rels, self.sizes.rel + 1)
        return (mixed @ head.unsqueeze(-1)).squeeze(-1)

    @staticmethod
    def biaffine(left: Tensor, tensor: Tensor, right: Tensor) -> Tensor:
        """Return scores ``[N, W, labels]`` of N left vectors against their W right vectors.

        Args:
            left: ``[N, d]``.
            tensor: ``[labels, d + 1, d + 1]``.
            right: ``[N, W, d]``.
        """
        left = torch.cat([left, torch.ones_like(left[..., :1])], -1)
        right = torch.cat([right, torch.ones_like(right[..., :1])], -1)
        mixed = torch.einsum("nd,lde->nle", left, tensor)
        return torch.einsum("nwe,nle->nwl", right, mixed)


def _bucket(distance: Tensor) -> Tensor:
    """Return MPNet's bucket of a distance: exact when short, by its logarithm when long.

    Args:
        distance: Key place minus query place, any shape.

    Returns:
        Numbers from 0 to 31; the formula is that of T5 (Raffel et al. 2020), two-sided.
    """
    half = _RELATIVE_BUCKETS // 2
    exact = half // 2
    back = (-distance < 0).long() * half
    length = distance.abs()
    far = torch.log(length.float().clamp(min=1) / exact) / math.log(_RELATIVE_REACH / exact)
    far = (exact + (far * (half - exact)).long()).clamp(max=half - 1)
    return back + torch.where(length < exact, length, far)


def load_minilm(network: Network, path: Path) -> None:
    """Fill the encoder from the weights of all-MiniLM-L6-v2 (token type 0 folded in).

    Args:
        network: A fresh network of width 384.
        path: ``model.safetensors``.
    """
    weights = load_file(path)
    base = "embeddings"
    with torch.no_grad():
        network.piece.weight.copy_(weights[f"{base}.word_embeddings.weight"])
        network.position.weight.copy_(
            weights[f"{base}.position_embeddings.weight"]
            + weights[f"{base}.token_type_embeddings.weight"][0]
        )
        network.norm.weight.copy_(weights[f"{base}.LayerNorm.weight"])
        network.norm.bias.copy_(weights[f"{base}.LayerNorm.bias"])
        for number, layer in enumerate(network.layers):
            _load_layer(layer, weights, f"encoder.layer.{number}", names=_OF_MINILM)


def load_mpnet(network: Network, path: Path, *, pieces: Mapping[str, int]) -> None:
    """Fill the encoder from the weights of all-mpnet-base-v2.

    Rows of word pieces are put in the order of the reader's own vocabulary, so that
    teacher and student read the same numbers.

    Args:
        network: A fresh network of width 768 with 12 layers and a bias by distance.
        path: Folder with ``model.safetensors`` and ``vocab.txt``.
        pieces: Vocabulary of the reader: piece to id.
    """
    weights = load_file(path / "model.safetensors")
    lines = (path / "vocab.txt").read_text(encoding="utf-8").split("\n")
    theirs = {piece: number for number, piece in enumerate(lines) if piece}
    marks = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[UNK]": "[UNK]"}
    rows = torch.tensor([theirs.get(marks.get(piece, piece), 3) for piece in pieces])
    with torch.no_grad():
        network.piece.weight[torch.tensor(list(pieces.values()))] = weights[
            "embeddings.word_embeddings.weight"
        ][rows]
        network.position.weight.copy_(weights["embeddings.position_embeddings.weight"][2:])
        network.norm.weight.copy_(weights["embeddings.LayerNorm.weight"])
        network.norm.bias.copy_(weights["embeddings.LayerNorm.bias"])
        network.relative.weight.copy_(weights["encoder.relative_attention_bias.weight"])
        for number, layer in enumerate(network.layers):
            _load_layer(layer, weights, f"encoder.layer.{number}", names=_OF_MPNET)


_OF_MINILM = {
    "qkv": ("attention.self.query", "attention.self.key", "attention.self.value"),
    "out": ("attention.output.dense",),
    "norm1": ("attention.output.LayerNorm",),
    "up": ("intermediate.dense",),
    "down": ("output.dense",),
    "norm2": ("output.LayerNorm",),
}
_OF_MPNET = _OF_MINILM | {
    "qkv": ("attention.attn.q", "attention.attn.k", "attention.attn.v"),
    "out": ("attention.attn.o",),
    "norm1": ("attention.LayerNorm",),
}


def _load_layer(
    layer: nn.Module,
    weights: Mapping[str, Tensor],
    name: str,
    *,
    names: Mapping[str, Sequence[str]],
) -> None:
    """Fill one layer; parts that are one matrix here and several there are joined."""
    for ours, theirs in names.items():
        for part in ("weight", "bias"):
            joined = torch.cat([weights[f"{name}.{their}.{part}"] for their in theirs])
            getattr(getattr(layer, ours), part).copy_(joined)
