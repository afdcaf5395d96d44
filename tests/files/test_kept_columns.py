"""Columns that tell a person are not kept, unless the user asks for them."""

from collections.abc import Callable

import pytest

from engine.errors import OptionRefused
from engine.files import Reading

Read = Callable[..., Reading]
ORDERS = "order_id,sku,quantity,Phone,Billing Name,mood\n" + "".join(
    f"{n // 2},A{n % 3},1,+49 171 555{n:04},A Person,fine\n" for n in range(20)
)


def test_nothing_that_tells_a_person_is_in_the_table(read: Read) -> None:
    reading = read(ORDERS)
    headings = [reading.raw.headings[place] for place in reading.recognition.personal]
    assert headings == ["Phone", "Billing Name"]
    assert "Person" not in str(reading.table.rows())
    assert "555" not in str(reading.table.rows())


def test_a_column_asked_for_is_kept_with_the_rows_it_belongs_to(read: Read) -> None:
    reading = read(ORDERS + "9,,1,+49 30 1,A Person,fine\n", keep=("Phone",))
    kept = reading.table.select("row", "other: Phone").rows()
    assert kept == [(n + 1, f"+49 171 555{n:04}") for n in range(20)]
    assert "other: Billing Name" not in reading.table.columns
    assert "A Person" not in str(reading.table.rows())


def test_a_column_without_a_field_can_be_kept_too(read: Read) -> None:
    assert set(read(ORDERS, keep=("mood",)).table["other: mood"].to_list()) == {"fine"}
    assert not [name for name in read(ORDERS).table.columns if name.startswith("other")]


def test_a_column_that_is_not_there_cannot_be_kept(read: Read) -> None:
    with pytest.raises(OptionRefused, match="no column 'Fax' to keep"):
        read(ORDERS, keep=("Fax",))
