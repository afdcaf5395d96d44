"""Choosing again, deciding and taking away, as a merchant meets them."""

import io
import itertools
import zipfile
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from engine import ARTEFACTS, Backroom, BundleOptions
from tests.pages.conftest import find_and_close, said
from ui.bundle_edits import keep_edits
from ui.bundle_takeaway import SHOP
from ui.downloads import SAYS, zipped

PAIRS = 4
MARKED = "**[Bold](http://x)** tea"


def page(tab: str) -> None:
    import streamlit as st

    from ui import bundle_choice, bundle_decisions, bundle_takeaway
    from ui.desk import open_desk

    desk = open_desk()
    view = desk.watch(st.session_state["run"])
    assert view is not None
    show = {
        "choice": bundle_choice.show_choice,
        "decisions": bundle_decisions.show_decisions,
        "files": bundle_takeaway.show_take_away,
    }[tab]
    show(desk, view, desk.document(view.id, "bundles"), desk.document(view.id, "manifest"))


def orders_csv() -> bytes:
    """Pairs A0+B0, A1+B1 … bought ever less often, at prices that grow."""
    rows, order = ["order_id,sku,product,quantity,unit_price,date"], 0
    for pair in range(8):
        for _ in range(30 - 2 * pair):
            order += 1
            day = f"2026-0{order % 6 + 1}-{order % 27 + 1:02d}"
            for side in "AB":
                name = MARKED if (side, pair) == ("A", 0) else f"{side}{pair}"
                rows.append(f"{order},{side}{pair},{name},1,{pair + 1}.50,{day}")
    return "\n".join(rows).encode()


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The home of a finished run of a few pairs, and the run."""
    home = tmp_path_factory.mktemp("finished") / "home"
    return home, find_and_close(home, orders_csv(), BundleOptions(bundles=PAIRS, larger_sets=0))


@pytest.fixture(scope="module")
def begun(finished: tuple[Path, str]) -> Path:
    """Each test's home is a copy: the run is made once."""
    return finished[0]


@pytest.fixture
def run(desk: Backroom, finished: tuple[Path, str]) -> str:
    """The finished run, in the test's own home."""
    _, run = finished
    assert desk.watch(run) is not None
    return run


def opened(run: str, tab: str) -> AppTest:
    app = AppTest.from_function(page, default_timeout=30, args=(tab,))
    app.session_state["run"] = run
    app.run()
    assert not app.exception
    return app


