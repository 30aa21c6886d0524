"""Write the trained tagger as ONNX, quantise it to int8, and check it word by word against torch.

    python -m training.export STATE_FOLDER ADAPTED MODEL_FOLDER

The graph is written by hand, with onnxruntime's own fused operators where they are faster on a CPU.
"""

import argparse
import json
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from musnad.analysis.tagger import OnnxScorer, batches
from musnad.analysis.tagger_text import cut
from musnad.arabic import lay_out
from training import corpus, layout, store
from training.measure import TorchScorer
from training.tagger import CUE_COLUMNS, NEAR_CUES, NEAR_SENTENCES, PAIR_COLUMNS, WIDTH, Pairs, Tagger

MICROSOFT = "com.microsoft"
OPSET = 17
# The second matrix of the feed-forward of so many layers, from below, stays float32: what comes out of GELU there has
# outliers that 8 bits a tensor cannot hold. It halves the words on whose name label ONNX and torch differ (7 to 3.6
# in a thousand) for 11 MB and no time.
WHOLE_OUTER = 6
TEXTS_CHECKED = 60


class Graph:
    """Nodes and weights in the order they are written."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.weights: list[Any] = []
        self.names: Counter[str] = Counter()
        self.whole: list[str] = []

    def name(self, stem: str) -> str:
        self.names[stem] += 1
        return f"{stem}_{self.names[stem]}"

    def op(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        out = self.name(kind)
        self.nodes.append(helper.make_node(kind, list(inputs), [out], name=out, domain=domain, **attributes))
        return out

    def weight(self, values: torch.Tensor | np.ndarray, stem: str = "w") -> str:
        array = values.detach().numpy() if isinstance(values, torch.Tensor) else values
        name = self.name(stem)
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def ints(self, *values: int) -> str:
        return self.weight(np.asarray(values, np.int64), "i")

    def linear(self, x: str, layer: nn.Linear, scale: float = 1.0) -> str:
        y = self.op("MatMul", x, self.weight(layer.weight.T * scale))
        return self.op("Add", y, self.weight(layer.bias * scale))

    def gelu(self, x: str, layer: nn.Linear) -> str:
        """A linear layer with its bias and erf-GELU fused."""
        return self.op(
            "BiasGelu", self.op("MatMul", x, self.weight(layer.weight.T)), self.weight(layer.bias), domain=MICROSOFT
        )

    def norm(self, x: str, residual: str, layer: nn.LayerNorm) -> str:
        return self.op(
            "SkipLayerNormalization",
            x,
            residual,
            self.weight(layer.weight),
            self.weight(layer.bias),
            domain=MICROSOFT,
            epsilon=float(layer.eps),
        )


def encoder_states(g: Graph, model: Tagger) -> str:
    """ids, mask -> the last layer's states."""
    encoder = model.encoder
    words = g.op("Gather", g.weight(encoder.word.weight), "ids")
    length = g.op("Shape", "ids", start=1, end=2)
    places = g.op(
        "Unsqueeze", g.op("Slice", g.weight(encoder.position.weight), g.ints(0), length, g.ints(0)), g.ints(0)
    )
    summed = g.op("Add", words, places)
    x = g.op(
        "LayerNormalization",
        summed,
        g.weight(encoder.norm.weight),
        g.weight(encoder.norm.bias),
        axis=-1,
        epsilon=float(encoder.norm.eps),
    )
    mask = g.op("Cast", "mask", to=TensorProto.INT32)
    for depth, layer in enumerate(encoder.layers):
        query, key, value = (g.linear(x, m) for m in (layer.query, layer.key, layer.value))
        mixed = g.op("MultiHeadAttention", query, key, value, "", mask, domain=MICROSOFT, num_heads=layer.heads)
        x = g.norm(g.linear(mixed, layer.attended), x, layer.attention_norm)
        outer = g.linear(g.gelu(x, layer.inner), layer.outer)
        if depth < WHOLE_OUTER:
            g.whole.append(g.nodes[-2].name)
        x = g.norm(outer, x, layer.output_norm)
    return x


