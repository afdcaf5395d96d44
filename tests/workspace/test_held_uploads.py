"""An upload held open can be read in another way; let go of, its bytes are gone."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from engine import Backroom, NotFound, ReadOptions, Settings, Upload

Drop = Callable[..., Upload]
OPAQUE = "c1,c2,c3\n" + "".join(
    f"{chr(65 + n % 3)}x,{'pq'[n % 2]}{n % 4},{n % 5}\n" for n in range(40)
)
MAPPED = ReadOptions(kind="orders", mapping={"order_id": "c1", "sku": "c2"})


def spooled(backroom: Backroom) -> list[Path]:
    return list((backroom._workspace.home / "spool").iterdir())


def held(backroom: Backroom, drop: Drop, text: str = OPAQUE, **options: object) -> str:
    table = backroom.read(drop(backroom, text), ReadOptions(**options), hold=True)
    backroom.wait(table, 30)
    return table


def test_a_file_that_could_not_be_read_is_mapped_and_read_again(
    backroom: Backroom, drop: Drop
) -> None:
    failed = held(backroom, drop, kind="orders")
    view = backroom.watch(failed)
    assert view is not None
    assert view.status == "failed"
    look = backroom.look(failed)
    assert look is not None
    assert [column.heading for column in look.columns] == ["c1", "c2", "c3"]
    assert look.columns[1].samples == ("p0", "q1", "p2", "q3")
    again = backroom.read_again(failed, MAPPED)
    assert backroom.wait(again, 30).status == "done"
    assert backroom.table(again).used == 40
    assert backroom.table(again).mapping == MAPPED.mapping


def test_a_held_upload_lies_in_the_spool_until_it_is_let_go_of(
    backroom: Backroom, drop: Drop
) -> None:
    table = held(backroom, drop, kind="orders", mapping=dict(MAPPED.mapping))
    again = backroom.read_again(table, ReadOptions(kind="orders", mapping={**MAPPED.mapping}))
    assert again == table
    assert backroom.holds(table)
    assert len(spooled(backroom)) == 1
    backroom.let_go(table)
    assert spooled(backroom) == []
    assert not backroom.holds(table)
    assert backroom.table(table).used == 40
    with pytest.raises(NotFound, match="drop it again"):
        backroom.read_again(table, ReadOptions())


def test_letting_go_of_one_reading_lets_go_of_all_of_the_same_upload(
    backroom: Backroom, drop: Drop
) -> None:
    first = held(backroom, drop, kind="orders")
    second = backroom.read_again(first, MAPPED)
    backroom.wait(second, 30)
    backroom.let_go(first)
    assert not backroom.holds(second)
    assert spooled(backroom) == []


def test_the_same_file_in_two_tabs_stays_open_in_one_when_the_other_closes(
    backroom: Backroom, drop: Drop
) -> None:
    uploads = [drop(backroom, OPAQUE) for _ in range(2)]
    one, two = (backroom.read(upload, MAPPED, hold=True) for upload in uploads)
    assert one == two
    backroom.wait(one, 30)
    assert len(spooled(backroom)) == 2
    for gone in (0, 1):
        assert backroom.holds(one)
        backroom.let_go(one, uploads[gone])
    assert not backroom.holds(one)
    assert spooled(backroom) == []


def test_an_upload_held_for_too_long_is_let_go_of(
    open_backroom: Callable[..., Backroom], drop: Drop, tmp_path: Path
) -> None:
    backroom = open_backroom(Settings(home=tmp_path / "hours", spool_hours=1))
    old = held(backroom, drop, kind="orders")
    [path] = spooled(backroom)
    os.utime(path, (time.time() - 3601, time.time() - 3601))
    new = held(backroom, drop, OPAQUE + "Ax,p1,9\n", kind="orders")
    assert not backroom.holds(old)
    assert backroom.holds(new)


def test_a_file_is_forgotten_with_all_its_readings(backroom: Backroom, drop: Drop) -> None:
    one = held(backroom, drop, kind="orders", mapping=dict(MAPPED.mapping))
    two = backroom.read_again(
        one, ReadOptions(kind="orders", mapping={"order_id": "c1", "sku": "c3"})
    )
    backroom.wait(two, 30)
    assert [table.id for table in backroom.tables()] == [two]
    backroom.forget_file(two)
    assert backroom.tables() == []
    assert spooled(backroom) == []
    assert list((backroom._workspace.home / "tables").iterdir()) == []
    for gone in (one, two):
        with pytest.raises(NotFound):
            backroom.table(gone)