def drawn(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def test_weights_choose_again_and_the_choice_is_kept(desk: Backroom, run: str) -> None:
    app = opened(run, "choice")
    assert "This file says nothing that “Margin” or “Moves slow stock”" in said(app)
    metrics = {metric.label: metric.value for metric in app.metric}
    assert metrics["Pairs"] == str(PAIRS)
    assert metrics["Not in the run's portfolio"] == "0"
    app.slider(key=f"choice_reach_{run}").set_value(0)
    app.slider(key=f"choice_revenue_{run}").set_value(10).run()
    assert not app.exception
    assert {m.label: m.value for m in app.metric}["Not in the run's portfolio"] != "0"
    app.button(key=f"choice_use_weights_{run}").click()
    drawn(app)
    chosen = desk.choose_again(run, {"revenue": 10.0}, PAIRS)
    first = desk.decided_bundles(run)[:PAIRS]
    assert [[item["sku"] for item in one["items"]] for one in first] == [
        row["skus"] for row in chosen
    ]
    assert {one["decision"]["verdict"] for one in first} == {"accepted"}


def test_without_any_weight_it_asks_for_one(run: str) -> None:
    app = opened(run, "choice")
    app.slider(key=f"choice_reach_{run}").set_value(0)
    assert "Give at least one" in said(drawn(app))


def test_trade_offs_are_searched_when_asked_for(desk: Backroom, run: str) -> None:
    app = opened(run, "choice")
    assert "A search of some seconds" in said(app)
    app.button(key=f"trade_search_{run}_go").click()
    drawn(app)
    search = desk.search_trade_offs(run, ("reach", "revenue"), PAIRS)
    assert desk.wait(search, 60).status == "done"
    assert "portfolio that no other" in said(drawn(app)) or "portfolios that no other" in said(app)
    assert "A search of some seconds" not in said(app)


def chance_csv() -> bytes:
    """Every two of five products equally often, as chance would have it."""
    rows, order = ["order_id,sku,product,quantity,unit_price,date"], 0
    for pair in itertools.combinations(("P1", "P2", "P3", "P4", "P5"), 2):
        for _ in range(12):
            order += 1
            day = f"2026-0{order % 6 + 1}-{order % 27 + 1:02d}"
            rows.extend(f"{order},{one},{one},1,2.50,{day}" for one in pair)
    return "\n".join(rows).encode()


def test_without_a_pair_it_says_why_and_what_can_be_done(desk: Backroom) -> None:
    table = desk.read(desk.take("shop.csv", io.BytesIO(chance_csv())))
    desk.wait(table, 60)
    run = desk.find_bundles(table, BundleOptions(objectives=("increase_aov",)))
    assert desk.wait(run, 60).status == "done"
    words = said(opened(run, "choice"))
    assert "10 pairs of products are in " in words
    assert "10 are not reliably bought together" in words
    assert "under Cards: each says what it stands on" in words
    assert "under Options, Counting" in words


def test_where_all_pairs_are_in_there_is_nothing_to_trade_off(desk: Backroom, run: str) -> None:
    app, weighed = opened(run, "choice"), desk.pairs_weighed(run)
    assert app.slider(key=f"choice_count_{run}").max == weighed
    app.slider(key=f"choice_count_{run}").set_value(weighed)
    assert f"All {weighed} pairs" in said(drawn(app))
    assert not app.selectbox
    app.slider(key=f"choice_count_{run}").set_value(weighed - 1)
    assert "All" not in said(drawn(app))
    assert app.selectbox


def test_a_run_that_kept_no_choices_says_what_to_do(
    desk: Backroom, run: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine import NotFound

    def nothing(*_: Any) -> None:
        raise NotFound("none")

    monkeypatch.setattr(type(desk), "aims", nothing)
    assert "find the bundles again" in said(opened(run, "choice"))


def editor(app: AppTest, run: str, revision: int = 0, **edits: dict[str, Any]) -> AppTest:
    """Edit cells of the table of decisions, and save."""
    key = f"decisions_{run}_Not rejected_{revision}"
    app.session_state[key] = {
        "edited_rows": {int(row[1:]): cells for row, cells in edits.items()},
        "added_rows": [],
        "deleted_rows": [],
    }
    drawn(app)
    app.button(key=f"decisions_save_{run}").click()
    return drawn(app)


def test_edits_are_saved_as_decisions(desk: Backroom, run: str) -> None:
    app = opened(run, "decisions")
    assert "As long as none is accepted" in said(app)
    editor(
        app,
        run,
        r0={"verdict": "Rejected"},
        r1={"verdict": "Accepted", "title": "Second", "price": 4.25},
        r2={"place": 1},
    )
    by_rank = {one["rank"]: one for one in desk.decided_bundles(run)}
    assert by_rank[1]["decision"]["verdict"] == "rejected"
    second = by_rank[2]["decision"]
    assert (second["verdict"], second["edited"]) == ("accepted", ["title", "price"])
    assert by_rank[2]["pricing"]["bundle_price"] == 425
    assert by_rank[3]["place"] == 1
    assert "Only accepted bundles go into" in said(app)
    assert "~~" in said(app)
    assert "\\*\\*\\[Bold\\]" in said(app)


def test_an_edit_that_cannot_be_says_why_and_changes_nothing(desk: Backroom, run: str) -> None:
    app = editor(opened(run, "decisions"), run, r0={"price": 1000.0, "place": 3}, r1={"place": 1})
    assert "sum of the parts" in " ".join(error.value for error in app.error)
    assert [one["rank"] for one in desk.decided_bundles(run)][:3] == [2, 1, 3]
    assert desk.decisions(run) == {}


def test_all_shown_are_decided_and_all_is_forgotten(desk: Backroom, run: str) -> None:
    app = opened(run, "decisions")
    app.segmented_control(key=f"decisions_shown_{run}").set_value("Portfolio")
    drawn(app)
    app.button(key=f"decisions_all_accepted_{run}").click()
    drawn(app)
    verdicts = {one["portfolio"]: one["decision"]["verdict"] for one in desk.decided_bundles(run)}
    assert verdicts[True] == "accepted"
    assert verdicts.get(False, "open") == "open"
    app.button(key=f"decisions_forget_{run}").click()
    drawn(app)
    assert desk.decisions(run) == {}


def test_an_emptied_cell_takes_its_change_back(desk: Backroom, run: str) -> None:
    first = desk.decided_bundles(run)
    desk.decide(run, first[0]["bundle_id"], changes={"title": "Mine", "price": 200})
    rows = desk.decided_bundles(run)
    assert keep_edits(desk, run, rows, {0: {"title": " ", "price": None}}, 100) == []
    assert desk.decided_bundles(run) == first


def test_files_are_there_with_what_they_are_not(desk: Backroom, run: str) -> None:
    app = opened(run, "files")
    names = [button.label for button in app.get("download_button")]
    assert names == ["Download everything (zip)", *_files(desk, run)]
    assert "make no bundles" in said(app)
    assert "You accepted none yet" in said(app)
    assert not app.toggle
    desk.decide(run, desk.decided_bundles(run)[0]["bundle_id"], "accepted")
    drawn(app)
    assert "the 1 you accepted" in said(app)
    app.toggle(key=f"takeaway_all_{run}").set_value(True)
    assert "you accepted" not in said(drawn(app))


def test_a_shop_s_file_that_holds_only_headings_says_so(desk: Backroom, run: str) -> None:
    given = next(one for one in desk.decided_bundles(run) if one["bundle_type"] == "BXGY")
    desk.decide(run, given["bundle_id"], "accepted")
    words = said(opened(run, "files"))
    assert words.count("**Holds no bundle**") == len(SHOP)
    assert "what you take away cannot be a product there" in words
    files = desk.artefacts(run)
    assert len(files["shopify_products.csv"].decode().strip().splitlines()) == 1
    pair = next(one for one in desk.decided_bundles(run) if one["portfolio"])
    desk.decide(run, pair["bundle_id"], "accepted")
    assert "**Holds 1 of 2**" in said(opened(run, "files"))


def _files(desk: Backroom, run: str) -> list[str]:
    """All names, those to pass on first."""
    made = [*ARTEFACTS, *SAYS]
    assert set(SAYS) == set(desk.files(run))
    order = ["bundles.xlsx", "report.html", "checklist.html"]
    return sorted(made, key=lambda name: order.index(name) if name in order else len(order))


def test_the_archive_holds_every_file(desk: Backroom, run: str) -> None:
    data = zipped(desk.files(run) | desk.artefacts(run))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == [*desk.files(run), *ARTEFACTS]
