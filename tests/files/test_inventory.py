"""Inventories: a row for each product and place; what is not told is not made up."""

from collections import defaultdict
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.files import Reading

Read = Callable[..., Reading]
SHOPIFY = """\
Handle,Title,Option1 Name,Option1 Value,SKU,Location,Committed (not editable),\
Available (not editable),On hand (current)
mug,Mug,Title,Default Title,M1,Harbour,1,4,5
mug,Mug,Title,Default Title,M1,Mill,0,not stocked,not stocked
tee,Tee,Size,S,T1,Harbour,0,-2,0
tee,Tee,Size,S,T1,Harbour,0,3,3
tee,Tee,Size,L,T2,Harbour,0,many,
tee,Tee,Size,L,T2,Harbour,0,many,
,,,,,,,,
,,,,,Harbour,0,1,1
"""


def test_shopify_s_inventory(read: Read) -> None:
    reading = read(SHOPIFY, kind="inventory")
    names = ("row", "sku", "variant_title", "location", "available", "on_hand", "committed")
    assert list(reading.table.select(names).iter_rows()) == [
        (1, "M1", None, "Harbour", 4.0, 5.0, 1.0),
        (2, "M1", None, "Mill", None, None, 0.0),
        (3, "T1", "S", "Harbour", -2.0, 0.0, 0.0),
        (4, "T1", "S", "Harbour", 3.0, 3.0, 0.0),
        (5, "T2", "L", "Harbour", None, None, 0.0),
    ]
    assert list(reading.rejects.select("row", "reason").iter_rows()) == [
        (6, "duplicate_variant"), (7, "empty_row"), (8, "no_key"),
    ]  # fmt: skip
    assert list(reading.doubts.iter_rows()) == [
        (3, "oversold", "-2"), (4, "place_twice", "T1"), (5, "unreadable_stock", "many"),
    ]  # fmt: skip
    assert reading.facts == {
        "lines": 5, "variants": 3, "locations": 2, "in_stock": 2, "untold": 2, "not_stocked": 1,
        "first": None, "last": None,
    }  # fmt: skip


def test_levels_by_number(read: Read) -> None:
    reading = read(
        "inventory_item_id,location_id,available,updated_at\n"
        "111,1,4,2024-03-02 10:00\n111,2,6,2024-03-04 10:00\n"
    , kind="inventory")  # fmt: skip
    assert reading.table["inventory_item_id"].to_list() == ["111", "111"]
    assert (reading.facts["first"], reading.facts["last"]) == ("2024-03-02", "2024-03-04")
    assert (reading.facts["variants"], reading.facts["locations"]) == (1, 2)


ROW = st.tuples(
    st.sampled_from(["A", "B", ""]),
    st.sampled_from(["North", "South", ""]),
    st.sampled_from(["5", "-1", "0", "not stocked", "many", ""]),
)


@settings(max_examples=12, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.too_slow])  # fmt: skip
@given(lines=st.lists(ROW, max_size=10))
def test_rows_are_judged_as_the_oracle_judges_them(
    lines: list[tuple[str, str, str]], read: Read, as_csv: Callable[..., bytes]
) -> None:
    lines = [("Z", "East", "1"), *lines]
    left, doubts, seen, places = {}, [], set(), set()
    stock: dict[str, float] = defaultdict(float)
    for row, cells in enumerate(lines, start=1):
        code, place, available = cells
        if not any(cells):
            left[row] = "empty_row"
        elif not code:
            left[row] = "no_key"
        elif cells in seen:
            left[row] = "duplicate_variant"
        else:
            doubts += [(row, "place_twice")] if (code, place) in places else []
            doubts += [(row, "unreadable_stock")] if available == "many" else []
            doubts += [(row, "oversold")] if available == "-1" else []
            places.add((code, place))
            stock[code] += float(available) if available in ("5", "-1", "0", "1") else 0
        seen.add(cells)
    header = ("sku", "location", "available")
    by_hand = {name: name for name in header}  # whatever its cells look like
    reading = read(as_csv([header, *lines]), by_hand, kind="inventory")
    assert dict(reading.rejects.select("row", "reason").iter_rows()) == left
    assert list(reading.doubts.select("row", "reason").iter_rows()) == doubts
    assert reading.facts["in_stock"] == sum(count > 0 for count in stock.values())
    assert reading.read == len(lines) == reading.used + len(left)
