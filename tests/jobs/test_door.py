"""Backroom as its callers see it: a question is computed once, whoever asks and whenever."""

import io
from collections.abc import Callable

import pytest

from engine import Backroom, BundleOptions, NotFound, ReadOptions

PATIENCE_S = 60
NAMES = {"K1": "Teapot", "K2": "Sugar bowl", "L1": "Twine", "L2": "Pruning knife"}
ORDERS = "order_id,sku,product,quantity\n" + "".join(
    f"{order},{sku},{NAMES[sku]},1\n"
    for order in range(80)
    for sku in (("K1", "K2") if order % 2 else ("L1", "L2"))
)


def table(backroom: Backroom, text: str = ORDERS, **mapping: str) -> str:
    """The id of these orders' table, read."""
    upload = backroom.take("orders.csv", io.BytesIO(text.encode()))
    read = backroom.read(upload, ReadOptions(mapping=mapping or {}))
    view = backroom.wait(read, PATIENCE_S)
    assert view.status == "done", view.error
    return read


def finished(backroom: Backroom, run: str) -> str:
    """A run's id, once it is done."""
    assert backroom.wait(run, PATIENCE_S).status == "done"
    return run


def test_a_file_is_described_and_its_lines_can_be_looked_at(backroom: Backroom) -> None:
    read = table(backroom, ORDERS + "80,K1,Teapot,-1\n")
    described = backroom.table(read)
    assert (described.name, described.kind) == ("orders.csv", "orders")
    assert (described.read, described.used, described.rejected) == (161, 160, {"return": 1})
    assert (described.facts["lines"], described.facts["orders"]) == (160, 80)
    assert (described.facts["products"], described.facts["priced"]) == (4, False)
    assert backroom.lines(read).height == 160
    assert list(backroom.rejects(read).iter_rows()) == [(161, "return", "-1")]


def test_the_same_bytes_are_one_table_and_another_mapping_is_another(backroom: Backroom) -> None:
    read = table(backroom)
    assert table(backroom) == read
    assert backroom.run(read).attempt == 1
    other = table(backroom, product="")
    assert other != read
    assert backroom.lines(other)["title"].unique().sort().to_list() == ["K1", "K2", "L1", "L2"]
    assert backroom.lines(read)["title"].unique().sort().to_list() == sorted(NAMES.values())


def test_a_finished_run_opens_in_another_backroom_without_computing(
    open_backroom: Callable[..., Backroom],
) -> None:
    backroom = open_backroom()
    read = table(backroom)
    run = finished(backroom, backroom.find_bundles(read, BundleOptions()))
    bundles = backroom.document(run, "bundles")
    assert bundles
    backroom.close()
    later = open_backroom()
    view = later.watch(run)
    assert view is not None
    assert (view.status, view.title) == ("done", "orders.csv")
    assert [child.status for child in view.steps.children] == ["done"] * len(view.steps.children)
    assert later.find_bundles(read, BundleOptions()) == run
    assert later.active() == []
    assert later.run(run).attempt == 1
    assert later.document(run, "bundles") == bundles
    assert set(later.files(run)) == {"bundles.json", "bundles.csv", "rules.csv", "manifest.json"}


def test_asked_again_on_purpose_it_is_computed_again_with_the_same_answer(
    backroom: Backroom,
) -> None:
    read = table(backroom)
    run = finished(backroom, backroom.find_bundles(read, BundleOptions()))
    before = backroom.files(run)
    assert finished(backroom, backroom.find_bundles(read, BundleOptions())) == run
    assert backroom.run(run).attempt == 1
    assert finished(backroom, backroom.find_bundles(read, BundleOptions(), again=True)) == run
    assert backroom.run(run).attempt == 2
    after = backroom.files(run)
    assert {name for name in after if after[name] != before[name]} <= {"manifest.json"}


def test_other_options_or_another_table_are_another_run(backroom: Backroom) -> None:
    read = table(backroom)
    other = table(backroom, ORDERS + "80,K1,Teapot,1\n")
    runs = [
        finished(backroom, backroom.find_bundles(which, BundleOptions(bundles=count)))
        for which in (read, other)
        for count in (1, 2)
    ]
    assert len(set(runs)) == 4
    assert [row.id for row in backroom.runs()] == runs[::-1]


def test_a_file_that_was_refused_may_be_dropped_again(backroom: Backroom) -> None:
    for attempt in (1, 2):
        upload = backroom.take("orders.csv", io.BytesIO(b"city,total\nUlm,9\n"))
        read = backroom.read(upload)
        view = backroom.wait(read, PATIENCE_S)
        assert (view.status, view.refused) == ("failed", True)
        assert backroom.run(read).attempt == attempt
        with pytest.raises(NotFound):
            backroom.table(read)


def test_a_run_that_failed_keeps_its_sentence_for_the_next_process(
    open_backroom: Callable[..., Backroom],
) -> None:
    backroom = open_backroom()
    few = table(backroom, "order_id,sku\n1,A1\n1,A2\n2,A1\n")
    run = backroom.find_bundles(few, BundleOptions())
    error = backroom.wait(run, PATIENCE_S).error
    assert error is not None
    assert "too small to tell" in error
    backroom.close()
    later = open_backroom()
    view = later.watch(run)
    assert view is not None
    assert (view.status, view.error) == ("failed", error)
    with pytest.raises(NotFound):
        later.document(run, "bundles")


def test_what_is_unknown_is_told(backroom: Backroom) -> None:
    assert backroom.watch("nobody") is None
    backroom.cancel("nobody")
    for ask in (backroom.wait, backroom.run, backroom.table, backroom.lines, backroom.files):
        with pytest.raises(NotFound):
            ask("nobody")
    with pytest.raises(NotFound):
        backroom.find_bundles("nobody", BundleOptions())
