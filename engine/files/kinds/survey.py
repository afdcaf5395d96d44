"""Responses to a survey, and reviews: a score, a comment, and what tells responses apart."""

from __future__ import annotations

from engine.files.kinds.schema import Field, Kind

SURVEY = Kind(
    name="survey",
    title="Survey responses",
    says="one row per answer or review, with a score, a comment or both",
    needs=(("score", "comment"),),
    fields=(
        Field(
            "response_id",
            "which response it is",
            ("responseid", "respondentid", "id", "surveyid", "reviewid", "submissionid", "token"),
            content="code",
        ),
        Field(
            "score",
            "the score given",
            (
                "npsscore",
                "nps",
                "score",
                "rating",
                "nota",
                "overallrating",
                "stars",
                "recommendationscore",
            ),
            content="score",
        ),
        Field(
            "comment",
            "what was written",
            (
                "comment",
                "comments",
                "comentariofinal",
                "reviewtext",
                "review",
                "feedback",
                "content",
                "text",
                "explication",
                "answer",
                "verbatim",
            ),
        ),
        Field(
            "date",
            "when it was answered",
            (
                "date",
                "timestamp",
                "createdat",
                "responsedate",
                "submittedat",
                "submitdateutc",
                "enddate",
                "reviewdate",
            ),
            content="date",
        ),
        Field(
            "customer",
            "who answered, kept only as a salted hash",
            ("customerid", "customer", "email", "userid", "author", "personemail"),
            personal=True,
        ),
    ),
    others="segments",
)
