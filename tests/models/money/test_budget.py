"""The budget: never passed at any moment, nobody waits for ever, all that can be done is done."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.models.money import Budget, Reservation
from engine.models.trouble import OutOfBudget

ENDLESS = 3_000
AT_ONCE = 32


@dataclass(frozen=True)
class Ask:
    """One request: when it asks, what it may cost, how long it takes and how it ends."""

    most: int
    before: int
    holds: int
    ends: str
    share: int


@dataclass
class Told:
    """What the requests themselves know of the money, to compare the budget with."""

    cap: int
    spent: Decimal = Decimal(0)
    perhaps: Decimal = Decimal(0)
    out: Decimal = Decimal(0)
    refused: tuple[int, ...] = ()
    ended: int = 0

    def agrees_with(self, budget: Budget) -> None:
        assert budget.spent == self.spent
        assert budget.perhaps == self.perhaps
        assert self.out <= budget.reserved  # what was granted may not have been met yet
        assert budget.spent + budget.perhaps + budget.reserved <= self.cap


ASKS = st.builds(
    Ask,
    most=st.integers(0, 40),
    before=st.integers(0, 6),
    holds=st.integers(0, 6),
    ends=st.sampled_from(["settle", "release", "assume"]),
    share=st.integers(0, 100),
)


async def ticks(number: int) -> None:
    for _ in range(number):
        await asyncio.sleep(0)


def end(ask: Ask, reservation: Reservation, told: Told, way: str) -> None:
    most = Decimal(ask.most)
    told.out -= most
    if way == "settle":
        cost = most * ask.share / 100
        told.spent += cost
        reservation.settle(cost)
    elif way == "assume":
        told.perhaps += most
        reservation.assume()
    else:
        reservation.release()


async def request(ask: Ask, budget: Budget, told: Told) -> None:
    await ticks(ask.before)
    try:
        reservation = await budget.reserve(Decimal(ask.most))
    except OutOfBudget:
        told.refused += (ask.most,)
        return
    told.out += ask.most
    told.agrees_with(budget)
    try:
        await ticks(ask.holds)
    except asyncio.CancelledError:
        end(ask, reservation, told, "assume")
        raise
    end(ask, reservation, told, ask.ends)
    told.agrees_with(budget)


async def lane(asks: list[Ask], budget: Budget, told: Told) -> None:
    for ask in asks:
        await request(ask, budget, told)
        told.ended += 1


async def run_all(lanes: list[list[Ask]], cancels: dict[int, int], budget: Budget) -> Told:
    assert budget.cap is not None
    told = Told(int(budget.cap))
    tasks = [asyncio.create_task(lane(asks, budget, told)) for asks in lanes]
    for moment in range(ENDLESS):
        for number, when in cancels.items():
            if when == moment and number < len(tasks):
                tasks[number].cancel()
        await asyncio.sleep(0)
        told.agrees_with(budget)
        if all(task.done() for task in tasks):
            break
    else:
        raise AssertionError("somebody waits for ever")
    for task in tasks:
        if not task.cancelled():
            assert task.exception() is None
    return told


@settings(max_examples=30, deadline=None)
@given(
    cap=st.integers(0, 300),
    lanes=st.lists(st.lists(ASKS, max_size=3), min_size=AT_ONCE, max_size=AT_ONCE),
    cancels=st.dictionaries(st.integers(0, AT_ONCE - 1), st.integers(0, 30), max_size=10),
)
def test_32_at_once_never_pass_the_cap_nor_wait_for_ever(
    cap: int, lanes: list[list[Ask]], cancels: dict[int, int]
) -> None:
    budget = Budget(Decimal(cap))
    told = asyncio.run(run_all(lanes, cancels, budget))
    assert budget.reserved == told.out == 0
    assert budget.spent + budget.perhaps <= cap
    assert budget.left == cap - budget.spent - budget.perhaps
    assert all(most > budget.left for most in told.refused), "something affordable was left undone"
    if not cancels:
        assert told.ended == sum(map(len, lanes))


@given(st.integers(0, 200), st.lists(ASKS, max_size=30))
def test_one_after_the_other_is_what_plain_arithmetic_says(cap: int, asks: list[Ask]) -> None:
    left, refused = Decimal(cap), []
    for ask in asks:
        if ask.most > left:
            refused.append(ask.most)
        elif ask.ends != "release":
            left -= ask.most if ask.ends == "assume" else Decimal(ask.most) * ask.share / 100
    budget = Budget(Decimal(cap))
    told = asyncio.run(run_all([asks], {}, budget))
    assert (budget.left, told.refused) == (left, tuple(refused))


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(work)


async def soon(waiting: asyncio.Task[Reservation]) -> Reservation:
    """What somebody who waits got; nobody may wait for ever."""
    await ticks(20)
    assert waiting.done()
    return waiting.result()


def test_who_does_not_fit_waits_for_what_may_come_back() -> None:
    async def work() -> None:
        budget = Budget(Decimal(10))
        first = await budget.reserve(Decimal(8))
        second = asyncio.create_task(budget.reserve(Decimal(5)))
        await ticks(3)
        assert not second.done()
        first.settle(Decimal(4))
        assert (await soon(second)).most == 5
        assert (budget.spent, budget.reserved, budget.left) == (4, 5, 1)

    run(work())


def test_it_is_turned_away_once_nothing_can_come_back() -> None:
    async def work() -> None:
        budget = Budget(Decimal(10), spent=Decimal(2), perhaps=Decimal(1))
        first = await budget.reserve(Decimal(4))
        second = asyncio.create_task(budget.reserve(Decimal(5)))
        await ticks(3)
        assert not second.done()
        first.settle(Decimal(3))
        with pytest.raises(OutOfBudget, match=r"up to 5\.000000 USD, and 4\.000000 USD of 10\.00"):
            await soon(second)
        assert (await budget.reserve(Decimal(4))).most == 4

    run(work())


def test_the_first_to_ask_is_the_first_to_be_served() -> None:
    async def work() -> None:
        budget, order = Budget(Decimal(10)), []

        async def ask(name: str, most: int) -> None:
            (await budget.reserve(Decimal(most))).release()
            order.append(name)

        held = await budget.reserve(Decimal(9))
        both = [asyncio.create_task(ask(*one)) for one in (("large", 9), ("small", 1))]
        await ticks(5)
        assert order == []
        held.release()
        await ticks(20)
        assert (order, [one.done() for one in both]) == (["large", "small"], [True, True])

    run(work())


def test_who_is_cancelled_while_waiting_lets_the_next_one_pass() -> None:
    async def work() -> None:
        budget = Budget(Decimal(10))
        held = await budget.reserve(Decimal(9))
        large, small = (asyncio.create_task(budget.reserve(Decimal(most))) for most in (5, 1))
        await ticks(3)
        large.cancel()
        assert (await soon(small)).most == 1
        assert budget.reserved == 10
        held.release()
        assert budget.reserved == 1

    run(work())


def test_a_cancel_in_the_moment_of_being_served_gives_the_money_back() -> None:
    async def work() -> None:
        budget = Budget(Decimal(10))
        held = await budget.reserve(Decimal(10))
        waiting = [asyncio.create_task(budget.reserve(Decimal(10))) for _ in range(2)]
        await ticks(3)
        held.release()
        assert budget.reserved == 10
        waiting[0].cancel()
        assert (await soon(waiting[1])).most == 10
        assert waiting[0].cancelled()

    run(work())


def test_a_cancel_in_the_moment_of_being_turned_away_is_a_cancel() -> None:
    async def work() -> None:
        budget = Budget(Decimal(1))
        held = await budget.reserve(Decimal(1))
        waiting = asyncio.create_task(budget.reserve(Decimal(1)))
        await ticks(3)
        held.assume()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await soon(waiting)
        assert (budget.perhaps, budget.reserved) == (1, 0)

    run(work())


def test_only_the_first_word_about_a_request_counts() -> None:
    async def work() -> None:
        budget = Budget(Decimal(10))
        held = await budget.reserve(Decimal(5))
        held.settle(Decimal(3))
        held.release()
        held.assume()
        held.settle(Decimal(5))
        assert (budget.spent, budget.perhaps, budget.reserved) == (3, 0, 0)

    run(work())


def test_a_server_that_charges_more_than_the_bound_is_believed() -> None:
    async def work() -> None:
        budget = Budget(Decimal(10))
        (await budget.reserve(Decimal(8))).settle(Decimal(12))
        assert (budget.spent, budget.left) == (12, 0)
        with pytest.raises(OutOfBudget):
            await budget.reserve(Decimal(1))
        assert (await budget.reserve(Decimal(0))).most == 0

    run(work())


def test_without_a_cap_everything_fits_and_is_counted() -> None:
    async def work() -> None:
        budget = Budget(None)
        for _ in range(AT_ONCE):
            (await budget.reserve(Decimal(10**6))).settle(Decimal(10**6))
        assert (budget.spent, budget.left) == (AT_ONCE * 10**6, None)
        with pytest.raises(ValueError, match="cannot cost -1"):
            await budget.reserve(Decimal(-1))

    run(work())
