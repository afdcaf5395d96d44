"""What a merchant's template is worth: figures by how many receipts a merchant has."""

from __future__ import annotations

import argparse
from dataclasses import replace

import numpy as np

from benchmarks.common import print_claim, print_table
from benchmarks.label_figures import HEADINGS, Figures, best_other, surely
from benchmarks.label_noise import is_wrong, make_wrong
from benchmarks.labels import judge, labelled
from engine.labels import LabelOptions
from engine.labels.evidence.judged import Judged
from engine.labels.words import Given, Ints, Mask, Words

SROIE = "receipts/sroie_lines.csv.gz"
RATE = 0.05
SIZES = {"no merchant": (0, 0), "1 receipt": (1, 1), "2 to 4": (2, 4), "5 or more": (5, 10**9)}


def run(asked: argparse.Namespace) -> None:
    """Judge with merchants known and hidden, and print both by size."""
    words, given, facts = labelled(asked.data, SROIE)
    hidden = replace(words, merchant=np.full(len(words), -1))
    options = LabelOptions(thorough=not asked.linear)
    sizes = receipts_of_merchant(words)[given.word]
    for kind in asked.kinds:
        draws: dict[tuple[str, str], list[Figures]] = {}
        for seed in asked.seeds:
            noisy = make_wrong(given, kind, RATE, seed)
            for way, seen in (("known", words), ("hidden", hidden)):
                judged = judge(seen, noisy, facts, options)
                for name, (least, most) in SIZES.items():
                    rows = (sizes >= least) & (sizes <= most)
                    if (is_wrong(noisy, given) & rows).any():
                        figures = _figures(judged, noisy, given, rows)
                        draws.setdefault((name, way), []).append(figures)
            print(f"{kind}, seed {seed}: done", flush=True)
        _print(kind, draws)


def receipts_of_merchant(words: Words) -> Ints:
    """How many receipts each word's merchant has; 0 where the file does not say, (n,)."""
    firsts = words.merchant[words.starts[:-1]]
    counts = np.bincount(firsts[firsts >= 0], minlength=len(words.merchants))
    return np.append(counts, 0)[words.merchant]


def _figures(judged: Judged, noisy: Given, given: Given, rows: Mask) -> Figures:
    suggested = best_other(judged.truth, noisy.label)[rows]
    wrong = is_wrong(noisy, given)[rows]
    return Figures.of(surely(judged.wrong)[rows], wrong, suggested, given.label[rows])


def _print(kind: str, draws: dict[tuple[str, str], list[Figures]]) -> None:
    means = {key: Figures.mean(several) for key, several in draws.items()}
    table = [(f"{name}, {way}", *one.cells()) for (name, way), one in sorted(means.items())]
    print_table((f"{kind}, merchants", *HEADINGS), table)
    print()
    known, hidden = (means["5 or more", way] for way in ("known", "hidden"))
    print_claim(f"{kind}: merchants of five receipts or more gain from their template",
                f"{known.ap:.4f} against {hidden.ap:.4f}", holds=known.ap > hidden.ap)  # fmt: skip
