"""JSON, JSON Lines and Parquet become rows; layouts of documents may say which.

The oracle flattens one record with plain recursion, without a word on files.
"""

import gzip
import io
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import FileRefused
from engine.files import Reading
from engine.files.forms.documents import DocumentLayout
from engine.files.forms.raw import RawTable, load, look
from engine.files.forms.unpack import unpack
from engine.steps import Steps

Read = Callable[..., Reading]
Write = Callable[..., bytes]
Seen = Callable[..., tuple[RawTable, list[dict[str, str]]]]
ORDERS = [
    {"id": "0017", "customer": {"city": "Ulm"}, "items": [
        {"sku": "007", "title": "Mug, red", "quantity": 1, "price": 2.5},
        {"sku": "0080", "title": "Tea; strong", "quantity": 2, "price": 12.0}]},
    {"id": "0018", "customer": {"city": "Graz"}, "items": [
        {"sku": "9", "title": "Crème brûlée", "quantity": 3, "price": 1150.0}]},
]  # fmt: skip
LINES = [("0017", "007", 1.0, 2.5), ("0017", "0080", 2.0, 12.0), ("0018", "9", 3.0, 1150.0)]
COLUMNS = {"order_id": "id", "sku": "items.sku", "product": "items.title",
           "quantity": "items.quantity", "unit_price": "items.price"}  # fmt: skip


def graphql(orders: list[dict[str, Any]]) -> dict[str, Any]:
    """Orders as a GraphQL interface answers."""
    edges = [
        {"cursor": str(n), "node": {**order, "items": {
            "edges": [{"node": item} for item in order["items"]], "pageInfo": {"next": False}}}}
        for n, order in enumerate(orders)
    ]  # fmt: skip
    return {"data": {"orders": {"edges": edges, "pageInfo": {"next": True}}}, "extensions": {}}


WAYS: dict[str, Callable[[list[dict[str, Any]]], str]] = {
    "array": json.dumps,
    "indented": lambda orders: json.dumps(orders, indent=2, ensure_ascii=False),
    "object": lambda orders: json.dumps({"count": 2, "orders": orders, "errors": []}),
    "lines": lambda orders: "\n".join(map(json.dumps, orders)),
    "windows lines": lambda orders: "".join(json.dumps(order) + "\r\n" for order in orders),
    "graphql": lambda orders: json.dumps(graphql(orders), indent=1),
    "nodes": lambda orders: json.dumps({"data": {"orders": {"nodes": orders}}}),
}


@pytest.fixture
def seen(tmp_path: Path) -> Seen:
    """What `look` and `load` make of bytes: the table, and its rows as heading → cell."""

    def run(data: bytes | str, **options: Any) -> tuple[RawTable, list[dict[str, str]]]:
        path = tmp_path / "upload"
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        plain, form = unpack(path, tmp_path, Steps(), limit_mb=16)
        table = look(plain, form, **options)
        with duckdb.connect() as connection:
            records = load(table, connection, Steps())
        rows = [
            {head: cell for head, cell in zip(table.headings, row, strict=True) if cell is not None}
            for row in zip(*(w.distinct.gather(w.place) for w in records.cells), strict=True)
        ]
        return table, rows

    return run


@pytest.mark.parametrize("way", list(WAYS))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_orders_with_lines_in_every_shape(way: str, encoding: str, read: Read) -> None:
    reading = read(WAYS[way](ORDERS).encode(encoding), COLUMNS)
    fields = ("order_id", "sku", "quantity", "unit_price")
    assert list(reading.table.select(fields).iter_rows()) == LINES
    assert (reading.read, reading.used) == (3, 3)
    assert reading.table["title"].to_list()[2] == "Crème brûlée"


def test_packed_json(read: Read, as_zip: Write) -> None:
    data = WAYS["lines"](ORDERS).encode()
    assert read(gzip.compress(data), COLUMNS).used == 3
    packed = as_zip({"o/orders.ndjson": data, "__MACOSX/._o": b"\x00", "o/.DS_Store": b"\x01"})
    assert read(packed, COLUMNS).used == 3


