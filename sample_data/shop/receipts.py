"""Places the words of each receipt on its paper."""

from dataclasses import dataclass

import numpy as np

from sample_data.shop.merchant import Merchant
from sample_data.shop.merchants import MERCHANTS
from sample_data.shop.receipt_parts import LEFT, MIDDLE, RIGHT, Line, Piece, parts
from sample_data.shop.sale import draw_sale
from sample_data.shop.streams import stream

RECEIPT_COLUMNS = (
    "image_id",
    "receipt_id",
    "line_id",
    "word_id",
    "word_text",
    "merchant_name",
    "label",
    "validation_status",
    "x",
    "y",
    "width",
    "height",
)

# Now and then two receipts lie side by side on one photograph.
TWO_ON_A_PHOTO = 0.08
MISREAD_SHARE = 0.004
MISREAD = str.maketrans({"o": "0", "l": "1", "O": "0", "I": "1", "S": "5"})
LINE_STEP = 2.3
GAP = 1.3


@dataclass(frozen=True, slots=True)
class Word:
    """One word with its true label and its box.

    Attributes:
        key: Image, receipt, line and word number.
        text: As it was read.
        merchant: The merchant's name, spelt one way throughout.
        label: The true label; empty for a caption.
        box: Left, top, width and height in pixels, from the top left corner of the receipt.
    """

    key: tuple[str, int, int, int]
    text: str
    merchant: str
    label: str
    box: tuple[int, int, int, int]


def receipt_words() -> list[Word]:
    """Print all receipts, with the true labels.

    Returns:
        The words of 300 receipts in reading order.
    """
    rng = stream("receipts.csv")
    stack = [merchant for merchant in MERCHANTS for _ in range(merchant.receipts)]
    words: list[Word] = []
    image, on_image = 0, 2
    for place in rng.permutation(len(stack)):
        second = on_image == 1 and rng.random() < TWO_ON_A_PHOTO
        image, on_image = (image, 2) if second else (image + 1, 1)
        words += _print(stack[int(place)], (f"IMG-{image:04d}", on_image), rng)
    return words


def _print(merchant: Merchant, key: tuple[str, int], rng: np.random.Generator) -> list[Word]:
    """Print one receipt, a little larger or smaller, as the camera stood."""
    sale = draw_sale(merchant, rng)
    zoom = rng.uniform(0.95, 1.06)
    letter = merchant.letter * zoom
    width = merchant.width * zoom
    top = letter * 2 + rng.uniform(0, 12)
    words: list[Word] = []
    line_id = 0
    for section in parts(merchant, sale):
        for line in section:
            line_id += 1
            placed = _place(line, width, letter)
            for word_id, (text, label, left, size) in enumerate(placed, start=1):
                box = _box((left, top), text, letter * size, rng)
                read = _read(text, label, rng)
                whole = (*key, line_id, word_id)
                words.append(Word(whole, read, _spelt(merchant.name), label, box))
            top += letter * LINE_STEP * max(piece.size for piece in line)
        top += letter * GAP
    return words


def _place(line: Line, width: float, letter: float) -> list[tuple[str, str, float, float]]:
    """Give each word of a line its left edge: text, label, left in pixels, size."""
    placed = []
    # Pieces in the middle share one anchor: they are set as one text.
    whole = sum((len(piece.text) + 1) * piece.size for piece in line) - line[0].size
    middle_left = width / 2 - whole * letter / 2
    free = 0.0
    for piece in line:
        left = max(free, _left(piece, width, letter))
        if piece.side == MIDDLE:
            left = max(free, middle_left)
        for text in piece.text.split():
            placed.append((text, piece.label, left, piece.size))
            left += (len(text) + 1) * letter * piece.size
        free = left
    return placed


def _left(piece: Piece, width: float, letter: float) -> float:
    """Say where a piece begins when nothing is in its way."""
    length = len(piece.text) * letter * piece.size
    return width * piece.at - {LEFT: 0.0, MIDDLE: length / 2, RIGHT: length}[piece.side]


def _box(
    corner: tuple[float, float], text: str, letter: float, rng: np.random.Generator
) -> tuple[int, int, int, int]:
    """Draw the box of a word, off by a pixel or so, as a reader of photographs is."""
    shake = rng.integers(-1, 2, size=4)
    left, top = corner
    return (
        round(left) + int(shake[0]),
        round(top) + int(shake[1]),
        round(len(text) * letter) + int(shake[2]),
        round(letter * 1.6) + int(shake[3]),
    )


def _read(text: str, label: str, rng: np.random.Generator) -> str:
    """Misread a letter of a product's name now and then; amounts are always read right."""
    if label == "PRODUCT_NAME" and rng.random() < MISREAD_SHARE:
        return text.translate(MISREAD)
    return text


def _spelt(name: str) -> str:
    """Spell a merchant's name as a list would, not in capitals as its receipts may."""
    return name.title() if name.isupper() else name
