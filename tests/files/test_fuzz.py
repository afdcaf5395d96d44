"""A few of the damaged files that `python -m benchmarks.fuzz_reading` reads by thousands."""

import dataclasses
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.files import Reading

sys.path.insert(0, str(Path(__file__).parent))
from judging import judged, of_reading, of_sentence
from mutations import case

sys.path.pop(0)


@settings(max_examples=15, derandomize=True, deadline=None, database=None,
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(number=st.integers(0, 1999))
def test_a_damaged_file_is_read_or_refused(
    number: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = case(number)
    with duckdb.connect(config={"threads": 1}) as connection:
        verdict, told = judged(found.data, tmp_path_factory.mktemp("case") / "one", connection)
    assert verdict in ("read", "refused"), f"{found}: {told[:500]}"


def test_a_case_is_the_same_whenever_it_is_made() -> None:
    assert [case(number) for number in range(5)] == [case(number) for number in range(5)]
    assert case(1).data != case(1, seed=1).data


def test_the_judge_sees_what_does_not_add_up(read: Callable[..., Reading]) -> None:
    rows = "".join(f"{n // 2},A{n % 5},{n % 4}\n" for n in range(20))
    reading = read(f"order_id,sku,quantity\n{rows}")
    assert reading.rejected == {"zero_quantity": 5}
    assert of_reading(reading) == []
    for spoilt in (
        {"read": 21}, {"used": 14}, {"rejected": {}}, {"rejects": reading.rejects.head(4)},
        {"table": reading.table.head(14)}, {"table": reading.table.with_columns(row=1)},
        {"rejects": pl.concat([reading.rejects, reading.rejects])},
        {"doubts": reading.rejects},
    ):  # fmt: skip
        assert of_reading(dataclasses.replace(reading, **spoilt)), list(spoilt)


@pytest.mark.parametrize(
    "sentence", ["", " ", "One.\nTwo.", "x" * 600, "Traceback (most)", "It is in /home/a/b."]
)
def test_the_judge_sees_what_no_refusal_says(sentence: str) -> None:
    assert of_sentence(sentence, Path("/home/a/b"))
    assert not of_sentence("The file is empty.", Path("/home/a/b"))
