"""A tag: which products are slow movers, new, seasonal …, and how that is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Tag:
    """One tag over all products.

    Attributes:
        name: One of `objectives.TAGS`.
        carried: (products,) which products carry it.
        basis: `data`, `words` (of titles and catalog tags), `model`, or `none` where nothing tells.
        reason: How it is known, or what is missing, in one sentence for the page.
        reasons: Product number → why this one carries it, where more can be said.
    """

    name: str
    carried: Mask
    basis: str
    reason: str
    reasons: Mapping[int, str]


def nothing_told(name: str, products: int, reason: str) -> Tag:
    """The tag where nothing tells it: nobody carries it."""
    return Tag(name, np.zeros(products, dtype=bool), "none", reason, {})


Tags = Mapping[str, Tag]
"""Tag name → tag, for every one of `objectives.TAGS`."""
