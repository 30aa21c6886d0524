"""Training in bfloat16 with float32 master weights: on CPUs with AMX four times as fast as float32."""

import math
from collections.abc import Callable, Iterable

import torch
from torch import nn


def computing_type() -> torch.dtype:
    """bfloat16 where the CPU multiplies it itself (AVX-512 BF16, AMX); elsewhere float32, ten times as fast there."""
    own = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    return torch.bfloat16 if own else torch.float32


class Master:
    """AdamW over float32 copies of a module's parameters.

    The module itself holds what it computes with (bfloat16 or float32); after each step the copies are written back.
    Groups are (parameters, learning rate, weight decay).
    """

    def __init__(self, groups: Iterable[tuple[list[nn.Parameter], float, float]]) -> None:
        self.pairs: list[tuple[nn.Parameter, torch.Tensor]] = []
        options = []
        for parameters, rate, decay in groups:
            copies = [p.detach().float().clone() for p in parameters]
            self.pairs += list(zip(parameters, copies, strict=True))
            options.append({"params": copies, "lr": rate, "weight_decay": decay, "peak": rate})
        self.optimiser = torch.optim.AdamW(options, betas=(0.9, 0.98), eps=1e-6, fused=True)

    def step(self, factor: float, clip: float = 1.0) -> float:
        """One step at ``factor`` times the peak rates; returns the norm of the gradient before clipping."""
        for parameter, copy in self.pairs:
            copy.grad = None if parameter.grad is None else parameter.grad.float()
            parameter.grad = None
        norm = nn.utils.clip_grad_norm_([c for _, c in self.pairs], clip)
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * factor
        self.optimiser.step()
        with torch.no_grad():
            for parameter, copy in self.pairs:
                parameter.copy_(copy)
        return float(norm)

    def average_into(self, averages: list[torch.Tensor], keep: float) -> None:
        """Exponential moving average of the copies, in place."""
        for average, (_, copy) in zip(averages, self.pairs, strict=True):
            average.lerp_(copy, 1 - keep)


def warm_then_linear(warm: float = 0.06) -> Callable[[float], float]:
    """Progress (0 to 1) -> factor of the learning rate: linear up, linear down to zero."""
    return lambda done: min(done / warm, 1.0) * min(1.0, max(0.0, (1.0 - done) / (1.0 - warm)))


def warm_then_cosine(warm: float = 0.06) -> Callable[[float], float]:
    """The same with half a cosine down."""
    return lambda done: (
        min(done / warm, 1.0) * 0.5 * (1 + math.cos(math.pi * min(1.0, max(0.0, (done - warm) / (1 - warm)))))
    )
