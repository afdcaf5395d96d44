"""Copy and explanations by a language model, both in one request; templates stand where it fails.

A text is taken only when it is within its length, plain, and says no number but those that were
shown: copy may say those of the offer, the merchant's explanation those of the evidence too.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.bundles.asks.brief import Brief
from engine.bundles.asks.numbers import Numbers, strange_number
from engine.bundles.asks.products import COLUMNS
from engine.bundles.asks.texts import refuse_text
from engine.bundles.say.copy import (
    MOST_DESCRIPTION,
    MOST_FEATURE,
    MOST_FEATURES,
    MOST_TITLE,
    MOST_VALUE,
)
from engine.bundles.say.voice import Copy, Voice
from engine.models import Answer, Chat, Item, Task, is_local
from engine.steps import Step

PER_CALL = 8
VERSION = "1"
MOST_EXPLANATION = 500
TEMPLATE = "template"
LANGUAGES = {
    "en": "English", "es": "Spanish", "pt": "Portuguese", "de": "German", "fr": "French",
}  # fmt: skip
TONES = {
    "friendly": "warm and simple, as to a neighbour",
    "plain": "sober and short, facts only",
    "premium": "calm and elegant, never loud",
    "playful": "light and witty, never silly",
}
INSTRUCTIONS = (
    "Each item is a bundle of products that a shop will offer. Write its copy for customers in "
    "{language}; the tone is {tone}. Product names stay as they are. title has 60 characters at "
    "most, description 200, value_proposition 150, each of up to three features 60. Copy speaks "
    "of the offer only. explanation tells the merchant in English, in two to five plain sentences "
    "and 500 characters at most, why this bundle was chosen and how far the evidence goes; weak "
    "evidence is called weak. Write no number, share, amount or count that is not in the item, "
    "not even a rounded one; write numbers as figures. off_pct is the discount, given_off_pct "
    "that on the products that are given; prices are in {currency}. What is unknown is not "
    "guessed. No markup, no links, no line breaks, no promises about delivery or quality."
)
SCHEMA = {
    "type": "object",
    "properties": {
        "title": {"type": "string"},
        "description": {"type": "string"},
        "value_proposition": {"type": "string"},
        "features": {"type": "array", "items": {"type": "string"}, "maxItems": MOST_FEATURES},
        "explanation": {"type": "string"},
    },
}


@dataclass(frozen=True)
class Written:
    """The words of one bundle.

    Attributes:
        copy: The model's, or the template's where that was refused; `copy.made_by` says which.
        explanation: Likewise.
        explained_by: Identity of the model, or `template`.
        refused: Why the model's copy and explanation were refused, by part (`copy`,
            `explanation`); empty where both stand or no model was asked.
    """

    copy: Copy
    explanation: str
    explained_by: str
    refused: Mapping[str, str]


async def write(chat: Chat, briefs: Sequence[Brief], voice: Voice, step: Step) -> list[Written]:
    """Words for every brief, in their order; the model of this computer is not asked.

    Args:
        chat: Who is asked.
        briefs: About what.
        voice: Tone and language of copy; explanations are in English.
        step: Counts briefs, and is told how many texts were refused and why.

    Raises:
        ModelRefused: Nothing can be asked at all.
        Cancelled: The run was cancelled.
    """
    if is_local(chat) or not briefs:
        return [_template(brief, {}) for brief in briefs]
    items = [Item(str(place), brief.shown) for place, brief in enumerate(briefs)]
    answers = await chat.answer(write_task(voice), items, step)
    # Texts are judged beside the loop: a hundred of them take a tenth of a second.
    written = await asyncio.to_thread(_all_judged, briefs, answers, voice)
    _say_what_was_refused(written, step)
    return written


def count_refused(written: Sequence[Written]) -> Counter[str]:
    """Part and reason, such as `copy: a number that was not shown` → how many were refused."""
    return Counter(f"{part}: {why}" for one in written for part, why in one.refused.items())


def refuse_copy(copy: Copy, known: Numbers, language: str) -> str:
    """Why copy is refused; empty where it stands.

    Args:
        copy: What the model wrote, white space folded.
        known: The numbers of the offer.
        language: In which number words are looked for.
    """
    parts = [
        (copy.title, MOST_TITLE),
        (copy.description, MOST_DESCRIPTION),
        (copy.value_proposition, MOST_VALUE),
        *((feature, MOST_FEATURE) for feature in copy.features),
    ]
    for text, most in parts:
        if why := refuse_text(text, most) or strange_number(text, known, language):
            return why
    return ""


def write_task(voice: Voice) -> Task:
    """The question; everything that is filled in is from tables of ours or an ISO code."""
    return Task(
        kind="bundles.write",
        version=VERSION,
        instructions=INSTRUCTIONS.format(
            language=LANGUAGES[voice.language],
            tone=TONES[voice.tone],
            currency=_currency(voice.currency),
        ),
        schema=SCHEMA,
        per_call=PER_CALL,
        answer_tokens=450,
        columns=COLUMNS,
    )


def _currency(code: str) -> str:
    """An ISO code; anything else, as a file may hold it, never reaches the instructions."""
    is_code = len(code) == 3 and code.isascii() and code.isalpha()
    return code.upper() if is_code else "the shop's currency, which is not named"


def _all_judged(briefs: Sequence[Brief], answers: Sequence[Answer], voice: Voice) -> list[Written]:
    return [_judged(brief, answer, voice) for brief, answer in zip(briefs, answers, strict=True)]


def _judged(brief: Brief, answer: Answer, voice: Voice) -> Written:
    """The model's words where they may stand, the template's where not."""
    if answer.value is None:
        why = f"no answer: {answer.reason}"
        return _template(brief, {"copy": why, "explanation": why})
    copy, explanation = _copy(answer.value, answer.made_by), _line(answer.value["explanation"])
    offer, everything = Numbers.of(brief.offer), Numbers.of(brief.shown)
    found = {
        "copy": refuse_copy(copy, offer, voice.language),
        "explanation": refuse_text(explanation, MOST_EXPLANATION)
        or strange_number(explanation, everything),
    }
    refused = {part: why for part, why in found.items() if why}
    return Written(
        copy=brief.copy if "copy" in refused else copy,
        explanation=brief.explanation if "explanation" in refused else explanation,
        explained_by=TEMPLATE if "explanation" in refused else answer.made_by,
        refused=refused,
    )


def _copy(value: Mapping[str, Any], made_by: str) -> Copy:
    return Copy(
        title=_line(value["title"]),
        description=_line(value["description"]),
        value_proposition=_line(value["value_proposition"]),
        features=tuple(_line(feature) for feature in value["features"]),
        made_by=made_by,
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _template(brief: Brief, refused: Mapping[str, str]) -> Written:
    return Written(brief.copy, brief.explanation, TEMPLATE, refused)


def _say_what_was_refused(written: Sequence[Written], step: Step) -> None:
    for part, plural in (("copy", "The copy"), ("explanation", "The explanation")):
        reasons = Counter(one.refused[part] for one in written if part in one.refused)
        if reasons:
            told = ", ".join(f"{why} ({number:,})" for why, number in sorted(reasons.items()))
            step.warn(
                f"{plural} of {reasons.total():,} of {len(written):,} bundles is the template's, "
                f"since the model's was refused: {told}."
            )
