"""Names and addresses go no further than the reading: hashes are kept, uploads are not."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from engine import Backroom, FileRefused, JobView, Settings, Upload

Read = Callable[..., JobView]
Drop = Callable[..., Upload]
ORDERS = """\
order_id,sku,quantity,Email,Billing Name,Phone
1,A1,1,anna.secret@example.com,Anna Secret,0171-SECRET
1,A2,2,anna.secret@example.com,Anna Secret,0171-SECRET
2,A1,-1,ben.secret@example.com,Ben Secret,0172-SECRET
3,A1,1,ben.secret@example.com,Ben Secret,0172-SECRET
4,A2,1,anna.secret@example.com,Anna Secret,0171-SECRET
5,A2,,cleo.secret@example.com,Cleo Secret,0173-SECRET
"""


def everything_kept(home: Path) -> str:
    """All that a workspace's folder holds, tables opened, in small letters."""
    words = []
    for path in sorted(home.rglob("*")):
        if path.suffix == ".parquet":
            frame = pl.read_parquet(path)
            words.append(repr(frame.columns) + repr(list(frame.iter_rows())))
        elif path.is_file():
            words.append(path.read_bytes().decode("latin-1"))
    return "\n".join(words).lower()


def spooled(backroom: Backroom) -> list[Path]:
    """What lies in the spool."""
    return list((backroom._workspace.home / "spool").iterdir())


def test_no_name_or_address_is_kept(backroom: Backroom, read_in: Read, settings: Settings) -> None:
    view = read_in(backroom, ORDERS)
    assert view.status == "done"
    table = backroom.table(view.id)
    assert table.rejected == {"return": 1, "zero_quantity": 1}
    by_field = {column["field"]: column for column in table.columns}
    assert by_field["customer"]["heading"] == "Email"
    assert list(by_field["customer"]["samples"]) == []
    assert list(by_field["sku"]["samples"]) == ["A1", "A2"]
    assert "secret" not in repr(table)
    backroom.close()
    kept = everything_kept(settings.home)
    assert "secret" not in kept
    assert "'a1'" in kept


def test_the_same_customer_is_the_same_hash_in_every_file_of_a_workspace(
    open_backroom: Callable[..., Backroom], read_in: Read, tmp_path: Path
) -> None:
    backroom = open_backroom()
    lines = backroom.lines(read_in(backroom, ORDERS).id)
    by_order = dict(lines.select("order_id", "customer").iter_rows())
    assert by_order["1"] == by_order["4"] != by_order["3"]
    assert all(len(name) == 16 and int(name, 16) >= 0 for name in by_order.values())
    again = "order_id,sku,customer\n9,B1,ben.secret@example.com\n"
    assert backroom.lines(read_in(backroom, again).id)["customer"].to_list() == [by_order["3"]]
    elsewhere = open_backroom(Settings(home=tmp_path / "elsewhere"))
    stranger = elsewhere.lines(read_in(elsewhere, again).id)["customer"].to_list()
    assert stranger != [by_order["3"]]


def test_the_spool_is_empty_after_a_reading(backroom: Backroom, read_in: Read) -> None:
    assert read_in(backroom, ORDERS).status == "done"
    assert spooled(backroom) == []


@pytest.mark.parametrize(
    "data",
    ["", "city,total\nUlm,9\n", "order_id,sku,quantity\n1,A1,-1\n", b"\x1f\x8b broken", "\x00\x01"],
    ids=["empty", "no orders", "nothing usable", "damaged", "binary"],
)
def test_the_spool_is_empty_after_a_refusal(
    data: str | bytes, backroom: Backroom, read_in: Read
) -> None:
    view = read_in(backroom, data)
    assert (view.status, view.refused) == ("failed", True)
    assert spooled(backroom) == []


def test_the_spool_is_empty_when_the_table_was_known_already(
    backroom: Backroom, read_in: Read, drop: Drop
) -> None:
    table = read_in(backroom, ORDERS).id
    assert len(spooled(backroom)) == 0
    upload = drop(backroom, ORDERS)
    assert len(spooled(backroom)) == 1
    assert backroom.read(upload) == table
    assert spooled(backroom) == []
    assert backroom.run(table).attempt == 1


def test_an_upload_above_the_limit_is_refused_and_leaves_nothing(
    open_backroom: Callable[..., Backroom], drop: Drop, tmp_path: Path
) -> None:
    backroom = open_backroom(Settings(home=tmp_path / "small", upload_limit_mb=1))
    with pytest.raises(FileRefused, match="larger than 1 MB"):
        drop(backroom, b"x" * ((1 << 20) + 1))
    assert spooled(backroom) == []
    drop(backroom, b"x" * (1 << 20))
    assert len(spooled(backroom)) == 1


def test_what_a_former_process_left_in_the_spool_is_removed(
    settings: Settings, open_backroom: Callable[..., Backroom]
) -> None:
    left = settings.home / "spool" / "folder"
    left.mkdir(parents=True)
    (left / "plain").write_text(ORDERS, "utf-8")
    (settings.home / "spool" / "upload").write_text(ORDERS, "utf-8")
    assert spooled(open_backroom()) == []


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_what_is_private_can_be_read_by_this_user_only(
    backroom: Backroom, read_in: Read, drop: Drop, settings: Settings
) -> None:
    read_in(backroom, ORDERS)
    upload = drop(backroom, "order_id,sku\n1,A1\n")

    def mode(path: Path) -> int:
        return stat.S_IMODE(path.stat().st_mode)

    home = settings.home
    assert mode(upload.path) == 0o600
    assert mode(home / "salt") == 0o600
    assert {mode(folder) for folder in (home, home / "spool", home / "tables")} == {0o700}
    with backroom._workspace.private_folder() as folder:
        assert mode(folder) == 0o700
    assert not folder.exists()


def test_a_workspace_s_secret_shows_nowhere_else(
    backroom: Backroom, read_in: Read, settings: Settings
) -> None:
    read_in(backroom, ORDERS)
    salt = (settings.home / "salt").read_bytes()
    backroom.close()
    others = [p for p in settings.home.rglob("*") if p.is_file() and p.name != "salt"]
    assert others
    assert not any(salt in path.read_bytes() for path in others)
