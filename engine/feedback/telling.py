"""What a run tells of itself: the summary document with its sentences and quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.feedback.beside import Read
from engine.feedback.meaning.figures import summary_figures
from engine.feedback.meaning.measures import Measures
from engine.feedback.meaning.quotes import Quote
from engine.feedback.meaning.sentences import checked_sentences, local_sentences
from engine.feedback.responses import Scored
from engine.feedback.summary import summarise


def tell_summary(
    measures: Measures,
    quotes: Sequence[Quote],
    read: Read,
    scored: Scored,
    rejected: Mapping[str, int],
) -> dict[str, Any]:
    """The fields of `summary.json`.

    A model's sentences stand behind our own where they pass the check; those that do not are
    dropped and counted.

    Args:
        measures: The figures of all responses.
        quotes: Passages that passed the check.
        read: What reading found.
        scored: How the scores were read.
        rejected: Reason → rows of the input that were left out.
    """
    figures = summary_figures(measures)
    worded, dropped = checked_sentences(read.worded.sentences, figures, read.worded.made_by)
    told = summarise(measures, quotes, [*local_sentences(figures), *worded], rejected)
    told["dropped_sentences"] = dropped
    told["scale"] = {"name": scored.scale, "mixed": list(scored.mixed), "says": scored.says}
    told["themes_found"] = {
        "stability": _known(read.themes.stability), "too_small": read.themes.too_small,
    }  # fmt: skip
    told["reading"] = dict(read.local.trained)
    told["notes_on_reading"] = [*read.local.notes, *([scored.says] if scored.says else [])]
    told["notes"] = [*told["notes"], *told["notes_on_reading"]]
    return told


def _known(value: float) -> float | None:
    return None if value != value else value
