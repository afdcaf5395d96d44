"""When the shop is open and how busy it is, by season, weekday and hour."""

from datetime import date, timedelta

FIRST_DAY = date(2025, 11, 1)
LAST_DAY = date(2026, 10, 31)

CLOSED = {date(2025, 12, 25), date(2025, 12, 26), date(2026, 1, 1), date(2026, 4, 5)}

# January to December: how busy the whole shop is.
BUSY_MONTHS = (0.72, 0.74, 0.86, 0.98, 1.02, 0.96, 0.92, 0.86, 0.94, 1.06, 1.42, 1.95)
# Monday to Sunday.
BUSY_DAYS = (0.62, 0.70, 0.78, 1.0, 1.12, 1.75, 1.05)

# The hour in which a customer comes to the till, and how busy that hour is.
WEEKDAY_HOURS = {9: 0.4, 10: 0.8, 11: 1.1, 12: 1.5, 13: 1.4, 14: 1.0, 15: 1.0, 16: 1.2, 17: 1.1}
SATURDAY_HOURS = {9: 0.5, 10: 1.2, 11: 1.7, 12: 1.6, 13: 1.4, 14: 1.6, 15: 1.6, 16: 1.2, 17: 0.6}
SUNDAY_HOURS = {11: 0.9, 12: 1.2, 13: 1.4, 14: 1.6, 15: 1.4, 16: 0.8}
THURSDAY_EVENING = {18: 1.0, 19: 0.5}
OPENING_MINUTE = {9: 30}

THURSDAY, SATURDAY, SUNDAY = 3, 5, 6

# January to December: how much one kind of thing is wanted, compared with its own average.
SEASONS = {
    "": (1.0,) * 12,
    "christmas": (0.05, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.03, 0.15, 1.1, 4.2, 5.2),
    "giftwrap": (0.5, 0.8, 0.8, 0.8, 0.9, 0.8, 0.7, 0.6, 0.8, 1.0, 1.9, 2.8),
    "spring": (0.4, 1.0, 2.6, 2.9, 2.0, 1.0, 0.6, 0.4, 0.5, 0.4, 0.2, 0.2),
    "summer": (0.1, 0.2, 0.5, 1.1, 1.9, 2.7, 2.9, 2.1, 0.8, 0.3, 0.2, 0.4),
    "autumn": (1.3, 1.0, 0.6, 0.4, 0.3, 0.2, 0.2, 0.4, 1.5, 2.3, 2.2, 1.9),
    "baking": (1.0, 0.9, 1.1, 1.0, 0.8, 0.7, 0.6, 0.7, 1.2, 1.3, 1.5, 1.6),
    "steady": (0.9, 1.0, 1.1, 1.0, 1.0, 0.9, 0.9, 0.9, 1.0, 1.0, 1.1, 1.3),
}
KIND_SEASONS = {
    "Coffee and tea": "steady",
    "Tableware": "steady",
    "Cookware": "steady",
    "Baking": "baking",
    "Kitchen linen": "",
    "Candles and scent": "autumn",
    "Garden": "spring",
    "Picnic": "summer",
    "Paper and gifts": "steady",
    "Bath and bedroom": "steady",
}


def busy_days() -> list[tuple[date, float]]:
    """List the days of the year the shop keeps records of.

    Returns:
        Each day from ``FIRST_DAY`` to ``LAST_DAY`` with its share of the year's customers;
        the shares add up to 1 and are 0 for the days the shop is closed.
    """
    count = (LAST_DAY - FIRST_DAY).days + 1
    days = [FIRST_DAY + timedelta(days=passed) for passed in range(count)]
    weights = [_busy(day) for day in days]
    whole = sum(weights)
    return [(day, weight / whole) for day, weight in zip(days, weights, strict=True)]


def busy_hours(day: date) -> dict[int, float]:
    """Say how busy each opening hour of a day is.

    Args:
        day: Any day of the year.

    Returns:
        The hours the till is open, 9 meaning 9:30 to 9:59, each with its share; the shares
        add up to 1.
    """
    hours = {SATURDAY: SATURDAY_HOURS, SUNDAY: SUNDAY_HOURS}.get(day.weekday(), WEEKDAY_HOURS)
    # Late opening on Thursdays, and every day in the two weeks before Christmas.
    before_christmas = date(2025, 12, 11) <= day <= date(2025, 12, 23)
    if day.weekday() == THURSDAY or before_christmas:
        hours = hours | THURSDAY_EVENING
    whole = sum(hours.values())
    return {hour: weight / whole for hour, weight in hours.items()}


def wanted(kind: str, season: str, month: int) -> float:
    """Say how much a kind of thing is wanted in a month.

    Args:
        kind: A category of the range.
        season: A name in ``SEASONS`` that overrules the category's own, or empty.
        month: 1 to 12.

    Returns:
        A factor on the demand; about 1 on average over the year.
    """
    return SEASONS[season or KIND_SEASONS[kind]][month - 1]


def _busy(day: date) -> float:
    """Weigh one day."""
    if day in CLOSED:
        return 0.0
    weight = BUSY_MONTHS[day.month - 1] * BUSY_DAYS[day.weekday()]
    # The week before Christmas is busier still; between the holidays it is quiet.
    if date(2025, 12, 15) <= day <= date(2025, 12, 24):
        return weight * 1.25
    if date(2025, 12, 27) <= day <= date(2025, 12, 31):
        return weight * 0.4
    return weight
