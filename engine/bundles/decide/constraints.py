"""What a candidate must keep to be offered, and what merely speaks for it.

The rules are the source system's, and one of ours: stock should last. All are evaluated; one
that the file cannot tell is neither kept nor broken. The time limit is a warning of the run,
because what a machine manages must not change a result, and the number of recommendations is
bounded by the options.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.bundles.candidates.candidate import Candidate
from engine.bundles.context.facts import ProductFacts
from engine.bundles.context.tags.tag import Tags
from engine.bundles.decide.price.pricing import Pricing
from engine.bundles.decide.verdict import Constraint
from engine.bundles.options import BundleOptions
from engine.files.cells.currencies import digits_of

MOST_ITEMS = 4
# Percent by which a discount may seem over its cap because prices are whole cents: none.
ROUNDING = 1e-9
LEAST_CATEGORIES = 2
LEAST_VELOCITY = 0.1
# Sales of an offer below which its stock is short: it would be gone before it is seen.
LEAST_SALES = 5
SOFT_WEIGHTS = {
    "category_diversity": 0.4, "inventory_turnover": 0.3, "seasonal_alignment": 0.2,
    "stock_for_a_while": 0.3,
}  # fmt: skip
DIVERSE = ("increase_aov", "new_launch", "category_bundle")


def check_constraints(
    candidate: Candidate,
    pricing: Pricing | None,
    facts: ProductFacts,
    tags: Tags,
    options: BundleOptions,
    most_value: float,
) -> tuple[Constraint, ...]:
    """Every constraint of a candidate's objective, hard ones first.

    Args:
        candidate: The candidate.
        pricing: Its price, or None where the file has none.
        facts: What is known about the products.
        tags: Which products are seasonal.
        options: The margin floor and the stacked code, for the words.
        most_value: Most a bundle may cost in minor units; 0 or less where nothing tells.
    """
    found = [
        _size(candidate),
        _stock(candidate, facts),
        _discount(pricing),
        _margin(candidate, pricing, facts, options),
        _lasting(candidate, facts),
    ]
    if candidate.objective != "margin_guard":
        found.append(_value(pricing, most_value, facts))
    if candidate.objective in DIVERSE:
        found.append(_diversity(candidate, facts))
    if candidate.objective != "clear_slow_movers":
        found.append(_turnover(candidate, facts))
    if candidate.objective == "seasonal_promo":
        found.append(_season(candidate, tags))
    return tuple(sorted(found, key=lambda constraint: not constraint.hard))


def _size(candidate: Candidate) -> Constraint:
    size = candidate.choose or len(candidate.items)
    says = f"It is {_products(size)}; {MOST_ITEMS} are allowed."
    return Constraint("max_bundle_size", hard=True, kept=size <= MOST_ITEMS, says=says)


def _stock(candidate: Candidate, facts: ProductFacts) -> Constraint:
    """Enough of each product for one sale; of a mix, of as many products as are picked."""
    stock = facts.stock[list(candidate.items)]
    unknown = int(np.isnan(stock).sum())
    enough = int((stock >= np.maximum(1, candidate.quantities)).sum())
    needed = candidate.choose or len(candidate.items)
    kept = True if enough >= needed else None if enough + unknown >= needed else False
    return Constraint(
        "min_inventory_level",
        hard=True,
        kept=kept,
        says=_said_of_stock(len(stock), enough, unknown, needed),
    )


def _said_of_stock(count: int, enough: int, unknown: int, needed: int) -> str:
    if unknown == count:
        return "The file does not say what is in stock."
    if count == 1:
        return "It is in stock." if enough else "There is not enough of it in stock."
    says = f"{enough} of its {_products(count)} {'is' if enough == 1 else 'are'} in stock"
    missing = f" The file does not say how many there are of {unknown}." if unknown else ""
    return f"{says}; {needed} must be.{missing}"


def _lasting(candidate: Candidate, facts: ProductFacts) -> Constraint:
    """Enough of each product for five sales; of a mix, of as many products as are picked."""
    name = "stock_for_a_while"
    sales = facts.stock[list(candidate.items)] // np.maximum(1, candidate.quantities)
    needed = candidate.choose or len(candidate.items)
    worst, best = (np.sort(np.nan_to_num(sales, nan=n))[-needed] for n in (0.0, np.inf))
    if best < LEAST_SALES:
        says = f"Stock is short: it is gone after {best:,.0f} sale{'' if best == 1 else 's'}."
        return Constraint(name, hard=False, kept=False, says=says)
    if worst < LEAST_SALES:
        return _untold(name, "The file does not say how much is in stock of all of it.", hard=False)
    says = f"Stock is there for {LEAST_SALES} sales or more."
    return Constraint(name, hard=False, kept=True, says=says)


def _discount(pricing: Pricing | None) -> Constraint:
    name = "discount_limit"
    if pricing is None:
        return _untold(name, "The file has no prices, so there is no discount to limit.")
    largest = max((pricing.discount_pct, *pricing.tier_discounts))
    says = f"It takes {largest:.1f} % off; the objective allows {pricing.cap_pct:g} %."
    return Constraint(name, hard=True, kept=largest <= pricing.cap_pct + ROUNDING, says=says)


def _margin(
    candidate: Candidate, pricing: Pricing | None, facts: ProductFacts, options: BundleOptions
) -> Constraint:
    """The floor; parts whose prices are known and that have no price together cannot keep it."""
    name, left = "min_margin_requirement", f"{options.margin_floor_pct:g} % on cost"
    items = list(candidate.items)
    priced = bool((np.maximum(facts.price, facts.list_price)[items] > 0).all())
    if pricing is None and priced:
        says = f"Even the full price of its parts leaves less than {left}."
        return Constraint(name, hard=True, kept=False, says=says)
    if pricing is None or pricing.floor is None:
        return _untold(name, "Costs or prices are not known, so no margin can be promised.")
    kept = pricing.bundle_price >= pricing.floor
    verb = "are" if kept else "are not"
    code = f"even with a {options.stacked_code_pct:g} % code on top"
    says = f"At this price at least {left} {verb} left, {code}."
    return Constraint(name, hard=True, kept=kept, says=says)


def _value(pricing: Pricing | None, most: float, facts: ProductFacts) -> Constraint:
    name = "max_bundle_value"
    if pricing is None or not most > 0:
        return _untold(name, "The file does not tell what orders come to.")
    kept = pricing.bundle_price <= most
    minor, digits = facts.minor_units, digits_of(facts.currency)
    price, limit = (f"{amount / minor:,.{digits}f}" for amount in (pricing.bundle_price, most))
    says = f"It costs {price}; a bundle may cost {limit} at most."
    return Constraint(name, hard=True, kept=kept, says=says)


def _diversity(candidate: Candidate, facts: ProductFacts) -> Constraint:
    """Two categories; a must for bundles across categories."""
    name, hard = "category_diversity", candidate.objective == "category_bundle"
    words = [facts.categories[item] for item in candidate.items]
    known = set(words) - {None}
    kept = True if len(known) >= LEAST_CATEGORIES else None if None in words else False
    says = f"Its products are of {len(known)} {'category' if len(known) == 1 else 'categories'}."
    if None in words:
        says = "The category of some of its products is not known."
    return Constraint(name, hard=hard, kept=kept, says=says)


def _turnover(candidate: Candidate, facts: ProductFacts) -> Constraint:
    name = "inventory_turnover"
    velocity = facts.velocity[list(candidate.items)]
    if np.isnan(velocity).any():
        return _untold(name, "How fast its products sell is not known.", hard=False)
    mean = float(velocity.mean())
    says = f"Its products sell {mean:.2f} a day on average."
    return Constraint(name, hard=False, kept=mean >= LEAST_VELOCITY, says=says)


def _season(candidate: Candidate, tags: Tags) -> Constraint:
    name, tag = "seasonal_alignment", tags["seasonal"]
    if tag.basis == "none":
        return _untold(name, tag.reason, hard=False)
    kept = bool(tag.carried[list(candidate.items)].any())
    says = "It holds what sells in the season." if kept else "Nothing in it is of the season."
    return Constraint(name, hard=False, kept=kept, says=says)


def _untold(name: str, says: str, *, hard: bool = True) -> Constraint:
    return Constraint(name, hard=hard, kept=None, says=says)


def _products(count: int) -> str:
    return f"{count} product{'' if count == 1 else 's'}"


def broken(constraints: Sequence[Constraint]) -> list[Constraint]:
    """The hard ones that are broken."""
    return [found for found in constraints if found.hard and found.kept is False]


def softness(constraints: Sequence[Constraint]) -> float:
    """Share of the soft constraints' weight that is kept, 0..1; 1 where none can be told."""
    soft = [found for found in constraints if not found.hard and found.kept is not None]
    total = sum(SOFT_WEIGHTS[found.name] for found in soft)
    kept = sum(SOFT_WEIGHTS[found.name] for found in soft if found.kept)
    return kept / total if total else 1.0
