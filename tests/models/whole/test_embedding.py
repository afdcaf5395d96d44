"""Texts embedded by a server over the network: accounted for, remembered, the same however sent."""

import numpy as np
import pytest

from engine.models import Embedded
from engine.steps import Steps
from engine.workspace import calls_of
from tests.models.made_answers import vector_of
from tests.models.server import Server
from tests.models.whole.conftest import Whole

TEXTS = [f"Comment {n} about the delivery of {n % 7} parcels." for n in range(120)]
DIMS = 64


@pytest.fixture
def embeds(whole: Whole) -> Whole:
    """Runs that embed by the server, ten texts a request."""
    whole.change(embedding_model="test-embedding", embed_batch_size=10)
    return whole


def embedded(whole: Whole, texts: list[str], name: str = "run") -> Embedded:
    found: Embedded = whole.run(lambda models: models.embed.embed(texts, Steps()), name)
    assert found.made_by == "openai:test-embedding"
    return found


def truth(text: str) -> np.ndarray:
    vector = np.array(vector_of(text, DIMS))
    return vector / np.linalg.norm(vector)


def check(found: Embedded, texts: list[str]) -> None:
    assert sorted([*found.rows.tolist(), *found.failed]) == list(range(len(texts)))
    assert all(found.failed.values())
    for row, vector in zip(found.rows.tolist(), found.vectors, strict=True):
        np.testing.assert_allclose(vector, truth(texts[row]), atol=1e-6)


@pytest.mark.parametrize("seed", range(2))
def test_with_every_fault_no_text_gets_anothers_vector(embeds: Whole, seed: int) -> None:
    embeds.server.faults(every=0.1, seed=seed, retry_after_ms="20", trickle=0.001)
    found = embedded(embeds, TEXTS)
    check(found, TEXTS)
    assert len(found.rows) > len(TEXTS) / 2
    assert len(calls_of(embeds.workspace, "run")) == embeds.server.seen()["requests"]


def test_a_second_run_asks_nothing_and_gives_the_same_bytes(embeds: Whole) -> None:
    first = embedded(embeds, TEXTS)
    assert first.failed == {}
    assert embeds.server.seen()["requests"] == 12
    again = embedded(embeds, TEXTS[::-1], "again")
    assert again.vectors[::-1].tobytes() == first.vectors.tobytes()
    assert embeds.server.seen()["requests"] == 12


def test_one_batch_at_a_time_gives_the_same_bytes(embeds: Whole, server: Server) -> None:
    side_by_side = embedded(embeds, TEXTS)
    most = server.seen()["most_in_flight"]
    embeds.change(ml_parallel_embedding_batches=False, comment_cache=False)
    server.forget()
    one = embedded(embeds, TEXTS, "one")
    assert one.vectors.tobytes() == side_by_side.vectors.tobytes()
    assert most <= embeds.settings.embed_concurrent_batches
    assert server.seen()["most_in_flight"] == 1


def test_without_an_embedding_model_the_local_one_embeds(whole: Whole) -> None:
    found = whole.run(lambda models: models.embed.embed(["a mug"], Steps()))
    assert found.made_by.startswith("local:wordllama")
    assert whole.server.seen()["requests"] == 0
