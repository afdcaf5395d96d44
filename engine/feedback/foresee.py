"""What a run would ask a server's models, foreseen from counts alone."""

from __future__ import annotations

from engine.feedback.options import FeedbackOptions
from engine.models.money import Plan, Planned

ENVELOPE, COMMENT, ANSWER = 2_400, 180, 100
"""Bytes of a request's instructions and of one comment; tokens of an answer about one."""
THEMES, SUMMARY = 12, 4_000
"""Themes that are named in one request; bytes of what the summary is worded from."""


def foresee(comments: int, options: FeedbackOptions, per_call: int) -> Plan:
    """The requests a run would send at most, roughly: batches of comments, and two more.

    Args:
        comments: Responses of the file with a comment; distinct ones are fewer.
        options: `ask` says whether anything is sent.
        per_call: Most comments in one request.
    """
    if not options.ask or not comments:
        return Plan(0, 0, 0, ())
    full, rest = divmod(comments, per_call)
    sizes = [per_call] * full + [rest] * (rest > 0)
    batches = [Planned(size, ENVELOPE + size * COMMENT, size * ANSWER) for size in sizes]
    naming = Planned(THEMES, ENVELOPE + THEMES * 10 * COMMENT, THEMES * 30)
    summary = Planned(1, ENVELOPE + SUMMARY, 900)
    items = comments + THEMES + 1
    return Plan(items, items, 0, (*batches, naming, summary))
