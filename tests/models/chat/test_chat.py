"""A chat with a server: asked once each, kept as they come, stopped at once, marked when local."""

import asyncio
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from engine.errors import Cancelled, ModelRefused
from engine.models.chat import RemoteChat, plan_requests, preview_request
from engine.models.protocols import Answer, Item
from engine.models.replies import Reply
from engine.settings import Settings
from engine.steps import Steps
from engine.workspace import AnswerStore, Workspace
from tests.models.chat.fakes import (
    TASK,
    FakeLocal,
    FakeRedactor,
    FakeServer,
    always,
    counted_steps,
    packed,
    texts_as_items,
    truth,
)

Ask = Callable[..., tuple[list[Answer], RemoteChat]]
COMMENTS = texts_as_items([f"comment {number}" for number in range(60)])


def chat_with(server: FakeServer, answers: AnswerStore | None = None) -> RemoteChat:
    return RemoteChat(
        server, settings=Settings(home=Path("nowhere")), local=FakeLocal(),
        redactor=FakeRedactor(), answers=answers,
    )  # fmt: skip


def test_no_items_are_no_request(ask: Ask, store: AnswerStore) -> None:
    server = FakeServer()
    assert ask(server, [], answers=store)[0] == []
    assert server.sent == []


def test_items_that_are_the_same_are_asked_about_once(ask: Ask) -> None:
    texts = ["Too slow", " too  SLOW", "great", "TOO SLOW", "great"]
    server = FakeServer()
    answers, chat = ask(server, texts_as_items(texts), packed(folds=True))
    # Of the spellings, the first in writing is shown, whatever row it stands in.
    [shown] = server.sent
    assert sorted(fields["text"] for fields in shown.values()) == [" too  SLOW", "great"]
    assert [answer.value for answer in answers] == [
        truth({"text": " too  SLOW" if "o" in text.lower() else "great"}) for text in texts
    ]
    assert (chat.counts.asked, chat.counts.distinct) == (5, 2)
    apart = FakeServer()
    ask(apart, texts_as_items(texts))
    assert sum(len(request) for request in apart.sent) == 4


def test_a_field_called_id_is_not_the_requests_id(ask: Ask) -> None:
    items = [Item("a", {"id": "i123456", "id_": 2, "text": "x"}), Item("b", {"id": "other"})]
    server = FakeServer()
    answers, _ = ask(server, items)
    assert [answer.id for answer in answers] == ["a", "b"]
    shown = [fields for request in server.sent for fields in request.values()]
    assert {"id__": "i123456", "id_": 2, "text": "x"} in shown
    assert {"id_": "other"} in shown


def test_what_was_hidden_is_put_back_and_kept_nowhere(
    ask: Ask, store: AnswerStore, workspace: Workspace
) -> None:
    texts = ["write ann@home", "write bob@work", "write ann@home", "[email 1] says ann@home"]
    server = FakeServer()
    for _ in range(2):
        answers, chat = ask(server, texts_as_items(texts), answers=store)
        abouts = [answer.value["about"] for answer in answers if answer.value]
        assert abouts == [text[:40] for text in texts]
    assert (len(server.sent), chat.counts.remembered) == (1, 3)
    assert "@" not in json.dumps(server.messages)
    with workspace.cursor() as cursor:
        [(kept,)] = cursor.sql("select count(*) from answers").fetchall()
        [(private,)] = cursor.execute(
            "select count(*) from answers where contains(decode(value), '@')"
        ).fetchall()
    assert (kept, private) == (3, 0)


def test_an_item_too_large_to_be_sent_is_answered_here(ask: Ask) -> None:
    items = texts_as_items(["x" * 7_100, "x" * 6_000, "short", "riddle" * 2_000])
    server = FakeServer()
    answers, chat = ask(server, items, request_tokens=500)
    assert [answer.made_by for answer in answers] == ["local:fake", *[chat.identity] * 2, ""]
    assert "too large to be sent: about 2032 tokens of at most 2000" in answers[0].reason
    assert answers[3].reason.endswith("; it cannot tell")
    assert len(server.sent) == 2
    assert (chat.counts.local, chat.counts.failed) == (1, 1)


def test_an_item_is_asked_about_alone_twice_at_the_most_and_with_more_room(ask: Ask) -> None:
    server = FakeServer(always("cut"))
    answers, chat = ask(server, COMMENTS[:4])
    assert [len(request) for request in server.sent] == [4, 2, 2, *[1] * 8]
    one = 64 + TASK.answer_tokens + 24
    assert server.rooms[-1] == 8 * one
    assert {answer.reason for answer in answers} == {"no usable answer: its reply was cut off"}
    assert chat.counts.asked_again == 4 + 4 + 4
    rejected = FakeServer(always("rejected"))
    ask(rejected, COMMENTS[:4])
    assert [len(request) for request in rejected.sent] == [4, 2, 2, 1, 1, 1, 1]


