"""What was chosen → bundles with words: explanation and copy, in one question a batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from engine.bundles.asks.brief import Brief, make_brief
from engine.bundles.asks.write import Written, count_refused, write
from engine.bundles.context.context import Context
from engine.bundles.context.facts import ProductFacts
from engine.bundles.decide.chosen import Chosen
from engine.bundles.decide.judged import Judged
from engine.bundles.result import Bundle
from engine.bundles.say.audience import Audience, audiences_of
from engine.bundles.say.bundles import Wording, Words
from engine.bundles.say.copy import template_copy
from engine.bundles.say.explain import explain_candidate
from engine.bundles.say.voice import Voice
from engine.models import Chat
from engine.steps import Steps


@dataclass(frozen=True)
class Worded:
    """Bundles with words.

    Attributes:
        bundles: By rank: the portfolio, then the offers.
        refused: Why texts of the model were refused → how many.
    """

    bundles: tuple[Bundle, ...]
    refused: Counter[str]


async def write_bundles(
    context: Context, chosen: Chosen, voice: Voice, chat: Chat, steps: Steps
) -> Worded:
    """Explain every bundle and write its copy."""
    judged = (*chosen.bundles, *chosen.offers)
    with steps("Explain and write copy", unit="bundles") as step:
        step.check()
        facts = context.mapped.facts
        audiences = audiences_of([one.candidate for one in judged], facts)
        briefs = [
            _brief(one, facts, voice, audience)
            for one, audience in zip(judged, audiences, strict=True)
        ]
        written = await write(chat, briefs, voice, step)
        return Worded(_bundles(context, chosen, judged, written), count_refused(written))


def _brief(judged: Judged, facts: ProductFacts, voice: Voice, audience: Audience) -> Brief:
    """What is told of one, with the template's words to fall back on."""
    candidate, pricing = judged.candidate, judged.pricing
    template = (
        template_copy(candidate, facts, pricing, voice),
        explain_candidate(candidate, facts, pricing, judged.scores),
    )
    return make_brief(candidate, facts, pricing, audience, template)


def _bundles(
    context: Context, chosen: Chosen, judged: Sequence[Judged], written: Sequence[Written]
) -> tuple[Bundle, ...]:
    wording = Wording(context.mapped.facts, context.mined.likeness)
    picks = [*chosen.portfolio.picks, *(None for _ in chosen.offers)]
    return tuple(
        wording.bundle(rank, one, Words(text.copy, text.explanation), pick)
        for rank, (one, text, pick) in enumerate(zip(judged, written, picks, strict=True), start=1)
    )
