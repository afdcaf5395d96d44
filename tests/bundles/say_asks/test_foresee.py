"""What is foreseen is not less than what is asked, and not far beyond it."""

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from math import ceil

import pytest

from engine.bundles import BundleOptions, BundleTables, find_bundles
from engine.bundles.asks.foresee import ENVELOPE, foresee
from engine.models import Answer, Item, Models, Task
from engine.models.opening import local_models
from engine.steps import Progress, Steps
from tests.bundles.test_find_bundles import shop


class Counting:
    """A chat that answers nothing and counts requests and their bytes by kind."""

    identity = "openai:counting"

    def __init__(self) -> None:
        self.requests: Counter[str] = Counter()
        self.bytes: Counter[str] = Counter()

    async def answer(self, task: Task, items: Sequence[Item], progress: Progress) -> list[Answer]:
        progress.expect(len(items))
        self.requests[task.kind] += ceil(len(items) / task.per_call)
        self.bytes[task.kind] += sum(len(json.dumps(dict(item.shown))) for item in items)
        return [Answer(item.id, None, reason="counted only") for item in items]


@pytest.mark.parametrize("options", [BundleOptions(), BundleOptions(offers=3, bundles=5)])
def test_what_is_foreseen_covers_what_is_asked(options: BundleOptions) -> None:
    chat, lines = Counting(), shop()
    models = Models(chat, local_models().embed)
    asyncio.run(find_bundles(BundleTables(lines), options, steps=Steps(), models=models))
    plan = foresee(lines["sku"].n_unique(), options, embeds=False)
    assert sum(chat.requests.values()) <= len(plan.requests)
    told = sum(request.bytes_out - ENVELOPE for request in plan.requests)
    assert sum(chat.bytes.values()) <= told


def test_more_offers_and_products_are_more_requests() -> None:
    few, many = (len(foresee(n, BundleOptions(), embeds=False).requests) for n in (100, 900))
    offers = len(foresee(100, BundleOptions(offers=4), embeds=False).requests)
    assert few < many
    assert few < offers
    assert few < len(foresee(100, BundleOptions(), embeds=True).requests)
    assert foresee(0, BundleOptions(bundles=1, larger_sets=0), embeds=True).requests
