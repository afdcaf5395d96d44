"""Steps: a tree that counts, times itself by a given clock, and stops where it is told to."""

import dataclasses
import threading
from collections.abc import Callable

import pytest

from engine.errors import Cancelled
from engine.steps import NothingKept, Steps, StepView


class Clock:
    """A clock that only moves when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def statuses(view: StepView) -> dict[str, str]:
    """Name of each inner step → its status."""
    return {child.name: child.status for child in view.children}


def test_steps_form_a_tree_in_the_order_they_began(clock: Clock) -> None:
    steps = Steps("Run", clock=clock)
    with steps, steps("Read") as read:
        with read("Unpack"):
            pass
        with read("Check"):
            view = steps.view()
    assert view.name == "Run"
    assert view.status == "running"
    assert statuses(view) == {"Read": "running"}
    assert statuses(view.children[0]) == {"Unpack": "done", "Check": "running"}


def test_planned_steps_wait_and_are_used_again(clock: Clock) -> None:
    steps = Steps(clock=clock)
    steps.plan("Read", "Mine", "Explain")
    assert statuses(steps.view()) == {"Read": "waiting", "Mine": "waiting", "Explain": "waiting"}
    with steps("Mine", total=4, unit="products"):
        pass
    assert statuses(steps.view()) == {"Read": "waiting", "Mine": "done", "Explain": "waiting"}
    assert steps.view().children[1].unit == "products"


def test_a_step_of_the_same_name_as_a_finished_one_is_a_new_one(clock: Clock) -> None:
    steps = Steps(clock=clock)
    steps.plan("Mine")
    for _ in range(2):
        with steps("Mine"):
            pass
    assert [child.name for child in steps.view().children] == ["Mine", "Mine"]


def test_counts_rate_and_time_left_come_from_the_work_and_the_clock(clock: Clock) -> None:
    steps = Steps(clock=clock)
    with steps("Mine", total=40, unit="products") as mine:
        before = steps.view().children[0]
        assert (before.fraction, before.rate, before.seconds_left) == (0, None, None)
        clock.now += 5
        mine.advance(10)
        view = steps.view().children[0]
        assert (view.done, view.total, view.unit, view.seconds) == (10, 40, "products", 5)
        assert (view.fraction, view.rate, view.seconds_left) == (0.25, 2, 15)
        mine.advance()
        clock.now += 6
        assert steps.view().children[0].rate == 1
    clock.now += 1000
    done = steps.view().children[0]
    assert (done.fraction, done.seconds, done.seconds_left) == (1, 11, None)


def test_without_a_total_there_is_a_rate_but_no_time_left(clock: Clock) -> None:
    steps = Steps(clock=clock)
    with steps("Read") as read:
        clock.now += 2
        read.advance(6)
        view = steps.view().children[0]
        assert (view.fraction, view.rate, view.seconds_left) == (0, 3, None)
        read.expect(12)
        view = steps.view().children[0]
        assert (view.fraction, view.seconds_left) == (0.5, 2)


def test_more_units_than_expected_are_no_more_than_all(clock: Clock) -> None:
    steps = Steps(clock=clock)
    with steps("Read", total=2) as read:
        clock.now += 1
        read.advance(5)
        view = steps.view().children[0]
        assert (view.done, view.fraction, view.seconds_left) == (5, 1, 0)


def test_the_fraction_of_a_step_is_the_mean_of_those_inside_it(clock: Clock) -> None:
    steps = Steps(clock=clock)
    steps.plan("One", "Two", "Three", "Four")
    with steps:
        with steps("One"):
            pass
        with steps("Two", total=2) as two:
            two.advance()
            assert steps.view().fraction == (1 + 0.5) / 4


def test_a_fault_fails_its_step_and_those_around_it(clock: Clock) -> None:
    steps = Steps(clock=clock)
    with pytest.raises(ZeroDivisionError), steps, steps("Divide"):
        _ = 1 / 0
    assert steps.view().status == "failed"
    assert statuses(steps.view()) == {"Divide": "failed"}


@pytest.mark.parametrize(
    "act",
    [lambda step: step.check(), lambda step: step.advance(), lambda step: step("Next")],
    ids=["check", "advance", "next step"],
)
def test_a_cancel_raises_at_the_next_look(act: Callable[..., object], clock: Clock) -> None:
    steps = Steps(clock=clock)

    def work() -> None:
        with steps, steps("Mine") as mine:
            act(mine)
            steps.cancel()
            act(mine)

    with pytest.raises(Cancelled):
        work()
    assert steps.cancelled
    assert steps.view().status == "cancelled"
    assert set(statuses(steps.view()).values()) <= {"cancelled", "waiting"}


def test_a_cancel_interrupts_what_runs_and_its_error_becomes_cancelled(clock: Clock) -> None:
    steps = Steps(clock=clock)
    running, interrupted = threading.Event(), threading.Event()

    def interrupt_once_it_runs() -> None:
        running.wait(10)
        steps.cancel()

    canceller = threading.Thread(target=interrupt_once_it_runs)
    canceller.start()

    def query() -> None:
        with steps("Query") as step, step.interruptible(interrupted.set):
            running.set()
            interrupted.wait(10)
            raise RuntimeError("INTERRUPT Error: Interrupted!")

    with pytest.raises(Cancelled):
        query()
    assert interrupted.is_set()
    canceller.join(10)


def test_an_error_without_a_cancel_stays_what_it_is(clock: Clock) -> None:
    steps = Steps(clock=clock)
    with pytest.raises(RuntimeError, match="no such table"), steps.interruptible(lambda: None):
        raise RuntimeError("no such table")


def test_interruptible_work_is_not_begun_after_a_cancel_nor_interrupted_after_its_end(
    clock: Clock,
) -> None:
    calls: list[str] = []
    steps = Steps(clock=clock)
    with steps.interruptible(lambda: calls.append("ended")):
        pass
    steps.cancel()
    with pytest.raises(Cancelled), steps.interruptible(lambda: calls.append("too late")):
        calls.append("begun")
    steps.interrupt()
    assert calls == []


def test_warnings_are_said_once_in_order_from_any_depth(clock: Clock) -> None:
    steps = Steps(clock=clock)
    steps.warn("b")
    with steps("Read") as read:
        read.warn("a")
        read.warn("b")
    assert steps.warnings == ("b", "a")


def test_views_do_not_change(clock: Clock) -> None:
    steps = Steps(clock=clock)
    with steps("Mine", total=2) as mine:
        before = steps.view()
        mine.advance()
        with pytest.raises(dataclasses.FrozenInstanceError):
            before.children[0].done = 2  # type: ignore[misc]
        assert before.children[0].done == 0
        assert steps.view().children[0].done == 1
        assert isinstance(before.children, tuple)


def test_counts_from_many_threads_add_up(clock: Clock) -> None:
    steps = Steps(clock=clock)
    start = threading.Barrier(4)

    def count() -> None:
        start.wait(10)
        for _ in range(500):
            steps.advance()

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert steps.view().done == 2000


def test_a_preview_is_the_last_one_shown(clock: Clock) -> None:
    steps = Steps(clock=clock)
    assert steps.preview is None
    steps.show(("first",))
    steps.show(("second",))
    assert steps.preview == ("second",)


def test_units_are_kept_through_any_step() -> None:
    class Shelf:
        def __init__(self) -> None:
            self.kept: dict[str, bytes] = {}

        def done(self, key: str) -> bytes | None:
            return self.kept.get(key)

        def keep(self, key: str, value: bytes) -> None:
            self.kept[key] = value

    steps = Steps(units=Shelf())
    with steps("Mine") as mine:
        mine.keep("sets", b"1")
    assert steps.done("sets") == b"1"
    forgetful = NothingKept()
    forgetful.keep("sets", b"1")
    assert forgetful.done("sets") is None
