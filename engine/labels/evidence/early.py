"""The likeliest errors while a run still judges, by its first pass alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl

from engine.labels.words import Floats, Given, Ints, Words

SHOWN = 200


def early_list(
    words: Words, given: Given, show: Callable[[pl.DataFrame], None]
) -> Callable[[Ints, Floats], None]:
    """What takes the first suspicions of some labels and shows the worst of all so far.

    Args:
        words: The words.
        given: Their labels.
        show: Gets outlier_score, word_text, label, suggested_label (always null) and
            merchant_name of the 200 most doubtful, the worst first.

    Returns:
        A function of the rows of some labels and of their chance of being wrong, 0..1; both (r,).
    """
    wrong = np.zeros(len(given))

    def take(rows: Ints, suspicion: Floats) -> None:
        wrong[rows] = np.where(given.asked[rows], suspicion, 0.0)
        worst = np.argsort(-wrong, kind="stable")[:SHOWN]
        worst = worst[wrong[worst] > 0]
        word = given.word[worst]
        merchants = (*words.merchants, None)
        show(
            pl.DataFrame(
                {
                    "outlier_score": wrong[worst],
                    "word_text": [words.texts[place] for place in word],
                    "label": [given.names[place] for place in given.label[worst]],
                    "suggested_label": pl.Series([None] * len(worst), dtype=pl.String),
                    "merchant_name": pl.Series(
                        [merchants[place] for place in words.merchant[word]], dtype=pl.String
                    ),
                }
            )
        )

    return take
