"""A year of answers to "How likely are you to recommend our shop?"."""

import json
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from sample_data.shop.comments import LANGUAGES, comment
from sample_data.shop.opinion import GROUPS, draw_group, draw_themes, opinion
from sample_data.shop.season import busy_days
from sample_data.shop.streams import SEED, pick, stream

SURVEY_COLUMNS = (
    "response_id",
    "date",
    "score",
    "comment",
    *GROUPS,
)
SURVEY_TRUTH_COLUMNS = ("response_id", "themes", "language")

# Who met with something writes about it more often than who did not.
COMMENT_SHARE = 0.75
QUIET_SHARE = 0.3
JUNK_SHARE = 0.015
JUNK = ("n/a", ".", "asdf", "-", "n/a", "...", "x", "xx")
FOREIGN_SHARE = 0.03

NO_SCORES = 12
BAD_SCORES = ("11", "-1", "n/a", "11", "ten")

LANGUAGE_OF = {
    "Ireland": "en",
    "United Kingdom": "en",
    "Spain": "es",
    "Portugal": "pt",
    "France": "fr",
}


@dataclass(frozen=True, slots=True)
class Response:
    """One answer.

    Attributes:
        number: Such as ``Q00017``.
        day: When it came in.
        score: ``0`` to ``10`` as text; empty or nonsense for a few.
        comment: What was written, or empty.
        group: Channel, country, customer type and age band.
        themes: What the comment is about, as planted.
        language: Of the comment, or empty.
    """

    number: str
    day: date
    score: str
    comment: str
    group: tuple[str, ...]
    themes: tuple[str, ...]
    language: str

    def row(self) -> tuple[str, ...]:
        """Give the answer as text, in the order of ``SURVEY_COLUMNS``."""
        return (self.number, self.day.isoformat(), self.score, self.comment, *self.group)

    def cells(self) -> tuple[str | int | date | None, ...]:
        """Give the answer for a workbook, in the order of ``SURVEY_COLUMNS``."""
        score = int(self.score) if self.score.isdigit() else self.score or None
        return (self.number, self.day, score, self.comment or None, *self.group)

    def truth(self) -> tuple[str, ...]:
        """Give what was planted, in the order of ``SURVEY_TRUTH_COLUMNS``."""
        return (self.number, json.dumps(list(self.themes)), self.language)


def survey(name: str, count: int, seed: int = SEED) -> list[Response]:
    """Draw the answers of a year.

    Args:
        name: The file they are for; with the seed it decides all that is drawn.
        count: How many answers.
        seed: The seed.

    Returns:
        The answers in order of time.
    """
    rng = stream(name, seed)
    days = busy_days()
    places = sorted(rng.choice(len(days), size=count, p=[share for _, share in days]))
    answers = [
        _answer(f"Q{number:05d}", days[int(place)][0], rng)
        for number, place in enumerate(places, start=1)
    ]
    return _with_bad_scores(answers, rng)


def _answer(number: str, day: date, rng: np.random.Generator) -> Response:
    """Draw one answer: who, what happened, the score, and perhaps a comment."""
    group = draw_group(rng)
    touched = draw_themes(group, rng)
    score = opinion(group, touched, day, rng)
    silent = Response(number, day, str(score), "", group, (), "")
    chance = rng.random()
    if chance >= (COMMENT_SHARE if touched else QUIET_SHARE):
        return silent
    if chance < JUNK_SHARE:
        return replace(silent, comment=pick(rng, JUNK))
    language = _language(group, rng)
    text = comment(language, touched, score, group[0], rng)
    themes = tuple(theme for theme, _ in touched)
    return replace(silent, comment=text, themes=themes, language=language)


def _language(group: tuple[str, ...], rng: np.random.Generator) -> str:
    """Say in which language somebody writes: that of the country, for nearly all."""
    if rng.random() < FOREIGN_SHARE:
        return pick(rng, sorted(LANGUAGES))
    return LANGUAGE_OF[group[GROUPS.index("country")]]


def _with_bad_scores(answers: list[Response], rng: np.random.Generator) -> list[Response]:
    """Leave some scores out and spoil a few."""
    scores = ("",) * NO_SCORES + BAD_SCORES
    places = rng.choice(len(answers), size=len(scores), replace=False)
    spoiled = list(answers)
    for place, score in zip(places, scores, strict=True):
        spoiled[int(place)] = replace(answers[int(place)], score=score)
    return spoiled
