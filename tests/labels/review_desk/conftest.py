"""Finished runs of Labels, as the review meets them: tables kept in a workspace."""

import hashlib
import io
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
import pytest

from engine import Backroom, ReadOptions, Settings
from engine.labels.numbering import number_words
from engine.labels.review.keys import decision_keys
from engine.labels.tables import places_table
from engine.review_door import ReviewDoor
from engine.workspace import Workspace, find_table, keep_results, open_lines

LINES = (
    ("Corner Shop", "MERCHANT_NAME", 10, 10),
    ("TTL", "LINE_TOTAL", 10, 50),
    ("20.00", "SUBTOTAL", 90, 50),
    ("TAX", None, 10, 70),
    ("1.60", "TAX", 90, 70),
    ("TOTAL", None, 10, 90),
    ("21.60", "LINE_TOTAL", 90, 90),
    ("=CASH", "PAYMENT_METHOD", 10, 110),
)


@dataclass(frozen=True)
class Kept:
    """A finished run.

    Attributes:
        door: The door to its workspace.
        run: Its id.
    """

    door: ReviewDoor
    run: str

    def row(self, receipt: int, text: str) -> int:
        """The row of a word's label."""
        words = self.door.result_table(self.run, "words")
        found = words.filter(receipt_id=str(receipt), word_text=text)
        [row] = found["row"]
        return int(row)

    def decided(self, receipt: int, text: str) -> tuple[str | None, str | None]:
        """What was decided about a word's label."""
        listed = self.door.worklist(self.run, which="all", most=10**6)
        [found] = listed.filter(row=self.row(receipt, text)).select("action", "new_label").rows()
        return found


def written(receipts: int = 3, merchants: int = 1, lines: Any = LINES, status: str = "NONE") -> str:
    """A file of receipts that are all alike."""
    rows = ["image_id,receipt_id,word_id,word_text,merchant_name,label,validation_status,x,y,"
            "width,height,till"]  # fmt: skip
    for receipt in range(1, receipts + 1):
        merchant = f"Shop {(receipt - 1) % merchants}"
        for word, (text, label, x, y) in enumerate(lines, 1):
            rows.append(
                f"img,{receipt},{word},{text},{merchant},{label or ''},"
                f"{status if label else ''},{x},{y},{8 * len(text)},12,till {receipt}"
            )
    return "\n".join(rows) + "\n"


def judged(
    table: pl.DataFrame, wrong: Mapping[str, str | None], unclear: Collection[str]
) -> dict[str, pl.DataFrame]:
    """The tables of a run that calls some words wrong, by what they say."""
    words, given = number_words(table)
    frame = pl.DataFrame(
        {
            "row": given.row,
            "key": decision_keys(words, given),
            "word": given.word,
            "label": [given.names[one] for one in given.label],
        }
    )
    told = table.select(
        "row",
        pl.col("image_id", "receipt_id", "line_id", "word_id").cast(pl.String),
        pl.col("text").cast(pl.String).alias("word_text"),
        pl.col("merchant").cast(pl.String).alias("merchant_name"),
        pl.col("status").cast(pl.String),
    )
    named = pl.col("word_text").is_in(list(wrong))
    listed = frame.join(told, on="row", how="left").with_columns(
        (pl.when(named).then(0.9).otherwise(0.1) - pl.col("row") / 10_000).alias("outlier_score"),
        is_outlier=named,
        clear=~pl.col("word_text").is_in(list(unclear)),
        suggested_label=pl.col("word_text").replace_strict(
            wrong, default=None, return_dtype=pl.String
        ),
        confidence=pl.lit(0.8),
        decided_by=pl.lit("rule"),
        reason=pl.lit("because"),
        made_by=pl.lit(""),
    )
    ranked = listed.sort("outlier_score", "row", descending=[True, False])
    return {"words": ranked, "places": places_table(words, given)}


@pytest.fixture(name="written")
def _written() -> Callable[..., str]:
    """A file of receipts that are all alike: `written(receipts, merchants, lines, status)`."""
    return written


@pytest.fixture
def keep(settings: Settings) -> Iterator[Callable[..., Kept]]:
    """Keep a finished run of a text: `keep(text, wrong, name, unclear)`."""
    workspace = Workspace.open(settings)

    def kept(
        text: str | None = None,
        wrong: Mapping[str, str | None] | None = None,
        name: str = "run",
        unclear: Collection[str] = (),
    ) -> Kept:
        text = written() if text is None else text
        inputs = {"table": "gone", "sha256": hashlib.sha256(text.encode()).hexdigest()}
        keep_run(workspace, name, as_checked(text), wrong, inputs | {"mapping": {}}, unclear)
        # Jobs are none of the review's business.
        return Kept(ReviewDoor(workspace, None), name)  # type: ignore[arg-type]

    yield kept
    workspace.close()


@pytest.fixture
def read_and_keep(backroom: Backroom) -> Callable[..., Kept]:
    """The same for a text that is read as a file is, so that it can be corrected."""

    def kept(
        text: str | None = None, wrong: Mapping[str, str | None] | None = None, name: str = "run"
    ) -> Kept:
        text = written() if text is None else text
        upload = backroom.take("receipts.csv", io.BytesIO(text.encode()))
        table = backroom.wait(backroom.read(upload, ReadOptions(kind="receipts")), 30).id
        workspace = backroom._workspace
        checked = find_table(workspace, table)
        mapping = {column["field"]: column["heading"] for column in checked.columns}
        inputs = {"table": table, "sha256": checked.content, "mapping": mapping}
        keep_run(workspace, name, open_lines(workspace, table), wrong, inputs)
        return Kept(ReviewDoor(workspace, backroom.jobs), name)

    return kept


def keep_run(
    workspace: Workspace,
    name: str,
    table: pl.DataFrame,
    wrong: Mapping[str, str | None] | None,
    inputs: Mapping[str, Any],
    unclear: Collection[str] = (),
) -> None:
    """Keep the results of a run."""
    wrong = {"TTL": "GRAND_TOTAL", "21.60": "GRAND_TOTAL"} if wrong is None else wrong
    manifest = {"inputs": inputs, "options": {"seed": 0, "min_confidence": 0.7}}
    keep_results(workspace, name, {"manifest": manifest}, judged(table, wrong, unclear))


def as_checked(text: str) -> pl.DataFrame:
    """The table that reading a written file gives."""
    read = pl.read_csv(io.StringIO(text), infer_schema=False)
    names = {"word_text": "text", "merchant_name": "merchant", "validation_status": "status"}
    sides = pl.col("x", "y", "width", "height").cast(pl.Float64)
    return read.rename(names).with_row_index("row", 1).with_columns(
        sides, pl.col("row").cast(pl.Int64), pl.col("status").fill_null("NONE"),
        line_id=pl.lit(None, pl.String),
    )  # fmt: skip
