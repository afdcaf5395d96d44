"""Who answers the survey, what they met with, and what score that makes."""

from datetime import date

import numpy as np

from sample_data.shop.comments import Touched
from sample_data.shop.season import FIRST_DAY, LAST_DAY

# The columns that say who somebody is, and the shares of their values in percent.
GROUPS = ("channel", "country", "customer_type", "age_band")
CHANNELS = ("Shop", "Website", "Market stall")
COUNTRIES = {"Ireland": 39, "United Kingdom": 18, "Spain": 18, "Portugal": 12, "France": 13}
CUSTOMER_TYPES = {"New": 36, "Returning": 55, "Trade": 9}
AGE_BANDS = {"18-24": 8, "25-34": 20, "35-44": 24, "45-54": 21, "55-64": 16, "65+": 11}
# Who lives abroad mostly buys on the website.
ABROAD_CHANNELS = {"Shop": 14, "Website": 83, "Market stall": 3}
HOME_CHANNELS = {"Shop": 68, "Website": 17, "Market stall": 15}
HOME = "Ireland"

BASE = 8.66
NOISE = 1.75
EFFECTS_OF_GROUPS = {
    "Shop": 0.35,
    "Market stall": 0.25,
    "Ireland": 0.2,
    "Portugal": -0.55,
    "France": -0.15,
    "Returning": 0.3,
    "Trade": -0.5,
    "18-24": -0.35,
    "65+": 0.3,
}
# From the first day to the last the shop gets better; Christmas post is a low.
TREND = 0.7
CHRISTMAS_POST = -0.6

# Theme: share of all answers by channel (Shop, Website, Market stall) in percent, share of
# praise in percent, effect on the score of a complaint and of praise.
THEMES_MET = {
    "delivery time": ((1, 26, 0), 24, -3.2, 0.5),
    "damaged parcels": ((1, 12, 1), 14, -2.0, 0.4),
    "price": ((14, 10, 16), 32, -0.9, 0.5),
    "product quality": ((24, 18, 26), 80, -2.1, 1.1),
    "staff helpfulness": ((30, 5, 30), 88, -2.3, 1.3),
    "website checkout": ((0, 15, 0), 30, -1.2, 0.4),
    "returns and refunds": ((7, 11, 3), 22, -3.3, 0.6),
    "gift wrapping": ((12, 9, 5), 80, -1.2, 0.7),
}
MOST_THEMES = 2


def draw_group(rng: np.random.Generator) -> tuple[str, ...]:
    """Draw who somebody is.

    Args:
        rng: The stream to draw from.

    Returns:
        One value for each of ``GROUPS``, in its order.
    """
    country = _one_of(COUNTRIES, rng)
    channels = HOME_CHANNELS if country == HOME else ABROAD_CHANNELS
    kind = _one_of(CUSTOMER_TYPES, rng)
    return (_one_of(channels, rng), country, kind, _one_of(AGE_BANDS, rng))


def draw_themes(group: tuple[str, ...], rng: np.random.Generator) -> list[Touched]:
    """Draw what somebody met with.

    Args:
        group: Who it is, as ``draw_group`` gives it.
        rng: The stream to draw from.

    Returns:
        At most two themes, each with whether it was a good experience.
    """
    channel = CHANNELS.index(group[0])
    met: list[Touched] = []
    names = list(THEMES_MET)
    for place in rng.permutation(len(names)):
        shares, praise, _, _ = THEMES_MET[names[int(place)]]
        if rng.random() * 100 < shares[channel] and len(met) < MOST_THEMES:
            met.append((names[int(place)], bool(rng.random() * 100 < praise)))
    return met


def opinion(group: tuple[str, ...], met: list[Touched], day: date, rng: np.random.Generator) -> int:
    """Draw a score.

    Args:
        group: Who it is, as ``draw_group`` gives it.
        met: What they met with, as ``draw_themes`` gives it.
        day: When they answer.
        rng: The stream to draw from.

    Returns:
        A whole number from 0 to 10.
    """
    score = BASE + sum(EFFECTS_OF_GROUPS.get(value, 0.0) for value in group)
    for theme, praised in met:
        _, _, complaint, praise = THEMES_MET[theme]
        score += praise if praised else complaint
    passed = (day - FIRST_DAY) / (LAST_DAY - FIRST_DAY)
    score += TREND * (passed - 0.5)
    if "Website" in group and date(2025, 12, 8) <= day <= date(2026, 1, 12):
        score += CHRISTMAS_POST
    return int(np.clip(round(score + rng.normal(0, NOISE)), 0, 10))


def _one_of(shares: dict[str, int], rng: np.random.Generator) -> str:
    """Draw one value by its share in percent."""
    values = list(shares)
    chances = np.array(list(shares.values())) / sum(shares.values())
    return values[int(rng.choice(len(values), p=chances))]
