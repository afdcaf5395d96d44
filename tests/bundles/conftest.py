"""Whole files, read once and used by several rooms' tests."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pytest

from engine.bundles import BundleOptions
from engine.bundles.context.transactions import Baskets, gather_baskets
from engine.files import ReadingRoom, read_table
from engine.steps import Steps

Check = Callable[[Path], pl.DataFrame]


@pytest.fixture(scope="session")
def check(tmp_path_factory: pytest.TempPathFactory) -> Check:
    """Read a file as orders and give its checked lines."""
    connection = duckdb.connect(config={"threads": 1})

    def read(path: Path) -> pl.DataFrame:
        folder = tmp_path_factory.mktemp("read")
        with connection.cursor() as cursor:
            room = ReadingRoom(folder, cursor, b"salt of the tests", 256)
            return read_table(path, room, Steps()).table

    return read


@pytest.fixture(scope="session")
def sample_orders(root: Path, check: Check) -> pl.DataFrame:
    """The checked lines of the sample shop."""
    return check(root / "sample_data" / "orders.csv")


@pytest.fixture(scope="session")
def groceries(shared_data: Path, check: Check) -> Baskets:
    """The arules groceries: 9,835 baskets without dates or prices."""
    lines = check(_there(shared_data, "groceries_baskets.csv"))
    return gather_baskets(lines, BundleOptions(), Steps())


@pytest.fixture(scope="session")
def two_months(shared_data: Path, check: Check) -> Baskets:
    """December and January of UCI's Online Retail."""
    lines = check(_there(shared_data, "online_retail_2010-12_to_2011-08.csv.gz"))
    early = lines.filter(pl.col("moment") < dt.datetime.fromisoformat("2011-02-01"))
    return gather_baskets(early, BundleOptions(), Steps())


def _there(shared_data: Path, name: str) -> Path:
    path = shared_data / "orders" / name
    if not path.is_file():
        pytest.skip(f"{name} is not among the shared data")
    return path
