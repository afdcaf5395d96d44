"""All that is known about the labels of a file before anybody decides."""

from __future__ import annotations

from dataclasses import dataclass

from engine.labels.evidence.facts import WordFacts
from engine.labels.evidence.judged import Judged, Similar
from engine.labels.words import Given, Words


@dataclass(frozen=True)
class Evidence:
    """What verdicts stand on.

    Attributes:
        words: The words.
        given: The labels that the file gives them.
        facts: Where they stand and what stands around them.
        judged: What the models of this computer believe of the labels.
        similar: Which words of other receipts are like them.
    """

    words: Words
    given: Given
    facts: WordFacts
    judged: Judged
    similar: Similar
