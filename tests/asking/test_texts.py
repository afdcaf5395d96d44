"""Which column is meant, and what it is called in the file."""

from typing import Any

import polars as pl
import pytest

from engine import CheckedTable, OptionRefused
from engine.asking.texts import find_column, heading_of, texts_of


def table(**fields: str) -> CheckedTable:
    """A table whose fields have these headings."""
    columns: tuple[dict[str, Any], ...] = tuple(
        {"field": field, "heading": heading} for field, heading in fields.items()
    )
    return CheckedTable("id", "file.csv", "survey", "", {}, columns, 0, 0, {}, (), {}, {})


def lines(*texts: str, **others: Any) -> pl.DataFrame:
    """One line with these columns of text, and others."""
    told = {name: pl.Series([name], dtype=pl.Categorical) for name in texts}
    return pl.DataFrame({"row": [1], **told, **others})


SURVEY = table(comment="What did you think?", score="NPS", customer="E-mail")
ANSWERS = lines("customer", "comment", "segment: Shop town", score=[9.0])


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", "comment"),
        ("comment", "comment"),
        ("What did you think?", "comment"),
        ("Shop town", "segment: Shop town"),
        ("segment: Shop town", "segment: Shop town"),
    ],
)
def test_the_column_of_a_survey(wanted: str, found: str) -> None:
    assert find_column(SURVEY, ANSWERS, wanted) == found


@pytest.mark.parametrize("wanted", ["title", "Item", "product"])
def test_the_products_of_orders_by_any_of_their_names(wanted: str) -> None:
    orders, rows = table(product="Item", sku="Code"), lines("sku", "title")
    assert find_column(orders, rows, wanted) == "title"
    assert find_column(orders, rows, "") == "title"
    assert heading_of(orders, "title") == "Item"


def test_the_words_of_receipts() -> None:
    assert find_column(table(text="word_text"), lines("merchant", "text"), "") == "text"


@pytest.mark.parametrize("wanted", ["score", "NPS", "row", "customer", "E-mail", "Comment", "x"])
def test_a_column_without_texts_is_refused(wanted: str) -> None:
    with pytest.raises(OptionRefused) as refused:
        find_column(SURVEY, ANSWERS, wanted)
    assert str(refused.value) == (
        f"file.csv has no column {wanted!r} with texts; columns with texts are comment, Shop town."
    )


def test_a_table_of_numbers_is_refused() -> None:
    with pytest.raises(OptionRefused, match="columns with texts are none"):
        find_column(table(), lines(score=[1.0]), "")


def test_a_field_the_file_has_not_is_no_column() -> None:
    empty = pl.Series([None], dtype=pl.String)
    with pytest.raises(OptionRefused, match="columns with texts are id"):
        find_column(table(), lines("id", comment=empty), "")


def test_headings() -> None:
    assert heading_of(SURVEY, "comment") == "What did you think?"
    assert heading_of(SURVEY, "segment: Shop town") == "Shop town"
    assert heading_of(table(), "title") == "title"


def test_texts_are_plain_text() -> None:
    texts = texts_of(ANSWERS, "comment")
    assert texts.schema == {"row": pl.Int64, "text": pl.String}
    assert texts.rows() == [(1, "comment")]