def test_the_budget_stops_it_and_what_was_done_is_kept(ask: Ask, store: AnswerStore) -> None:
    first, chat = ask(FakeServer(budget=3), COMMENTS, answers=store)
    assert chat.stopped
    answered = [answer for answer in first if answer.value is not None]
    assert (len(answered), chat.counts.failed) == (24, 36)
    assert {answer.reason for answer in first} == {"", "stopped at the budget"}
    server = FakeServer()
    second, chat = ask(server, COMMENTS, answers=store)
    assert not chat.stopped
    assert sum(len(request) for request in server.sent) == 36
    assert second == ask(FakeServer(), COMMENTS)[0]


class Refusing(FakeServer):
    """Answers once, keeps the next request waiting, then refuses all."""

    begun = ended = 0

    async def complete(self, *arguments: Any, **options: Any) -> Reply:
        self.begun += 1
        place = self.begun
        try:
            if place > 2:
                raise ModelRefused("The key is wrong; set OPENAI_API_KEY.")
            if place == 2:
                await asyncio.Event().wait()
            return await super().complete(*arguments, **options)
        finally:
            self.ended += 1


def test_a_refusal_is_raised_once_and_ends_what_is_under_way(store: AnswerStore) -> None:
    server = Refusing()
    with pytest.raises(ModelRefused, match="OPENAI_API_KEY") as caught:
        asyncio.run(chat_with(server, store).answer(TASK, COMMENTS, counted_steps()))
    assert not isinstance(caught.value, ExceptionGroup)
    assert server.ended == server.begun > 2


class Cancelling(FakeServer):
    """The run is cancelled while its requests are under way."""

    steps: Steps

    async def complete(self, *arguments: Any, **options: Any) -> Reply:
        reply = await super().complete(*arguments, **options)
        self.steps.cancel()
        return reply


def test_a_cancelled_run_keeps_what_was_answered(store: AnswerStore, ask: Ask) -> None:
    server = Cancelling()
    server.steps = counted_steps()
    with pytest.raises(Cancelled):
        asyncio.run(chat_with(server, store).answer(TASK, COMMENTS, server.steps))
    kept = store.size().count
    assert kept >= 8
    following = FakeServer()
    ask(following, COMMENTS, answers=store)
    assert sum(len(request) for request in following.sent) == 60 - kept


def test_answers_are_kept_before_they_are_counted(store: AnswerStore) -> None:
    class Watching(Steps):
        def advance(self, units: int = 1) -> None:
            super().advance(units)
            done = self.view().done
            assert store.size().count >= done

    steps = Watching(clock=lambda: 0.0)
    asyncio.run(chat_with(FakeServer(), store).answer(TASK, COMMENTS, steps))
    assert steps.view().done == 60


def test_a_killed_task_still_keeps_the_reply_it_had(store: AnswerStore) -> None:
    """Cancelled from outside in the moment an answer is being kept."""
    chat = chat_with(FakeServer(), store)
    keep = store.keep

    async def run() -> None:
        loop = asyncio.get_running_loop()

        def keep_and_cancel(kind: str, model: str, values: Any) -> None:
            loop.call_soon_threadsafe(task.cancel)
            keep(kind, model, values)

        store.keep = keep_and_cancel  # type: ignore[method-assign]
        task = asyncio.ensure_future(chat.answer(TASK, COMMENTS[:8], counted_steps()))
        with pytest.raises(asyncio.CancelledError):
            await task
        assert store.size().count == 8

    asyncio.run(run())


@pytest.mark.parametrize("order", [1, -1])
def test_what_is_foreseen_is_what_is_sent(order: int, ask: Ask, store: AnswerStore) -> None:
    settings = Settings(home=Path("nowhere"), ai_model="fake-1", max_batch_size=7)
    ask(FakeServer(), COMMENTS[:5], answers=store)
    items: Sequence[Item] = [*COMMENTS, *texts_as_items(["ann@home", "ann@home"])][::order]
    plan = plan_requests(TASK, items, settings=settings, redactor=FakeRedactor(), answers=store)
    server = FakeServer()
    _, chat = ask(server, items, answers=store, max_batch_size=7)
    assert (plan.items, plan.distinct, plan.remembered) == (62, 61, 5)
    assert (chat.counts.distinct, chat.counts.remembered) == (61, 5)
    assert [request.items for request in plan.requests] == [len(sent) for sent in server.sent]
    assert [request.most_tokens for request in plan.requests] == server.rooms
    for request, messages in zip(plan.requests, server.messages, strict=True):
        assert request.bytes_out > len(json.dumps(messages, ensure_ascii=False).encode())
    alone = FakeServer()
    ask(alone, items[-3:])
    preview = preview_request(TASK, items[-3:], settings=settings, redactor=FakeRedactor())
    assert [preview] == alone.messages
