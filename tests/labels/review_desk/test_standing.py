"""What stands on the desk is what is kept, however often and by how many it is asked."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from engine.errors import NotFound
from engine.labels.review import standing as room
from engine.workspace import forget_run, keep_results, open_document, open_result_table

Keep = Callable[..., Any]


def test_nothing_is_laid_out_again_where_nothing_changed(keep: Keep) -> None:
    kept = keep()
    workspace = kept.door._workspace
    first = room.standing_of(workspace, kept.run)
    assert room.standing_of(workspace, kept.run) is first
    kept.door.decide_labels(kept.run, [kept.row(1, "TTL")], "leave")
    second = room.standing_of(workspace, kept.run)
    assert second is not first
    assert second.desk is first.desk
    assert second.elsewhere is first.elsewhere


def test_results_that_were_found_anew_are_laid_out_anew(keep: Keep) -> None:
    kept = keep()
    door, run, workspace = kept.door, kept.run, kept.door._workspace
    door.decide_labels(run, [kept.row(1, "TTL")], "accept")
    words = open_result_table(workspace, run, "words").head(4)
    places = open_result_table(workspace, run, "places")
    manifest = open_document(workspace, run, "manifest")
    keep_results(workspace, run, {"manifest": manifest}, {"words": words, "places": places})
    assert door.worklist_size(run, which="all") == 4
    assert door.worklist_size(run) == 3
    forget_run(workspace, run)
    with pytest.raises(NotFound):
        door.worklist(run)


def test_few_desks_are_kept(keep: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = [keep(name=f"{k}") for k in range(room.MOST_DESKS + 2)]
    for kept in runs:
        kept.door.worklist(kept.run)
    known = room._LATEST[runs[0].door._workspace]
    assert list(known) == [kept.run for kept in runs[2:]]
    monkeypatch.setattr(room, "MOST_BYTES", 0)
    runs[0].door.worklist(runs[0].run)
    assert list(known) == [runs[0].run]


def test_decisions_from_many_threads_are_all_seen(keep: Keep) -> None:
    kept = keep()
    rows = kept.door.worklist(kept.run)["row"].to_list()

    def work(own: list[int]) -> None:
        for row in own:
            kept.door.decide_labels(kept.run, [row], "reject")
            kept.door.worklist(kept.run)

    threads = [threading.Thread(target=work, args=(rows[k::3],)) for k in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert kept.door.worklist_size(kept.run) == 0
    assert kept.door.label_progress(kept.run)["total"]["rejected"] == len(rows)