def test_nested_cells_get_dotted_headings(seen: Seen) -> None:
    table, rows = seen(json.dumps([
        {"id": 1, "a": {"b": {"c": True}, "d": None}, "tags": ["x", 2, 2.50], "none": [], "e": ""},
        {"id": "0002", "late": 1e3},
    ]))  # fmt: skip
    assert table.headings == ("id", "a.b.c", "a.d", "tags", "none", "e", "late")
    assert rows == [
        {"id": "1", "a.b.c": "true", "tags": '["x", 2, 2.5]'},
        {"id": "0002", "late": "1000.0"},
    ]


def test_numbers_stay_as_they_were_written(seen: Seen) -> None:
    written = "[1.50, 12345678901234567890, 1E3, -0.0, 0.10000000000000000001]"
    _, rows = seen("\n".join(f'{{"n": {number}}}' for number in written[1:-1].split(", ")))
    assert [row["n"] for row in rows] == written[1:-1].split(", ")


def test_of_several_lists_the_one_of_order_lines_is_taken(seen: Seen) -> None:
    order = {"id": 1, "tax_lines": [{"r": n} for n in range(5)], "line_items": [{"sku": "A"}]}
    table, rows = seen(json.dumps([order, {"id": 2, "line_items": []}]))
    assert [row.get("line_items.sku") for row in rows] == ["A", None]
    assert json.loads(rows[0]["tax_lines"]) == order["tax_lines"]
    assert table.notes == (
        "Every element of 'line_items' became a row of its own.",
        "Other lists were left as they are, one cell each: 'tax_lines'.",
    )


def test_of_several_lists_of_records_the_longest_is_read(seen: Seen) -> None:
    table, rows = seen(
        json.dumps({"shops": [{"n": 1}], "data": {"orders": [{"id": 1}, {"id": 2}]}})
    )
    assert rows == [{"id": "1"}, {"id": "2"}]
    assert table.notes == ("The list 'data.orders' was read, not 'shops' (1 objects).",)


SCALARS = st.none() | st.booleans() | st.integers(-99, 10**6) | st.text("aé,\n\"'{[", max_size=5)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.dictionaries(st.sampled_from(["a", "b", "c.d"]), inner, max_size=3)
        | st.lists(SCALARS, max_size=3)
    ),
    max_leaves=8,
)
RECORDS = st.lists(
    st.dictionaries(st.sampled_from(["id", "x", "y"]), VALUES, min_size=1, max_size=3),
    min_size=1, max_size=6,
)  # fmt: skip


def flat(value: Any, prefix: str = "") -> dict[str, str]:
    """One record's filled cells, said once more; lists of objects do not come up."""
    if isinstance(value, dict):
        found = (flat(inner, f"{prefix}.{key}" if prefix else key) for key, inner in value.items())
        return {name: cell for cells in found for name, cell in cells.items()}
    if value is None or value in ([], ""):
        return {}
    if isinstance(value, str):
        return {prefix: value}
    return {prefix: json.dumps(value, ensure_ascii=False)}


