"""A mapping made by hand is used for files with the same headings, until it is forgotten."""

from collections.abc import Callable

from engine import Backroom, ReadOptions, Upload

Drop = Callable[..., Upload]
MAPPED = ReadOptions(kind="orders", mapping={"order_id": "c1", "sku": "c2"})


def opaque(rows: int, headings: str = "c1,c2,c3") -> str:
    return f"{headings}\n" + "".join(
        f"{chr(65 + n % 3)}x,{'pq'[n % 2]}{n % 4},{n % 5}\n" for n in range(rows)
    )


def status(backroom: Backroom, upload: Upload, options: ReadOptions | None = None) -> str:
    return backroom.wait(backroom.read(upload, options), 30).status


def test_a_remembered_mapping_is_used_for_another_file_with_the_same_headings(
    backroom: Backroom, drop: Drop
) -> None:
    assert status(backroom, drop(backroom, opaque(40))) == "failed"
    mapped = backroom.read(drop(backroom, opaque(40)), MAPPED)
    backroom.wait(mapped, 30)
    backroom.remember(mapped)
    other = backroom.read(drop(backroom, opaque(60)))
    assert backroom.wait(other, 30).status == "done"
    table = backroom.table(other)
    assert (table.used, table.mapping) == (60, MAPPED.mapping)
    assert "as you chose" in table.notes[0]
    assert status(backroom, drop(backroom, opaque(40, "c1,c2,d3"))) == "failed"


def test_a_forgotten_mapping_is_used_no_more(backroom: Backroom, drop: Drop) -> None:
    mapped = backroom.read(drop(backroom, opaque(40)), MAPPED)
    backroom.wait(mapped, 30)
    backroom.remember(mapped)
    assert status(backroom, drop(backroom, opaque(50))) == "done"
    backroom.forget_choice(mapped)
    assert status(backroom, drop(backroom, opaque(50))) == "failed"


def test_what_is_chosen_for_a_file_goes_before_what_is_remembered(
    backroom: Backroom, drop: Drop
) -> None:
    mapped = backroom.read(drop(backroom, opaque(40)), MAPPED)
    backroom.wait(mapped, 30)
    backroom.remember(mapped)
    chosen = ReadOptions(kind="orders", mapping={"order_id": "c2", "sku": "c3"})
    other = backroom.read(drop(backroom, opaque(40)), chosen)
    backroom.wait(other, 30)
    assert backroom.table(other).mapping == chosen.mapping


def test_a_remembered_mapping_survives_a_restart(
    open_backroom: Callable[..., Backroom], drop: Drop
) -> None:
    first = open_backroom()
    mapped = first.read(drop(first, opaque(40)), MAPPED)
    first.wait(mapped, 30)
    first.remember(mapped)
    first.close()
    second = open_backroom()
    assert status(second, drop(second, opaque(44))) == "done"
