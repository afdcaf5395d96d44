"""Made-up comments whose truth is known, and what word lists see of them."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from engine.feedback.comments.comments import Comments, Cues
from engine.feedback.comments.lesson import Lesson

KNOWN = {"good": 1, "great": 1, "bad": -1, "awful": -1}
UNKNOWN = {"zippy": 1, "snug": 1, "wonky": -1, "tatty": -1}
PLAIN = tuple(f"thing{k}" for k in range(30))
ASPECTS = ("delivery", "price", "quality", "staff", "shop", "site", "returns")


def written(count: int, seed: int) -> tuple[list[str], np.ndarray]:
    """So many comments of plain words and one or two that value, and the true value of each."""
    rng = np.random.default_rng(seed)
    texts: dict[str, float] = {}
    while len(texts) < count:
        true = float(rng.integers(-2, 3))
        words = list(rng.choice(PLAIN, 4))
        for source, often in ((KNOWN, 0.6), (UNKNOWN, 0.6)):
            alike = [word for word, sign in source.items() if sign * true > 0]
            if alike and rng.random() < often:
                words.insert(int(rng.integers(5)), str(rng.choice(alike)))
        texts[" ".join(words)] = true
    keys = sorted(texts)
    return keys, np.array([texts[key] for key in keys])


def comments_of(keys: list[str], rating: np.ndarray, language: str = "en") -> Comments:
    size = len(keys)
    return Comments(
        tuple(keys), tuple(keys), np.ones(size, np.int64), ("",) * size, (language,) * size,
        rating, (~np.isnan(rating)).astype(np.int64),
    )  # fmt: skip


def cues_of(keys: list[str], *, covered: bool = True) -> Cues:
    """What a word list that holds `KNOWN` sees."""
    size = len(keys)
    values = [[KNOWN.get(word, 0) * covered for word in key.split()] for key in keys]
    sums = np.array([float(sum(one)) for one in values])
    zero = np.zeros(size, np.int64)
    return Cues(
        sums / np.sqrt(sums**2 + 2),
        np.array([float(sum(v for v in one if v > 0)) for one in values]),
        np.array([float(sum(v for v in one if v < 0)) for one in values]),
        np.array([sum(v != 0 for v in one) for one in values], np.int64),
        np.full(size, covered), np.full(size, 5, np.int64), zero,
        np.zeros((size, 7), np.int64), zero.copy(),
        np.zeros((size, len(ASPECTS)), np.bool_), np.zeros((size, len(ASPECTS))), ASPECTS,
        tuple(keys), ((),) * size,
    )  # fmt: skip


@pytest.fixture
def make_file() -> Callable[..., tuple[Comments, Cues, np.ndarray]]:
    """Comments, cues and true values of a made-up file, some of whose scores are noise."""

    def make(
        count: int = 600, *, seed: int = 0, rated: float = 1.0, language: str = "en",
        covered: bool = True,
    ) -> tuple[Comments, Cues, np.ndarray]:  # fmt: skip
        keys, true = written(count, seed)
        rng = np.random.default_rng(seed + 1)
        score = np.clip((true + 2) / 4 + rng.choice([-0.25, 0, 0, 0.25], count), 0, 1)
        score[rng.random(count) >= rated] = np.nan
        return comments_of(keys, score, language), cues_of(keys, covered=covered), true

    return make


@pytest.fixture
def make_lesson(
    make_file: Callable[..., tuple[Comments, Cues, np.ndarray]],
) -> Callable[..., Lesson]:
    """The lesson of such a file; other columns may be given."""

    def make(count: int = 600, **others: object) -> Lesson:
        comments, cues, _ = make_file(count)
        return replace(Lesson.of(comments, cues, 0, own_scores=True), **others)

    return make
