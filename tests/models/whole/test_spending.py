"""The cap holds with 32 requests in flight, and a raised cap goes on where it stopped."""

import asyncio
import time
from decimal import Decimal

import pytest

from engine.errors import OptionRefused
from engine.models import Item, Models
from engine.models.money import change_price
from engine.models.opening import open_models
from engine.steps import Steps
from engine.workspace import begin_run, calls_of, spending_of
from tests.models.whole.conftest import TASK, Whole, comments

DEAR = 200  # USD per million tokens


@pytest.fixture(autouse=True)
def _dear(whole: Whole) -> None:
    change_price(whole.settings.home, "gpt-4o-mini", DEAR, DEAR)


@pytest.mark.parametrize("every", [0.0, 0.1])
def test_spend_never_passes_the_cap(whole: Whole, every: float) -> None:
    whole.server.faults(every=every, latency=0.02, retry_after_ms="20", trickle=0.001)
    cap = 4.0
    answers = whole.answers(comments(600), budget=cap)
    left = [answer for answer in answers if answer.reason == "stopped at the budget"]
    assert left, "the cap was meant to stop it"
    spent = spending_of(whole.workspace, "run")
    assert Decimal("0.5") < spent.cost + spent.perhaps <= Decimal(str(cap))
    charged = sum((call.tokens_in or 0) + (call.tokens_out or 0)
                  for call in calls_of(whole.workspace, "run"))  # fmt: skip
    assert float(spent.cost) == pytest.approx(charged * DEAR / 1e6)


def test_it_goes_on_after_the_cap_is_raised(whole: Whole) -> None:
    items = comments(200)
    first = whole.answers(items, budget=1.0)
    kept = [answer for answer in first if answer.value is not None]
    assert 0 < len(kept) < len(items)
    asked = whole.server.seen()["answered"]
    second = whole.answers(items, budget=50.0)
    assert all(answer.value is not None for answer in second)
    assert whole.server.seen()["answered"] == len(items)
    assert asked == len(kept)


def test_the_cap_counts_what_earlier_attempts_spent(whole: Whole) -> None:
    whole.answers(comments(200), budget=1.0)
    before = spending_of(whole.workspace, "run").cost
    whole.answers(comments(200), budget=1.0)
    after = spending_of(whole.workspace, "run").cost
    assert before <= after <= Decimal(1)


def test_an_unknown_price_refuses_the_cap(whole: Whole) -> None:
    whole.change(ai_model="nobody-knows-1")
    with pytest.raises(OptionRefused, match="set the budget to 0"):
        whole.answers(comments(3), budget=1.0)
    assert whole.server.seen()["requests"] == 0


def test_a_small_run_is_not_kept_waiting_by_a_large_one(whole: Whole) -> None:
    whole.change(max_rps=100.0, concurrent_workers=1)
    ended: list[str] = []

    async def both(models: Models) -> None:
        async def ask(name: str, size: int, models: Models) -> None:
            items = [Item(f"{name} {n}", {"text": f"{name} {n}"}) for n in range(size)]
            await models.chat.answer(TASK, items, Steps())
            ended.append(name)

        large = asyncio.create_task(ask("large", 400, models))
        await asyncio.to_thread(_until_waiting, whole, 20)
        begin_run(whole.workspace, "small", "ask", "small", {})
        opened = open_models("openai", whole.post, "small", columns=("comment",), budget_usd=0.0)
        async with opened as others:
            await ask("small", 10, others)
        await large

    whole.run(both, "large")
    assert ended == ["small", "large"]


def _until_waiting(whole: Whole, requests: int) -> None:
    while whole.lane.view().waiting < requests:
        time.sleep(0.001)
