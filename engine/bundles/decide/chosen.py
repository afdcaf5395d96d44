"""Candidates → what is chosen: score, price, check, pick the portfolio and the offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from engine.bundles.asks.advise import advise
from engine.bundles.candidates.candidate import Candidate, Unit
from engine.bundles.candidates.found import Found
from engine.bundles.candidates.picked import picked_candidates
from engine.bundles.context.context import Context
from engine.bundles.decide.choices import Choices, choices_table, gather_choices
from engine.bundles.decide.judged import Judge, Judged, most_value_of
from engine.bundles.decide.offers import Verdict, choose_offers
from engine.bundles.decide.portfolio import Portfolio, choose_portfolio
from engine.bundles.decide.price.book import PriceBook
from engine.bundles.decide.scores import Basis, score_candidates
from engine.bundles.decide.shrink import fit_prior
from engine.bundles.options import BundleOptions
from engine.bundles.ways import Ways
from engine.jobs import in_thread
from engine.models import Chat
from engine.steps import Progress, Step, Steps

IN_PORTFOLIO = "The portfolio holds all of them already."


@dataclass(frozen=True)
class Chosen:
    """What a run chose.

    Attributes:
        portfolio: The picks.
        bundles: They, judged, in rank order.
        offers: Offers in the order of the units, the best of each first.
        units: The units they were chosen from.
        empty: (objective, type) → why nothing is offered.
        advised: For how many a language model suggested a price.
        choices: See `choices_table`.
        holds: See `Choices.holds`.
    """

    portfolio: Portfolio
    bundles: tuple[Judged, ...]
    offers: tuple[Judged, ...]
    units: tuple[Unit, ...]
    empty: Mapping[tuple[str, str], str]
    advised: int
    choices: pl.DataFrame
    holds: pl.DataFrame


async def choose_bundles(
    context: Context,
    found: Found,
    options: BundleOptions,
    chat: Chat,
    ways: Ways,
    steps: Steps,
) -> Chosen:
    """Score, price and check all candidates; pick the portfolio and the offers."""
    portfolio = await _portfolio(context, found, options, ways, steps)
    with steps("Score and price", unit="candidates") as step:
        judge = await in_thread(step, _judge_of, context, found, options)
        orders = context.mined.itemsets.orders
        picked = picked_candidates(portfolio, found.sized, found.pool, orders)
        units = _beside(found.units, picked)
        bundles, judged = await in_thread(step, _judged, judge, picked, units, step)
    with steps("Choose the offers", unit="offers") as step:
        step.check()
        offers = choose_offers(units, [Verdict(o.scores, o.constraints) for o in judged], options)
        chosen = [*bundles, *(judged[one.index] for one in offers.chosen)]
        chosen, advised = await _advised(judge, chosen, chat, step, options)
    with steps("Score what else may be chosen", unit="candidates") as step:
        choices, table = await in_thread(step, _choices, context, found, portfolio, judge, step)
    return Chosen(
        portfolio=portfolio,
        bundles=tuple(chosen[: len(picked)]),
        offers=tuple(chosen[len(picked) :]),
        units=units,
        empty=offers.empty,
        advised=advised,
        choices=table,
        holds=choices.holds,
    )


async def _portfolio(
    context: Context, found: Found, options: BundleOptions, ways: Ways, steps: Steps
) -> Portfolio:
    weights = context.mined.weights
    with steps("Choose the portfolio", unit="bundles") as step:
        return await in_thread(
            step, choose_portfolio, found.sized, weights, options, step, lazily=ways.lazily
        )


def _judged(
    judge: Judge, picked: Sequence[Candidate], units: Sequence[Unit], step: Progress
) -> tuple[tuple[Judged, ...], tuple[Judged, ...]]:
    """The portfolio's picks and the candidates of all units, judged as one lot."""
    offered = (candidate for unit in units for candidate in unit.candidates)
    everything = judge.judge((*picked, *offered), step)
    return everything[: len(picked)], everything[len(picked) :]


def _beside(units: Sequence[Unit], picked: Sequence[Candidate]) -> tuple[Unit, ...]:
    """The units without what the portfolio holds already."""
    held = {(one.objective, one.bundle_type, one.items) for one in picked}
    kept = []
    for unit in units:
        left = tuple(
            one
            for one in unit.candidates
            if (one.objective, one.bundle_type, one.items) not in held
        )
        empty = unit.empty if left or not unit.candidates else IN_PORTFOLIO
        kept.append(replace(unit, candidates=left, empty=empty))
    return tuple(kept)


def _judge_of(context: Context, found: Found, options: BundleOptions) -> Judge:
    mapped = context.mapped
    facts, sales = mapped.facts, mapped.sales
    prior = fit_prior(found.pool, facts, mapped.baskets)
    by_model = not context.vectors.made_by.startswith("local:")
    return Judge(
        book=PriceBook.of(sales, facts, options),
        basis=Basis(facts, prior, by_model),
        facts=facts,
        tags=context.tags,
        options=options,
        most_value=most_value_of(sales, options, facts.minor_units),
    )


async def _advised(
    judge: Judge, chosen: Sequence[Judged], chat: Chat, step: Step, options: BundleOptions
) -> tuple[list[Judged], int]:
    """The chosen with what a language model would take off, and its rating; and for how many."""
    candidates = [one.candidate for one in chosen]
    advice = await advise(chat, candidates, judge.facts, step, appeal=options.appeal)
    told = [judge.advised(one, advice.get(place)) for place, one in enumerate(chosen)]
    return told, len(advice)


def _choices(
    context: Context, found: Found, portfolio: Portfolio, judge: Judge, step: Progress
) -> tuple[Choices, pl.DataFrame]:
    """What a page may choose from instead, with goals."""
    mapped = context.mapped
    choices = gather_choices(found.sized[0], portfolio, context.mined.weights)
    likely = [judge.book.likely_discount(candidate) for candidate in choices.candidates]
    scores = score_candidates(choices.candidates, likely, judge.basis, judge.options, step)
    return choices, choices_table(choices, scores, mapped.baskets.products)
