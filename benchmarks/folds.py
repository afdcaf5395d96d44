"""Do our bundles hold and reach more orders later than those chosen in plainer ways?

Each fold mines the file up to a month's end and judges fifty pairs on the three calendar months
after it. Judged are all orders of these months, cleaned as the mined ones are. The means are
printed once more with orders of wholesale size (more than 100 distinct products) left out of the
judged ones, as they are of the mined ones. Nothing is fitted here; but the engine's recipe was
once chosen on folds inside this same period, so they are no fresh test of it.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Mapping, Sequence

import polars as pl

from benchmarks.common import (
    arguments,
    orders_file,
    print_claim,
    print_setting,
    print_table,
    read_lines,
)
from benchmarks.peers import METRICS, Bundle, ceiling, greedy_ways, mlxtend_ways
from engine import BundleOptions, BundleTables, Steps, find_bundles
from engine.bundles.context.transactions import Baskets, gather_baskets
from engine.bundles.prove.reach import LaterOrders, Proof, judge

WANTED = 50
FOLDS = (
    (dt.date(2011, 2, 28), dt.date(2011, 5, 31)),
    (dt.date(2011, 3, 31), dt.date(2011, 6, 30)),
    (dt.date(2011, 4, 30), dt.date(2011, 7, 31)),
    (dt.date(2011, 5, 31), dt.date(2011, 8, 31)),
)
OURS, CEILING = "ours", "ceiling (greedy, chosen on the judged orders)"
WHOLESALE, NO_LIMIT = BundleOptions().wholesale_items, 10_000
LEAST_HOLD, LEAST_PRODUCTS, LEAST_GAIN = 0.96, 93, 0.01
TINY = 1e-9

FoldProofs = dict[str, Proof]
Proofs = dict[str, list[Proof]]


def main() -> None:
    """Run the folds, print every way on each, the means, and the claims."""
    asked = arguments("Bundles judged on later orders, beside other ways of choosing them.")
    lines = read_lines(orders_file(asked.data))
    print_setting()
    retail: Proofs = {}
    every: Proofs = {}
    for until, end in FOLDS:
        ways = _ways(lines, until)
        judged = _judged(lines, until, end, NO_LIMIT)
        found = _prove(ways, judged, every)
        _print_fold(until, end, judged, found)
        _prove(ways, _judged(lines, until, end, WHOLESALE), retail)
    _print_means("all orders judged", every)
    _print_claims(every)
    _print_means("wholesale orders left out of the judged ones too", retail)
    _print_claims(retail)


def _judged(lines: pl.DataFrame, until: dt.date, end: dt.date, most: int) -> Baskets:
    day = pl.col("moment").dt.date()
    later = lines.filter((day > until) & (day <= end))
    return gather_baskets(later, BundleOptions(wholesale_items=most), Steps())


def _prove(ways: Mapping[str, Sequence[Bundle]], judged: Baskets, proofs: Proofs) -> FoldProofs:
    """Judge every way and the ceiling on one fold; adds to `proofs` and returns this fold's."""
    chosen = {**ways, CEILING: ceiling(judged, WANTED)}
    found = {way: _proof(bundles, judged) for way, bundles in chosen.items()}
    for way, proof in found.items():
        proofs.setdefault(way, []).append(proof)
    return found


def _ways(lines: pl.DataFrame, until: dt.date) -> dict[str, list[Bundle]]:
    options = BundleOptions(until=until.isoformat())
    mined = gather_baskets(lines, options, Steps())
    ways = {OURS: _ours(lines, options)}
    by_metric = mlxtend_ways(mined, WANTED)
    ways |= {f"mlxtend rules by {metric}": by_metric[metric] for metric in METRICS}
    greedy = greedy_ways(mined, WANTED)
    ways |= {f"greedy coverage, {kind}": chosen for kind, chosen in greedy.items()}
    return ways


def _ours(lines: pl.DataFrame, options: BundleOptions) -> list[Bundle]:
    """The first fifty by rank, options otherwise as they come."""
    found = asyncio.run(find_bundles(BundleTables(lines), options, steps=Steps()))
    ranked = sorted((b for b in found.bundles if b.portfolio), key=lambda bundle: bundle.rank)[
        :WANTED
    ]
    return [tuple(item.sku for item in bundle.items) for bundle in ranked]


def _proof(chosen: Sequence[Bundle], judged: Baskets) -> Proof:
    """Judge codes on later orders; codes not sold later get numbers of their own."""
    numbers = {sku: number for number, sku in enumerate(judged.products.skus)}
    for bundle in chosen:
        for sku in bundle:
            numbers.setdefault(sku, len(numbers))
    later = LaterOrders(judged.order, judged.item, judged.orders)
    return judge([[numbers[sku] for sku in bundle] for bundle in chosen], later)


def _print_fold(until: dt.date, end: dt.date, judged: Baskets, found: Mapping[str, Proof]) -> None:
    print(
        f"\nMined to {until}, judged to {end}: {judged.orders:,} later orders, "
        f"{judged.multi_item_orders:,} of them with two products or more, "
        f"{judged.wholesale_orders} of wholesale size left out."
    )
    rows = [
        (way, f"{p.hold:.2f}", str(p.products), f"{p.reach:.3f}", f"{p.reach_error:.3f}")
        for way, p in found.items()
    ]
    print_table(("way", "hold", "products", "reach", "s.e."), rows)


def _print_means(kind: str, proofs: Proofs) -> None:
    print(f"\nMean of {len(FOLDS)} folds (overlapping months, not independent), {kind}")
    rows = []
    for way, each in proofs.items():
        products = _mean([p.products for p in each])
        hold, reach = _mean([p.hold for p in each]), _mean([p.reach for p in each])
        gain = _mean([p.reach for p in proofs[OURS]]) - reach
        above = "" if way == OURS else f"{gain:+.3f}"
        rows.append((way, f"{hold:.3f}", f"{products:.1f}", f"{reach:.3f}", above))
    print_table(("way", "hold", "products", "reach", "ours above"), rows)


def _print_claims(proofs: Proofs) -> None:
    ours = proofs[OURS]
    print()
    _claim_least("hold", LEAST_HOLD, [p.hold for p in ours])
    _claim_least("distinct products", LEAST_PRODUCTS, [p.products for p in ours])
    for way, each in proofs.items():
        if way not in (OURS, CEILING):
            gain = _mean([a.reach - b.reach for a, b in zip(ours, each, strict=True)])
            claim = f"mean reach above {way} by at least {LEAST_GAIN:g}"
            print_claim(claim, f"{gain:+.4f}", holds=gain >= LEAST_GAIN)


def _claim_least(name: str, least: float, values: Sequence[float]) -> None:
    """A claim on the mean of the folds, and the same on the weakest one."""
    mean, lowest = _mean(values), min(values)
    print_claim(f"{name} at least {least:g} on the mean", f"{mean:.4g}", holds=mean >= least - TINY)
    holds = lowest >= least - TINY
    print_claim(f"{name} at least {least:g} on each fold", f"lowest {lowest:g}", holds=holds)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


if __name__ == "__main__":
    main()
