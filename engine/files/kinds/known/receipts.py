"""Labelled words of scanned receipts as labelling tools and public collections hold them.

The headings of a document are its keys; a path `a[].b` is `b` of each `a`.
"""

from __future__ import annotations

from engine.files.kinds.known.layout import Layout, columns

_LABEL_STUDIO = Layout(
    name="Label Studio (JSON export of boxes with text)",
    kind="receipts",
    headings=columns(
        "id | annotations | file_upload | drafts | user | created_username | created_ago | result"
        " | original_width | original_height | image_rotation | value | x | y | width | height"
        " | rotation | text | rectanglelabels | from_name | to_name | type | origin | lead_time"
        " | was_postponed | import_id | created_at | updated_at | task | annotation | predictions"
        " | data | image | meta | inner_id | total_annotations | cancelled_annotations"
        " | total_predictions | comment_count | unresolved_comment_count"
        " | last_comment_updated_at | project | updated_by | comment_authors"
    ),
    marks=("data", "annotations"),
    fields={
        "receipt_id": "id",
        "image_id": ("data.image", "file_upload"),
        "word_id": "annotations[].result[].id",
        "text": "annotations[].result[].value.text",
        "label": "annotations[].result[].value.rectanglelabels",
        "x": "annotations[].result[].value.x",
        "y": "annotations[].result[].value.y",
        "width": "annotations[].result[].value.width",
        "height": "annotations[].result[].value.height",
    },
    address="https://github.com/HumanSignal/label-studio-ml-backend/blob/"
    "1ad46b087d4c8e4c8ec327b1b9974499438030d4/label_studio_ml/examples/tesseract/test_model.py",
    says="A word is two results of one id: one of type rectanglelabels (or labels) with its "
    "label, one of type textarea with its text, each a list; x, y, width and height are percent "
    "of original_width and original_height, and the OCR template calls data.image data.ocr.",
    personal=("user", "created_username", "updated_by", "comment_authors"),
    document=True,
)

_CORD = Layout(
    name="CORD (JSON, one file a receipt)",
    kind="receipts",
    headings=columns(
        "valid_line | words | quad | is_key | row_id | text | category | group_id | meta | version"
        " | image_id | split | image_size | roi | repeating_symbol"
    ),
    marks=("valid_line", "meta", "roi"),
    fields={
        "image_id": "meta.image_id",
        "line_id": "valid_line[].words[].row_id",
        "text": "valid_line[].words[].text",
        "label": "valid_line[].category",
        "x": "valid_line[].words[].quad",
        "y": "valid_line[].words[].quad",
        "width": "valid_line[].words[].quad",
        "height": "valid_line[].words[].quad",
    },
    address="https://github.com/clovaai/cord/blob/"
    "08bca035f9a7469de0a0ff73ea6df003401d6bff/README.md",
    says="quad holds four corners in pixels, the label (menu.nm, total.total_price …) belongs to "
    "all words of a valid_line, and a word with is_key names the value beside it.",
    document=True,
)

_WILDRECEIPT = Layout(
    name="WildReceipt (JSON lines)",
    kind="receipts",
    headings=columns("file_name | height | width | annotations | box | text | label"),
    marks=("file_name", "annotations", "height", "width"),
    fields={
        "image_id": "file_name",
        "text": "annotations[].text",
        "label": "annotations[].label",
        "x": "annotations[].box",
        "y": "annotations[].box",
        "width": "annotations[].box",
        "height": "annotations[].box",
    },
    address="https://github.com/open-mmlab/mmocr/blob/"
    "02b61f030f4b72013d7d5224a3801ddf3be561b6/mmocr/datasets/wildreceipt_dataset.py",
    says="One receipt a line; box holds four corners in pixels as eight numbers, height and width "
    "are the image's, and label is a number from 0 to 25 of WILDRECEIPT_LABELS.",
    document=True,
)

_SROIE_BOXES = Layout(
    name="SROIE boxes (text, one file a receipt)",
    kind="receipts",
    headings=columns("x1 | y1 | x2 | y2 | x3 | y3 | x4 | y4 | transcript"),
    marks=("x1", "y4", "transcript"),
    fields={
        "text": "transcript",
        "x": "x1",
        "y": "y1",
        "right": "x3",
        "bottom": "y3",
    },
    address="https://github.com/zzzDavid/ICDAR-2019-SROIE/blob/"
    "29864091dd73c0b97377f23deab3d5d8e96d7195/README.md",
    says="There is no heading line: eight whole numbers (four corners in pixels, clockwise from "
    "the upper left), then the text of a whole line, which may hold commas; the file's name is "
    "the image's.",
)

_SROIE_KEYS = Layout(
    name="SROIE key facts (JSON, one file a receipt)",
    kind="receipts",
    headings=columns("company | date | address | total"),
    marks=("company", "date", "address", "total"),
    fields={"merchant": "company"},
    address="https://github.com/zzzDavid/ICDAR-2019-SROIE/blob/"
    "29864091dd73c0b97377f23deab3d5d8e96d7195/README.md",
    says="The four facts of the receipt whose boxes stand in the text file of the same name; "
    "words get their label by being found in a fact's text.",
    document=True,
)

WILDRECEIPT_LABELS: tuple[str, ...] = columns(
    "Ignore | Store_name_value | Store_name_key | Store_addr_value | Store_addr_key | Tel_value"
    " | Tel_key | Date_value | Date_key | Time_value | Time_key | Prod_item_value"
    " | Prod_item_key | Prod_quantity_value | Prod_quantity_key | Prod_price_value"
    " | Prod_price_key | Subtotal_value | Subtotal_key | Tax_value | Tax_key | Tips_value"
    " | Tips_key | Total_value | Total_key | Others"
)

RECEIPTS = (_LABEL_STUDIO, _CORD, _WILDRECEIPT, _SROIE_BOXES, _SROIE_KEYS)
