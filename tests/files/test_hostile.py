"""Whatever the bytes, a file is read or refused in plain words: no fault, flood or standstill."""

import gzip
import io
import json
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import EngineError, FileRefused
from engine.files import Reading
from engine.files.forms import unpack

Read = Callable[..., Reading]
Write = Callable[..., bytes]
TEXT = "Sales of May;;\n\norder_id;sku;product;quantity\n" + "".join(
    f'{n // 2};A{n % 5};"Thé, {n % 5}";1\n' for n in range(30)
)
ORDERS = [
    {"order_id": str(n // 2), "items": [{"sku": f"A{n % 5}", "tags": ["x", 1]}], "c": {"d": n}}
    for n in range(20)
]


def workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name in ("Orders", "More"):
            sheet = book.add_worksheet(name)
            for place, line in enumerate(TEXT.splitlines()):
                sheet.write_row(place, 0, line.split(";"))
    return out.getvalue()


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("orders.csv", TEXT)
    return out.getvalue()


SEEDS = {
    "utf-8": TEXT.encode(),
    "cp850": TEXT.encode("cp850"),
    "utf-16": TEXT.encode("utf-16"),
    "utf-16 without a mark": TEXT.encode("utf-16-le"),
    "json": json.dumps(ORDERS).encode(),
    "json lines": "\n".join(map(json.dumps, ORDERS)).encode(),
    "graphql": json.dumps({"data": {"orders": {"edges": [{"node": o} for o in ORDERS]}}}).encode(),
    "gzip": gzip.compress(TEXT.encode()),
    "zip": zipped(),
    "workbook": workbook(),
}
PIECES = st.sampled_from(
    [b"", b'"', b"\x00", b"\r", b"\xff\xfe", b";;", b"\n,,,,\n", b'""\n"', b"\x82\xe9",
     b"\xef\xbb\xbf", b"[{", b"}]", b"\n\n", b"\xe2\x80", b"sep=|\n", b"Total;;\n"]
)  # fmt: skip
CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 30), PIECES | st.binary(max_size=3)), max_size=6
)


@pytest.mark.parametrize("form", list(SEEDS))
@settings(max_examples=15, deadline=None, derandomize=True,
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(changes=CHANGES)
def test_damaged_bytes_of_any_form_are_read_or_refused(
    form: str, changes: list[tuple[float, int, bytes]], read: Read
) -> None:
    data = SEEDS[form]
    for place, cut, put in changes:
        at = round(place * len(data))
        data = data[:at] + put + data[at + cut :]
    try:
        reading = read(data)
    except EngineError as error:
        words = str(error)
    else:
        words = "."
        assert reading.read == reading.used + sum(reading.rejected.values())
    assert words.endswith(".")
    assert "\n" not in words


@pytest.mark.parametrize("form", ["csv", "quoted", "json", "json lines"])
def test_a_cell_of_fifty_megabytes(form: str, read: Read) -> None:
    cell = "x" * 50_000_000
    data = {
        "csv": f"order_id,sku\n1,{cell}\n2,A\n",
        "quoted": f'order_id,sku\n1,"{cell}"\n2,A\n',
        "json": json.dumps([{"order_id": 1, "sku": cell}, {"order_id": 2, "sku": "A"}]),
        "json lines": f'{{"order_id": 1, "sku": "{cell}"}}\n{{"order_id": 2, "sku": "A"}}\n',
    }[form]
    if form.startswith("json"):
        assert read(data, limit_mb=64).read == 2
    else:
        with pytest.raises(FileRefused, match="longer than 16 MB"):
            read(data, limit_mb=64)


def test_a_cell_of_many_lines_that_is_never_closed(read: Read) -> None:
    data = "order_id,sku\n" + "1,A\n" * 9000 + '1,"' + "x\n" * 1_000_000
    with pytest.raises(FileRefused, match="quotation mark that opens in data row 9001"):
        read(data)


@pytest.mark.parametrize("form", ["gzip", "zip", "bzip2", "lzma"])
def test_a_bomb_is_refused_before_it_fills_anything(
    form: str, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpack, "FREE_BYTES", 1 << 20)
    zeros = b"0" * (8 << 20)
    out = io.BytesIO()
    methods = {"zip": zipfile.ZIP_DEFLATED, "bzip2": zipfile.ZIP_BZIP2, "lzma": zipfile.ZIP_LZMA}
    if form == "gzip":
        out.write(gzip.compress(zeros))
    else:
        with zipfile.ZipFile(out, "w", methods[form]) as archive:
            archive.writestr("orders.csv", zeros)
    with pytest.raises(FileRefused, match="more than 200 times its size"):
        read(out.getvalue(), limit_mb=64)


def test_a_zip_that_says_it_is_larger_than_allowed_is_not_even_opened(
    read: Read, as_zip: Write
) -> None:
    with pytest.raises(FileRefused, match="larger than 1 MB"):
        read(as_zip({"orders.csv": b"0" * (3 << 20)}), limit_mb=1)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_bytes_of_zero_in_cells(delimiter: str, read: Read) -> None:
    head = delimiter.join(("order_id", "sku", "quantity")) + "\n"
    rows = [delimiter.join((str(n), f"A{n % 7}", "1")) for n in range(2000)]
    rows[1500] = rows[1500].replace("A", "A\x00")
    reading = read(head + "\n".join(rows) + "\n")
    assert reading.read == 2000


def test_headings_are_never_part_of_a_query(read: Read) -> None:
    headings = ["^.*$", "*", "c0", "sku'; drop table cells; --", 'a"b', "order_id"]
    reading = read(
        json.dumps([dict(zip(headings, [str(n)] * 6, strict=True)) for n in range(3)]),
        {"order_id": "order_id", "sku": headings[3]},
    )
    assert reading.table["sku"].to_list() == ["0", "1", "2"]


def test_a_refusal_names_headings_in_few_words(read: Read) -> None:
    headings = ",".join(
        ["a" * 50_000, "\u202e" * 200, *(f"another heading {n}" for n in range(30))]
    )
    with pytest.raises(FileRefused, match="No column for") as refused:
        read(f"{headings}\n" + f"{'word,' * 31}word\n" * 5)
    assert len(str(refused.value)) < 600
