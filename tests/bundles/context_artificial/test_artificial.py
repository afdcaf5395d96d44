"""Services, gifts and bundles that exist are left out and told; what is bought is kept."""

import random
from typing import Any

import polars as pl
import pytest

from engine.bundles.context.artificial import Artificial, drop_artificial
from engine.bundles.context.existing import named_parents
from engine.bundles.context.services import service_kinds
from tests.bundles.context_facts.makers import catalog_of, joined
from tests.bundles.makers import line, lines_of

COLUMNS = ("kind", "sku", "lines")


def told(artificial: Artificial) -> list[tuple[Any, ...]]:
    return artificial.found.select(COLUMNS).rows()


def kept(artificial: Artificial) -> set[tuple[str, str]]:
    return set(artificial.lines.select("order_id", "sku").rows())


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Shipping Protection", "insurance"), ("Package protection (recommended)", "insurance"),
        ("Shipping & handling", None), ("Navidium Shipping Protection", "insurance"),
        ("Versandversicherung", "insurance"), ("Seguro de envío", "insurance"),
        ("Assurance colis", "insurance"), ("Seguro de frete", "insurance"),
        ("Paketschutz", "insurance"), ("Gift wrap", "gift_wrap"), ("GIFT WRAPPING", "gift_wrap"),
        ("Gift-wrapping service", "gift_wrap"), ("Geschenkverpackung", "gift_wrap"),
        ("Emballage cadeau", "gift_wrap"), ("Envoltorio para regalo", "gift_wrap"),
        ("Embalagem para presente", "gift_wrap"), ("Donation", "donation"),
        ("Spende für den Tierschutz", "donation"), ("Donación", "donation"), ("Don", "donation"),
        ("Doação", "donation"), ("Carbon offset", "donation"), ("Tip", "tip"),
        ("Trinkgeld", "tip"), ("Propina", "tip"), ("Pourboire", "tip"), ("Gorjeta", "tip"),
        ("Free sample", "sample"), ("Warenprobe", "sample"), ("Échantillon gratuit", "sample"),
        ("Muestra gratis", "sample"), ("Amostra grátis", "sample"), ("Free gift", "free_gift"),
        ("Free gift - tote bag", "free_gift"), ("Gratisgeschenk", "free_gift"),
        ("Cadeau offert", "free_gift"), ("Brinde", "free_gift"), ("Regalo gratis", "free_gift"),
        ("SPACEBOY GIFT WRAP", None), ("Gift wrap roll, hares", None), ("Phone protection", None),
        ("Screen protector", None), ("Don Quijote", None), ("Tip jar", None), ("Sampler box", None),
        ("Gift set", None), ("Order book", None), ("", None), ("Geschenkpapier", None),
    ],
)  # fmt: skip
def test_services_are_told_by_their_whole_title(title: str, kind: str | None) -> None:
    assert service_kinds(pl.Series([title])).to_list() == [kind]


def test_services_are_left_out_with_their_reason() -> None:
    titles = {"A": "Mug", "B": "Bowl", "I": "Shipping insurance"}
    rows = [line(f"{k}", sku, title=titles[sku]) for k in range(3) for sku in titles]
    artificial = drop_artificial(lines_of(rows))
    assert told(artificial) == [("insurance", "I", 3)]
    assert artificial.found["title"].to_list() == ["Shipping insurance"]
    assert artificial.found["why"].to_list() == ["insurance of a parcel is no product"]
    assert artificial.lines["sku"].to_list() == ["A", "B"] * 3
    assert artificial.lines.columns == lines_of(rows).columns


def test_lines_that_cost_nothing_go_and_paid_ones_of_the_same_product_stay() -> None:
    rows = [
        line("1", "mug"), line("1", "card", unit_price=0.0), line("2", "card", unit_price=3.0),
        line("2", "mug"), line("3", "mug", unit_price=None), line("4", "card", unit_price=0.0),
    ]  # fmt: skip
    artificial = drop_artificial(lines_of(rows))
    assert told(artificial) == [("free_gift", "card", 2)]
    assert kept(artificial) == {("1", "mug"), ("2", "card"), ("2", "mug"), ("3", "mug")}


def test_next_to_nothing_of_the_list_price_is_nothing() -> None:
    rows = [line("1", "mug", list_price=5.0), line("1", "card", unit_price=0.03, list_price=3.0),
            line("2", "pin", unit_price=0.04, list_price=3.0),
            line("2", "nail", unit_price=0.01)]  # fmt: skip
    assert told(drop_artificial(joined(rows))) == [("free_gift", "card", 1)]


def test_a_file_in_which_nothing_costs_anything_is_kept() -> None:
    rows = [line(f"{k}", sku, unit_price=0.0) for k in range(12) for sku in "ab"]
    assert drop_artificial(lines_of(rows)).lines.height == 24


