"""What a merchant's template is worth: figures with merchants known and hidden.

The whole file first, by how many receipts a merchant has. Then the receipts of the merchants with
five or more by themselves, as where merchants judge their own: there are no other shops to learn
from, and more of the labels are wrong, or wrong in the same way again and again.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.common import print_claim, print_table, read_lines
from benchmarks.label_figures import HEADINGS, Figures, best_other, surely
from benchmarks.label_noise import is_wrong, make_systematic, make_wrong
from benchmarks.labels import judge, labelled
from engine import Steps
from engine.labels import LabelOptions
from engine.labels.evidence.facts import WordFacts
from engine.labels.evidence.gather import gather_facts
from engine.labels.evidence.judged import Judged
from engine.labels.numbering import number_words
from engine.labels.words import Given, Ints, Mask, Words

SROIE = "receipts/sroie_lines.csv.gz"
RATE = 0.05
SIZES = {"no merchant": (0, 0), "1 receipt": (1, 1), "2 to 4": (2, 4), "5 or more": (5, 10**9)}
LARGE = "5 or more"
HARDER = {"confusion": 0.1, "uniform": 0.2, "systematic": 0.25}
"""Kinds of errors among large merchants' receipts, and how many labels they make wrong."""

_Draws = dict[tuple[str, str], list[Figures]]


@dataclass(frozen=True)
class _Case:
    words: Words = field(repr=False)
    given: Given = field(repr=False)
    facts: WordFacts = field(repr=False)

    def wrong(self, kind: str, rate: float, seed: int) -> Given:
        if kind == "systematic":
            merchant = self.words.merchant[self.given.word]
            large = self.sizes >= SIZES[LARGE][0]
            return make_systematic(self.given, np.where(large, merchant, -1), rate, seed)
        return make_wrong(self.given, kind, rate, seed)

    @property
    def sizes(self) -> Ints:
        return receipts_of_merchant(self.words)[self.given.word]


def run(asked: argparse.Namespace) -> None:
    """Judge with merchants known and hidden, and print both by size."""
    options = LabelOptions(thorough=not asked.linear)
    whole = _Case(*labelled(asked.data, SROIE))
    for kind in asked.kinds:
        title = f"{kind}, {RATE:.0%}, all merchants"
        _compare(title, whole, partial(whole.wrong, kind, RATE), asked, options)
    large = _large(whole, asked.data)
    print(f"{len(large.words):,} lines, {len(large.given):,} labels are of merchants with "
          f"{LARGE} receipts; they are judged by themselves.")  # fmt: skip
    for kind, rate in HARDER.items():
        title = f"{kind}, {rate:.0%}, large merchants alone"
        _compare(title, large, partial(large.wrong, kind, rate), asked, options)


def receipts_of_merchant(words: Words) -> Ints:
    """How many receipts each word's merchant has; 0 where the file does not say, (n,)."""
    firsts = words.merchant[words.starts[:-1]]
    counts = np.bincount(firsts[firsts >= 0], minlength=len(words.merchants))
    return np.append(counts, 0)[words.merchant]


def _large(whole: _Case, data: Path) -> _Case:
    """The receipts of large merchants as a file of their own."""
    kept = receipts_of_merchant(whole.words) >= SIZES[LARGE][0]
    images = whole.words.ids["image_id"].filter(pl.Series(kept)).unique().to_list()
    words, given = number_words(read_lines(data / SROIE).filter(pl.col("image_id").is_in(images)))
    return _Case(words, given, gather_facts(words, Steps()))


def _compare(
    title: str, case: _Case, draw: Callable[[int], Given], asked: argparse.Namespace,
    options: LabelOptions,
) -> None:  # fmt: skip
    hidden = replace(case.words, merchant=np.full(len(case.words), -1))
    draws: _Draws = {}
    for seed in asked.seeds:
        noisy = draw(seed)
        for way, seen in (("known", case.words), ("hidden", hidden)):
            judged = judge(seen, noisy, case.facts, options)
            for name, (least, most) in SIZES.items():
                rows = (case.sizes >= least) & (case.sizes <= most)
                if (is_wrong(noisy, case.given) & rows).any():
                    figures = _figures(judged, noisy, case.given, rows)
                    draws.setdefault((name, way), []).append(figures)
        print(f"{title}, seed {seed}: done", flush=True)
    _print(title, draws)


def _figures(judged: Judged, noisy: Given, given: Given, rows: Mask) -> Figures:
    suggested = best_other(judged.truth, noisy.label)[rows]
    wrong = is_wrong(noisy, given)[rows]
    return Figures.of(surely(judged.wrong)[rows], wrong, suggested, given.label[rows])


def _print(title: str, draws: _Draws) -> None:
    means = {key: Figures.mean(several) for key, several in draws.items()}
    table = [(f"{name}, {way}", *one.cells()) for (name, way), one in sorted(means.items())]
    print_table((title, *HEADINGS), table)
    print()
    known, hidden = means[LARGE, "known"].ap, means[LARGE, "hidden"].ap
    print_claim(f"{title}: merchants of five receipts or more gain from their template",
                f"{known:.4f} against {hidden:.4f}", holds=known > hidden)  # fmt: skip
    print()
