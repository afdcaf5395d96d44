"""Edges of the door: uploads that break off, runs that are forgotten, damaged workspaces."""

import asyncio
import contextlib
import io
import threading
from dataclasses import replace

from engine import BundleOptions, ReadOptions
from engine.jobs import Question
from engine.workspace import KeptUnits, Workspace

PAIRS = "".join(
    f"{n},{sku},{name},1\n"
    for n in range(60)
    for sku, name in (
        (("K1", "Teapot"), ("K2", "Bowl")) if n % 2 else (("L1", "Twine"), ("L2", "Knife"))
    )
)
ORDERS = "order_id,sku,product,quantity\n" + PAIRS


def blocked(backroom) -> threading.Event:
    """Occupy the only place where a job computes until the event is set."""
    go, began = threading.Event(), threading.Event()

    async def block(_steps):
        began.set()
        await asyncio.to_thread(go.wait, 30)

    backroom.jobs.submit(Question("block", "x", "x", {}), block)
    assert began.wait(30)
    return go


def test_a_forgotten_run_is_gone_and_asked_again_is_computed_again(backroom, read_in):
    table = read_in(backroom, ORDERS).id
    run = backroom.find_bundles(table, BundleOptions())
    assert backroom.wait(run, 60).status == "done"
    backroom.forget(run)
    assert backroom.watch(run) is None
    assert backroom.find_bundles(table, BundleOptions()) == run
    assert backroom.wait(run, 60).status == "done"
    assert backroom.document(run, "manifest")["run"] == run


def test_the_same_bytes_may_be_read_in_two_ways_at_a_time(open_backroom, settings, drop):
    backroom = open_backroom(replace(settings, runs_at_once=1))
    go = blocked(backroom)
    one = backroom.read(drop(backroom, ORDERS))
    two = backroom.read(drop(backroom, ORDERS), ReadOptions(mapping={"product": ""}))
    go.set()
    assert [backroom.wait(table, 30).status for table in (one, two)] == ["done", "done"]


def test_an_upload_whose_reading_was_cancelled_in_the_queue_leaves_the_spool(
    open_backroom, settings, drop
):
    backroom = open_backroom(replace(settings, runs_at_once=1))
    go = blocked(backroom)
    table = backroom.read(drop(backroom, ORDERS))
    backroom.cancel(table)
    assert backroom.wait(table, 30).status == "cancelled"
    go.set()
    assert list((settings.home / "spool").iterdir()) == []


def test_closing_empties_the_spool_of_what_was_still_queued(open_backroom, settings, drop):
    backroom = open_backroom(replace(settings, runs_at_once=1))
    go = blocked(backroom)
    backroom.read(drop(backroom, ORDERS))
    go.set()
    backroom.close()
    assert list((settings.home / "spool").iterdir()) == []


def test_a_unit_larger_than_all_room_does_not_push_the_others_out(settings):
    workspace = Workspace.open(replace(settings, kept_mb=1))
    units = KeptUnits(workspace)
    units.keep("a", b"small")
    units.keep("huge", b"x" * ((1 << 20) + 1))
    kept = units.done("a")
    workspace.close()
    assert kept == b"small"


def test_a_take_that_breaks_off_leaves_nothing(backroom, settings):
    class Broken(io.BytesIO):
        def read(self, *_):
            if self.tell():
                raise OSError("the browser went away")
            return super().read(4)

    with contextlib.suppress(OSError):
        backroom.take("orders.csv", Broken(b"anna@example.com"))
    assert list((settings.home / "spool").iterdir()) == []
