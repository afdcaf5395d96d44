"""Answers as survey tools export them: fixed columns around the questions' own texts."""

from __future__ import annotations

from engine.files.kinds.known.layout import Layout, columns

_SURVEYMONKEY = Layout(
    name="SurveyMonkey (CSV or XLSX, all responses)",
    kind="survey",
    headings=columns(
        "Respondent ID | Collector ID | Start Date | End Date | IP Address | Email Address"
        " | First Name | Last Name | Custom Data 1"
    ),
    marks=("Respondent ID", "Collector ID"),
    fields={
        "response_id": "Respondent ID",
        "date": ("End Date", "Start Date"),
        "customer": "Email Address",
    },
    address="https://rdrr.io/github/toddellis/miao/src/R/survey_monkey.R",
    says="The questions follow; a second heading line holds the answer choices ('Response', "
    "'Open-Ended Response'), and a question with several choices leaves the first line's next "
    "headings empty.",
    personal=("IP Address", "Email Address", "First Name", "Last Name"),
)

SURVEYS = (_SURVEYMONKEY,)
