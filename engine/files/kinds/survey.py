"""Responses to a survey, and reviews: a score, a comment, and what tells responses apart."""

from __future__ import annotations

from engine.files.kinds.schema import Field, Kind
from engine.files.kinds.tongues.words import words

SURVEY = Kind(
    name="survey",
    title="Survey responses",
    says="one row per answer or review, with a score, a comment or both",
    needs=(("score", "comment"),),
    fields=(
        Field(
            "response_id",
            "which response it is",
            words(
                "responseid respondentid id surveyid reviewid submissionid token feedbackid"
                " answerid responsenumber"
            ),
            content="key",
        ),
        Field(
            "score",
            "the score given",
            words(
                "npsscore nps score rating nota overallrating stars recommendationscore"
                " likelihoodtorecommend starrating overallscore reviewscore csat"
                " overallsatisfaction"
            ),
            content="score",
            weight=1.0,
        ),
        Field(
            "comment",
            "what was written",
            words(
                "comment comments comentariofinal reviewtext review feedback content text"
                " explication answer verbatim reviewbody openended feedbacktext commenttext"
                " reviews opinion remarks"
            ),
            content="comment",
            weight=1.0,
        ),
        Field(
            "date",
            "when it was answered",
            words(
                "date timestamp createdat responsedate submittedat submitdateutc enddate"
                " reviewdate submissiondate completedat datesubmitted answeredat reviewedat"
            ),
            content="date",
        ),
        Field(
            "customer",
            "who answered, kept only as a salted hash",
            words(
                "customerid customer email userid author personemail reviewerid reviewer"
                " customeremail respondentemail emailaddress username clientid memberid"
            ),
            personal=True,
        ),
    ),
    others="segments",
)
