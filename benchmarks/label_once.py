"""`python -m benchmarks.label_once thorough|linear|cleanlab TABLE [similar]`: judge one table.

With `similar` the similar words of other receipts are found too.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import numpy as np
import polars as pl

from engine import Steps
from engine.jobs import in_thread
from engine.labels import LabelOptions
from engine.labels.evidence.classifier import ask_linear
from engine.labels.evidence.examples import Examples
from engine.labels.evidence.facts import WordFacts
from engine.labels.evidence.features import learn_basis, texts_of
from engine.labels.evidence.folds import fold_of_receipts
from engine.labels.evidence.gather import gather_facts
from engine.labels.evidence.judged import Judged
from engine.labels.evidence.judging import judge_words
from engine.labels.evidence.rounds import FIRST_STRENGTH
from engine.labels.evidence.seen import Seen
from engine.labels.evidence.similar import find_similar
from engine.labels.numbering import number_words
from engine.labels.pipeline import judging_ready
from engine.labels.verdicts.selftest import run_self_test
from engine.labels.words import Given, Words


def main() -> None:
    """Judge the table of the command line."""
    way, path = sys.argv[1], Path(sys.argv[2])
    words, given = number_words(pl.read_parquet(path))
    if way == "cleanlab":
        _by_cleanlab(words, given, gather_facts(words, Steps()))
        return
    options = LabelOptions(thorough=way == "thorough")
    judged = asyncio.run(_judged(words, given, options))
    run_self_test(judged, given, options)
    if "similar" in sys.argv[3:]:
        find_similar(words, given, judged, options, use_faiss=True)


async def _judged(words: Words, given: Given, options: LabelOptions) -> Judged:
    """What `engine.labels.pipeline` does of it."""
    steps = Steps()
    async with judging_ready(options, steps):
        facts = await in_thread(steps, gather_facts, words, steps)
    return await judge_words(words, given, facts, options, steps)


def _by_cleanlab(words: Words, given: Given, facts: WordFacts) -> None:
    from cleanlab.filter import find_label_issues

    examples = Examples.of(given)
    texts = texts_of(words, facts, examples.chosen)
    _, linear, plain = learn_basis(texts, facts.dense[examples.chosen], keep=False)
    fold = fold_of_receipts(words, 0)[words.receipt[examples.chosen]]
    seen = Seen(examples, fold, linear, plain)
    lesson = seen.lesson(linear, np.ones(len(given), dtype=np.bool_))
    chances = ask_linear(lesson, FIRST_STRENGTH)[examples.at]
    find_label_issues(given.label, chances, return_indices_ranked_by="self_confidence", n_jobs=1)


if __name__ == "__main__":
    main()