def word_states(g: Graph, x: str, model: Tagger) -> str:
    """The mean of a word's first and last piece, standardised."""
    size = model.encoder.config.hidden
    ends = []
    for end in ("first", "last"):
        index = g.op("Expand", g.op("Unsqueeze", end, g.ints(2)), g.ints(1, 1, size))
        ends.append(g.op("GatherElements", x, index, axis=1))
    centred = g.op("Sub", g.op("Add", *ends), g.weight(model.centre * 2))
    return g.op("Mul", centred, g.weight(model.scale * 0.5))


def pair_scores(g: Graph, x: str, tags: str, pairs: Pairs) -> str:
    """(batch, words, size) -> (batch, words, words, columns)."""
    head, tail = g.gelu(x, pairs.head[0]), g.gelu(x, pairs.tail[0])
    shape = g.ints(0, 0, PAIR_COLUMNS, WIDTH)
    query = g.op("Transpose", g.op("Reshape", g.linear(head, pairs.query, WIDTH**-0.5), shape), perm=[0, 2, 1, 3])
    key = g.op("Transpose", g.op("Reshape", g.linear(tail, pairs.key), shape), perm=[0, 2, 3, 1])
    scores = g.op("Transpose", g.op("MatMul", query, key), perm=[0, 2, 3, 1])
    scores = g.op("Add", scores, g.op("Unsqueeze", g.linear(head, pairs.head_bias), g.ints(2)))
    scores = g.op("Add", scores, g.op("Unsqueeze", g.linear(tail, pairs.tail_bias), g.ints(1)))
    return g.op(
        "Add", g.op("Add", scores, g.op("Gather", g.weight(pairs.distance), "distances")), between(g, tags, pairs)
    )


def between(g: Graph, tags: str, pairs: Pairs) -> str:
    """Scores for the sentences and cues that lie between two words."""
    rows, columns = g.ints(1), g.ints(2)
    far = g.op("Sub", g.op("Unsqueeze", "sentence", rows), g.op("Unsqueeze", "sentence", columns))
    edges = (g.weight(np.asarray(n, np.int64), "i") for n in (-NEAR_SENTENCES, NEAR_SENTENCES))
    far = g.op("Add", g.op("Clip", far, *edges), g.weight(np.asarray(NEAR_SENTENCES, np.int64), "i"))
    start, end = layout.offsets()["cue"]
    cue = g.op("Softmax", g.op("Slice", tags, g.ints(start), g.ints(end), g.ints(2)), axis=-1)
    picked = g.op("Gather", cue, g.ints(*(c - start for c in CUE_COLUMNS)), axis=2)
    passed = g.op("CumSum", g.op("ReduceSum", picked, g.ints(2), keepdims=0), g.weight(np.asarray(1, np.int64), "i"))
    count = g.op("Sub", g.op("Unsqueeze", passed, rows), g.op("Unsqueeze", passed, columns))
    limits = (g.weight(np.asarray(n, np.float32)) for n in (-NEAR_CUES, NEAR_CUES))
    count = g.op("Unsqueeze", g.op("Clip", count, *limits), g.ints(3))
    steps = g.weight(np.arange(-NEAR_CUES, NEAR_CUES + 1, dtype=np.float32))
    one = g.weight(np.asarray(1, np.float32))
    hats = g.op("Relu", g.op("Sub", one, g.op("Abs", g.op("Sub", count, steps))))
    return g.op("Add", g.op("Gather", g.weight(pairs.sentences), far), g.op("MatMul", hats, g.weight(pairs.cues)))


