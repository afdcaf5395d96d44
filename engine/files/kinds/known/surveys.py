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

_TYPEFORM = Layout(
    name="Typeform (CSV or XLSX)",
    kind="survey",
    headings=columns("# | Network ID | Start Date (UTC) | Submit Date (UTC)"),
    marks=("Start Date (UTC)", "Submit Date (UTC)"),
    fields={
        "response_id": "#",
        "date": ("Submit Date (UTC)", "Start Date (UTC)"),
        "customer": "Network ID",
    },
    address="https://github.com/janlindblad/typevote/blob/"
    "a00925622bd14ae0e2add7fbfa4f247e92cff24f/typevote.py",
    says="# is the first column, the questions and hidden fields follow it, and the dates stand "
    "at the end, with Response Type and Tags among them in later files; Network ID is one "
    "browser's.",
    personal=("Network ID",),
)

_GOOGLE_FORMS = Layout(
    name="Google Forms responses (English)",
    kind="survey",
    headings=columns("Timestamp | Email address"),
    marks=("Timestamp",),
    fields={"date": "Timestamp", "customer": "Email address"},
    address="https://github.com/OurRevolutionMassachusetts/rcv/blob/"
    "006bf0957cb0e8a5388d69daaeb19d1d2352bdde/README.md",
    says="Timestamp is the first column and every other heading is a question's text; it alone "
    "is a weak mark, and forms in other languages name it otherwise.",
    personal=("Email address",),
)

_NOTA = Layout(
    name="Feedback sheet 'Nota' and 'Comentario Final' (Spanish)",
    kind="survey",
    headings=columns("Nota | Comentario Final | NPS"),
    marks=("Nota", "Comentario Final"),
    fields={"score": "Nota", "comment": "Comentario Final"},
    address="https://github.com/Ai-Whisperers/customer-feedback-app/blob/"
    "03bf8e6ba52b6fdff25eab2447a106bcc633ef85/docs/guias/api-reference.md",
    says="Nota is a score from 0 to 10, NPS may be absent and is never needed: it is worked out "
    "from Nota.",
)

SURVEYS = (_SURVEYMONKEY, _TYPEFORM, _GOOGLE_FORMS, _NOTA)
