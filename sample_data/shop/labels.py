"""The labels as people have given them: mostly right, four in a hundred wrong."""

import numpy as np

from sample_data.shop.receipts import Word
from sample_data.shop.streams import pick, stream

TRUTH_COLUMNS = ("image_id", "receipt_id", "line_id", "word_id", "label", "true_label")

WRONG_SHARE = 0.04
CAPTION_SHARE = 0.2

# What each label is taken for by a tired person.
MISTAKEN_FOR = {
    "SUBTOTAL": ("GRAND_TOTAL", "GRAND_TOTAL", "LINE_TOTAL"),
    "GRAND_TOTAL": ("SUBTOTAL", "SUBTOTAL", "LINE_TOTAL"),
    "UNIT_PRICE": ("LINE_TOTAL", "LINE_TOTAL", "QUANTITY"),
    "LINE_TOTAL": ("UNIT_PRICE", "UNIT_PRICE", "SUBTOTAL"),
    "DATE": ("TIME",),
    "TIME": ("DATE", "DATE", "STORE_HOURS"),
    "PRODUCT_NAME": ("MERCHANT_NAME", "MERCHANT_NAME", "COUPON"),
    "MERCHANT_NAME": ("PRODUCT_NAME", "ADDRESS_LINE"),
    "ADDRESS_LINE": ("MERCHANT_NAME", "STORE_HOURS"),
    "PHONE_NUMBER": ("LOYALTY_ID", "ADDRESS_LINE"),
    "LOYALTY_ID": ("PHONE_NUMBER",),
    "WEBSITE": ("MERCHANT_NAME", "ADDRESS_LINE"),
    "STORE_HOURS": ("TIME", "DATE"),
    "PAYMENT_METHOD": ("LOYALTY_ID", "PRODUCT_NAME"),
    "COUPON": ("DISCOUNT", "PRODUCT_NAME"),
    "DISCOUNT": ("TAX", "COUPON", "LINE_TOTAL"),
    "TAX": ("SUBTOTAL", "DISCOUNT"),
    "QUANTITY": ("UNIT_PRICE",),
}
# Names and addresses have many words a receipt; without this they would be most mistakes.
SELDOM = {"PRODUCT_NAME", "ADDRESS_LINE", "MERCHANT_NAME"}
SELDOM_WEIGHT = 0.4

# The status of a word by how its label is: cumulative chances, in this order.
STATUSES = ("VALID", "INVALID", "NEEDS_REVIEW", "PENDING", "NONE")
RIGHT_CHANCES = (0.15, 0.15, 0.17, 0.52, 1.0)
WRONG_CHANCES = (0.0, 0.08, 0.2, 0.55, 1.0)


def labelled(
    words: list[Word],
) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Label all words, some wrongly.

    Args:
        words: The words with their true labels, in reading order.

    Returns:
        The rows of ``receipts.csv`` (``RECEIPT_COLUMNS``) and those of
        ``receipts_truth.csv`` (``TRUTH_COLUMNS``), the latter for the wrong labels only.
        A word whose status is ``VALID`` is never wrong.
    """
    rng = stream("labels of receipts.csv")
    wrong = _wrong_labels(words, rng)
    rows: list[tuple[object, ...]] = []
    truth: list[tuple[object, ...]] = []
    for place, word in enumerate(words):
        label = wrong.get(place, word.label)
        chances = WRONG_CHANCES if place in wrong else RIGHT_CHANCES
        status = _status(chances, rng) if label else "NONE"
        rows.append((*word.key, word.text, word.merchant, label, status, *word.box))
        if place in wrong:
            truth.append((*word.key, label, word.label))
    return rows, truth


def _wrong_labels(words: list[Word], rng: np.random.Generator) -> dict[int, str]:
    """Choose which words get a wrong label, and which one, by their place."""
    values = [place for place, word in enumerate(words) if word.label]
    captions = {place: label for place, label in _captions(words).items() if label}
    count = round(len(values) * WRONG_SHARE)
    of_captions = round(count * CAPTION_SHARE)
    weights = np.array([SELDOM_WEIGHT if words[place].label in SELDOM else 1.0 for place in values])
    chosen = rng.choice(values, count - of_captions, replace=False, p=weights / weights.sum())
    wrong = {int(place): pick(rng, MISTAKEN_FOR[words[int(place)].label]) for place in chosen}
    taken = rng.choice(sorted(captions), of_captions, replace=False)
    return wrong | {int(place): captions[int(place)] for place in taken}


def _captions(words: list[Word]) -> dict[int, str]:
    """List the captions that stand before a value on their line, with the value's label."""
    found: dict[int, str] = {}
    for place in range(len(words) - 2, -1, -1):
        word, after = words[place], words[place + 1]
        if not word.label and word.key[:3] == after.key[:3]:
            found[place] = after.label or found.get(place + 1, "")
    return found


def _status(chances: tuple[float, ...], rng: np.random.Generator) -> str:
    """Draw how far a label has been checked."""
    chance = rng.random()
    return next(status for status, top in zip(STATUSES, chances, strict=True) if chance < top)
