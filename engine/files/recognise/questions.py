"""Survey headings that are whole questions: `How likely are you to recommend us?`."""

from __future__ import annotations

from engine.files.recognise.content import Cells
from engine.files.recognise.elimination import is_long_text, mean_length
from engine.files.recognise.headings import Known, words_of_heading

_RECOMMENDING = (
    "recommend",
    "recomend",
    "recomiend",
    "recommand",
    "empfehl",
    "empfiehl",
    "weiterempfehl",
)
_RATING = ("satisf", "zufrieden", "rate", "rating", "overall", "valor", "punt", "bewert", "avali")


def asked(cells: Cells) -> dict[str, Known]:
    """What a question seems to ask for: a score, a comment, or nothing that can be told.

    Of several questions answered in own words the one with the longest answers comes first.
    """
    words = words_of_heading(cells.heading)
    if len(words) < 4:
        return {}
    if cells.filled and cells.share("score") > 0.9 and len(cells.distinct) <= 11:
        if any(word.startswith(_RECOMMENDING) for word in words):
            return {"score": Known(0.85, 0, "asks for a recommendation")}
        if any(word.startswith(_RATING) for word in words):
            return {"score": Known(0.7, 0, "asks for a rating")}
    if is_long_text(cells):
        strength = 0.6 + 0.1 * min(1.0, mean_length(cells) / 300)
        return {"comment": Known(strength, 0, "a question answered in own words")}
    return {}
