"""Words of scanned receipts, with the labels they were given."""

from __future__ import annotations

from engine.files.kinds.schema import Field, Kind

RECEIPTS = Kind(
    name="receipts",
    title="Receipt words",
    says="one row per word or line of a receipt, with the label it was given",
    needs=(("text",), ("label",), ("image_id", "receipt_id")),
    fields=(
        Field(
            "image_id",
            "which picture the receipt is on",
            ("imageid", "image", "imagename", "filename", "fileid"),
        ),
        Field(
            "receipt_id",
            "which receipt on the picture",
            ("receiptid", "receipt", "documentid", "docid"),
            content="code",
        ),
        Field("line_id", "which line of the receipt", ("lineid", "line", "lineno"), content="code"),
        Field(
            "word_id",
            "which word of the line or receipt",
            ("wordid", "word", "tokenid", "boxid"),
            content="code",
        ),
        Field(
            "text",
            "the word itself",
            ("wordtext", "text", "transcription", "token", "value", "ocrtext"),
        ),
        Field(
            "merchant",
            "who issued the receipt",
            ("merchantname", "merchant", "store", "storename", "company", "vendor"),
        ),
        Field(
            "label",
            "the label it was given",
            ("label", "labeltype", "tag", "category", "class", "entity"),
        ),
        Field(
            "status",
            "whether someone has checked the label",
            ("validationstatus", "labelstatus", "status"),
        ),
        Field("x", "left edge", ("x", "left", "xmin", "x1"), content="number"),
        Field("y", "top edge", ("y", "top", "ymin", "y1"), content="number"),
        Field("width", "width of the box", ("width", "w"), content="number"),
        Field("height", "height of the box", ("height", "h"), content="number"),
        # Of four corners, clockwise from the upper left, the third is the opposite one.
        Field("right", "right edge", ("x3", "right", "xmax", "x2"), content="number"),
        Field("bottom", "lower edge", ("y3", "bottom", "ymax", "y2"), content="number"),
    ),
    others="kept",
)
