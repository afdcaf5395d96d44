"""Decided labels shown a second time, blind: how well a reviewer agrees with himself."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

import polars as pl

SHARE = 0.05
"""Of the labels a person decided, how many are shown again."""

LEAST = 20
"""Labels shown again below which the agreement says little."""

_HIDDEN = ("action", "new_label", "decider", "taken_over", "open")
_Z = 1.959964


def drawn_again(standing: pl.DataFrame, seed: int, answered: Collection[str]) -> pl.DataFrame:
    """The labels to be shown a second time, without what was decided.

    Of the labels that a person decided in this file, 5 % rounded up, by a hash of their key and
    the seed: which ones does not depend on the order of decisions.

    Args:
        standing: The labels with their decisions; see `with_decisions`.
        seed: Of the draw.
        answered: Keys of those that were shown again already.

    Returns:
        The columns of `words` in an order that tells nothing.
    """
    says = pl.col("action").is_in(["accept", "change", "reject"])
    by_a_person = (pl.col("decider") == "reviewer") & ~pl.col("taken_over")
    decided = standing.filter(says & by_a_person)
    places = [_place(key, seed) for key in decided["key"]]
    drawn = decided.with_columns(pl.Series("place", places, pl.String)).sort("place")
    drawn = drawn.head(math.ceil(SHARE * decided.height))
    return drawn.filter(~pl.col("key").is_in(list(answered))).drop("place", *_HIDDEN)


def outcome_of(action: str, new_label: str | None) -> str:
    """What a decision comes to: the label that is right, however it was said."""
    if action in ("accept", "change", "reject"):
        return f"label {new_label or ''}"
    return action


def agreement_of(answers: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """How often the second answer was the first one.

    Args:
        answers: Key → what the decision came to the first and the second time.

    Returns:
        n, agreement (0..1, or None without answers), low and high (its 95 % interval by Wilson's
        score), kappa (Cohen's, 1 for full agreement, 0 for that of chance; None where only one
        answer was ever given, so that chance alone agrees), too_small (a sentence; empty where
        there are enough answers).
    """
    n = len(answers)
    if n == 0:
        too_small = "No decided label was shown a second time yet."
        return {"n": 0, "agreement": None, "low": None, "high": None, "kappa": None,
                "too_small": too_small}  # fmt: skip
    share = sum(first == again for first, again in answers.values()) / n
    low, high = _wilson(share, n)
    return {
        "n": n,
        "agreement": share,
        "low": low,
        "high": high,
        "kappa": _kappa(share, answers),
        "too_small": "" if n >= LEAST else (
            f"Only {n} decided labels were shown a second time; {LEAST} or more say something."
        ),
    }  # fmt: skip


def _kappa(share: float, answers: Mapping[str, tuple[str, str]]) -> float | None:
    n = len(answers)
    firsts = Counter(first for first, _ in answers.values())
    agains = Counter(again for _, again in answers.values())
    by_chance = sum(count * agains[outcome] for outcome, count in firsts.items()) / n**2
    return None if by_chance == 1 else (share - by_chance) / (1 - by_chance)


def _wilson(share: float, n: int) -> tuple[float, float]:
    """The score interval of E. B. Wilson (1927), Probable inference."""
    centre = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    return max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half))


def _place(key: str, seed: int) -> str:
    return hashlib.blake2b(f"{seed} {key}".encode(), digest_size=8).hexdigest()
