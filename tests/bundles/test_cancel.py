"""A cancel at any check of any step stops the run there."""

import asyncio
import multiprocessing
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import polars as pl
import pytest

from engine.bundles import BundleOptions, BundleTables, find_bundles
from engine.errors import Cancelled
from engine.steps import Step, Steps
from tests.bundles.makers import lines_of_orders
from tests.bundles.test_find_bundles import STEPS, shop


@contextmanager
def cancelling(steps: Steps, name: str, at_check: int) -> Iterator[list[int]]:
    """Cancel at the given check of the named step; yields how many checks it made, in a list."""
    made = [0]
    plain = Step.check

    def look_then_check(self: Step) -> None:
        if self.view().name == name:
            made[0] += 1
            if made[0] == at_check:
                steps.cancel()
        plain(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Step, "check", look_then_check)
        yield made


def run(lines: pl.DataFrame, steps: Steps, miner: str = "bitset") -> None:
    options = BundleOptions(miner=miner)
    asyncio.run(find_bundles(BundleTables(lines), options, steps=steps))


@pytest.fixture(scope="module")
def checks() -> Counter[str]:
    """How many checks each step makes when nobody cancels."""
    made: Counter[str] = Counter()
    plain = Step.check

    def count_then_check(self: Step) -> None:
        made[self.view().name] += 1
        plain(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Step, "check", count_then_check)
        run(shop(), Steps())
    return made


# Of steps side by side any may be cancelled first; the others end with it.
SIDE_BY_SIDE = STEPS[1:6]
# The card is made beside all that comes after these.
CARD = STEPS[-1]
BESIDE_IT = STEPS[6:]


@pytest.mark.parametrize("name", STEPS)
def test_a_cancel_in_the_middle_of_a_step_stops_the_run(name: str, checks: Counter[str]) -> None:
    last = checks[name]
    assert last > 0
    for at_check in sorted({1, (last + 1) // 2, last}):
        steps = Steps()
        with cancelling(steps, name, at_check), pytest.raises(Cancelled):
            run(shop(), steps)
        status = {child.name: child.status for child in steps.view().children}
        assert "cancelled" in status.values()
        assert not {"running", "failed"} & set(status.values())
        beside = SIDE_BY_SIDE if name in SIDE_BY_SIDE else BESIDE_IT if name == CARD else (name,)
        place = [STEPS.index(one) for one in beside]
        assert {status[one] for one in STEPS[: min(place)]} <= {"done"}
        assert {status[one] for one in STEPS[max(place) + 1 : -1]} <= {"waiting"}


def test_a_cancel_ends_the_plain_miners_process() -> None:
    steps = Steps()
    bought = [[f"p{k}" for k in range(18) if (k * number) % 5] for number in range(40)]
    with cancelling(steps, "Mine itemsets", at_check=3), pytest.raises(Cancelled):
        run(lines_of_orders(bought), steps, miner="mlxtend")
    assert steps.view().children[1].status == "cancelled"
    assert "engine-unit" not in {process.name for process in multiprocessing.active_children()}


def test_nothing_begins_after_a_cancel() -> None:
    steps = Steps()
    steps.cancel()
    with pytest.raises(Cancelled):
        run(shop(), steps)
    assert {child.status for child in steps.view().children} == {"waiting"}
