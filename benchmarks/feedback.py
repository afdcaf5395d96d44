"""How well comments are read on this computer, beside VADER and a plain TF-IDF classifier.

Three real files, none of which word lists, cuts or weights were chosen on. The figure is the AUC
of sentiment between comments with a high and with a low score (4 or 5 of 5 against 1 or 2; 9 or 10
of 10 against 0 to 6), each distinct comment once. `hidden`: the scores are not looked at.
`learnt`: scores of other comments teach, in five folds by a hash of the text. The classifier is a
logistic regression on weights of words and pairs, out of five folds of its own, on the comments
with a high or low score. No other rating of a file is used. `--speed` is in a room of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benchmarks.common import ROOT, fresh_backroom, print_claim, print_setting, print_table, succeed
from engine import ReadOptions, Steps
from engine.feedback.comments.calibrated import auc_of
from engine.feedback.comments.comments import Comments, Cues
from engine.feedback.comments.cues import find_cues
from engine.feedback.comments.distinct import distinct_comments
from engine.feedback.comments.local import judge_comments
from engine.feedback.options import FeedbackOptions
from engine.feedback.responses import Floats

MISSING = "vaderSentiment is not installed, so its column is left out: pip install vaderSentiment"
HEADINGS = ("file", "comments", "high", "low", "lexicon", "hidden", "learnt", "TF-IDF", "VADER")


@dataclass(frozen=True)
class Case:
    """A file, what its scores are out of, and what is claimed of it.

    Attributes:
        name: Of the file in the data folder.
        low: Lowest score of its scale.
        high: Highest.
        ends: Ratings on 0..1 up to which a score is low and from which it is high.
        least: Claimed AUC with the scores hidden and with them, of which the second is no claim
            where it is 0: then only that it is no worse.
        english: Whether VADER can read it.
    """

    name: str
    low: float
    high: float
    ends: tuple[float, float]
    least: tuple[float, float]
    english: bool


CASES = (
    Case("womens_clothing_reviews.csv.zip", 1, 5, (0.25, 0.75), (0.93, 0), english=True),
    Case("skytrax_lounge.csv", 1, 5, (0.25, 0.75), (0.95, 0), english=True),
    Case("nps_retail_fr_mixed_encoding.csv", 0, 10, (0.6, 0.9), (0.68, 0.77), english=False),
)
"""The lounges mix two scales; they are read as 1-5, and what is beyond it is left out."""


@dataclass(frozen=True)
class Read:
    """A file's comments and which have a high or a low score."""

    comments: Comments = field(repr=False)
    cues: Cues = field(repr=False)
    high: Any = field(repr=False)
    low: Any = field(repr=False)

    def auc(self, value: Floats) -> float:
        """How well values (d,) tell high from low; comments that are not read count as 0."""
        known = np.nan_to_num(value, nan=0.0)
        return auc_of(known[self.high], known[self.low])


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--speed", action="store_true", help="seconds of the whole command")
    asked = parser.parse_args()
    print_setting()
    if asked.speed:
        importlib.import_module("benchmarks.feedback_speed").run(asked)
        return
    found = {}
    for case in CASES:
        found[case] = _figures(case, asked.data)
        print(", ".join(_row(case, found[case])), flush=True)
    print_table(HEADINGS, [_row(case, figures) for case, figures in found.items()])
    print()
    for case, figures in found.items():
        _claim(case, figures)


def _figures(case: Case, data: Path) -> dict[str, float]:
    read = _read(case, data)
    figures = {
        "comments": int(read.comments.worth.sum()),
        "high": int(read.high.sum()),
        "low": int(read.low.sum()),
        "lexicon": read.auc(read.cues.lexicon),
        "hidden": _ours(read, own_scores=False),
        "learnt": _ours(read, own_scores=True),
        "TF-IDF": _by_classifier(read),
    }
    vader = _by_vader(read) if case.english else None
    return figures | ({} if vader is None else {"VADER": vader})


def _read(case: Case, data: Path) -> Read:
    path = data / "feedback" / case.name
    if not path.is_file():
        sys.exit(f"This benchmark needs {case.name} in the data folder; --data DIR says where.")
    scale = f"{case.low:g}-{case.high:g}"
    with fresh_backroom() as backroom, path.open("rb") as source:
        table = backroom.read(backroom.take(path.name, source), ReadOptions(scale=scale))
        succeed(backroom, table)
        lines = backroom.lines(table)
    score = lines["score"].cast(pl.Float64).fill_null(float("nan")).to_numpy()
    comments, _ = distinct_comments(lines["comment"], (score - case.low) / (case.high - case.low))
    cues = find_cues(comments.text, comments.language, Steps())
    low, high = case.ends
    return Read(
        comments, cues,
        comments.worth & (comments.rating >= high - 1e-9),
        comments.worth & (comments.rating <= low + 1e-9),
    )  # fmt: skip


def _ours(read: Read, *, own_scores: bool) -> float:
    options = FeedbackOptions(own_scores=own_scores)
    said = asyncio.run(judge_comments(read.comments, read.cues, options, Steps()))
    return read.auc(said.sentiment)


def _by_classifier(read: Read) -> float:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline

    at = np.flatnonzero(read.high | read.low)
    texts = [read.comments.key[k] for k in at.tolist()]
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    model = make_pipeline(words, LogisticRegression(solver="liblinear", C=10, tol=1e-2))
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    odds = cross_val_predict(model, texts, read.high[at], cv=folds, method="decision_function")
    return auc_of(odds[read.high[at]], odds[read.low[at]])


def _by_vader(read: Read) -> float | None:
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError:
        print(MISSING)
        return None
    vader, value = SentimentIntensityAnalyzer(), np.zeros(len(read.comments))
    for k in np.flatnonzero(read.high | read.low).tolist():
        value[k] = vader.polarity_scores(read.comments.text[k])["compound"]
    return read.auc(value)


def _row(case: Case, figures: dict[str, float]) -> list[str]:
    counts = [f"{figures[name]:,}" for name in HEADINGS[1:4]]
    shares = [f"{figures[name]:.3f}" if name in figures else "" for name in HEADINGS[4:]]
    return [case.name, *counts, *shares]


def _claim(case: Case, figures: dict[str, float]) -> None:
    hidden, learnt = figures["hidden"], figures["learnt"]
    least, with_scores = case.least
    print_claim(f"{case.name}, scores hidden: AUC of {least} or more", f"{hidden:.3f}",
                holds=hidden >= least)  # fmt: skip
    if with_scores:
        print_claim(f"{case.name}, with scores: AUC of {with_scores} or more", f"{learnt:.3f}",
                    holds=learnt >= with_scores)  # fmt: skip
    else:
        print_claim(f"{case.name}: no worse with scores", f"{learnt:.3f} against {hidden:.3f}",
                    holds=learnt >= hidden)  # fmt: skip


if __name__ == "__main__":
    main()
