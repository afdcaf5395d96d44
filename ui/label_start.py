"""How Labels is asked."""

from __future__ import annotations

from engine import Backroom, Estimate, LabelOptions
from ui.label_options import show_options
from ui.tool_form import Asked
from ui.tool_start import Tool


def _estimate(backroom: Backroom, table: str, asked: Asked[LabelOptions]) -> Estimate:
    return backroom.estimate_labels(table, asked.options, asked.model)


def _begin(backroom: Backroom, table: str, asked: Asked[LabelOptions]) -> str:
    return backroom.find_labels(
        table, asked.options, model=asked.model, budget_usd=asked.budget_usd, again=asked.again
    )


LABELS_TOOL = Tool("labels", "Find wrong labels", LabelOptions(), show_options, _estimate, _begin)
