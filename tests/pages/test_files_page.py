"""The Files page: what a file holds, the mapping by hand, the rows left out and mended."""

import io
from collections.abc import Callable

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from engine import Backroom
from tests.pages.conftest import orders_csv, said, settle

OPAQUE = b"c1,c2,c3\n" + b"".join(
    f"{chr(65 + n % 3)}x,{'pq'[n % 2]}{n % 4},{n % 5}\n".encode() for n in range(60)
)
TITLES = ("Jute", "Tea", "Mug", "Bowl", "Lamp")
TOLD = b"c1,c2,c3,c4,c5\n" + b"".join(
    f"A{1000 + n // 2},{TITLES[n % 5]} of tin,{1 + n % 3},"
    f"{2 + n % 5}.50,2026-01-{1 + n // 2 % 27:02d}T09:{n // 2 % 60:02d}\n".encode()
    for n in range(240)
)
SURVEY = b"How likely,Why,City\n" + b"".join(
    f"{n % 11},it was fine {n},Ulm\n".encode() for n in range(60)
)


@pytest.fixture
def files_page(open_app: Callable[[], AppTest]) -> AppTest:
    """The app on the Files page."""
    page = open_app().switch_page("pages/files.py").run()
    assert not page.exception
    return page


def drop_all(page: AppTest, desk: Backroom, *files: tuple[str, bytes]) -> AppTest:
    page.file_uploader(key="files_file").set_value([(*file, "text/csv") for file in files]).run()
    assert not page.exception
    return settle(page, desk)


def box(page: AppTest, label: str):
    return next(one for one in page.selectbox if one.label.startswith(label))


def metrics(page: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in page.metric}


def test_an_empty_page_says_what_to_do(files_page: AppTest) -> None:
    assert "Drop a file above" in said(files_page)


def test_a_file_is_understood_with_its_columns(files_page: AppTest, desk: Backroom) -> None:
    page = drop_all(files_page, desk, ("shop.csv", orders_csv()))
    assert metrics(page)["Rows used"] == "80"
    columns = page.dataframe[0].value
    assert dict(zip(columns["Column in the file"], columns["Used as"], strict=True)) == {
        "order_id": "Order id", "sku": "SKU", "product": "Product", "quantity": "Quantity",
        "unit_price": "Unit price", "date": "Date",
    }  # fmt: skip
    assert [len(values) for values in columns["values"]] == [5, 4, 4, 1, 1, 5]


def test_a_file_with_opaque_headings_is_mapped_by_hand(files_page: AppTest, desk: Backroom) -> None:
    page = drop_all(files_page, desk, ("opaque.csv", OPAQUE))
    assert len(page.error) == 1
    box(page, "This file holds").set_value("orders").run()
    page = settle(page, desk)
    box(page, "Order id").set_value("c1").run()
    page = settle(page, desk)
    assert len(page.error) == 1
    box(page, "SKU").set_value("c2").run()
    page = settle(page, desk)
    assert not page.error
    assert metrics(page)["Rows used"] == "60"
    assert "Remembered" in said(page)
    again = drop_all(page, desk, ("later.csv", OPAQUE + b"Ax,p0,1\n"))
    assert metrics(again)["Rows used"] == "61"
    assert "as you chose" in said(again).replace("\\", "")


def test_a_change_leaves_the_columns_that_content_told(files_page: AppTest, desk: Backroom) -> None:
    page = drop_all(files_page, desk, ("opaque.csv", TOLD))
    told = {one.label.split("  ")[0]: one.value for one in page.selectbox}
    assert told["Order id"] == "c1"
    assert told["Unit price"] == "c4"
    box(page, "Unit price").set_value("").run()
    page = settle(page, desk)
    assert not page.error
    left = {one.label.split("  ")[0]: one.value for one in page.selectbox}
    assert {name: left[name] for name in told if name != "Unit price"} == {
        name: value for name, value in told.items() if name != "Unit price"
    }
    assert left["Unit price"] == ""


def test_leaving_a_field_out_has_its_consequence_at_once(
    files_page: AppTest, desk: Backroom
) -> None:
    data = orders_csv() + b"9000,A1,Tea,-1,2.50,2026-01-01\n"
    page = drop_all(files_page, desk, ("shop.csv", data))
    assert metrics(page)["Rows left out"] == "1"
    box(page, "Quantity").set_value("").run()
    page = settle(page, desk)
    assert metrics(page)["Rows left out"] == "0"


