"""What is private in a comment reaches no server, and stands in the answer all the same."""

import json

from engine.models import Item
from engine.steps import Steps
from tests.models.server import Server
from tests.models.whole.conftest import KEY, Whole

PRIVATE = [
    "ann@shop.com", "+49 30 1234567", "4111 1111 1111 1111", "DE89 3704 0044 0532 0130 00",
    "https://ann:pw@shop.com/a", "ａｎｎ＠ｓｈｏｐ．ｃｏｍ",
]  # fmt: skip
ITEMS = [Item(str(n), {"text": f"{private} waits {n}"}) for n, private in enumerate(PRIVATE)]


def sent(server: Server) -> str:
    """All that the server was sent, escapes undone."""
    return "".join(
        json.dumps(json.loads(body), ensure_ascii=False) for body in server.seen()["bodies"]
    )


def test_nothing_private_is_sent_and_answers_are_whole(whole: Whole, server: Server) -> None:
    server.faults(bodies=True, key=KEY)
    answers = whole.answers(ITEMS)
    body = sent(server)
    assert "waits 5" in body
    assert not any(private in body for private in (*PRIVATE, "shop.com/a?", "ann:pw"))
    for item, private, answer in zip(ITEMS, PRIVATE, answers, strict=True):
        assert answer.value is not None
        assert answer.value["about"].startswith("about: ")
        assert private in answer.value["about"], item


def test_switched_off_everything_is_sent(whole: Whole, server: Server) -> None:
    server.faults(bodies=True, key=KEY)
    whole.change(redact=False)
    whole.answers(ITEMS)
    assert all(private in sent(server) for private in PRIVATE)


def test_embedded_texts_hold_nothing_private_either(whole: Whole, server: Server) -> None:
    server.faults(bodies=True, key=KEY)
    whole.change(embedding_model="test-embedding")
    texts = [str(item.shown["text"]) for item in ITEMS]
    whole.run(lambda models: models.embed.embed(texts, Steps()))
    assert "waits 5" in sent(server)
    assert not any(private in sent(server) for private in PRIVATE)