def build(model: Tagger) -> tuple[onnx.ModelProto, list[str]]:
    """The float32 graph, and the names of the nodes that shall stay so."""
    g = Graph()
    x = word_states(g, encoder_states(g, model), model)
    tags = g.linear(g.gelu(x, model.tag[1]), model.columns)
    g.nodes += [
        helper.make_node("Identity", [tags], ["tags"]),
        helper.make_node("Identity", [pair_scores(g, x, tags, model.pairs)], ["pairs"]),
    ]

    def value(name: str, kind: int, *shape: str) -> Any:
        return helper.make_tensor_value_info(name, kind, shape)

    inputs = [value(n, TensorProto.INT64, "batch", "pieces") for n in ("ids", "mask")]
    inputs += [value(n, TensorProto.INT64, "batch", "words") for n in ("first", "last", "sentence")]
    inputs.append(value("distances", TensorProto.INT64, "words", "words"))
    outputs = [
        value("tags", TensorProto.FLOAT, "batch", "words", "tag"),
        value("pairs", TensorProto.FLOAT, "batch", "words", "words", "pair"),
    ]
    graph = helper.make_graph(g.nodes, "tagger", inputs, outputs, g.weights)
    made = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)], producer_name="musnad"
    )
    made.ir_version = 8
    return made, g.whole


def quantise(model: onnx.ModelProto, whole_nodes: list[str], path: Path) -> None:
    """Weights to 7 bits a channel in signed bytes, activations to 8 at run time.

    Signed weights run twice as fast as unsigned ones; with 7 bits no CPU without VNNI saturates its 16-bit sums.
    """
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        onnx.save(model, whole)
        quantize_dynamic(
            whole,
            path,
            per_channel=True,
            weight_type=QuantType.QInt8,
            reduce_range=True,
            nodes_to_exclude=whole_nodes,
            op_types_to_quantize=["MatMul", "Gather"],
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
        )


def check(model: Tagger, path: Path, tokenizer: Any) -> dict[str, float]:
    """Agreement of ONNX with torch over corpus articles: same best label of each head at each word."""
    onnx_scorer, torch_scorer = OnnxScorer(path, 2), TorchScorer(model)
    same: Counter[str] = Counter()
    total = 0
    worst = 1.0
    texts = [a["text"] for a in corpus.gold("train")][:TEXTS_CHECKED]
    for text in texts:
        page = lay_out(text)
        for batch in batches(page, cut(page, tokenizer)):
            tags, pairs = onnx_scorer(*batch.inputs)
            wanted, wanted_pairs = torch_scorer(*batch.inputs)
            for row, w in enumerate(batch.windows):
                count = w.last - w.first
                total += count
                for name, (a, b) in layout.offsets().items():
                    agree = tags[row, :count, a:b].argmax(-1) == wanted[row, :count, a:b].argmax(-1)
                    same[name] += int(agree.sum())
                one, two = pairs[row, :count, :count].ravel(), wanted_pairs[row, :count, :count].ravel()
                worst = min(worst, float(one @ two / np.sqrt((one @ one) * (two @ two))))
    figures = {name: n / total for name, n in same.items()}
    figures["pairs cosine, worst"] = worst
    return figures


def main() -> None:
    """Command line."""
    from tokenizers import Tokenizer

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("state", type=Path)
    parser.add_argument("adapted", type=Path)
    parser.add_argument("model", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(2)
    model = Tagger(store.encoder(options.adapted))
    model.load_state_dict(torch.load(options.state / "tagger.pt", weights_only=True))
    model.eval()
    options.model.mkdir(parents=True, exist_ok=True)
    quantise(*build(model), options.model / "tagger.onnx")
    shutil.copy(options.adapted / "tokenizer.json", options.model / "tokenizer.json")
    (options.model / "labels.json").write_text(json.dumps(layout.as_json(), indent=1) + "\n", encoding="utf-8")
    calibration = options.state / "calibration.json"
    target = options.model / "calibration.json"
    if calibration.exists():
        shutil.copy(calibration, target)
    elif not target.exists():
        target.write_text('{"slopes": {}}\n', encoding="utf-8")
    tokenizer = Tokenizer.from_file(str(options.model / "tokenizer.json"))
    for name, value in check(model, options.model / "tagger.onnx", tokenizer).items():
        print(f"{name:22} {value:.4f}")
    print(f"{sum(p.stat().st_size for p in options.model.iterdir()) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
