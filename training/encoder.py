"""A small BERT in torch: post-LayerNorm, learned positions, erf-GELU, as multilingual-e5-small has it."""

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.e5 import Config, E5File

# file name of each weight -> module path inside a layer
LAYER_NAMES = {"q": "query", "k": "key", "v": "value", "ao": "attended", "fi": "inner", "fo": "outer"}
NORM_NAMES = {"aln": "attention_norm", "oln": "output_norm"}


class Layer(nn.Module):
    """Self-attention and feed-forward, each followed by residual and LayerNorm."""

    def __init__(self, config: Config, dropout: float) -> None:
        super().__init__()
        size = config.hidden
        self.heads = config.heads
        self.query, self.key, self.value = nn.Linear(size, size), nn.Linear(size, size), nn.Linear(size, size)
        self.attended = nn.Linear(size, size)
        self.attention_norm = nn.LayerNorm(size, config.eps)
        self.inner, self.outer = nn.Linear(size, config.feed_forward), nn.Linear(config.feed_forward, size)
        self.output_norm = nn.LayerNorm(size, config.eps)
        self.dropout = SharedDropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, size = x.shape
        width = size // self.heads

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, self.heads, width).transpose(1, 2).reshape(-1, length, width)

        # Written out: on CPUs with bfloat16 units this is four times as fast, backwards, as torch's fused attention.
        query, key, value = split(self.query(x) * width**-0.5), split(self.key(x)), split(self.value(x))
        weights = torch.bmm(query, key.transpose(1, 2)).view(batch, self.heads, length, length) + bias
        mixed = torch.bmm(torch.softmax(weights, -1).view(-1, length, length), value)
        mixed = mixed.view(batch, self.heads, length, width).transpose(1, 2).reshape(batch, length, size)
        x = self.attention_norm(x + self.dropout(self.attended(mixed)))
        return self.output_norm(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))


class SharedDropout(nn.Module):
    """Dropout whose mask is shared by all positions of a sequence (drawing one a position costs a fifth of a step)."""

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.p == 0.0:
            return x
        mask = torch.bernoulli(torch.full((x.shape[0], 1, x.shape[2]), 1.0 - self.p)) / (1.0 - self.p)
        return x * mask.to(x.dtype)


class Encoder(nn.Module):
    """ids (batch, length) and mask (1 = real) -> hidden states (batch, length, hidden)."""

    def __init__(self, config: Config, dropout: float = 0.1) -> None:
        super().__init__()
        self.config = config
        self.word = nn.Embedding(config.vocabulary, config.hidden)
        self.position = nn.Embedding(config.positions, config.hidden)
        self.norm = nn.LayerNorm(config.hidden, config.eps)
        self.layers = nn.ModuleList(Layer(config, dropout) for _ in range(config.layers))
        self.dropout = SharedDropout(dropout)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        positions = torch.arange(ids.shape[1], device=ids.device)
        return self.run(self.dropout(self.norm(self.word(ids) + self.position(positions))), mask)

    def run(self, x: Tensor, mask: Tensor) -> Tensor:
        """The layers alone, over embedded and normalised input."""
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        return x


def from_e5(file: E5File, kept: np.ndarray | None = None, dropout: float = 0.1) -> Encoder:
    """The encoder with E5's weights; ``kept`` lists the word rows that stay, in their new order."""
    c = file.config
    words = file.word_table if kept is None else file.word_table[kept]
    config = Config(c.hidden, c.layers, c.heads, c.feed_forward, len(words), c.positions, c.eps)
    encoder = Encoder(config, dropout)

    def put(parameter: nn.Parameter, values: np.ndarray) -> None:
        parameter.data.copy_(torch.from_numpy(np.array(values, np.float32)).view_as(parameter))

    put(encoder.word.weight, words)
    # the one token type is a constant, so it lives in the position table
    positions = file.tensor("emb.pos").reshape(c.positions, c.hidden) + file.tensor("emb.type")[: c.hidden]
    put(encoder.position.weight, positions)
    put(encoder.norm.weight, file.tensor("emb.ln.w"))
    put(encoder.norm.bias, file.tensor("emb.ln.b"))
    for i, layer in enumerate(encoder.layers):
        for short, name in {**LAYER_NAMES, **NORM_NAMES}.items():
            module = getattr(layer, name)
            put(module.weight, file.tensor(f"l{i}.{short}.w"))
            put(module.bias, file.tensor(f"l{i}.{short}.b"))
    return encoder
