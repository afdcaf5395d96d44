"""Known layouts hold together, and none can be taken for another."""

import csv
import gzip
import re
from pathlib import Path

import pytest

from engine.files.kinds import normalised
from engine.files.kinds.known import LAYOUTS, Layout
from engine.files.kinds.known.receipts import WILDRECEIPT_LABELS

EVERY = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)

SHARED = Path(__file__).parents[3] / "shared" / "data"

FIELDS = {
    "orders": "order_id line_id variant_id sku product variant_title quantity unit_price"
    " line_total discount date time customer category vendor status fulfilment_status"
    " cancelled_at currency order_total",
    "catalog": "product_id handle variant_id sku title variant_title category vendor tags price"
    " compare_at_price cost status created_at published_at inventory_item_id stock",
    "inventory": "inventory_item_id handle sku title variant_title location available on_hand"
    " committed updated_at",
    "receipts": "image_id receipt_id line_id word_id text merchant label status x y width height"
    " right bottom",
    "survey": "response_id score comment date customer",
}

PERSONAL = re.compile(
    r"e-?mail|phone|(first|last|full|billing|shipping|ship|customer|person).?name|buyer|zip"
    r"|postal|postcode|street|address|\bip\b|\bcpf\b",
    re.IGNORECASE,
)


def heads(layout: Layout) -> list[str]:
    """The headings (of a document the keys of the paths) that hold fields."""
    spelled = [
        heading
        for value in layout.fields.values()
        for heading in ((value,) if isinstance(value, str) else value)
    ]
    if not layout.document:
        return spelled
    return [key for path in spelled for key in re.split(r"\[\]\.|\.", path)]


def fits(layout: Layout, headings: tuple[str, ...]) -> bool:
    """Whether headings carry the layout's marks and nothing it must lack, however written."""
    there = {normalised(heading) for heading in headings}
    marked = all(normalised(mark) in there for mark in layout.marks)
    return marked and not any(normalised(heading) in there for heading in layout.lacks)


@EVERY
def test_a_layout_speaks_of_its_own_headings(layout):
    assert set(layout.marks) <= set(layout.headings)
    assert set(heads(layout)) <= set(layout.headings)
    assert set(layout.personal) <= set(layout.headings)
    assert not set(layout.lacks) & set(layout.headings)
    assert len(set(layout.headings)) == len(layout.headings)
    assert all(heading and heading == heading.strip() for heading in layout.headings)


@EVERY
def test_a_layout_has_marks_and_the_fields_of_its_kind(layout):
    assert layout.marks
    assert set(layout.fields) <= set(FIELDS[layout.kind].split())


@EVERY
def test_a_layout_says_where_it_was_read(layout):
    assert re.fullmatch(r"https://[a-z0-9.-]+\.[a-z]+/\S+", layout.address)
    assert layout.says.endswith(".")
    if layout.address.startswith("https://github.com/") and "/blob/" in layout.address:
        assert re.search(r"/blob/[0-9a-f]{40}/", layout.address), "a commit, not a branch"


@EVERY
def test_only_its_own_headings_fit_a_layout(layout):
    assert [other.name for other in LAYOUTS if fits(layout, other.headings)] == [layout.name]


def test_a_real_file_fits_its_layout_alone():
    file = SHARED / "orders" / "online_retail_2010-12_to_2011-08.csv.gz"
    if not file.exists():
        pytest.skip("the real data is kept beside the project, not in it")
    with gzip.open(file, "rt", encoding="utf-8", newline="") as text:
        headings = tuple(next(csv.reader(text)))
    assert [layout.name for layout in LAYOUTS if fits(layout, headings)] == ["UCI Online Retail"]
    known = next(layout for layout in LAYOUTS if layout.name == "UCI Online Retail")
    assert headings == known.headings


def test_names_are_unique():
    assert len({layout.name for layout in LAYOUTS}) == len(LAYOUTS)


@pytest.mark.parametrize(
    "layout",
    [known for known in LAYOUTS if "SROIE" not in known.name],
    ids=lambda known: known.name,
)
def test_what_names_a_person_is_personal(layout):
    kept = set(layout.headings) - set(layout.personal)
    assert [heading for heading in layout.headings if heading in kept & set(named(layout))] == []
    if not layout.document:
        assert set(customer(layout)) <= set(layout.personal)


def named(layout: Layout) -> list[str]:
    harmless = {"Billing Province Name", "Shipping Province Name", "VAT Paid by Buyer"}
    return [h for h in layout.headings if PERSONAL.search(h) and h not in harmless]


def customer(layout: Layout) -> tuple[str, ...]:
    value = layout.fields.get("customer", ())
    return (value,) if isinstance(value, str) else value


def test_wildreceipt_has_a_label_for_each_number():
    assert len(WILDRECEIPT_LABELS) == 26
    assert WILDRECEIPT_LABELS[0] == "Ignore"
    assert WILDRECEIPT_LABELS[25] == "Others"
