"""A hundred of the damaged files that `python -m benchmarks.fuzz_reading` reads by thousands."""

import sys
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from judging import judged
from mutations import case

sys.path.pop(0)


@settings(max_examples=100, derandomize=True, deadline=None, database=None,
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
