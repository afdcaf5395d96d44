"""What orders say about a candidate, in one or two sentences; weak evidence is called weak."""

from __future__ import annotations

from engine.bundles.candidates.candidate import Candidate
from engine.bundles.context.facts import ProductFacts
from engine.bundles.decide.price.pricing import Pricing
from engine.bundles.say.figures import say_expected, say_orders, say_share, say_times
from engine.bundles.say.names import clean_name, listed

WEAK = {
    "smoothed_cooccurrence": "too few orders hold all of it to tell it from chance",
    "item_similarity": "it rests on how alike the orders with these products are",
    "heuristics": "it rests on categories that suit each other, not on orders",
    "popularity": "its products sell well, but nothing shows that they sell together",
    "cold_start": "it rests on what the products are, since the orders say too little",
}
"""Tier → why its evidence is weak."""
UNTESTED = "adaptive_relax"
"""Tier of what is often together and was not told from chance."""
ONE_OF_A_KIND = ("VOLUME_DISCOUNT", "MIX_MATCH")
"""Types whose evidence is counted within one product or family."""
ALLOWED_FOR = 0.1
FREE = 100


def say_evidence(
    candidate: Candidate,
    facts: ProductFacts,
    lift_shrunk: float | None,
    pricing: Pricing | None = None,
) -> str:
    """What orders say, and how far that goes.

    Args:
        candidate: The bundle.
        facts: Its products.
        lift_shrunk: Its lift after shrinkage, told where it differs by a tenth or more.
        pricing: Its price, which says whether what is given is free.
    """
    said = _by_type(candidate, facts, lift_shrunk, pricing)
    weak = WEAK.get(candidate.tier)
    if weak and candidate.bundle_type not in ONE_OF_A_KIND:
        said = f"The evidence is weak: {weak}; {_lower(said)}"
    elif weak:
        said = f"{said.removesuffix('.')}; the evidence is weak."
    elif candidate.tier == UNTESTED and candidate.bundle_type not in ONE_OF_A_KIND:
        said = f"{said.removesuffix('.')}; chance alone may explain it."
    if candidate.sources[:1] == ("model",):
        said = f"Proposed by the language model and counted here: {_lower(said)}"
    return said


def say_rule(candidate: Candidate, facts: ProductFacts) -> str:
    """The best rule with one consequent; empty where there is none or nothing was bought so."""
    seen = candidate.seen
    if seen.to < 0 or not seen.from_ or not seen.confidence or not seen.together:
        return ""
    bought = listed([clean_name(facts.titles[number]) for number in seen.from_])
    return (
        f"{say_share(seen.confidence)} of the orders with {bought} also hold "
        f"{clean_name(facts.titles[seen.to])}."
    )


def _by_type(
    candidate: Candidate, facts: ProductFacts, lift_shrunk: float | None, pricing: Pricing | None
) -> str:
    if candidate.bundle_type == "VOLUME_DISCOUNT":
        return _volume(candidate, facts)
    if candidate.bundle_type == "MIX_MATCH":
        return _mix(candidate)
    together = _set(candidate, lift_shrunk)
    if candidate.bundle_type != "BXGY" or not candidate.get:
        return together
    given = listed([clean_name(facts.titles[number]) for number in candidate.get])
    bought = listed([clean_name(facts.titles[number]) for number in candidate.buy])
    free = pricing is not None and pricing.get_discount_pct == FREE
    how = "for free" if free else "at a reduction"
    return f"{together.removesuffix('.')}; whoever buys {bought} gets {given} {how}."


def _set(candidate: Candidate, lift_shrunk: float | None) -> str:
    seen = candidate.seen
    if not seen.together:
        return "No order holds all of it yet."
    said = f"Bought together in {say_orders(seen.together)}"
    if seen.lift is None or seen.chance is None:
        return f"{said}."
    said += f", {say_times(seen.lift)} what chance predicts ({say_expected(seen.chance)})"
    if lift_shrunk is not None and abs(lift_shrunk - seen.lift) >= ALLOWED_FOR * seen.lift:
        said += f", taken as {say_times(lift_shrunk)} since counts this small stray"
    return f"{said}."


def _volume(candidate: Candidate, facts: ProductFacts) -> str:
    seen, name = candidate.seen, clean_name(facts.titles[candidate.items[0]])
    least = candidate.tiers[0] if candidate.tiers else 2
    if not seen.together:
        return f"No order holds {least:,} or more of {name} yet."
    holds = "holds" if seen.together == 1 else "hold"
    share = f" ({say_share(seen.together / seen.either)})" if seen.either else ""
    return (
        f"{seen.together:,} of the {say_orders(seen.either)} with {name}{share} already {holds} "
        f"{least:,} or more."
    )


def _mix(candidate: Candidate) -> str:
    seen, size = candidate.seen, len(candidate.items)
    if not seen.together:
        return f"No order holds {candidate.choose} different ones of these {size} yet."
    holds = "holds" if seen.together == 1 else "hold"
    return (
        f"{seen.together:,} of the {say_orders(seen.either)} with any of these {size} already "
        f"{holds} {candidate.choose} or more different ones."
    )


def _lower(sentence: str) -> str:
    """A sentence as it goes on after a colon; names stay as they are."""
    for first in ("Bought", "No", "The"):
        if sentence.startswith(f"{first} "):
            return first.lower() + sentence[len(first) :]
    return sentence
