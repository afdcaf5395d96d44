"""The model of this computer: one space, unit vectors, the same bytes in any company."""

import asyncio
import logging
import subprocess
import sys
import threading
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import Cancelled, EngineError
from engine.models import Embedded
from engine.models.local import LocalEmbed, embed, weights
from engine.steps import Steps

ENGLISH = ("coffee mug", "a mug for coffee", "garden hose", "bath towel", "it broke after a week")
TEXTS = st.text(max_size=30) | st.sampled_from(ENGLISH)


def vectors_of(texts: Sequence[str], steps: Steps | None = None) -> Embedded:
    return asyncio.run(LocalEmbed().embed(texts, steps or Steps()))


def test_rows_are_unit_vectors_of_256_numbers() -> None:
    found = vectors_of(ENGLISH)
    assert found.vectors.dtype == np.float32
    assert found.vectors.shape == (5, 256)
    assert found.rows.dtype == np.int64
    assert found.rows.tolist() == [0, 1, 2, 3, 4]
    np.testing.assert_allclose(np.linalg.norm(found.vectors, axis=1), 1, atol=1e-6)
    assert found.made_by == LocalEmbed().identity == f"local:wordllama-{version('wordllama')}"


def test_texts_about_the_same_are_nearer_than_others() -> None:
    likeness = vectors_of(ENGLISH).vectors @ vectors_of(ENGLISH).vectors.T
    assert likeness[0, 1] > max(likeness[0, 2:])


def test_the_vectors_are_those_that_the_package_itself_gives() -> None:
    import wordllama

    folder = Path(wordllama.__file__).parent
    own = wordllama.WordLlama.load(cache_dir=folder, disable_download=True)
    np.testing.assert_allclose(
        vectors_of(ENGLISH).vectors, own.embed(list(ENGLISH), norm=True), atol=1e-6
    )


@settings(deadline=None, max_examples=30)
@given(texts=st.lists(TEXTS, min_size=1, max_size=8), place=st.integers(0, 7))
def test_company_changes_no_byte(texts: list[str], place: int) -> None:
    together = vectors_of([*texts, "word " * 300])
    row = place % len(texts)
    alone = vectors_of([texts[row]])
    if row in together.failed:
        assert alone.failed == {0: together.failed[row]}
        assert len(alone.vectors) == 0
    else:
        [position] = np.flatnonzero(together.rows == row)
        assert together.vectors[position].tobytes() == alone.vectors[0].tobytes()
    assert sorted([*together.rows.tolist(), *together.failed]) == list(range(len(texts) + 1))


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u2003"])
def test_an_empty_text_has_no_vector_and_says_so(text: str) -> None:
    found = vectors_of(["one", text, "two"])
    assert found.failed == {1: "the text is empty"}
    assert found.rows.tolist() == [0, 2]
    assert found.vectors.shape == (2, 256)


def test_half_a_character_fails_alone() -> None:
    found = vectors_of(["one", "\ud800", "\x00<s>\u202e"])
    assert found.failed == {1: "the text holds half a character"}
    assert found.rows.tolist() == [0, 2]


def test_nothing_in_nothing_out() -> None:
    found = vectors_of([])
    assert (found.vectors.shape, found.rows.shape, found.failed) == ((0, 256), (0,), {})


def test_a_text_without_a_direction_is_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = weights.load_weights()
    nothing = weights.Weights(loaded.tokenizer, np.zeros_like(loaded.table))
    monkeypatch.setattr(embed, "load_weights", lambda: nothing)
    found = vectors_of(["a mug"])
    assert found.failed == {0: "the model knows no word of the text"}
    assert found.vectors.shape == (0, 256)


def test_a_text_longer_than_a_piece_is_the_mean_of_all_its_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "first the mug broke, then the towel " * 20
    whole = vectors_of([text]).vectors
    monkeypatch.setattr(weights, "PIECE", 7)
    np.testing.assert_allclose(vectors_of([text]).vectors, whole, atol=1e-6)


def test_long_texts_are_taken_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embed, "TEXTS", 3)
    monkeypatch.setattr(embed, "CHARACTERS", 10)
    chunks = [list(chunk) for chunk in embed._chunks(["a" * 4] * 4 + ["b" * 30] + ["c"] * 4)]
    assert chunks == [[0, 1], [2, 3], [4], [5, 6, 7], [8]]
    assert list(embed._chunks([])) == []


def test_progress_counts_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embed, "TEXTS", 2)
    steps = Steps()
    vectors_of([*ENGLISH, ""], steps)
    assert (steps.view().done, steps.view().total) == (6, 6)


def test_a_cancel_is_noticed_between_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embed, "TEXTS", 1)
    steps, seen = Steps(), []

    def cancelling(texts: Sequence[str]) -> list[Any]:
        seen.extend(texts)
        steps.cancel()
        return ["no"] * len(texts)

    monkeypatch.setattr(embed, "_embed", cancelling)
    with pytest.raises(Cancelled):
        vectors_of(ENGLISH, steps)
    assert seen == [ENGLISH[0]]


def test_threads_load_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[int] = []
    gate = threading.Barrier(4)
    monkeypatch.setattr(weights, "_LOADED", [])
    monkeypatch.setattr(weights, "_load", lambda: loads.append(1) or object())

    def load() -> None:
        gate.wait()
        weights.load_weights()

    threads = [threading.Thread(target=load) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert loads == [1]


def test_missing_files_are_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    import wordllama

    def missing(**asked: object) -> None:
        assert asked["disable_download"] is True
        raise FileNotFoundError("weights")

    monkeypatch.setattr(wordllama.WordLlama, "load", missing)
    with pytest.raises(EngineError, match="install wordllama again"):
        weights._load()


def test_loading_leaves_logging_alone() -> None:
    with weights._logging_as_it_was():
        logging.getLogger().addHandler(logging.NullHandler())
        logging.getLogger().setLevel(5)
    assert logging.getLogger().level != 5
    assert not any(type(one) is logging.NullHandler for one in logging.getLogger().handlers)


def test_it_is_loaded_only_when_needed_and_quietly(root: Path) -> None:
    code = (
        "import sys, logging, asyncio\n"
        "from engine.models.local import LocalEmbed\n"
        "from engine.steps import Steps\n"
        "embed = LocalEmbed()\n"
        "embed.identity\n"
        "asyncio.run(embed.embed(['', ' '], Steps()))\n"
        "print('wordllama' in sys.modules)\n"
        "asyncio.run(embed.embed(['mug'], Steps()))\n"
        "print('wordllama' in sys.modules, logging.getLogger().handlers, logging.getLogger().level)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True,
                          check=True, timeout=120)  # fmt: skip
    assert done.stdout.splitlines() == ["False", "True [] 30"]
    assert done.stderr == ""