def test_personal_columns_are_named_and_not_kept(files_page: AppTest, desk: Backroom) -> None:
    lines = orders_csv().decode().splitlines()
    text = "\n".join(
        [lines[0] + ",Billing Name,Phone", *(line + ",A Person,+49 171 555" for line in lines[1:])]
    )
    page = drop_all(files_page, desk, ("shop.csv", text.encode()))
    [asked] = page.multiselect
    assert asked.options == ["Billing Name", "Phone"]
    [table] = desk.tables()
    assert table.told["personal"] == ["Billing Name", "Phone"]
    assert "A Person" not in repr(desk.lines(table.id).rows())


def test_mended_rows_dropped_again_are_added(files_page: AppTest, desk: Backroom) -> None:
    data = orders_csv() + b"9000,A1,Tea,two,2.50,2026-01-01\n"
    page = drop_all(files_page, desk, ("shop.csv", data))
    assert metrics(page)["Rows left out"] == "1"
    [table] = desk.tables()
    left = pl.read_csv(io.BytesIO(desk.csv(desk.left_out(table.id))), infer_schema=False)
    mended = left.with_columns(pl.lit("2").alias("quantity")).write_csv().encode()
    page = drop_all(page, desk, ("left_out.csv", mended))
    assert metrics(page)["Rows used"] == "81"
    assert metrics(page)["Rows left out"] == "0"


def test_several_files_are_put_together(files_page: AppTest, desk: Backroom) -> None:
    catalog = b"sku,title,price,cost\n" + b"".join(
        f"{sku}1,Thing {sku},2.50,1.00\n".encode() for sku in "ABC"
    )
    page = drop_all(files_page, desk, ("shop.csv", orders_csv()), ("catalog.csv", catalog))
    next(b for b in page.button if b.label == "Put together").click().run()
    page = settle(page, desk)
    assert not page.error
    assert "How the files met" in said(page)
    assert metrics(page)["Lines found in the catalog"] == "75 %"


def test_titles_and_headings_are_never_markup(files_page: AppTest, desk: Backroom) -> None:
    data = orders_csv().replace(b"order_id", b":red[order_id]").replace(b"Tea", b"<b>**Tea**</b>")
    page = drop_all(files_page, desk, ("<i>shop</i>.csv", data))
    assert "<b>" not in said(page)
    assert "<i>" not in said(page)


def test_a_survey_shows_its_nps_in_one_line(files_page: AppTest, desk: Backroom) -> None:
    page = drop_all(
        files_page, desk, ("survey.csv", SURVEY.replace(b"How likely,Why", b"score,comment"))
    )
    [line] = [one.value for one in page.markdown if "NPS" in one.value]
    # 10 promoters, 10 passives and 40 detractors.
    assert "Shifted NPS 25\\.0" in line
    assert "standard −50\\.0" in line
    assert "95 \\% confidence, from 60 scores" in line.replace("\\,", ",")


def test_two_readings_of_a_file_are_told_apart(files_page: AppTest, desk: Backroom) -> None:
    mixed = b"score,comment\n" + b"".join(
        f"{1 + n % 5 if n % 30 else 10 - n % 4},fine {n}\n".encode() for n in range(300)
    )
    page = drop_all(files_page, desk, ("mixed.csv", mixed))
    [scale] = [radio for radio in page.radio if "scale" in radio.label]
    page = settle(scale.set_value("1-10").run(), desk)
    files = box(page, "File")
    assert len(files.options) == len(set(files.options)) == 2
    assert all(one.startswith("mixed.csv · survey responses, 300 rows") for one in files.options)
    shown = "".join(page.run().query_params["file"])
    assert desk.table(shown).facts["scale"]["name"] == "1-10"


def test_a_choice_is_not_lost_where_the_next_one_ends_its_drawing(
    files_page: AppTest, desk: Backroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = drop_all(files_page, desk, ("opaque.csv", OPAQUE))
    page = settle(box(page, "This file holds").set_value("orders").run(), desk)
    with monkeypatch.context() as ended:
        ended.setattr("ui.file_view._read_again", lambda *_: None)
        box(page, "Order id").set_value("c1").run()
    page = settle(box(page, "Product").set_value("c2").run(), desk)
    assert metrics(page)["Rows used"] == "60"
