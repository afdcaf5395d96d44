"""The Bundles page: from a dropped file to bundles, and every way it can go wrong."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from engine import Backroom, BundleOptions, Steps
from tests.pages.conftest import drop, orders_csv, said, settle


def find(app: AppTest, desk: Backroom) -> AppTest:
    """Press the button and wait for the end."""
    next(b for b in app.button if b.label == "Find bundles").click().run()
    return settle(app, desk)


def test_says_what_to_do_when_there_is_no_file(bundles_page: AppTest) -> None:
    assert "Drop an order export" in said(bundles_page)
    assert not bundles_page.metric


def test_a_dropped_file_is_understood_before_anything_runs(
    bundles_page: AppTest, desk: Backroom
) -> None:
    page = settle(drop(bundles_page, "shop.csv", orders_csv()), desk)
    shown = {metric.label: metric.value for metric in page.metric}
    assert shown == {"Orders": "60", "Products": "4", "Rows used": "80", "Rows left out": "0"}
    assert desk.runs() == []


def test_the_rows_left_out_are_shown_with_their_reasons(
    bundles_page: AppTest, desk: Backroom
) -> None:
    data = orders_csv() + b"2000,A1,Tea,-1,2.50,2026-01-01\n2001,,,1,2.50,2026-01-01\n"
    page = settle(drop(bundles_page, "shop.csv", data), desk)
    tables = [frame.value for frame in page.dataframe]
    reasons = next(table for table in tables if "Why" in table and "Rows" in table)
    assert dict(zip(reasons["Why"], reasons["Rows"], strict=True)) == {
        "neither a product code nor a name": 1,
        "a return (negative quantity)": 1,
    }


def test_a_run_shows_the_pair_that_was_planted(bundles_page: AppTest, desk: Backroom) -> None:
    page = find(settle(drop(bundles_page, "shop.csv", orders_csv()), desk), desk)
    assert "1 pair, best first" in said(page)
    together = next(m for m in page.metric if m.label == "Orders together")
    assert together.value == "20"
    assert "20 orders" in said(page)


def test_titles_are_shown_as_they_stand_and_never_as_markup(
    bundles_page: AppTest, desk: Backroom
) -> None:
    title = "<b>Tea</b> [x](http://x.example) :red[hot] $a$ `c` *b*"
    page = find(settle(drop(bundles_page, "shop.csv", orders_csv(title=title)), desk), desk)
    text = said(page)
    # The sign without width keeps the browser from making the address a link.
    assert "\\(http\u2060\\:" in text
    text = text.replace("\u2060", "")
    assert r"\<b\>Tea\<\/b\> \[x\]\(http\:\/\/x\.example\) \:red\[hot\] \$a\$ \`c\`" in text
    assert "<b>Tea" not in text


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("empty.csv", b"", "empty"),
        ("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG picture"),
        ("nothing.csv", b"colour,total\nred,7\nblue,9\n", "No column for"),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_sentence_and_the_page_lives_on(
    bundles_page: AppTest, desk: Backroom, name: str, data: bytes, sentence: str
) -> None:
    page = settle(drop(bundles_page, name, data), desk)
    assert len(page.error) == 1
    assert sentence in page.error[0].value.replace("\\", "")
    page = settle(drop(page, "shop.csv", orders_csv()), desk)
    assert not page.error
    assert "60" in [metric.value for metric in page.metric]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (orders_csv(8), "too small to tell"),
        (b"order_id,sku,quantity\n" + b"1,A,1\n1,B,2\n" * 15, "one order"),
    ],
)
def test_a_file_that_cannot_tell_says_so(
    bundles_page: AppTest, desk: Backroom, data: bytes, sentence: str
) -> None:
    page = find(settle(drop(bundles_page, "shop.csv", data), desk), desk)
    words = "\n".join(box.value for box in page.error).replace("\\", "")
    assert sentence in words or "too small to tell" in words
    assert not [m for m in page.metric if m.label == "Orders together"]


def test_the_same_question_opens_the_finished_run(bundles_page: AppTest, desk: Backroom) -> None:
    page = find(settle(drop(bundles_page, "shop.csv", orders_csv()), desk), desk)
    find(page, desk)
    assert [row.attempt for row in desk.runs()] == [1]


def test_a_run_in_progress_is_seen_from_a_second_browser_and_can_be_cancelled_there(
    desk: Backroom, open_app: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    async def slow(*_: object, steps: Steps, **__: object) -> None:
        begun.set()
        with steps("Wait", unit="ticks") as step:
            import asyncio

            while not go_on.is_set():
                step.check()
                await asyncio.sleep(0.01)

    monkeypatch.setattr("engine.bundles.work.find_bundles", slow)
    first = open_app().switch_page("pages/bundles.py").run()
    settle(drop(first, "shop.csv", orders_csv()), desk)
    table = first.query_params["file"]
    run = desk.find_bundles(table, BundleOptions())
    assert begun.wait(20)

    second = open_app()
    assert "Under way" in said(second)
    second.query_params["run"] = run
    second.switch_page("pages/bundles.py").run()
    cancel = next(button for button in second.button if button.label == "Cancel")
    cancel.click().run()
    desk.wait(run, 20)
    second.run()
    assert not second.exception
    assert "cancelled" in said(second)


def test_first_pairs_are_shown_as_preliminary_while_the_rest_goes_on(
    desk: Backroom, bundles_page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.bundles.decide import chosen

    reached, go_on, choose = threading.Event(), threading.Event(), chosen.choose_portfolio

    def wait_before_choosing(*arguments: Any, **options: Any) -> Any:
        reached.set()
        assert go_on.wait(30)
        return choose(*arguments, **options)

    monkeypatch.setattr(chosen, "choose_portfolio", wait_before_choosing)
    page = settle(drop(bundles_page, "shop.csv", orders_csv()), desk)
    next(b for b in page.button if b.label == "Find bundles").click().run()
    assert reached.wait(30)
    page.run()
    words = said(page)
    go_on.set()
    assert "First strong pairs" in words
    assert "Preliminary" in words
    assert "20 orders" in words
    assert "1 pair, best first" in said(settle(page, desk))


def test_orders_and_a_catalog_dropped_at_once_are_put_together(
    bundles_page: AppTest, desk: Backroom
) -> None:
    catalog = b"sku,title,price,cost\n" + b"".join(
        f"{sku}1,Thing {sku},2.50,1.00\n".encode() for sku in "ABC"
    )
    files = [("shop.csv", orders_csv(), "text/csv"), ("catalog.csv", catalog, "text/csv")]
    bundles_page.file_uploader(key="bundles_file").set_value(files).run()
    page = settle(bundles_page, desk)
    assert not page.exception
    assert "How the files met" in said(page)
    page = find(page, desk)
    assert "1 pair, best first" in said(page)


def test_a_file_that_was_refused_does_not_stand_in_the_way_of_the_next(
    bundles_page: AppTest, desk: Backroom
) -> None:
    picture = ("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(50), "text/csv")
    bundles_page.file_uploader(key="bundles_file").set_value([picture]).run()
    page = settle(bundles_page, desk)
    assert len(page.error) == 1
    both = [picture, ("shop.csv", orders_csv(), "text/csv")]
    page.file_uploader(key="bundles_file").set_value(both).run()
    page = settle(page, desk)
    assert not page.error
    assert "60" in [metric.value for metric in page.metric]
