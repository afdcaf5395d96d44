"""The distinct comments of a file, and what is known about each."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from engine.feedback.responses import Floats, Ints, Mask


@dataclass(frozen=True)
class Comments:
    """Distinct comments in the order of their folded texts, whatever the order of the rows.

    Two comments are one where they agree after NFC, with white space and case folded.

    Attributes:
        text: Each as written; of several spellings the least; d.
        key: Folded text, ascending; d.
        count: Responses that say it, (d,).
        junk: Why it says nothing (`says nothing`, `keys hit at random`, `no words`), empty where it
            is worth reading; d.
        language: ISO code of its language, empty where it cannot be told; d.
        rating: Mean score of its responses on 0..1 of the scale, NaN where none has one, (d,).
        rated: Responses behind that mean, (d,).
    """

    text: tuple[str, ...] = field(repr=False)
    key: tuple[str, ...] = field(repr=False)
    count: Ints = field(repr=False)
    junk: tuple[str, ...] = field(repr=False)
    language: tuple[str, ...] = field(repr=False)
    rating: Floats = field(repr=False)
    rated: Ints = field(repr=False)

    def __len__(self) -> int:
        return len(self.text)

    @property
    def worth(self) -> Mask:
        """Which are worth reading, (d,)."""
        return np.array([not why for why in self.junk], dtype=np.bool_)


@dataclass(frozen=True)
class Cues:
    """What dictionaries find in each distinct comment; nothing is learnt here.

    Attributes:
        lexicon: Length-normalised sum of the words' values, -1..1; 0 where no word is known, (d,).
        positive: Sum of its positive values, at least 0, (d,).
        negative: Sum of its negative values, at most 0, (d,).
        hits: Words and phrases with a value, (d,); 0 is no evidence.
        covered: Whether there is a lexicon for its language, (d,).
        tokens: Words, (d,).
        questions: Question marks, (d,).
        emotions: Cue words of each emotion in the order of `EMOTIONS`, (d, 7).
        leaving: Explicit cues of leaving (cancel, switch, never again), (d,).
        aspects: Whether the comment speaks of each aspect of `aspect_names`, (d, a).
        blamed: Lexicon sum of the clauses that speak of the aspect, 0 where none, (d, a).
        aspect_names: English names of the aspects, such as `delivery` or `price`, in fixed order.
        content: The comment without stop words and sentiment words, folded; d. For embeddings and
            names of themes.
        phrases: At most 3 key phrases of each, as written; d.
    """

    lexicon: Floats = field(repr=False)
    positive: Floats = field(repr=False)
    negative: Floats = field(repr=False)
    hits: Ints = field(repr=False)
    covered: Mask = field(repr=False)
    tokens: Ints = field(repr=False)
    questions: Ints = field(repr=False)
    emotions: Ints = field(repr=False)
    leaving: Ints = field(repr=False)
    aspects: Mask = field(repr=False)
    blamed: Floats = field(repr=False)
    aspect_names: tuple[str, ...]
    content: tuple[str, ...] = field(repr=False)
    phrases: tuple[tuple[str, ...], ...] = field(repr=False)


@dataclass(frozen=True)
class Analysis:
    """What is said of each distinct comment; one form whoever says it, empty where unknown.

    Attributes:
        sentiment: -1..1, NaN where nothing is known, (d,).
        sentiment_class: Place in `CLASSES`, -1 where nothing is known, (d,).
        emotions: Share of each of `EMOTIONS`, 0..1, rows of NaN where there are none, (d, 7).
        churn: Risk of leaving 0..1, NaN where it cannot be told, (d,).
        opposite: Chance that the text belongs to the other end of the scale than its own scores,
            0..1, NaN where it cannot be told, (d,).
        pain_points: Short names of what hurts; d.
        key_phrases: d.
        analysed_by: Identity of the model, empty where the comment was not read; d.
        reason: Why the local model answered in a server's place, or nobody did; empty; d.
        trained: How the reading was learnt, plain values for the account: comments, rated ones,
            out-of-fold AUC and error beside guessing the median.
        notes: Sentences the user should read.
    """

    sentiment: Floats = field(repr=False)
    sentiment_class: npt.NDArray[np.int8] = field(repr=False)
    emotions: Floats = field(repr=False)
    churn: Floats = field(repr=False)
    opposite: Floats = field(repr=False)
    pain_points: tuple[tuple[str, ...], ...] = field(repr=False)
    key_phrases: tuple[tuple[str, ...], ...] = field(repr=False)
    analysed_by: tuple[str, ...] = field(repr=False)
    reason: tuple[str, ...] = field(repr=False)
    trained: dict[str, object] = field(repr=False, default_factory=dict)
    notes: tuple[str, ...] = ()
