"""Every candidate of a shop, priced, can be spoken of: in each tone and language, and honestly."""

import asyncio
from itertools import product

from engine.bundles.asks.brief import make_brief
from engine.bundles.asks.numbers import Numbers
from engine.bundles.asks.write import refuse_copy
from engine.bundles.candidates.units import make_units
from engine.bundles.decide.price.book import PriceBook
from engine.bundles.objectives import TYPES
from engine.bundles.say.audience import audiences_of
from engine.bundles.say.copy import template_copy
from engine.bundles.say.explain import explain_candidate
from engine.bundles.say.voice import LANGUAGES, TONES, Voice
from engine.steps import Steps
from tests.bundles.units.shop import shop

VOICES = [Voice(tone, language, "EUR") for tone, language in product(TONES, LANGUAGES)]


def test_every_unit_of_a_shop_is_spoken_of() -> None:
    material = shop()
    units = asyncio.run(make_units(material, side_by_side=False, step=Steps()))
    book = PriceBook.of(material.sales, material.facts, material.options)
    chosen = [candidate for unit in units for candidate in unit.candidates[:2]]
    assert {candidate.bundle_type for candidate in chosen} == set(TYPES)
    for candidate, audience in zip(chosen, audiences_of(chosen, material.facts), strict=True):
        pricing = book.price(candidate)
        explanation = explain_candidate(candidate, material.facts, pricing, None)
        assert 3 <= explanation.count(". ") + 1 <= 5, explanation
        for voice in VOICES:
            copy = template_copy(candidate, material.facts, pricing, voice)
            brief = make_brief(candidate, material.facts, pricing, audience, (copy, explanation))
            offer = Numbers.of(brief.offer)
            assert refuse_copy(copy, offer, voice.language) == "", copy
            assert len(copy.features) >= 1
