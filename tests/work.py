"""How much work a call does, counted rather than timed, so that a busy machine changes nothing."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def lines_run(what: Callable[[], object]) -> int:
    """How many lines of Python a call runs; what C does within a line counts as one (benchmarks/growth.py has time)."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        what()
    finally:
        sys.settrace(before)
    return count
