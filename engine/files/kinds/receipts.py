"""Words of scanned receipts, with the labels they were given."""

from __future__ import annotations

from engine.files.kinds.schema import Field, Kind
from engine.files.kinds.tongues.words import words


def _edge(name: str, says: str, headings: str) -> Field:
    return Field(name, says, words(headings), content="number")


RECEIPTS = Kind(
    name="receipts",
    title="Receipt words",
    says="one row per word or line of a receipt, with the label it was given",
    needs=(("text",), ("label",), ("image_id", "receipt_id")),
    fields=(
        Field(
            "image_id",
            "which picture the receipt is on",
            words("imageid image imagename filename fileid imagefile"),
            weight=0.4,
        ),
        Field(
            "receipt_id",
            "which receipt on the picture",
            words("receiptid receipt documentid docid receiptno document"),
            content="code",
            weight=0.4,
        ),
        Field(
            "line_id",
            "which line of the receipt",
            words("lineid line lineno linenumber"),
            content="code",
        ),
        Field(
            "word_id",
            "which word of the line or receipt",
            words("wordid tokenid boxid wordno wordnumber"),
            content="code",
            weight=0.3,
        ),
        Field(
            "text",
            "the word itself",
            words("wordtext text transcription token value ocrtext transcript linetext words"),
            weight=0.8,
        ),
        Field(
            "merchant",
            "who issued the receipt",
            words("merchantname merchant store storename company vendor shop shopname"),
        ),
        Field(
            "label",
            "the label it was given",
            words("label labeltype tag category class entity labels"),
            weight=0.8,
        ),
        Field(
            "status",
            "whether someone has checked the label",
            words("validationstatus labelstatus status"),
        ),
        _edge("x", "left edge", "x left xmin x1"),
        _edge("y", "top edge", "y top ymin y1"),
        _edge("width", "width of the box", "width w boxwidth"),
        _edge("height", "height of the box", "height h boxheight"),
        # Of four corners, clockwise from the upper left, the third is the opposite one.
        _edge("right", "right edge", "x3 right xmax x2"),
        _edge("bottom", "lower edge", "y3 bottom ymax y2"),
    ),
    others="kept",
)
