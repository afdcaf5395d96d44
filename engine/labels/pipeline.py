"""Words of receipts → wrong labels, top to bottom as the diagram has it.

read words → number them → facts of every word: place, shape, row, neighbours, amounts
→ judge every label by models that never saw its receipt → similar words of other receipts
→ test on wrong labels of our own: from where on is a label clearly wrong?
→ settle the clear cases                                              → preliminary worklist
→ ask about the unclear ones (batched, remembered) → second check of suggestions
→ consensus of groups, conflicts → worklist
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field

import polars as pl

from engine.errors import TooSmall
from engine.jobs import in_thread, workers_ready
from engine.labels.evidence.evidence import Evidence
from engine.labels.evidence.gather import gather_facts
from engine.labels.evidence.judging import judge_words
from engine.labels.evidence.ready import load_models, load_models_and_trees
from engine.labels.evidence.rounds import AT_ONCE
from engine.labels.evidence.similar import find_similar
from engine.labels.evidence.taught import teach
from engine.labels.evidence.told import told_by_arithmetic
from engine.labels.numbering import number_words
from engine.labels.options import LabelOptions
from engine.labels.result import LabelResult
from engine.labels.review.keys import decision_keys
from engine.labels.summary import summarise
from engine.labels.tables import places_table, words_table
from engine.labels.verdicts.ask import ask_unclear
from engine.labels.verdicts.conflicts import conflicts
from engine.labels.verdicts.groups import weigh_groups
from engine.labels.verdicts.reasons import add_context
from engine.labels.verdicts.selftest import run_self_test
from engine.labels.verdicts.settle import settle
from engine.labels.verdicts.unanswered import unanswered
from engine.labels.verdicts.verdict import SelfTest
from engine.models import Models
from engine.models.opening import local_models
from engine.steps import Step, Steps

STEPS = (
    "Number the words", "Look at every word", "Judge the labels", "Find similar words",
    "Test on wrong labels of our own", "Settle the clear cases", "Ask about the unclear ones",
    "Say why", "Weigh the groups",
)  # fmt: skip
SHOWN = 200


@dataclass(frozen=True)
class LabelTables:
    """What Labels works on.

    Attributes:
        words: Checked words of receipts; see `engine.files.Reading`.
        source: Id of that table.
        decided: key, action and label of what a person decided about the file's labels before;
            None for nothing.
    """

    words: pl.DataFrame = field(repr=False)
    source: str = ""
    decided: pl.DataFrame | None = field(default=None, repr=False)


async def judge_labels(
    tables: LabelTables,
    options: LabelOptions,
    *,
    steps: Steps,
    models: Models | None = None,
    use_faiss: bool = True,
) -> LabelResult:
    """Find the wrong labels of a file.

    Args:
        tables: The checked words.
        options: What is judged and how.
        steps: Named steps, warnings and a preliminary worklist are reported here.
        models: Who is asked about what is unclear; those of this computer by default.
        use_faiss: Whether similar words are found by faiss instead of numpy: the same ones.

    Raises:
        TooSmall: No word of the file has a label, or none of those asked for.
        ModelRefused: Nothing can be asked of the server at all.
        Cancelled: The run was cancelled.
    """
    steps.plan(*STEPS)
    models = models or local_models()
    found = await _gather(tables, options, steps, use_faiss=use_faiss)
    evidence, words, given = found.evidence, found.evidence.words, found.evidence.given
    judged, similar = evidence.judged, evidence.similar
    with steps("Settle the clear cases", unit="labels") as step:
        sums = await in_thread(step, told_by_arithmetic, evidence.facts, words, given)
        verdicts = await in_thread(step, settle, judged, given, similar, found.test, options, sums)
        steps.show(words_table(words, given, verdicts, found.keys).head(SHOWN))
    with steps("Ask about the unclear ones", unit="words") as step:
        verdicts = await ask_unclear(models.chat, evidence, verdicts, options, step)
    with steps("Say why", unit="labels"):
        verdicts = add_context(verdicts, words, given, evidence.facts, sums)
    with steps("Weigh the groups", unit="groups") as step:
        groups = await in_thread(step, weigh_groups, words, given, verdicts, similar, options)
    totals = summarise(words, given, judged, found.test, verdicts)
    return LabelResult(
        words=words_table(words, given, verdicts, found.keys),
        places=places_table(words, given),
        groups=groups,
        conflicts=conflicts(words, given, verdicts),
        unanswered=unanswered(words, given, verdicts),
        summary=totals | {"learnt_from": found.learnt_from},
    )


@dataclass(frozen=True)
class _Found:
    """What verdicts stand on, how far it can be believed, and what labels are remembered by."""

    evidence: Evidence
    test: SelfTest
    keys: Sequence[str]
    learnt_from: int


async def _gather(
    tables: LabelTables, options: LabelOptions, steps: Steps, *, use_faiss: bool
) -> _Found:
    with steps("Number the words", unit="words") as step:
        words, given = await in_thread(step, number_words, tables.words, options.labels)
        _refuse_unlabelled(given.asked.any(), options)
    with steps("Look at every word", unit="receipts") as step:
        async with judging_ready(options, step):
            facts = await in_thread(step, gather_facts, words, step)
    with steps("Judge the labels", unit="fits") as step:
        keys = await in_thread(step, decision_keys, words, given)
        taught = teach(given, keys, tables.decided)
        learnt = await judge_words(words, taught.given, facts, options, step)
        judged = taught.judged_of(learnt, given)
    with steps("Find similar words", unit="words") as step:
        similar = await in_thread(
            step, find_similar, words, given, judged, options, use_faiss=use_faiss
        )
    with steps("Test on wrong labels of our own", unit="labels") as step:
        test = await in_thread(step, run_self_test, learnt, taught.given, options)
    return _Found(Evidence(words, given, facts, judged, similar), test, keys, taught.count)


def judging_ready(options: LabelOptions, step: Step) -> AbstractAsyncContextManager[None]:
    """Processes in which labels will be judged."""
    if options.thorough:
        return workers_ready(step, load_models_and_trees, AT_ONCE)
    return workers_ready(step, load_models, 1)


def _refuse_unlabelled(found: object, options: LabelOptions) -> None:
    if found:
        return
    if options.labels:
        raise TooSmall(f"No word of the file is labelled {', '.join(options.labels)}.")
    raise TooSmall(
        "No word of the file has a label: Labels looks for wrong ones among those that are there. "
        "Choose the column that holds them on the Files page."
    )
