"""Themes edited through the door, undone, and kept for the next file."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
import pytest

from engine import NotFound, Settings
from engine.jobs import Jobs
from engine.theme_door import ThemeDoor
from engine.workspace import Workspace, forget_run, keep_results

THEMES = (("delivery: late", "delivery"), ("staff: kind", "staff"), ("wine, bottle", ""))
ROWS = ((("delivery: late",), "came late"), (("delivery: late", "staff: kind"), "broken but kind"),
        (("wine, bottle",), "the bottle"), (None, None))  # fmt: skip


@pytest.fixture
def door(settings: Settings) -> Iterator[ThemeDoor]:
    workspace = Workspace.open(settings)
    found = pl.DataFrame(
        [{"name": name, "words": [name[-4:]], "aspect": aspect, "pinned": False, "count": 1}
         for name, aspect in THEMES]
    )  # fmt: skip
    responses = pl.DataFrame(
        {
            "row": range(1, 5),
            "comment": [text for _, text in ROWS],
            "themes": pl.Series(
                [held and list(held) for held, _ in ROWS], dtype=pl.List(pl.String)
            ),
        }
    )
    for run in ("one", "two"):
        keep_results(workspace, run, {}, {"themes": found, "responses": responses})
    jobs = Jobs(workspace)
    yield ThemeDoor(workspace, jobs)
    jobs.close()
    workspace.close()


def names(door: ThemeDoor, run: str = "one") -> list[str]:
    return [one["name"] for one in door.edited_themes(run)[1]]


def kept(door: ThemeDoor) -> list[str]:
    return [one["name"] for one in door.kept_taxonomy()]


def test_edits_are_kept_with_the_run_and_undone_in_turn(door: ThemeDoor) -> None:
    door.edit_theme("one", "rename", ["staff: kind"], "People")
    door.edit_theme("one", "split", ["delivery: late"], "Broken", "broken")
    door.edit_theme("one", "merge", ["People", "wine, bottle"], "Rest")
    assert names(door) == ["Rest", "Broken", "delivery: late"]
    assert names(door, "two") == [name for name, _ in THEMES]
    assert [edit["action"] for edit in door.theme_edits("one")] == ["rename", "split", "merge"]
    assert kept(door) == ["Broken", "Rest"]
    assert door.undo_theme_edit("one") == "“People” and “wine, bottle” are one theme: “Rest”."
    assert kept(door) == ["Broken", "People"]
    assert door.undo_theme_edit("one")
    assert door.undo_theme_edit("one") == "“staff: kind” is called “People”."
    assert door.undo_theme_edit("one") is None
    assert names(door) == [name for name, _ in THEMES]
    assert kept(door) == []


def test_what_is_kept_is_offered_to_other_files_until_it_is_forgotten(door: ThemeDoor) -> None:
    door.edit_theme("one", "pin", ["staff: kind"])
    door.edit_theme("one", "rename", ["delivery: late"], "Post")
    [post, staff] = door.taxonomy()
    assert (post.name, post.aspects) == ("Post", ("delivery",))
    assert (staff.name, staff.words, staff.aspects) == ("staff: kind", ("kind",), ("staff",))
    door.forget_theme("Post")
    assert kept(door) == ["staff: kind"]
    assert "Post" in names(door)
    with pytest.raises(NotFound, match="forgotten already"):
        door.forget_theme("Post")
    door.edit_theme("one", "unpin", ["staff: kind"])
    assert kept(door) == []


def test_a_run_that_is_forgotten_takes_its_edits_along_but_not_what_is_kept(
    door: ThemeDoor,
) -> None:
    door.edit_theme("one", "rename", ["staff: kind"], "People")
    forget_run(door._workspace, "one")
    assert door.theme_edits("one") == []
    assert kept(door) == ["People"]
    with pytest.raises(NotFound):
        door.edited_themes("one")


def test_a_refused_edit_changes_nothing(door: ThemeDoor) -> None:
    with pytest.raises(NotFound, match="no theme"):
        door.edit_theme("one", "pin", ["zebra"])
    with pytest.raises(NotFound):
        door.edit_theme("three", "pin", ["staff: kind"])
    assert door.theme_edits("one") == []


def test_names_from_a_user_are_values_only(door: ThemeDoor) -> None:
    nasty = "'); drop table kept_themes; -- <b>"
    door.edit_theme("one", "rename", ["staff: kind"], nasty)
    assert kept(door) == [nasty]
    assert door.edited_themes("one")[0]["themes"].to_list()[1] == ["delivery: late", nasty]
