"""The cap of a run; refused where it could not be kept."""

from __future__ import annotations

import math
from decimal import Decimal

from engine.errors import OptionRefused
from engine.models.money.prices import price_of
from engine.settings import Settings


def cap_for(settings: Settings, budget_usd: float | None = None) -> Decimal | None:
    """The most that a run of the server's models may spend in USD; None for no cap.

    Args:
        settings: Provider and models, and the budget where the run has none of its own.
        budget_usd: The run's own; 0 for no cap, None for the settings'.

    Raises:
        OptionRefused: The budget is no amount, or there is one and a model's price is unknown.
    """
    budget = settings.budget_usd if budget_usd is None else budget_usd
    if not math.isfinite(budget) or budget < 0:
        raise OptionRefused(
            f"A budget must be an amount in USD of at least 0 (0 for no cap), not {budget!r}."
        )
    if budget == 0:
        return None
    for model in (settings.ai_model, settings.embedding_model):
        if model and price_of(settings, model) is None:
            raise OptionRefused(
                f"The price of {model} at the provider {settings.provider!r} is not known, so a "
                f"budget of {budget:,.2f} USD could not be kept. Add the price on the Settings "
                "page, or set the budget to 0 to run without a cap."
            )
    return Decimal(str(budget))
