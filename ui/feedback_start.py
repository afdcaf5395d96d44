"""How Feedback is asked."""

from __future__ import annotations

from engine import Backroom, Estimate, FeedbackOptions
from ui.feedback_options import show_options
from ui.tool_form import Asked
from ui.tool_start import Tool


def _estimate(backroom: Backroom, table: str, asked: Asked[FeedbackOptions]) -> Estimate:
    return backroom.estimate_feedback(table, asked.options, asked.model)


def _begin(backroom: Backroom, table: str, asked: Asked[FeedbackOptions]) -> str:
    return backroom.find_feedback(
        table, asked.options, model=asked.model, budget_usd=asked.budget_usd, again=asked.again
    )


FEEDBACK_TOOL = Tool(
    "feedback", "Read the feedback", FeedbackOptions(), show_options, _estimate, _begin
)