@settings(max_examples=15, deadline=None, derandomize=True,
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(records=RECORDS, way=st.sampled_from(["array", "indented", "lines"]))
def test_records_are_flattened_as_the_oracle_says(
    records: list[dict[str, Any]], way: str, seen: Seen
) -> None:
    expected = [flat(record) for record in records]
    text = WAYS[way](records)
    if not any(_names(record) for record in records):
        with pytest.raises(FileRefused):
            seen(text)
        return
    _, rows = seen(text)
    assert rows == expected


def _names(record: dict[str, Any]) -> bool:
    return bool(record)


def test_parquet_gives_the_same_rows(seen: Seen, read: Read) -> None:
    frame = pl.DataFrame(ORDERS).with_columns(day=pl.date(2024, 3, 1), raw=pl.lit(b"\x00"))
    out = io.BytesIO()
    frame.write_parquet(out)
    table, rows = seen(out.getvalue())
    assert rows[0] == {
        "id": "0017", "customer.city": "Ulm", "items.sku": "007", "items.title": "Mug, red",
        "items.quantity": "1", "items.price": "2.5", "day": "2024-03-01",
    }  # fmt: skip
    assert table.notes[0] == "Columns of bytes were not read: 'raw'."
    assert read(out.getvalue(), COLUMNS).used == 3
    out = io.BytesIO()
    plain = pl.DataFrame({"order_id": [1, 2], "sku": ["A", None], "price": [1.5, 2.0]})
    plain.write_parquet(out)
    assert seen(out.getvalue())[1] == [
        {"order_id": "1", "sku": "A", "price": "1.5"},
        {"order_id": "2", "price": "2.0"},
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("[1, 2]", "no list of objects"),
        ("[]", "no list of objects"),
        ("{}", "no records"),
        ('[{"a": 1},', "cut short at or after character 11"),
        ('{"a": 1', "cut short"),
        ('[{"a": 1} {"a": 2}]', "damaged"),
        ('[{"a": 1}] [', "damaged"),
        ('{"a": [{"b": 1}]} 7', "damaged"),
        ('{"orders": [{"a": 1}]', "cut short"),
        ('{"a":' * 100_000, "nested too deep"),
        ("[" * 100_000, "nested too deep"),
        ('[{"a": ' + "[" * 100_000 + "]" * 100_000 + "}]", "nested too deep"),
        ('{"id": 1}\n{"id": ' + '{"a": ' * 100_000, "nested too deep"),
        ('[{"a": ' + "9" * 5000 + "}]", "number that is too long"),
        ("[{" + ",".join(f'"k{n}": 1' for n in range(5000)) + "}]", "more than 4,096 columns"),
        (b"PAR1 and so on", "Parquet file is damaged"),
    ],
    ids=["numbers", "empty list", "empty object", "cut list", "cut object", "no comma",
         "more", "much",
         "cut wrapper", "deep objects", "deep lists", "deep cell", "deep line", "long number",
         "wide", "parquet"],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_words(data: str | bytes, words: str, seen: Seen) -> None:
    with pytest.raises(FileRefused, match=words) as caught:
        seen(data)
    assert str(caught.value).endswith(".")


def test_a_record_of_which_much_would_be_repeated_is_refused(
    seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.files.forms.trees.MOST_CHARACTERS", 1 << 20)
    order = {"note": "x" * 10_000, "items": [{"sku": "A"}] * 1000}
    with pytest.raises(FileRefused, match="each laid out in rows"):
        seen(json.dumps([order]))


class Notes:
    """A layout for the tests: documents that hold `notes`, or texts that begin with `notes:`."""

    name = "notes of the tests"

    def fits(self, first_documents: Sequence[object]) -> bool:
        return all(
            isinstance(one, dict)
            and ("notes" in one or str(one.get("text", "")).startswith("notes:"))
            for one in first_documents
        )

    def rows(self, document: Any) -> Iterator[dict[str, str | None]]:
        notes = document["notes"] if "notes" in document else document["text"].split("\n")[1:]
        for place, note in enumerate(notes):
            yield {"place": str(place), "note": note.upper()}


NOTES: tuple[DocumentLayout, ...] = (Notes(),)


@pytest.mark.parametrize(
    "data",
    ['{"notes": ["a", "b"]}', '[{"notes": ["a", "b"]}]', '{"notes": ["a"]}\n{"notes": ["b"]}',
     '{"all": [{"notes": ["a", "b"]}]}', "notes:\na\nb"],
    ids=["one", "list", "lines", "inside", "text"],
)  # fmt: skip
def test_a_layout_that_fits_gives_the_rows(data: str, seen: Seen) -> None:
    table, rows = seen(data, documents=NOTES)
    assert [row["note"] for row in rows] == ["A", "B"]
    assert table.layout_name == "notes of the tests"
    assert table.notes[0] == "The file was read as notes of the tests."


def test_documents_that_a_layout_cannot_read_are_counted(seen: Seen) -> None:
    data = json.dumps([{"notes": ["a"]}] * 20 + [{"notes": 7}, {"other": 1}])
    table, rows = seen(data, documents=NOTES)
    assert len(rows) == 20
    assert table.notes[1] == "2 documents are laid out otherwise and were left out."


def test_a_layout_that_does_not_fit_changes_nothing(seen: Seen) -> None:
    data = WAYS["array"](ORDERS)
    assert seen(data, documents=NOTES) == seen(data)
    assert seen("id,sku\n1,A\n", documents=NOTES)[0].layout_name is None
