"""Everything that is counted over responses, under any filters: what a page and a report show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import polars as pl


@dataclass(frozen=True)
class Measures:
    """Figures of a set of responses; every table may be empty, none is missing.

    All shares are 0..1, all NPS and differences standard points (-100..100), rounded nowhere.
    `enough` says whether there are enough answers to tell; `says` is a sentence where not.

    Attributes:
        totals: responses, scored, comments, distinct, junk, duplicates, in_themes, in_no_theme,
            unweighted, weight_sum, effective (n_eff), churn (known, average, high_risk, over 0.7,
            high_risk_share, bins: counts up to 0.2, 0.4, 0.6, 0.8 and 1; empty where none is
            known), to_call (customers worth a call; `churn` lists the first of them).
        nps: n, method, headline, range (lowest and highest of that method), interpretation,
            standard, shifted, absolute, weighted, low, high (of the standard score), promoters,
            passives, detractors (counts), promoter_share, passive_share, detractor_share, margin,
            needed (answers for an interval of ±5), enough, says; empty where the scale gives no
            NPS.
        csat: scale, n, mean, mean_low, mean_high, satisfied (share), low, high (of the share),
            satisfied_from (the least satisfied score), enough, says; empty on 0-10 and 1-10.
            satisfied, its interval and satisfied_from are None on 0-100; a mapped scale has both
            these figures and an NPS.
        segments: heading, value, n, share, nps, low, high, mean, difference (to the rest),
            difference_low, difference_high, p, p_holm, enough, needed, says. In the order of the
            headings, the largest value first.
        trend: start, end (dates, end excluded), label, n, nps, low, high, mean, difference (to the
            period before), p, p_holm, enough, says; with by `day`, `week`, `month` or `quarter`.
        themes: name, words, aspect, pinned, count, share, promoters, passives, detractors, nps,
            nps_low, nps_high, mean, sentiment, impact (NPS of all less NPS without the theme's
            responses; on 1-5 the mean instead), low, high, enough.
        heat: heading, value, theme, count, share (of the segment's comments), told (whether
            these are enough to tell it), nps, mean, enough.
        drivers: kind (theme or segment), heading, value, effect (points of the score that go with
            it, all others held), low, high, n, enough.
        churn: row, score, churn_risk, leaving (whether the comment says so), themes, comment, why;
            who to call first, at most 200.
        mismatches: row, score, mismatch, sentiment, comment, themes.
        pain_points: pain_point, count, share (of comments), nps, examples (rows).
        emotions: emotion, comments (that show it), mean, of those that show any.
        sentiment: sentiment_class, count, share.
        omitted: row, comment: comments in no theme.
        notes: Sentences about what could not be told.
    """

    totals: dict[str, Any]
    nps: dict[str, Any]
    csat: dict[str, Any]
    segments: pl.DataFrame = field(repr=False)
    trend: pl.DataFrame = field(repr=False)
    themes: pl.DataFrame = field(repr=False)
    heat: pl.DataFrame = field(repr=False)
    drivers: pl.DataFrame = field(repr=False)
    churn: pl.DataFrame = field(repr=False)
    mismatches: pl.DataFrame = field(repr=False)
    pain_points: pl.DataFrame = field(repr=False)
    emotions: pl.DataFrame = field(repr=False)
    sentiment: pl.DataFrame = field(repr=False)
    omitted: pl.DataFrame = field(repr=False)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measured:
    """What the figures need beside the responses.

    Attributes:
        scale: Name of the scale of the scores; empty where there are none.
        low: Its lowest score.
        high: Its highest score.
        headline: The method whose score stands above the others.
        sure: Confidence of intervals and tests.
        segments: Headings that are compared.
        themes: Of each theme: name, words, aspect, pinned.
        seed: Seed of the bootstraps.
    """

    scale: str
    low: float
    high: float
    headline: str
    sure: float
    segments: tuple[str, ...]
    themes: tuple[dict[str, Any], ...]
    seed: int = 0
