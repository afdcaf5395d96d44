"""How Bundles is asked."""

from __future__ import annotations

from engine import Backroom, BundleOptions, Estimate
from ui.bundle_options import show_options
from ui.tool_form import Asked
from ui.tool_start import Tool


def _estimate(backroom: Backroom, table: str, asked: Asked[BundleOptions]) -> Estimate:
    return backroom.estimate_bundles(table, asked.options, asked.model)


def _begin(backroom: Backroom, table: str, asked: Asked[BundleOptions]) -> str:
    return backroom.find_bundles(
        table, asked.options, model=asked.model, budget_usd=asked.budget_usd, again=asked.again
    )


BUNDLES_TOOL = Tool("bundles", "Find bundles", BundleOptions(), show_options, _estimate, _begin)
