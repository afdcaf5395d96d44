"""The summary in sentences: templates of our own, or a model's, numbers by their keys alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LONGEST = 320  # characters of a model's sentence, before its figures are put in
_KEY = re.compile(r"\{([a-z0-9_.]+)\}")
_NUMBER = re.compile(
    r"\d|[%‰]|[\"“”«»„]|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|"
    r"hundred|thousand|half|third|quarter|twice|double|triple|percent|uno|una|dos|tres|cuatro|"
    r"cinco|seis|siete|ocho|nueve|diez|cien|mil|mitad|doble)s?\b",
    re.IGNORECASE,
)
_LOCAL: Mapping[str, tuple[str, ...]] = {
    "en": (
        "{responses} responses were used: {scored} with a score, {comments} with a comment.",
        "The {nps.method} NPS is {nps.headline}, {nps.interpretation}; the standard score is "
        "{nps.standard}, and lies between {nps.low} and {nps.high}.",
        "The {nps.method} NPS is {nps.headline}; the standard score is {nps.standard}, and lies "
        "between {nps.low} and {nps.high}: not enough to tell it closely, {nps.needed} scores "
        "would be.",
        "On the scale {csat.scale} the mean is {csat.mean}, between {csat.mean_low} and "
        "{csat.mean_high}.",
        "{csat.satisfied} are satisfied.",
        "The theme {theme} costs {compared} {theme.cost} points, between {theme.cost.low} "
        "and {theme.cost.high}: {theme.count} comments speak of it.",
        "The theme {theme} lifts {compared} by {theme.lift} points, between {theme.lift.low} "
        "and {theme.lift.high}: {theme.count} comments speak of it.",
        "{segment.heading} {segment}: {segment.difference} points beside the rest in {compared}, "
        "from {segment.n} responses.",
        "In {trend.label} {compared} moved by {trend.difference} points.",
        "{calls} responses are worth a call, the most pressing first.",
        "{mismatches} comments say something else than their score and are worth reading.",
    ),
    "es": (
        "Se usaron {responses} respuestas: {scored} con nota, {comments} con comentario.",
        "El NPS {nps.method} es {nps.headline}, {nps.interpretation}; el estándar es "
        "{nps.standard}, entre {nps.low} y {nps.high}.",
        "El NPS {nps.method} es {nps.headline}; el estándar es {nps.standard}, entre {nps.low} y "
        "{nps.high}: no basta para decirlo con precisión, harían falta {nps.needed} notas.",
        "En la escala {csat.scale} la media es {csat.mean}, entre {csat.mean_low} y "
        "{csat.mean_high}.",
        "{csat.satisfied} están satisfechos.",
        "El tema {theme} cuesta {theme.cost} puntos ({compared}), entre {theme.cost.low} y "
        "{theme.cost.high}: {theme.count} comentarios hablan de ello.",
        "El tema {theme} suma {theme.lift} puntos ({compared}), entre {theme.lift.low} y "
        "{theme.lift.high}: {theme.count} comentarios hablan de ello.",
        "{segment.heading} {segment}: {segment.difference} puntos ({compared}) frente al resto, "
        "en {segment.n} respuestas.",
        "En {trend.label} la nota cambió {trend.difference} puntos ({compared}).",
        "{calls} respuestas merecen una llamada, las más urgentes primero.",
        "{mismatches} comentarios dicen algo distinto de su nota y merecen leerse.",
    ),
}


@dataclass(frozen=True)
class Sentence:
    """One sentence of the summary.

    Attributes:
        text: As it is read, figures put in.
        figures: Keys of the figures in it, in their order.
        made_by: Who worded it.
    """

    text: str
    figures: tuple[str, ...]
    made_by: str


def local_sentences(figures: Mapping[str, str], language: str = "en") -> list[Sentence]:
    """What the figures say, by templates; a sentence whose figures are not there is not said.

    Args:
        figures: See `engine.feedback.meaning.figures.summary_figures`.
        language: `en` or `es`.
    """
    said: list[Sentence] = []
    for template in _LOCAL[language]:
        for one in _for_each(template, figures):
            sentence = _filled(one, figures, "local")
            if sentence:
                said.append(sentence)
    return said


def checked_sentences(
    told: Sequence[str], figures: Mapping[str, str], made_by: str
) -> tuple[list[Sentence], int]:
    """A model's sentences with their figures put in, and how many were dropped.

    Dropped is what names a figure that is not there, holds a number of its own in digits or words,
    or puts something in quotation marks.
    """
    kept: list[Sentence] = []
    for sentence in told:
        plain = " ".join(sentence.split())
        own = _KEY.sub(" ", plain)
        right = 0 < len(plain) <= LONGEST and not _NUMBER.search(own) and not {"{", "}"} & set(own)
        filled = _filled(plain, figures, made_by) if right else None
        if filled is not None:
            kept.append(filled)
    return kept, len(told) - len(kept)


def _filled(template: str, figures: Mapping[str, str], made_by: str) -> Sentence | None:
    keys = tuple(_KEY.findall(template))
    if any(key not in figures for key in keys):
        return None
    text = _KEY.sub(lambda found: figures[found[1]], template)
    return Sentence(text[:1].upper() + text[1:], keys, made_by)


def _for_each(template: str, figures: Mapping[str, str]) -> list[str]:
    """The template for each theme or segment it speaks of."""
    for kind in ("theme", "segment"):
        if f"{{{kind}}}" in template:
            there = [key for key in figures if re.fullmatch(rf"{kind}\.\d+", key)]
            return [re.sub(rf"\{{{kind}(?=[.}}])", "{" + key, template) for key in there]
    return [template]
