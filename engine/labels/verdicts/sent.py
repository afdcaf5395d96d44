"""What a language model was asked about labels, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from engine.labels.words import Floats

NOT_SENT, ANSWERED, REMEMBERED, UNANSWERED = range(4)


@dataclass(frozen=True)
class Sent:
    """What became of each of m labels of `Given`.

    Attributes:
        state: `NOT_SENT`, `ANSWERED`, `REMEMBERED` (from before, so that nothing left) or
            `UNANSWERED` (asked again by the next run, since nothing is kept of it), (m,).
        weight: Characters shown of it in all requests of this run, by which requests and costs
            are shared out, (m,).
        requests: How many requests it took, those tried again included.
        reasons: Row → why there is no answer.
    """

    state: npt.NDArray[np.int8] = field(repr=False)
    weight: Floats = field(repr=False)
    requests: int
    reasons: Mapping[int, str] = field(default_factory=dict, repr=False)
