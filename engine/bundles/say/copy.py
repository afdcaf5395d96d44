"""Copy from templates: what a shop may print where no model writes, in every tone and language.

It claims nothing that was not counted: no saving without prices, none that is rounded up, no
“often bought together” on weak evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from engine.bundles.candidates.candidate import Candidate
from engine.bundles.candidates.pool import TIERS
from engine.bundles.context.facts import ProductFacts
from engine.bundles.decide.price.pricing import Pricing
from engine.bundles.say.amounts import say_amount, say_percent, whole_percent
from engine.bundles.say.names import cut, join_names
from engine.bundles.say.templates import TEMPLATES, Language
from engine.bundles.say.voice import Copy, Voice

MOST_TITLE, MOST_DESCRIPTION, MOST_VALUE, MOST_FEATURE, MOST_FEATURES = 60, 200, 150, 60, 3
Names = Mapping[str, Sequence[str]]


def template_copy(
    candidate: Candidate, facts: ProductFacts, pricing: Pricing | None, voice: Voice
) -> Copy:
    """Copy for one bundle, every part within its length.

    Args:
        candidate: The bundle.
        facts: Its products' names and stock.
        pricing: Its price, or None where the file has none.
        voice: Tone, language and currency.
    """
    words = TEMPLATES[voice.language]
    kind, names = _kind(candidate, pricing), _names(candidate, facts)
    places = _places(candidate, pricing, words, voice)
    title, description = words.copy[kind][voice.tone]
    value = _value(words, pricing, voice)
    return Copy(
        title=_filled(title, places, names, words, MOST_TITLE),
        description=_filled(description, places, names, words, MOST_DESCRIPTION),
        value_proposition=cut(_begun(_filled(value, places, names, words, MOST_VALUE)), MOST_VALUE),
        features=tuple(
            _filled(line, {**places, **more}, names, words, MOST_FEATURE)
            for line, more in _features(candidate, facts, pricing, voice)
        )[:MOST_FEATURES],
    )


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def saves(pricing: Pricing | None) -> bool:
    """Whether a price takes off one percent or more."""
    return pricing is not None and whole_percent(pricing.discount_pct) >= 1


def _kind(candidate: Candidate, pricing: Pricing | None) -> str:
    """The type whose words are used; nothing is “given” at its full price."""
    given = candidate.bundle_type == "BXGY"
    if given and (not candidate.get or (pricing is not None and not pricing.get_discount_pct)):
        return "FBT"
    return candidate.bundle_type


def _names(candidate: Candidate, facts: ProductFacts) -> Names:
    def of(numbers: Sequence[int]) -> list[str]:
        return [facts.titles[number] for number in numbers]

    parts = {"names": candidate.items, "bought": candidate.buy, "given": candidate.get}
    return {place: of(numbers) for place, numbers in parts.items()}


def _places(
    candidate: Candidate, pricing: Pricing | None, words: Language, voice: Voice
) -> dict[str, str]:
    """All places but those of names."""
    places = {
        "choose": str(candidate.choose),
        "count": str(len(candidate.items)),
        "quantity": str(candidate.quantities[0]),
        "least": str(candidate.tiers[0] if candidate.tiers else candidate.quantities[0]),
        "cheaper": _cheaper(pricing, words, voice),
    }
    if pricing is not None:
        places |= {
            "price": say_amount(pricing.bundle_price, voice),
            "list": say_amount(pricing.list_price, voice),
            "saving": say_amount(pricing.list_price - pricing.bundle_price, voice),
            "percent": say_percent(whole_percent(pricing.discount_pct), voice),
        }
    offer = words.offers.get(candidate.bundle_type, "")
    return {**places, "offer": offer.format(**places)}


def _cheaper(pricing: Pricing | None, words: Language, voice: Voice) -> str:
    percent = whole_percent(pricing.get_discount_pct) if pricing is not None else 0
    if percent >= 100:
        return words.cheaper["free"]
    if percent < 1:
        return words.cheaper["less"]
    return words.cheaper["off"].format(percent=say_percent(percent, voice))


def _value(words: Language, pricing: Pricing | None, voice: Voice) -> str:
    if pricing is None:
        return words.unpriced[voice.tone]
    saving, price = words.value[voice.tone]
    return saving if saves(pricing) else price


def _features(
    candidate: Candidate, facts: ProductFacts, pricing: Pricing | None, voice: Voice
) -> list[tuple[str, dict[str, str]]]:
    """Short lines, the most telling first, with places of their own."""
    features = TEMPLATES[voice.language].features
    lines = _offer_lines(candidate, pricing, features, voice)
    reason = _reason(candidate, facts)
    return [*lines[:2], *([(features[reason], {})] if reason else []), *lines[2:]]


def _offer_lines(
    candidate: Candidate, pricing: Pricing | None, features: Mapping[str, str], voice: Voice
) -> list[tuple[str, dict[str, str]]]:
    kind = _kind(candidate, pricing)
    if kind == "VOLUME_DISCOUNT":
        return [
            (features["tier"], {"quantity": str(quantity), "percent": say_percent(percent, voice)})
            for quantity, percent in _rising(candidate, pricing)
        ]
    if kind == "BXGY":
        return [(features["given"], {})]
    lines: list[tuple[str, dict[str, str]]] = [
        (features["choose" if kind == "MIX_MATCH" else "together"], {})
    ]
    return lines + ([(features["saves"], {})] if saves(pricing) else [])


def _rising(candidate: Candidate, pricing: Pricing | None) -> list[tuple[int, int]]:
    """Quantities of the tiers that take off a whole percent more than those before."""
    percents = [whole_percent(one) for one in (pricing.tier_discounts if pricing else ())]
    before = [0, *percents]
    return [
        (quantity, percent)
        for quantity, percent, last in zip(candidate.tiers, percents, before, strict=False)
        if percent > last
    ]


def _reason(candidate: Candidate, facts: ProductFacts) -> str:
    """Name of the line that says why to take it; empty where nothing can be said honestly."""
    seen, objective = candidate.seen, candidate.objective
    if objective == "clear_slow_movers":
        stock = facts.stock[list(candidate.items)]
        return objective if bool(np.all(stock > 0)) else ""
    if objective in ("increase_aov", "margin_guard"):
        together = candidate.bundle_type in ("FBT", "FIXED", "BXGY")
        often = candidate.tier == TIERS[0] and seen.together > 1 and (seen.lift or 0) > 1
        return "bought_together" if together and often else ""
    return objective


def _filled(
    template: str, places: Mapping[str, str], names: Names, words: Language, most: int
) -> str:
    """A template with its places filled; names share the room that is left."""
    used = [place for place in names if f"{{{place}}}" in template]
    around = template.format(**places, **dict.fromkeys(names, ""))
    if not used:
        return around
    room = (most - len(around)) // len(used)
    joined = {place: join_names(names[place], words.and_, room) for place in used}
    return template.format(**places, **{**dict.fromkeys(names, ""), **joined})
