"""A file's comments told apart: each counted once, whatever its white space, case and order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from engine.feedback.comments.comments import Comments
from engine.feedback.comments.junk import why_junk
from engine.feedback.comments.languages import in_parts, languages_of
from engine.feedback.comments.tokens import cleaned, composed, folded
from engine.feedback.responses import Floats, Ints
from engine.progress import Progress, Unheard


def distinct_comments(
    texts: pl.Series, rating: Floats, step: Progress | None = None
) -> tuple[Comments, Ints]:
    """Tell a file's comments apart.

    Args:
        texts: Comments of the responses as text, null or empty where there is none, n.
        rating: Scores of the responses on 0..1 of their scale, NaN where there is none, (n,).
        step: Counts spellings, and looked at for a cancel; None where nobody waits.

    Returns:
        The distinct comments in the order of their folded texts, and the place among them of each
        response's comment, (n,), -1 where it has none. The order of the rows changes nothing else.
    """
    step = step or Unheard()
    spelling = _spellings(texts, step)
    kept = spelling.filter(pl.col("key") != "")
    keys = kept.group_by("key").agg(text=pl.col("text").min()).sort("key")
    key, text = tuple(keys["key"]), tuple(keys["text"])
    placed = _placed(texts, kept, keys["key"])
    mean, rated = _ratings(placed, rating, len(keys))
    said = placed[placed >= 0]
    clean, junk = _cleaned(text, step)
    comments = Comments(
        text, key,
        count=np.bincount(said, minlength=len(keys)).astype(np.int64),
        junk=junk,
        language=languages_of(clean, step),
        rating=mean, rated=rated,
    )  # fmt: skip
    return comments, placed


def _placed(texts: pl.Series, spelling: pl.DataFrame, keys: pl.Series) -> Ints:
    """The place among the distinct comments of each response's, (n,), -1 where it has none."""
    number = pl.DataFrame({"key": keys, "place": np.arange(len(keys), dtype=np.int64)})
    known = spelling.join(number, on="key")
    written = pl.DataFrame({"text": texts.cast(pl.String)})
    place = written.join(known, on="text", how="left", maintain_order="left")["place"]
    return place.fill_null(-1).to_numpy().astype(np.int64)


def _cleaned(texts: Sequence[str], step: Progress) -> tuple[list[str], tuple[str, ...]]:
    """The cleaned comments, and why each is junk."""
    step.expect(len(texts))
    clean: list[str] = []
    junk: list[str] = []
    for some in in_parts(texts, step):
        clean.extend(cleaned(composed(one)) for one in some)
        junk.extend(why_junk(one) for one in clean[len(junk) :])
        step.advance(len(some))
    return clean, tuple(junk)


def _spellings(texts: pl.Series, step: Progress) -> pl.DataFrame:
    """Each way in which comments are written, and the folded text."""
    written = texts.cast(pl.String).drop_nulls().unique().sort()
    keys = [folded(text) for some in in_parts(written.to_list(), step) for text in some]
    return pl.DataFrame({"text": written, "key": pl.Series(keys, dtype=pl.String)})


def _ratings(placed: Ints, rating: Floats, distinct: int) -> tuple[Floats, Ints]:
    """Mean score of each distinct comment and how many scores it is of, (distinct,) each.

    Scores are added up from the lowest on, so that the order of the rows does not show in the
    last digit.
    """
    counts = (placed >= 0) & ~np.isnan(rating)
    place, score = placed[counts], rating[counts]
    order = np.lexsort((score, place))
    rated = np.bincount(place, minlength=distinct).astype(np.int64)
    sums = np.bincount(place[order], weights=score[order], minlength=distinct)
    mean = np.full(distinct, np.nan)
    np.divide(sums, rated, out=mean, where=rated > 0)
    return mean, rated
