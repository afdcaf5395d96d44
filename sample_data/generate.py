"""Writes all files of the sample shop: ``python -m sample_data.generate``."""

from pathlib import Path

from sample_data.shop.catalog import CATALOG_COLUMNS, catalog_rows
from sample_data.shop.inventory import INVENTORY_COLUMNS, inventory_rows
from sample_data.shop.labels import TRUTH_COLUMNS, labelled
from sample_data.shop.orders import ORDER_COLUMNS, order_lines
from sample_data.shop.prices import year_of_prices
from sample_data.shop.receipts import RECEIPT_COLUMNS, receipt_words
from sample_data.shop.regulars import with_regulars
from sample_data.shop.season import LAST_DAY
from sample_data.shop.slips import with_slips
from sample_data.shop.streams import SEED
from sample_data.shop.survey import SURVEY_COLUMNS, SURVEY_TRUTH_COLUMNS, survey
from sample_data.shop.tables import write_csv, write_workbook

RESPONSES = 1800
WORKBOOK_SIZES = (850, 1800, 3000)


def generate(folder: Path) -> None:
    """Write every file of the sample shop, the same bytes each time.

    Args:
        folder: Where to put the files; it must exist. Files of the same names are replaced.
    """
    _write_shop(folder)
    _write_receipts(folder)
    _write_surveys(folder)


def _write_shop(folder: Path) -> None:
    """Write the orders, the catalogue and the stock."""
    prices = year_of_prices()
    lines = with_regulars(order_lines(prices))
    last_day = LAST_DAY.isoformat()
    write_csv(folder / "orders.csv", ORDER_COLUMNS, (line.row() for line in with_slips(lines)))
    write_csv(folder / "catalog.csv", CATALOG_COLUMNS, catalog_rows(prices, last_day))
    write_csv(folder / "inventory.csv", INVENTORY_COLUMNS, inventory_rows(lines))


def _write_receipts(folder: Path) -> None:
    """Write the labelled words and which of the labels are wrong."""
    rows, truth = labelled(receipt_words())
    write_csv(folder / "receipts.csv", RECEIPT_COLUMNS, rows)
    write_csv(folder / "receipts_truth.csv", TRUTH_COLUMNS, truth)


def _write_surveys(folder: Path) -> None:
    """Write the survey, what was planted in it, and the workbooks."""
    answers = survey("survey.csv", RESPONSES)
    write_csv(folder / "survey.csv", SURVEY_COLUMNS, (answer.row() for answer in answers))
    truth = (answer.truth() for answer in answers)
    write_csv(folder / "survey_truth.csv", SURVEY_TRUTH_COLUMNS, truth)
    for number, size in enumerate(WORKBOOK_SIZES, start=1):
        name = f"survey_{size}.xlsx"
        cells = (answer.cells() for answer in survey(name, size, SEED + number))
        write_workbook(folder / name, SURVEY_COLUMNS, cells)


if __name__ == "__main__":
    generate(Path(__file__).parent)
