"""The words that comments are made of, as numbers: which comment and which clause holds which."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from engine.feedback.responses import Floats, Ints

MOST_WORDS = 20_000
LEAST_COMMENTS = 2
AT_ONCE = 10_000
# What ends a clause; commas do not, since lists of things belong together.
_ENDS = r"[.!?;:…\n\r]+|\s[-–—]\s"
_BUTS = r"\b(?:but|however|although|pero|aunque|mas|porém|mais|cependant|aber|jedoch|ma|però)\b"
_WORD = r"[\p{L}\p{N}]+"
_MARK = "\u001f"


@dataclass(frozen=True)
class Wording:
    """Words of distinct comments, without stop words and words of feeling.

    Attributes:
        words: Each word once, folded, ascending; v.
        written: Each as it is mostly written; v.
        rarity: ln((1 + comments) / (1 + comments that hold it)), at least 0, (v,).
        comment: Comment of each pair, ascending, (t,).
        word: Its word, no pair twice, (t,).
        owner: Comment of each clause, ascending, (c,).
        clause: Clause of each pair of clause and word, (u,).
        clause_word: Its word, (u,).
    """

    words: tuple[str, ...] = field(repr=False)
    written: tuple[str, ...] = field(repr=False)
    rarity: Floats = field(repr=False)
    comment: Ints = field(repr=False)
    word: Ints = field(repr=False)
    owner: Ints = field(repr=False)
    clause: Ints = field(repr=False)
    clause_word: Ints = field(repr=False)

    @classmethod
    def of(cls, texts: Sequence[str], content: Sequence[str]) -> Wording:
        """The words of comments.

        Words of a single comment are left out: nothing is learnt from them, and slips of the
        keyboard are among them.

        Args:
            texts: The comments as written, n.
            content: Their words that count, folded, with blanks between; n.
        """
        pairs = _pairs(content)
        known = (
            pairs.group_by("word").agg(pl.len().alias("comments"))
            .filter(pl.col("comments") >= LEAST_COMMENTS)
            .sort(["comments", "word"], descending=[True, False]).head(MOST_WORDS)
            .sort("word").with_row_index("place")
        )  # fmt: skip
        held = pairs.join(known, on="word").sort("comment", "place")
        clauses, spelled = _clauses(texts, known)
        starts = clauses.unique("clause", keep="first", maintain_order=True)
        return cls(
            words=tuple(known["word"]),
            written=_written(spelled, tuple(known["word"])),
            rarity=np.log((1 + len(texts)) / (1 + known["comments"].cast(pl.Float64).to_numpy())),
            comment=_ints(held["comment"]),
            word=_ints(held["place"]),
            owner=_ints(starts["comment"]),
            clause=_ints(_numbered(clauses["clause"])),
            clause_word=_ints(clauses["place"]),
        )


def plain(word: str) -> str:
    """A word without accents and case."""
    apart = unicodedata.normalize("NFKD", word.lower())
    return "".join(sign for sign in apart if unicodedata.category(sign)[0] != "M")


def folded(words: pl.Expr) -> pl.Expr:
    """Words without accents and case, so that two ways to fold them agree."""
    return words.str.to_lowercase().str.normalize("NFKD").str.replace_all(r"\p{M}", "")


def says_one_of(words: Sequence[str]) -> pl.Expr:
    """Whether a comment has a word that begins like one of these, accents and case aside."""
    begins = "|".join(pl.escape_regex(plain(word)) for word in words)
    return folded(pl.col("comment")).str.contains(rf"(?:^|[^\p{{L}}\p{{N}}])(?:{begins})")


def _ints(column: pl.Series) -> Ints:
    return column.cast(pl.Int64).to_numpy()


def _numbered(ascending: pl.Series) -> pl.Series:
    """The same in numbers from 0 without gaps."""
    return (ascending != ascending.shift(1)).fill_null(value=False).cast(pl.Int64).cum_sum()


def _pairs(content: Sequence[str]) -> pl.DataFrame:
    """comment, word: each pair once."""
    table = pl.DataFrame(
        {"comment": range(len(content)), "word": pl.Series(content, dtype=pl.String)}
    )
    apart = table.with_columns(pl.col("word").str.extract_all(r"\S+")).explode(
        "word", empty_as_null=True
    )
    return apart.drop_nulls("word").unique()


def _clauses(texts: Sequence[str], known: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The known words of each clause, each once, and how often each is spelled how.

    Some comments at a time, since all words of a large file at once take a gigabyte.

    Returns:
        comment, clause (both ascending), place; and place, spelled, len.
    """
    keys = known.select("place", folded(pl.col("word")).alias("key")).unique(
        "key", keep="first", maintain_order=True
    )
    parts: list[pl.DataFrame] = []
    spelled: list[pl.DataFrame] = []
    clauses = 0
    for first in range(0, max(1, len(texts)), AT_ONCE):
        cut = _cut(texts[first : first + AT_ONCE], first, clauses)
        found = _words_of(cut).join(keys, on="key")
        clauses += cut.height
        parts.append(found.select("comment", "clause", "place").unique().sort("clause", "place"))
        spelled.append(found.group_by("place", pl.col("text").str.to_lowercase()).len())
    return pl.concat(parts), pl.concat(spelled)


def _cut(texts: Sequence[str], first: int, clauses: int) -> pl.DataFrame:
    """clause, comment, text: comments cut into clauses, numbered on from those before."""
    numbers = pl.Series(range(first, first + len(texts)), dtype=pl.Int64)
    table = pl.DataFrame({"comment": numbers, "text": pl.Series(texts, dtype=pl.String)})
    marked = pl.col("text").str.replace_all(f"{_ENDS}|(?i:{_BUTS})", _MARK).str.split(_MARK)
    apart = table.select("comment", marked).explode("text", empty_as_null=True)
    return apart.with_row_index("clause", offset=clauses)


def _words_of(clauses: pl.DataFrame) -> pl.DataFrame:
    """clause, comment, text, key: every word of clauses as written and folded."""
    words = clauses.with_columns(pl.col("text").str.extract_all(_WORD))
    apart = words.explode("text", empty_as_null=True).drop_nulls("text")
    return apart.with_columns(folded(pl.col("text")).alias("key"))


def _written(spelled: pl.DataFrame, words: tuple[str, ...]) -> tuple[str, ...]:
    """The commonest spelling of each word in small letters; of equals the least."""
    counted = spelled.group_by("place", "text").agg(pl.col("len").sum())
    ordered = counted.sort(["place", "len", "text"], descending=[False, True, False])
    first = ordered.unique("place", keep="first", maintain_order=True)
    found = dict(first.select("place", "text").iter_rows())
    return tuple(found.get(place, word) for place, word in enumerate(words))
