"""How far what is called wrong can be believed: wrong labels of our own making are looked for.

Chances of a word never depend on its given label, so a label made wrong costs no new learning:
only the noise of the file is estimated again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from statistics import NormalDist

import numpy as np

from engine.labels.evidence.examples import Examples
from engine.labels.evidence.judged import Judged
from engine.labels.evidence.weighing import suspect, weigh
from engine.labels.options import LabelOptions
from engine.labels.verdicts.verdict import SelfTest
from engine.labels.words import Floats, Given, Ints, Mask

KINDS = ("uniform", "confusion")
SHARE = 0.05
"""Share of the trusted labels that are made wrong at a time."""
ENOUGH = 1000
"""Wrong labels of a kind from which no more rounds are needed."""
MOST_ROUNDS = 10
LEAST = 30
"""Wrong labels of a kind below which nothing is promised."""
MISSED = 0.02
"""Share of the labels made wrong that may be called clearly right."""
FINE_AT_MOST = 0.1
"""Chance of being wrong from which no label is called clearly right, whatever was missed."""
TRUSTED_BELOW = 0.5
_STEPS = np.round(np.arange(0.05, 0.996, 0.005), 3)
_NEXT = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class _Made:
    """Suspicion of trusted labels after some of them were made wrong, all rounds of one kind.

    Errors of our own making beside the file's make errors look common, which makes them easier to
    find; how many are found is told by the file's noise as it was (`as_was`).
    """

    wrong: Floats = field(repr=False)
    as_was: Floats = field(repr=False)
    made: Mask = field(repr=False)


def run_self_test(judged: Judged, given: Given, options: LabelOptions) -> SelfTest:
    """Make trusted labels wrong, look for them, and choose thresholds by what is found.

    Labels are made wrong in two ways: drawn as labels are (`uniform`), and as this file's labels
    and its models take one for another (`confusion`). A label is called clearly wrong from the
    least suspicion at which the file's own suspicions and both kinds keep `options.promised`.

    Args:
        judged: What is believed of the labels.
        given: The labels.
        options: The promise, and the seed.

    Returns:
        Thresholds with what they are expected to keep; none where there is too little.
    """
    examples = Examples.of(given)
    trusted = np.flatnonzero((judged.wrong < TRUSTED_BELOW) & ~examples.refused)
    too_small = _why_none(judged, trusted)
    if too_small:
        return SelfTest({}, None, 0.0, None, None, None, {}, {}, too_small)
    rounds = int(np.clip(np.ceil(ENOUGH / (SHARE * len(trusted))), 2, MOST_ROUNDS))
    rng = np.random.default_rng(options.seed)
    made = {
        kind: _make(judged, examples, trusted, _odds(judged, examples, kind), rounds, rng)
        for kind in KINDS
    }
    own = judged.wrong[~examples.refused]
    return _thresholds(own, made, options.promised)


def _why_none(judged: Judged, trusted: Ints) -> str:
    if judged.too_small:
        return judged.too_small
    if SHARE * len(trusted) * MOST_ROUNDS < LEAST:
        return (
            f"{len(trusted)} labels are too few to try the models on wrong ones of our own making."
        )
    return ""


def _odds(judged: Judged, examples: Examples, kind: str) -> Floats:
    """How likely each label is to become each other one, (m, K)."""
    shares = np.bincount(examples.label, minlength=examples.labels) / len(examples.label)
    if kind == "uniform":
        odds = np.tile(shares, (len(examples.label), 1))
    else:
        odds = judged.confusion[examples.label] + judged.chances
    odds[np.arange(len(odds)), examples.label] = 0
    return np.asarray(odds / odds.sum(1, keepdims=True))


def _make(
    judged: Judged, examples: Examples, trusted: Ints, odds: Floats, rounds: int,
    rng: np.random.Generator,
) -> _Made:  # fmt: skip
    wrong, as_was, made = [], [], []
    for _ in range(rounds):
        chosen = rng.choice(trusted, max(1, round(SHARE * len(trusted))), replace=False)
        label = examples.label.copy()
        label[chosen] = _drawn(odds[chosen], rng)
        spoilt = replace(examples, label=label)
        wrong.append(weigh(judged.chances, spoilt).wrong[trusted])
        as_was.append(suspect(judged, spoilt)[trusted])
        made.append(np.isin(trusted, chosen))
    return _Made(np.concatenate(wrong), np.concatenate(as_was), np.concatenate(made))


def _drawn(odds: Floats, rng: np.random.Generator) -> Ints:
    """One column of each row, by its odds."""
    sums = np.cumsum(odds, axis=1)
    place = (sums < rng.random(len(odds))[:, None] * sums[:, -1:]).sum(1)
    return np.asarray(np.minimum(place, odds.shape[1] - 1))


def _thresholds(own: Floats, made: dict[str, _Made], promised: float) -> SelfTest:
    """Thresholds, and what is expected of them.

    Suspicions are chances, so their mean among what is called wrong is one estimate of how much
    of it is; it is a careful one where the errors are of a kind that labels alone show badly. The
    share of our own errors among what is called wrong is another, a hopeful one, since trusted
    labels hold few that only look wrong. The careful one chooses; what comes out is expected
    between the two.
    """
    kept = [step for step in _STEPS.tolist() if _expected(own, made, step)[0] >= promised]
    threshold = min(kept) if kept else None
    fine = min(
        float(np.quantile(one.wrong[one.made], MISSED, method="lower")) for one in made.values()
    )
    fine = min(fine, threshold if threshold is not None else 1.0, FINE_AT_MOST)
    reached = TRUSTED_BELOW if threshold is None else threshold
    low, middle, high = (None,) * 3 if threshold is None else _interval(own, made, threshold)
    return SelfTest(
        made={kind: int(one.made.sum()) for kind, one in made.items()},
        threshold=threshold,
        fine_below=fine,
        promised=middle,
        low=low,
        high=high,
        found={kind: _share(one.as_was[one.made] >= reached) for kind, one in made.items()},
        missed={kind: _share(one.wrong[one.made] < fine) for kind, one in made.items()},
    )


def _expected(own: Floats, made: dict[str, _Made], threshold: float) -> tuple[float, float]:
    """The careful and the hopeful estimate of a threshold's precision."""
    suspected = own[own >= threshold]
    if not len(suspected):
        return 0.0, 0.0
    found = [_share(one.made[one.wrong >= threshold]) for one in made.values()]
    estimates = (float(suspected.mean()), *found)
    return min(estimates), max(estimates)


def _interval(own: Floats, made: dict[str, _Made], threshold: float) -> tuple[float, float, float]:
    """Low, middle and high of the precision that comes out in the file."""
    careful, hopeful = _expected(own, made, threshold)
    called = int((own >= threshold).sum())
    return wilson(careful, called)[0], (careful + hopeful) / 2, wilson(hopeful, called)[1]


def wilson(share: float, n: int) -> tuple[float, float]:
    """The 95 % interval of a share of n (Wilson 1927)."""
    square = _NEXT**2
    centre = (share + square / (2 * n)) / (1 + square / n)
    half = _NEXT * (share * (1 - share) / n + square / (4 * n**2)) ** 0.5 / (1 + square / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def _share(mask: Mask) -> float:
    return float(mask.mean()) if len(mask) else 0.0
