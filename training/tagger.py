"""The tagger in torch: the encoder, linear heads over words, and a scorer of (cue or trigger, word) pairs."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from musnad.analysis.tagger import DISTANCE_BUCKETS
from training import layout
from training.encoder import Encoder

TAG_COLUMNS = sum(len(v) for v in layout.TAGS.values())
PAIR_COLUMNS = len(layout.POINTERS) + len(layout.ROLES)
WIDTH = 32  # of the vectors whose product scores one pair column
HIDDEN = 256
NEAR_SENTENCES = 2  # how far apart two sentences are told
NEAR_CUES = 3  # how many cues between two words are told
CUE_COLUMNS = [layout.offsets()["cue"][0] + i for i in (1, 3)]  # B-cue and B-colon


class Pairs(nn.Module):
    """Word states (batch, words, size) -> scores (batch, head word, word, PAIR_COLUMNS)."""

    def __init__(self, size: int, dropout: float) -> None:
        super().__init__()
        self.head = nn.Sequential(nn.Linear(size, HIDDEN), nn.GELU(), nn.Dropout(dropout))
        self.tail = nn.Sequential(nn.Linear(size, HIDDEN), nn.GELU(), nn.Dropout(dropout))
        self.query = nn.Linear(HIDDEN, PAIR_COLUMNS * WIDTH)
        self.key = nn.Linear(HIDDEN, PAIR_COLUMNS * WIDTH)
        self.head_bias = nn.Linear(HIDDEN, PAIR_COLUMNS)
        self.tail_bias = nn.Linear(HIDDEN, PAIR_COLUMNS)
        with torch.no_grad():  # most words have no role
            self.head_bias.bias[len(layout.POINTERS) :] = -3.0
        self.distance = nn.Parameter(torch.zeros(DISTANCE_BUCKETS, PAIR_COLUMNS))
        self.sentences = nn.Parameter(torch.zeros(2 * NEAR_SENTENCES + 1, PAIR_COLUMNS))
        self.cues = nn.Parameter(torch.zeros(2 * NEAR_CUES + 1, PAIR_COLUMNS))

    def forward(self, x: Tensor, cue: Tensor, sentence: Tensor, distances: Tensor) -> Tensor:
        """``cue`` is the probability of a cue at each word, ``sentence`` the number of its sentence."""
        batch, words, _ = x.shape
        head, tail = self.head(x), self.tail(x)
        query = self.query(head).view(batch, words, PAIR_COLUMNS, WIDTH).permute(0, 2, 1, 3)
        key = self.key(tail).view(batch, words, PAIR_COLUMNS, WIDTH).permute(0, 2, 3, 1)
        scores = (query @ key * WIDTH**-0.5).permute(0, 2, 3, 1)
        scores = scores + self.head_bias(head)[:, :, None] + self.tail_bias(tail)[:, None]
        apart = (sentence[:, None, :] - sentence[:, :, None]).clamp(-NEAR_SENTENCES, NEAR_SENTENCES) + NEAR_SENTENCES
        passed = cue.cumsum(1)
        between = (passed[:, None, :] - passed[:, :, None]).clamp(-NEAR_CUES, NEAR_CUES)
        steps = torch.arange(-NEAR_CUES, NEAR_CUES + 1)
        hats = torch.relu(1 - (between[..., None] - steps).abs())
        return scores + self.distance[distances] + self.sentences[apart] + hats @ self.cues


class Tagger(nn.Module):
    """ids, mask (batch, pieces), first and last piece of each word (batch, words) -> tag and pair scores."""

    def __init__(self, encoder: Encoder, dropout: float = 0.15) -> None:
        super().__init__()
        self.encoder = encoder
        size = encoder.config.hidden
        # E5's states lie close together around one vector; heads learn slowly unless each dimension is standardised.
        self.centre = nn.Parameter(torch.zeros(size))
        self.scale = nn.Parameter(torch.ones(size))
        self.tag = nn.Sequential(nn.Dropout(dropout), nn.Linear(size, size), nn.GELU(), nn.Dropout(dropout))
        self.columns = nn.Linear(size, TAG_COLUMNS)
        self.pairs = Pairs(size, dropout)

    def states(self, ids: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Word states: the mean of a word's first and last piece, standardised."""
        x = self.encoder(ids, mask).float()
        wide = (-1, -1, x.shape[-1])
        x = 0.5 * (x.gather(1, first[..., None].expand(wide)) + x.gather(1, last[..., None].expand(wide)))
        return (x - self.centre) * self.scale

    def forward(
        self, ids: Tensor, mask: Tensor, first: Tensor, last: Tensor, sentence: Tensor, distances: Tensor
    ) -> tuple[Tensor, Tensor]:
        x = self.states(ids, mask, first, last)
        tags = self.columns(self.tag(x))
        start, end = layout.offsets()["cue"]
        cue = tags[..., start:end].detach().softmax(-1)[..., [c - start for c in CUE_COLUMNS]].sum(-1)
        return tags, self.pairs(x, cue, sentence, distances)


# How much each part counts; chosen by trial on held-out outlets (EXPERIMENTS.md).
WEIGHTS = {
    "mention": 1.0, "time": 0.6, "cue": 1.0, "source": 0.7, "trigger": 1.0, "depth": 0.4, "act": 0.5, "directness": 0.2,
    "event": 0.8, "status": 0.6, "mode": 0.3, "skip": 0.3, "frame": 2.0, "roles": 3.0,
}  # fmt: skip
SMOOTHING = {"act": 0.1, "status": 0.1, "event": 0.05, "mode": 0.1}


def tag_losses(scores: Tensor, answers: dict[str, Tensor], weight: Tensor) -> dict[str, Tensor]:
    """Cross-entropy of each head over the words that have an answer, weighted by article (batch,)."""
    losses = {}
    for name, (start, end) in layout.offsets().items():
        wanted = answers[name]
        known = wanted >= 0
        if not bool(known.any()):
            continue
        each = functional.cross_entropy(
            scores[..., start:end][known], wanted[known], reduction="none", label_smoothing=SMOOTHING.get(name, 0.0)
        )
        scale = weight[:, None].expand(wanted.shape)[known]
        # per window of some hundred words, so that a head with few answers does not dominate
        losses[name] = (each * scale).sum() / (
            scale.sum() if name in ("act", "directness", "event", "status", "mode") else scale.sum() / SPAN_BOOST
        )
        if name.startswith("skip"):
            losses[name] = (each * scale).mean()
    return losses


# The word-level losses are means over all words, most of which are O: lift them to the size of the others.
SPAN_BOOST = 4.0


def pointer_loss(scores: Tensor, answers: Tensor, weight: Tensor) -> Tensor:
    """scores (cues, words, pointers), answers the same shape, one or nothing a column: cross-entropy over words."""
    each = -(functional.log_softmax(scores, dim=1) * answers).sum(1)
    known = (answers.sum(1) > 0).float() * weight[:, None]
    return (each * known).sum() / known.sum().clamp(min=1)


def role_loss(scores: Tensor, answers: Tensor, weight: Tensor) -> Tensor:
    """scores and answers (rows, words): per row, the sum over words spread over ten."""
    known = (answers >= 0).float()
    each = functional.binary_cross_entropy_with_logits(scores, answers.clamp(min=0).float(), reduction="none") * known
    return (each.sum(1) * weight).sum() / (10.0 * weight.sum().clamp(min=1))
