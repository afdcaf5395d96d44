"""Comments told apart, against counting them by hand."""

import unicodedata
from random import Random

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import Cancelled
from engine.feedback.comments import languages
from engine.feedback.comments.distinct import distinct_comments
from engine.feedback.comments.tokens import folded
from engine.progress import Unheard

TEXTS = st.one_of(
    st.none(),
    st.sampled_from(["Good", "good ", " GOOD", "go\tod", "Très bien", "TRES BIEN", "Straße",
                     "STRASSE", "tre\u0300s bien", "", "  ", "n/a", "👍", "ﬁne", "fine"]),
    st.text(max_size=12),
)  # fmt: skip
SCORES = st.one_of(st.just(float("nan")), st.sampled_from([0.0, 0.1, 0.3, 0.7, 1.0]))


def by_hand(texts: list[str | None]) -> dict[str, list[int]]:
    """Rows of each comment, by its folded text."""
    rows: dict[str, list[int]] = {}
    for row, text in enumerate(texts):
        composed = unicodedata.normalize("NFC", text or "")
        key = unicodedata.normalize("NFC", " ".join(composed.casefold().split()))
        if key:
            rows.setdefault(key, []).append(row)
    return dict(sorted(rows.items()))


@given(st.lists(st.tuples(TEXTS, SCORES), max_size=25))
@settings(max_examples=60, deadline=None)
def test_each_comment_is_counted_once(given_rows: list[tuple[str | None, float]]) -> None:
    texts = [text for text, _ in given_rows]
    rating = np.array([score for _, score in given_rows], dtype=np.float64)
    comments, place = distinct_comments(pl.Series(texts, dtype=pl.String), rating)
    wanted = by_hand(texts)
    assert list(comments.key) == list(wanted)
    assert comments.count.tolist() == [len(rows) for rows in wanted.values()]
    for number, rows in enumerate(wanted.values()):
        assert [place[row] for row in rows] == [number] * len(rows)
        assert comments.text[number] == min(texts[row] or "" for row in rows)
        scores = sorted(rating[row] for row in rows if not np.isnan(rating[row]))
        assert comments.rated[number] == len(scores)
        if scores:
            assert abs(comments.rating[number] - sum(scores) / len(scores)) < 1e-12
        else:
            assert np.isnan(comments.rating[number])
    assert (place >= 0).sum() == comments.count.sum()
    assert len(comments) == len(comments.junk) == len(comments.language)


@given(st.lists(st.tuples(TEXTS, SCORES), max_size=25), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_changes_nothing(
    given_rows: list[tuple[str | None, float]], random: Random
) -> None:
    def told(rows: list[tuple[str | None, float]]) -> tuple[object, ...]:
        series = pl.Series([text for text, _ in rows], dtype=pl.String)
        comments, _ = distinct_comments(series, np.array([score for _, score in rows], dtype=float))
        return (
            comments.text, comments.key, comments.count.tolist(), comments.junk, comments.language,
            comments.rating.tobytes(), comments.rated.tolist(),
        )  # fmt: skip

    shuffled = list(given_rows)
    random.shuffle(shuffled)
    assert told(shuffled) == told(given_rows)


def test_a_file_without_comments_has_none() -> None:
    comments, place = distinct_comments(pl.Series([None, "", " "], dtype=pl.String), np.ones(3))
    assert len(comments) == 0
    assert place.tolist() == [-1, -1, -1]


def test_junk_is_marked_and_kept() -> None:
    texts = pl.Series(["n/a", "asdf", "...", "Lovely shop"])
    comments, place = distinct_comments(texts, np.full(4, np.nan))
    assert [comments.junk[at] for at in place] == [
        "says nothing", "keys hit at random", "no words", "",
    ]  # fmt: skip
    assert comments.worth[place].tolist() == [False, False, False, True]


def test_folding_a_folded_text_changes_nothing() -> None:
    for text in ("  İSTANBUL\u00a0", "ΐ", "ǰ", "Straße", "ſ", "a\u0345", "TRÈS  BIEN"):
        assert folded(folded(text)) == folded(text)


class Impatient(Unheard):
    """Cancels at the look that it is told of."""

    def __init__(self, at: int) -> None:
        self.left = at

    def check(self) -> None:
        self.left -= 1
        if not self.left:
            raise Cancelled


def test_a_cancel_is_seen_between_any_two_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "AT_ONCE", 3)
    texts, rating = pl.Series([f"The mug {one} came late" for one in range(10)]), np.full(10, 0.5)
    often = 4 * 4 + 1  # folding, cleaning, votes, the mix, languages
    for look in range(1, often + 1):
        with pytest.raises(Cancelled):
            distinct_comments(texts, rating, Impatient(look))
    watched = distinct_comments(texts, rating, Impatient(often + 1))[0]
    assert watched.language == distinct_comments(texts, rating)[0].language
