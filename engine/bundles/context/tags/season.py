"""Seasonal: what sells in the coming four months, by last year's sales or by its words."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.bundles.context.facts import ProductFacts
from engine.bundles.context.tags.past import Past
from engine.bundles.context.tags.tag import Mask, Tag
from engine.bundles.context.tags.tested import is_above
from engine.bundles.context.tags.words import SEASONS, says, texts_of
from engine.bundles.context.transactions import Ints
from engine.bundles.context.weights import SEASON_MONTHS

LEAST_ORDERS = 10
WELL_ABOVE = 1.5
# Beyond this age a product saw more than half of the season a year ago.
SEEN_DAYS = 300
EPOCH = dt.date(1970, 1, 1)


@dataclass(frozen=True)
class YearShare:
    """Orders of some months within the last year.

    Attributes:
        hits: (products,) orders in these months.
        tries: (products,) orders in the year.
        base: Their share of the shop's orders of products, or of the year's days where that is
            more, 0..1.
    """

    hits: Ints
    tries: Ints
    base: float

    @property
    def stands_out(self) -> Mask:
        """(products,) whose share is at least 1.5 times the base, and more than chance allows."""
        share = self.hits / np.maximum(1, self.tries)
        wide = (self.tries >= LEAST_ORDERS) & (share >= WELL_ABOVE * self.base)
        return wide & is_above(self.hits, self.tries, self.base)


def share_in(past: Past, months: Sequence[int]) -> YearShare | None:
    """Orders in some months (1..12) of the last year; None where the file tells of no whole one."""
    if past.by_month is None or not months:
        return None
    of_year = np.array(months) - 1
    hits, tries = past.by_month[:, of_year].sum(axis=1), past.by_month.sum(axis=1)
    share = float(hits.sum() / max(1, tries.sum()))
    return YearShare(hits, tries, max(float(past.days[of_year].sum() / past.days.sum()), share))


def coming_months(last_day: int) -> tuple[int, ...]:
    """The four months after that of a day, 1..12 each."""
    month = (EPOCH + dt.timedelta(days=last_day)).month
    return tuple((month + ahead - 1) % 12 + 1 for ahead in range(1, SEASON_MONTHS + 1))


def seasonal(facts: ProductFacts, past: Past) -> Tag:
    """What sells well above its share in the coming four months, told by the last year's orders.

    Products that did not see that season, and files shorter than twelve months, go by the words
    of titles, categories and catalog tags; without dates any season's word counts.
    """
    months = coming_months(facts.last_day) if facts.last_day >= 0 else ()
    said = _said(facts, months)
    shares = share_in(past, months)
    if shares is None:
        return _by_words(facts, said, months)
    old = (facts.first_sold >= 0) & (facts.first_sold <= facts.last_day - SEEN_DAYS)
    judged = old & (shares.tries >= LEAST_ORDERS)
    by_sales = judged & shares.stands_out
    words = {item: season for item, season in said.items() if not judged[item]}
    carried = by_sales.copy()
    carried[list(words)] = True
    reasons = {item: _of_words(season) for item, season in words.items()}
    for item in np.flatnonzero(by_sales).tolist():
        share = shares.hits[item] / shares.tries[item]
        reasons[item] = (
            f"{share:.0%} of its {shares.tries[item]:,} orders in a year fell into "
            f"{_spelled(months)}; of all orders of products, {shares.base:.0%} or less."
        )
    told = f"Last year's orders in {_spelled(months)} against the whole year; products too new or "
    return Tag("seasonal", carried, "data", told + "too rare for that go by their words.", reasons)


def _by_words(facts: ProductFacts, said: dict[int, str], months: Sequence[int]) -> Tag:
    why = "The file has no dates" if not months else "The file is shorter than twelve months"
    carried = np.zeros(len(facts), dtype=bool)
    carried[list(said)] = True
    if not said:
        words = f"no title, category or tag names a season of {_spelled(months)}" if months else (
            "no title, category or tag names a season")  # fmt: skip
        return Tag("seasonal", carried, "none", f"{why}, and {words}.", {})
    reason = f"{why}: seasons are told by words, as they are north of the equator."
    reasons = {item: _of_words(season) for item, season in said.items()}
    return Tag("seasonal", carried, "words", reason, reasons)


def _said(facts: ProductFacts, months: Sequence[int]) -> dict[int, str]:
    """Product → the first season its words name, of those that fall into the months."""
    texts = texts_of(facts)
    named: dict[int, str] = {}
    for season, of_year, words in SEASONS:
        if not months or set(of_year) & set(months):
            for item in np.flatnonzero(says(texts, words)).tolist():
                named.setdefault(item, season)
    return named


def _of_words(season: str) -> str:
    return f"Its title, category or tags name a season: {season}."


def _spelled(months: Sequence[int]) -> str:
    return f"{calendar.month_name[months[0]]} to {calendar.month_name[months[-1]]}"
