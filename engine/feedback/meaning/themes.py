"""What people talk about: themes, and which comments are in which."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from engine.feedback.responses import Floats, Ints


@dataclass(frozen=True)
class Theme:
    """One theme.

    Attributes:
        name: What it is called, unique in the file; short, from its own words or a model.
        words: Words that tell it from the others, the most telling first, at most 8.
        aspect: The aspect it is nearest to, empty where it is none of them.
        pinned: Whether a user pinned it, so that it is looked for in the next file.
        nearest: The distinct comments nearest to its middle, at most 20.
        centre: (v,) its middle among the vectors, so that another file's comments can be put to it.
    """

    name: str
    words: tuple[str, ...]
    aspect: str
    pinned: bool
    nearest: Ints = field(repr=False)
    centre: npt.NDArray[np.float32] = field(repr=False)


@dataclass(frozen=True)
class Themes:
    """The themes of a file, the most frequent first (by responses, then by name).

    Attributes:
        themes: k.
        member: Up to 3 themes of each distinct comment, the weightiest first, -1 for none, (d, 3).
        weight: How strongly it belongs to them, 0..1, (d, 3).
        stability: Adjusted Rand index of the themes over resamples of 80 %, NaN where there are too
            few comments.
        too_small: Why there are no themes, empty where there are.
    """

    themes: tuple[Theme, ...]
    member: Ints = field(repr=False)
    weight: Floats = field(repr=False)
    stability: float
    too_small: str = ""
