"""What was bought together without anyone choosing to: services, free gifts, bundles that exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from engine.bundles.context.catalog import not_among
from engine.bundles.context.existing import find_parents, named_parents
from engine.bundles.context.narrow import AnyInts, narrow_ints
from engine.bundles.context.services import SAYS, service_kinds
from engine.bundles.context.tags.tag import Mask
from engine.bundles.context.together import Together, always_together
from engine.bundles.context.transactions import Ints, distinct, numbered
from engine.files.cells.words import words_of

FREE_SHARE = 0.01
_SCHEMA = {"kind": pl.String, "sku": pl.String, "title": pl.String, "lines": pl.Int64,
           "why": pl.String}  # fmt: skip


@dataclass(frozen=True)
class Artificial:
    """Order lines without what was not chosen.

    Attributes:
        lines: The lines that are left, as they were.
        found: kind (`insurance`, `gift_wrap`, `donation`, `tip`, `sample`, `free_gift`,
            `bundle_parent`, `bundle_part`, `always_together`), sku, title, lines (left out; 0
            where the product stays in), why; sorted by kind and code.
        existing: Codes of products that are sold as one already, ascending within and between
            groups; a candidate that holds all of one says nothing new.
    """

    lines: pl.DataFrame = field(repr=False)
    found: pl.DataFrame = field(repr=False)
    existing: tuple[tuple[str, ...], ...]

    def without(self, catalog: pl.DataFrame) -> pl.DataFrame:
        """The rows of a catalog that none of the left-out lines stands for.

        They would be taken for products that were never sold. Products that were given away and
        sold as well are not missed: their lines tell of them.
        """
        return not_among(catalog, self.found.filter(pl.col("lines") > 0))


def drop_artificial(lines: pl.DataFrame) -> Artificial:
    """Leave out lines that no customer chose, and say which products are sold as one already.

    Left out are services by their titles; lines given for nothing (a price of 0, or 1 % of the
    catalog's or less); products that stand for a bundle. Lines without a price are none of these.

    Args:
        lines: Checked order lines; a catalog's `list_price` is used where it is there.
    """
    coded = _Coded.of(lines)
    kinds = service_kinds(coded.titles)
    named = named_parents(coded.titles.to_list()).parts
    free = _free(lines)
    parts = find_parents(coded.order, coded.item, free).parts | named
    parents = np.isin(coded.item, list(parts))
    served = kinds.is_not_null().to_numpy()[coded.item]
    left = ~(free | parents | served)
    together = always_together(*coded.distinct(left), len(coded.skus))
    groups = {*parts.values(), *map(tuple, together.pairs.tolist())}
    found = pl.DataFrame(
        [
            *coded.services(kinds),
            *coded.free(free & ~served, parts),
            *coded.parents(parts),
            *coded.pairs(together),
        ],
        schema=_SCHEMA,
        orient="row",
    )
    existing = sorted(tuple(coded.skus[item] for item in group) for group in groups)
    rest = lines if left.all() else lines.filter(pl.Series(left))
    return Artificial(rest, found.sort("kind", "sku", "why"), tuple(existing))


def _free(lines: pl.DataFrame) -> Mask:
    """(lines,) which cost nothing, or next to nothing of the list price, where others cost."""
    price = pl.col("unit_price")
    listed = pl.col("list_price") if "list_price" in lines.columns else pl.lit(0.0)
    free = (price <= 0) | (price <= FREE_SHARE * listed)
    if not (lines["unit_price"] > 0).any():
        return np.zeros(lines.height, dtype=bool)
    costless: Mask = lines.select(free.fill_null(value=False)).to_series().to_numpy()
    return costless


def _names(column: pl.Series, item: Ints, products: int) -> pl.Series:
    """(products,) the first name by alphabet of each product."""
    words, number = numbered(column)
    number[number < 0] = len(words)
    chosen = np.full(products, len(words), dtype=np.int64)
    np.minimum.at(chosen, item, number)
    return pl.concat([words, pl.Series([""])]).gather(chosen)


@dataclass(frozen=True)
class _Coded:
    """Lines by number: products sorted by code, orders as they come.

    Attributes:
        order: (lines,) order numbers.
        item: (lines,) product numbers.
        skus: Codes by product number.
        titles: (products,) the first by alphabet of the names that lines give each.
    """

    order: AnyInts
    item: AnyInts
    skus: pl.Series
    titles: pl.Series

    @classmethod
    def of(cls, lines: pl.DataFrame) -> _Coded:
        skus, item = numbered(lines["sku"])
        order = narrow_ints(words_of(lines["order_id"]).place.astype(np.int64))
        names = _names(lines["title"], item, len(skus))
        return cls(order, narrow_ints(item), skus, names)

    def distinct(self, left: Mask) -> tuple[Ints, Ints]:
        """Orders and products of some lines, each pair once, ascending."""
        order, item = (column[left].astype(np.int64) for column in (self.order, self.item))
        return distinct(order, item, len(self.skus))

    def services(self, kinds: pl.Series) -> Iterator[tuple[object, ...]]:
        """What was left out for its title."""
        lines = np.bincount(self.item, minlength=len(self.skus))
        for item, kind in enumerate(kinds.to_list()):
            if kind is not None:
                yield self._row(kind, item, int(lines[item]), SAYS[kind])

    def free(
        self, free: Mask, parts: Mapping[int, tuple[int, ...]]
    ) -> Iterator[tuple[object, ...]]:
        """What came for nothing: parts of bundles, and gifts."""
        of_bundles = {item for group in parts.values() for item in group}
        lines = np.bincount(self.item[free], minlength=len(self.skus))
        for item in np.flatnonzero(lines).tolist():
            if item in parts:
                continue
            if item in of_bundles:
                yield self._row("bundle_part", item, int(lines[item]), "its bundle has the price")
            else:
                yield self._row("free_gift", item, int(lines[item]), "these lines cost nothing")

    def parents(self, parts: Mapping[int, tuple[int, ...]]) -> Iterator[tuple[object, ...]]:
        """What stands for a bundle."""
        lines = np.bincount(self.item, minlength=len(self.skus))
        for item, group in parts.items():
            named = ", ".join(self.titles[part] for part in group)
            yield self._row("bundle_parent", item, int(lines[item]), f"it is a bundle of {named}")

    def pairs(self, together: Together) -> Iterator[tuple[object, ...]]:
        """What is always bought together; it stays in, and each of the two is named."""
        counted = zip(together.pairs.tolist(), together.together, together.orders, strict=True)
        for pair, both, orders in counted:
            for item, other, held in zip(pair, pair[::-1], orders, strict=True):
                why = f"{both:,} of its {held:,} orders hold {self.titles[other]} too"
                yield self._row("always_together", item, 0, why)

    def _row(self, kind: str, item: int, lines: int, why: str) -> tuple[object, ...]:
        return kind, self.skus[item], self.titles[item], lines, why
