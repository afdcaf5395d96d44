"""A cap is a promise: where it could not be kept it is refused."""

from dataclasses import replace
from decimal import Decimal

import pytest

from engine.errors import OptionRefused
from engine.models.money import cap_for, change_price
from engine.settings import Settings


def test_the_settings_budget_holds_where_the_run_has_none(settings: Settings) -> None:
    assert cap_for(settings) == Decimal(5)
    assert cap_for(settings, 0.1) == Decimal("0.1")
    assert cap_for(replace(settings, budget_usd=0.0), None) is None
    assert cap_for(settings, 0) is None


@pytest.mark.parametrize("field", ["ai_model", "embedding_model"])
def test_a_cap_with_an_unknown_price_is_refused_with_both_ways_out(
    settings: Settings, field: str
) -> None:
    unknown = replace(settings, **{field: "my-own-model"})
    with pytest.raises(OptionRefused) as refused:
        cap_for(unknown, 2.5)
    for word in ("my-own-model", "'openai'", "2.50 USD", "Settings page", "budget to 0"):
        assert word in str(refused.value)
    assert cap_for(unknown, 0) is None
    change_price(settings.home, "my-own-model", 1, 2)
    assert cap_for(unknown, 2.5) == Decimal("2.5")


def test_a_server_of_ones_own_can_have_any_cap(settings: Settings) -> None:
    assert cap_for(replace(settings, provider="ollama", ai_model="qwen3:4b"), 1) == 1


@pytest.mark.parametrize("budget", [-0.01, float("nan"), float("inf")])
def test_what_is_no_amount_is_refused(settings: Settings, budget: float) -> None:
    with pytest.raises(OptionRefused, match="at least 0"):
        cap_for(settings, budget)
