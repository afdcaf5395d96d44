"""Is the precision kept that the self-test promises? One file with errors of 20 draws."""

from __future__ import annotations

import argparse

from benchmarks.common import print_claim, print_table
from benchmarks.label_noise import is_wrong, make_wrong
from benchmarks.labels import WILD, judge, labelled
from engine.labels import LabelOptions
from engine.labels.verdicts.selftest import run_self_test

RATE = 0.05
FIRST_SEED = 201
KEPT = 0.9
HEADINGS = ("draw", "threshold", "low", "promised", "high", "came out", "found", "within")


def run(asked: argparse.Namespace) -> None:
    """Judge every draw, print what was promised and what came out."""
    words, given, facts = labelled(asked.data, WILD)
    options = LabelOptions(thorough=not asked.linear)
    rows, within = [], 0
    for kind in asked.kinds:
        for seed in range(FIRST_SEED, FIRST_SEED + asked.draws):
            noisy = make_wrong(given, kind, RATE, seed)
            judged = judge(words, noisy, facts, options)
            told = run_self_test(judged, noisy, options)
            wrong = is_wrong(noisy, given)
            if told.threshold is None or told.low is None or told.high is None:
                rows.append((f"{kind} {seed}", *["-"] * (len(HEADINGS) - 1)))
                continue
            called = judged.wrong >= told.threshold
            came = float(wrong[called].mean())
            inside = told.low <= came <= told.high
            within += inside
            figures = (
                told.threshold,
                told.low,
                told.promised,
                told.high,
                came,
                called[wrong].mean(),
            )
            rows.append((f"{kind} {seed}", *(f"{one:.3f}" for one in figures), str(inside).lower()))
            print("  ".join(rows[-1]), flush=True)
    print_table(HEADINGS, rows)
    print()
    print_claim("what came out lies within the interval in nine draws of ten",
                f"{within} of {len(rows)}", holds=within >= KEPT * len(rows))  # fmt: skip