def bundle_orders(count: int, *, parent: float, part: float) -> list[dict[str, Any]]:
    """Orders of a bundle of two among orders of other things."""
    rows = []
    for k in range(count):
        rows += [line(f"B{k}", "SET", title="Breakfast box", unit_price=parent)]
        rows += [line(f"B{k}", sku, unit_price=part) for sku in ("cup", "jam")]
    for k in range(60):
        rows += [line(f"C{k}", "tea"), line(f"C{k}", ("cup", "jam", "mug", "bun")[k % 4]),
                 line(f"C{k}", f"x{k % 5}")]  # fmt: skip
    return rows


@pytest.mark.parametrize("count", [9, 10])
def test_a_line_with_the_price_of_its_parts_stands_for_a_bundle(count: int) -> None:
    artificial = drop_artificial(lines_of(bundle_orders(count, parent=20.0, part=0.0)))
    if count < 10:
        assert ("free_gift", "cup", 9) in told(artificial)
        return
    assert told(artificial) == [
        ("bundle_parent", "SET", 10), ("bundle_part", "cup", 10), ("bundle_part", "jam", 10),
    ]  # fmt: skip
    assert artificial.existing == (("cup", "jam"),)
    assert not any(order.startswith("B") for order, _ in kept(artificial))


def test_a_line_for_nothing_stands_for_the_bundle_whose_parts_are_paid() -> None:
    artificial = drop_artificial(lines_of(bundle_orders(12, parent=0.0, part=4.0)))
    assert told(artificial) == [("bundle_parent", "SET", 12)]
    assert artificial.existing == (("cup", "jam"),)
    assert ("B3", "cup") in kept(artificial)


def test_gifts_that_come_with_every_order_are_no_parts() -> None:
    rows = []
    for k in range(40):
        rows += [line(f"{k}", f"p{k % 3}"), line(f"{k}", f"q{k % 4}")]
        rows += [line(f"{k}", gift, unit_price=0.0) for gift in ("pen", "sticker")]
    artificial = drop_artificial(lines_of(rows))
    assert told(artificial) == [("free_gift", "pen", 40), ("free_gift", "sticker", 40)]
    assert artificial.existing == ()


@pytest.mark.parametrize(
    ("titles", "parts"),
    [
        (("Oak board", "Bread knife", "Oak board & bread knife bundle"), {2: (0, 1)}),
        (("Oak board", "Bread knife", "Oak board + Bread knife"), {2: (0, 1)}),
        (("Oak board", "Bread knife", "Oak board"), {}),
        (("Oak board", "Bread knife", "Bread knife set, oak board, apron and a dozen more"), {}),
        (("Bread", "Bread knife", "Bread knife set"), {}),
        (("Jam", "Tea", "Jam & tea set"), {}),
        ((), {}),
    ],
)
def test_a_bundle_is_told_by_the_names_of_its_parts(
    titles: tuple[str, ...], parts: dict[int, tuple[int, ...]]
) -> None:
    assert named_parents(titles).parts == parts


def test_pairs_that_are_always_together_stay_in_and_are_named() -> None:
    rows = [line(f"{k}", sku, title=f"the {sku}") for k in range(30) for sku in ("lid", "pot")]
    rows += [line(f"z{k}", f"x{k % 4}") for k in range(30)]
    artificial = drop_artificial(lines_of(rows))
    assert artificial.lines.height == 90
    assert artificial.existing == (("lid", "pot"),)
    assert told(artificial) == [("always_together", "lid", 0), ("always_together", "pot", 0)]
    assert artificial.found["why"][0] == "30 of its 30 orders hold the pot too"


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    rows = bundle_orders(12, parent=20.0, part=0.0)
    rows += [line(f"C{k}", sku) for k in range(30) for sku in ("lid", "pot")]
    rows += [line("C7", "note", title="Gift message"), line("C7", "note", title="A note")]
    plain = drop_artificial(lines_of(rows))
    random.Random(seed).shuffle(rows)
    mixed = lines_of(rows).with_columns(pl.col(pl.String).cast(pl.Categorical))
    turned = drop_artificial(mixed)
    assert turned.found.equals(plain.found)
    assert turned.existing == plain.existing
    assert kept(turned) == kept(plain)


def test_what_was_left_out_is_no_product_that_was_never_sold() -> None:
    artificial = drop_artificial(lines_of(bundle_orders(12, parent=20.0, part=0.0)))
    catalog = catalog_of({"sku": "set", "title": "Box"}, {"sku": "b", "title": "breakfast box"},
                         {"sku": "hat", "title": "Hat"})  # fmt: skip
    assert artificial.without(catalog)["sku"].to_list() == ["hat"]


def test_an_empty_file_holds_nothing_artificial() -> None:
    artificial = drop_artificial(lines_of([line("1", "a")]).clear())
    assert (artificial.lines.height, artificial.found.height, artificial.existing) == (0, 0, ())


def test_lines_that_are_all_left_out_leave_none() -> None:
    artificial = drop_artificial(
        lines_of([line("1", "t", title="Tip"), line("2", "t", title="Tip")])
    )
    assert (artificial.lines.height, told(artificial)) == (0, [("tip", "t", 2)])
