"""The whole of a run in plain values, for `summary.json` and the page."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any

from engine.files import STATUSES
from engine.labels.evidence.judged import Judged
from engine.labels.verdicts.verdict import DECIDED_BY, SelfTest, Verdicts
from engine.labels.words import Given, Words


def summarise(
    words: Words, given: Given, judged: Judged, test: SelfTest, verdicts: Verdicts
) -> dict[str, Any]:
    """Totals, the self-test, thresholds, and the share of labels that seem wrong.

    Labels that were not asked for are counted as words and labels only; outliers count those
    that the file itself calls wrong, wrong_by_file counts these alone.
    """
    asked = given.asked
    by = Counter(verdicts.decided_by[asked].tolist())
    wrong = verdicts.is_outlier & asked
    by_file = wrong & (given.status == STATUSES.index("INVALID"))
    return {
        "totals": {
            "words": len(words),
            "receipts": len(words.starts) - 1,
            "merchants": len(words.merchants),
            "labels": len(given),
            "label_types": len(given.names),
            "judged": int(asked.sum()),
            "outliers": int(wrong.sum()),
            "wrong_by_file": int(by_file.sum()),
            "suggested": int((wrong & (verdicts.suggested >= 0)).sum()),
            "clear": int((verdicts.clear & asked).sum()),
            "decided_by": {name: by[place] for place, name in enumerate(DECIDED_BY) if by[place]},
        },
        "self_test": asdict(test),
        "thresholds": {"clearly_wrong": test.threshold, "clearly_right": test.fine_below},
        "estimated_wrong_share": judged.rate,
        "way": judged.way,
        "too_small": judged.too_small,
    }
