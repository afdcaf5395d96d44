"""Responses as survey tools write them: their own columns around the questions' texts."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from tests.files.layouts.shop import Answer, Row, Shop
from tests.files.layouts.shopify import mail

SCORE = "How likely are you to recommend our shop to a friend or colleague?"
COMMENT = "What is the most important reason for your score?"
CHANNEL = "Where did you buy?"


def _begun(answer: Answer) -> dt.datetime:
    """When it was begun: of no two responses alike."""
    return answer.moment - dt.timedelta(seconds=30 + answer.number % 5000)


def _score(answer: Answer) -> int | str:
    return "" if answer.score is None else answer.score


def _told(answer: Answer) -> dict[str, Any]:
    return {
        "score": answer.score,
        "comment": answer.comment.replace("\r\n", "\n").strip() or None,
        f"segment: {CHANNEL}": answer.channel,
    }


def surveymonkey(shop: Shop) -> Iterator[Row]:
    """The second line, with what can be answered, belongs to the headings."""
    for answer in shop.answers:
        cells = {
            "Respondent ID": str(answer.number),
            "Collector ID": "423950113",
            "Start Date": f"{_begun(answer):%m/%d/%Y %I:%M:%S %p}",
            "End Date": f"{answer.moment:%m/%d/%Y %I:%M:%S %p}",
            "IP Address": "198.51.100.7",
            "Email Address": mail(answer.customer),
            SCORE: _score(answer),
            COMMENT: answer.comment,
            CHANNEL: answer.channel,
        }
        yield (
            cells,
            _told(answer)
            | {
                "response_id": str(answer.number),
                "moment": answer.moment,
                "customer": answer.customer,
            },
        )


SURVEYMONKEY_SECOND = (
    (SCORE, "Response"),
    (COMMENT, "Open-Ended Response"),
    (CHANNEL, "Response"),
)


def typeform(shop: Shop) -> Iterator[Row]:
    for answer in shop.answers:
        number = f"{answer.number:032x}"
        cells = {
            "#": number,
            SCORE: _score(answer),
            COMMENT: answer.comment,
            CHANNEL: answer.channel,
            "Network ID": f"net{answer.customer}" if answer.customer else "",
            "Start Date (UTC)": f"{_begun(answer)}",
            "Submit Date (UTC)": f"{answer.moment}",
        }
        yield (
            cells,
            _told(answer)
            | {
                "response_id": number,
                "moment": answer.moment,
                "customer": answer.customer,
            },
        )


def google_forms(shop: Shop) -> Iterator[Row]:
    for answer in shop.answers:
        moment = answer.moment
        cells = {
            "Timestamp": f"{moment.month}/{moment.day}/{moment:%Y %H:%M:%S}",
            "Email address": mail(answer.customer),
            SCORE: _score(answer),
            COMMENT: answer.comment,
            CHANNEL: answer.channel,
        }
        yield cells, _told(answer) | {"moment": answer.moment, "customer": answer.customer}


def nota(shop: Shop) -> Iterator[Row]:
    """The group beside the score is worked out from it: it rates too."""
    for answer in shop.answers:
        score = answer.score
        group = (
            ""
            if score is None
            else "detractor"
            if score < 7
            else "passive"
            if score < 9
            else "promoter"
        )
        cells = {"Nota": _score(answer), "Comentario Final": answer.comment, "NPS": group}
        told = {name: _told(answer)[name] for name in ("score", "comment")}
        yield cells, told | {"rating: NPS": group or None}
