"""The question of a trial: ready ones, each with the schema of its answer, both to be changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from ui.words import plain


@dataclass(frozen=True)
class Ready:
    """A question that is ready to be asked.

    Attributes:
        question: Its words.
        properties: JSON schema of each part of the answer.
        writes: Whether an answer holds more than a choice, which the local models cannot give.
    """

    question: str
    properties: Mapping[str, Mapping[str, Any]]
    writes: bool = False

    @property
    def schema(self) -> str:
        """The schema of one answer as JSON."""
        properties = dict(self.properties)
        return json.dumps(
            {
                "type": "object",
                "properties": properties,
                "required": list(properties),
                "additionalProperties": False,
            },
            indent=2,
        )


_MOOD = {"type": "string", "enum": ["negative", "neutral", "positive"]}
_TOPICS = ["product quality", "delivery", "price", "staff and service", "website", "other"]
READY = {
    "Mood": Ready("What is the writer's mood about the shop?", {"mood": _MOOD}),
    "Topic": Ready(
        "What is this text mostly about?", {"topic": {"type": "string", "enum": _TOPICS}}
    ),
    "Summary": Ready(
        "What is the writer's mood, and what do they say, in a few English words?",
        {"mood": _MOOD, "summary": {"type": "string", "maxLength": 120}},
        writes=True,
    ),
}


def ask_question() -> tuple[str, dict[str, Any] | None]:
    """The question and its schema as they are to be asked; no schema where its JSON is broken."""
    name = st.segmented_control(
        "Question", list(READY), default=next(iter(READY)), required=True, key="trial_ready"
    )
    ready = READY[name or next(iter(READY))]
    question = st.text_area(
        "In words",
        ready.question,
        height=80,
        max_chars=4_000,
        key=f"trial_question_{name}",
        label_visibility="collapsed",
    )
    with st.expander("The form of an answer (JSON schema)", icon=":material/data_object:"):
        text = st.text_area(
            "JSON schema of one answer",
            ready.schema,
            height=240,
            key=f"trial_schema_{name}",
            label_visibility="collapsed",
        )
        st.caption(
            "Models of this computer answer where every part is a choice of a list (`enum`); a "
            "server's also write texts and numbers."
        )
    return question, _read(text)


def _read(text: str) -> dict[str, Any] | None:
    """The schema, or None and a sentence on the page."""
    try:
        schema = json.loads(text)
    except json.JSONDecodeError as error:
        said = f"The schema is not JSON, at line {error.lineno}: {error.msg}."
        st.error(plain(said), icon=":material/error:")
        return None
    except RecursionError:
        st.error("The schema is nested too deep.", icon=":material/error:")
        return None
    if not isinstance(schema, dict):
        st.error("The schema must be a JSON object.", icon=":material/error:")
        return None
    return schema
