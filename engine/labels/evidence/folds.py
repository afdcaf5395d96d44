"""Which receipts are held back together: a word is never judged by a model that saw its receipt."""

from __future__ import annotations

import hashlib

import numpy as np

from engine.labels.words import Ints, Words

FOLDS = 5


def fold_of_receipts(words: Words, seed: int) -> Ints:
    """The fold of each receipt, (receipts,), 0..`FOLDS` - 1.

    Receipts are dealt out in the order of a hash of their ids and the seed, so that neither the
    order of the file nor what else a receipt holds decides; folds differ by one receipt at most.

    Args:
        words: Whose receipts.
        seed: Another one deals them out otherwise.
    """
    order = np.argsort(_ranks(words, seed), kind="stable")
    folds = np.empty(len(order), dtype=np.int64)
    folds[order] = np.arange(len(order)) % FOLDS
    return folds


def order_of_receipts(words: Words, seed: int) -> Ints:
    """Numbers of all receipts, those of one merchant together, else in the order of a hash."""
    firsts = words.starts[:-1]
    names = (*words.merchants, "")
    merchant = [names[number] for number in words.merchant[firsts].tolist()]
    own = _ranks(words, seed)
    shared = [_hash(f"{seed} {name}") if name else rank
              for name, rank in zip(merchant, own, strict=True)]  # fmt: skip
    return np.lexsort((np.array(own), np.array(merchant), np.array(shared))).astype(np.int64)


def _ranks(words: Words, seed: int) -> list[str]:
    ids = words.ids[words.starts[:-1].tolist()].select("image_id", "receipt_id")
    return [_hash(f"{seed} {image} {receipt}") for image, receipt in ids.iter_rows()]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
