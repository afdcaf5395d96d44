"""One fixed seed, and one stream of chance for each file made from it."""

from typing import TypeVar
from zlib import crc32

import numpy as np

T = TypeVar("T")

SEED = 20261031


def stream(name: str, seed: int = SEED) -> np.random.Generator:
    """Give the stream of chance that belongs to one output.

    Each output has a stream of its own, so a change to how one file is drawn leaves the
    others as they were.

    Args:
        name: What the stream is for, such as ``"orders"``; the same name gives the same stream.
        seed: The seed of the whole shop.

    Returns:
        A fresh generator, always in the same starting state for the same name and seed.
    """
    return np.random.default_rng([seed, crc32(name.encode())])


def pick(rng: np.random.Generator, options: list[T] | tuple[T, ...]) -> T:
    """Draw one of the options, each as likely as the others.

    Args:
        rng: The stream to draw from.
        options: At least one option.

    Returns:
        The option drawn, of its own type (numpy's ``choice`` would turn it into an array's).
    """
    return options[int(rng.integers(len(options)))]
