"""Amounts are read as people of many countries write them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.labels.evidence.amounts import read_amount, read_amounts
from engine.labels.evidence.writing import read_counts


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [
        ("12.50", 1250), ("$12.50", 1250), ("12,50 €", 1250), ("1.234,56", 123456),
        ("1,234.56", 123456), ("1 234,50", 123450), ("CHF 1'234.50", 123450), (".82", 82),
        ("RM 12.30", 1230), ("Rs13.13", 1313), ("AED44.00", 4400), ("58.14G", 5814),
        ("9.99 R", 999), ("NETT TOTAL: $7.10", 710), ("$5", 500), ("5,-", 500), ("12.–", 1200),
        ("Rp20.400", 2040000), ("20.000₫", 2000000), ("１２．５０", 1250), ("￥1,200", 120000),
        ("R$ 5,00", 500), ("50,00 kr", 5000), ("12.345.678,90", 1234567890), ("0,34", 34),
        ("-€2.20", -220), ("€-2.20", -220), ("2.20-", -220), ("Total: -2.00", -200),
    ],
)  # fmt: skip
def test_an_amount_is_read_in_hundredths(text: str, hundredths: int) -> None:
    assert read_amount(text) == hundredths


@pytest.mark.parametrize(
    "text",
    [
        "", "Total", "V2.60", "MAY08.17", "08.17", "6.00%", "0.26lb", "0.365KG", "2@.99", "12.5",
        "27-04-18 16:40", "12/50", "SR 6% 12.00", "Table 12", "999999999999.00", "1,23,456.00",
        "555-1234", "12.50x", "10.00 KG", "7 PCS", "0.00", "x" * 59 + " 1.00", "19.09.2014",
    ],
)  # fmt: skip
def test_other_numbers_are_no_amounts(text: str) -> None:
    assert read_amount(text) == 0
    assert read_amounts([text, "1.00"], np.array([0, 2])).tolist() == [0, 100]


@given(
    amount=st.integers(1, 99_999_999),
    marks=st.sampled_from([(",", "."), (".", ","), ("", "."), ("", ","), ("'", "."), (" ", ",")]),
    sign=st.sampled_from(["", "-"]),
    around=st.sampled_from(
        [("", ""), ("$", ""), ("€ ", ""), ("", " €"), ("RM", ""), ("EUR ", ""), ("TOTAL ", ""),
         ("Amount due: ", " USD"), ("", " A"), ("(", ")")]
    ),
)  # fmt: skip
def test_every_notation_says_the_same(
    amount: int, marks: tuple[str, str], sign: str, around: tuple[str, str]
) -> None:
    thousands, decimal = marks
    whole = f"{amount // 100:,}".replace(",", thousands)
    text = f"{around[0]}{sign}{whole}{decimal}{amount % 100:02d}{around[1]}"
    assert read_amount(text) == (-amount if sign else amount)


def test_thousands_and_bare_numbers_count_only_where_no_amount_has_cents() -> None:
    texts = ("20,400", "5390", "13.240", "0.365", "12", "20,400", "5390", "3.00")
    amounts = read_amounts(texts, np.array([0, 5, 8]))
    assert amounts.tolist() == [2040000, 539000, 1324000, 0, 0, 0, 0, 300]


@given(st.lists(st.text(max_size=70), max_size=6))
def test_any_text_is_read_without_fault(texts: list[str]) -> None:
    amounts = read_amounts(texts, np.array([0, len(texts)]))
    assert amounts.shape == (len(texts),)
    assert read_counts(texts).shape == (len(texts),)


def test_counts_are_of_pieces() -> None:
    texts = ("2", "2x", "x3", "(4)", "12 @", "1,000×", "0.47", "2BT", "1234", "3 ×")
    assert read_counts(texts).tolist() == [2, 2, 3, 4, 12, 0, 0, 0, 0, 3]
