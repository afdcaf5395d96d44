"""Bytes → what reading them gave, without a workspace."""

import csv
import io
import itertools
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import duckdb
import pytest

from engine.files import Reading, ReadingRoom, ReadOptions, read_table
from engine.files.forms.raw import RawTable, look
from engine.files.forms.unpack import unpack
from engine.files.recognise.recognition import Recognition, recognise
from engine.steps import Steps

Read = Callable[..., Reading]
Recognise = Callable[..., Recognition]


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Read bytes or text as an upload: `read(data, by_hand, limit_mb=…, kind="orders")`."""
    place = tmp_path_factory.mktemp("uploads")
    numbers = itertools.count()
    connection = duckdb.connect(config={"threads": 1})

    def read_bytes(
        data: bytes | str,
        by_hand: Mapping[str, str] | None = None,
        *,
        limit_mb: int = 4,
        **options: Any,
    ) -> Reading:
        folder = place / str(next(numbers))
        folder.mkdir()
        upload = place / f"{folder.name}.upload"
        upload.write_bytes(data.encode() if isinstance(data, str) else data)
        with connection.cursor() as cursor:
            room = ReadingRoom(folder, cursor, b"salt of the tests", limit_mb)
            given = dict(options)
            if by_hand is not None:
                given["mapping"] = by_hand
            return read_table(upload, room, Steps(), ReadOptions(**given))

    return read_bytes


@pytest.fixture(scope="session")
def looked(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes | str], RawTable]:
    """Bytes or text → headings and first records."""
    place = tmp_path_factory.mktemp("looked")
    numbers = itertools.count()

    def look_at(data: bytes | str) -> RawTable:
        folder = place / str(next(numbers))
        folder.mkdir()
        upload = place / f"{folder.name}.upload"
        upload.write_bytes(data.encode() if isinstance(data, str) else data)
        plain, form = unpack(upload, folder, Steps(), limit_mb=500)
        return look(plain, form)

    return look_at


@pytest.fixture(scope="session")
def recognised(looked: Callable[[bytes | str], RawTable]) -> Recognise:
    """Recognise bytes or text: `recognised(data, kind="orders", mapping={…})`."""

    def recognise_bytes(data: bytes | str, **options: Any) -> Recognition:
        return recognise(looked(data), ReadOptions(**options))

    return recognise_bytes


@pytest.fixture(scope="session")
def as_csv() -> Callable[..., bytes]:
    """Rows of cells → a CSV file, quoted where needed."""

    def write(rows: Iterable[Sequence[str]], delimiter: str = ",", newline: str = "\n") -> bytes:
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter, lineterminator=newline).writerows(rows)
        return text.getvalue().encode()

    return write


@pytest.fixture(scope="session")
def as_zip() -> Callable[..., bytes]:
    """Name → bytes, as a zip file."""

    def write(members: Mapping[str, bytes]) -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        return packed.getvalue()

    return write
