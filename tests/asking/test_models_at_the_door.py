"""What the door tells of a server: estimate, preview, key, connection, prices, what left."""

import io
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from engine import AskOptions, Backroom, ModelRefused, OptionRefused, Settings
from engine.models import keys
from tests.models.server import Server

PATIENCE_S = 60
SURVEY = "score,comment\n" + "".join(
    f'{n % 11},"{text}"\n'
    for n, text in enumerate(
        ["late again", "lovely mug", "", "LATE again", "mail me: jo@example.org", "so kind"] * 3
    )
)
Ask = Callable[..., AskOptions]


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of one's own, which needs no key and costs nothing."""
    with Server() as running:
        yield running


@pytest.fixture
def ours(open_backroom: Callable[..., Backroom], settings: Settings, server: Server) -> Backroom:
    """A Backroom whose models are that server's."""
    backroom = open_backroom()
    backroom.change_settings(
        {"model": "openai", "provider": "vllm", "base_url": server.address, "max_rps": 200}
    )
    assert backroom.settings.home == settings.home
    return backroom


def table(backroom: Backroom, text: str = SURVEY) -> str:
    """The id of the survey's table, read."""
    read = backroom.read(backroom.take("survey.csv", io.BytesIO(text.encode())))
    assert backroom.wait(read, PATIENCE_S).status == "done"
    return read


def test_an_estimate_is_what_the_run_then_takes(
    ours: Backroom, server: Server, question: Ask
) -> None:
    read = table(ours)
    ours.change_settings({"batch_size_optimal": 3})
    guess = ours.estimate_ask(read, question())
    assert (guess.items, guess.distinct, guess.remembered, guess.calls) == (15, 4, 0, 2)
    assert (guess.price_known, guess.cost_high) == (True, 0)
    assert server.seen()["requests"] == 0
    run = ours.ask(read, question())
    assert ours.wait(run, PATIENCE_S).status == "done"
    assert (server.seen()["requests"], server.seen()["answered"]) == (2, 4)
    after = ours.estimate_ask(read, question())
    assert (after.distinct, after.remembered, after.calls) == (4, 4, 0)
    assert ours.answers_kept().count == 4
    assert ours.answers_kept().hits == 0
    ours.forget_answers()
    assert ours.estimate_ask(read, question()).remembered == 0


def test_the_local_models_send_nothing(ours: Backroom, server: Server, question: Ask) -> None:
    read, local = table(ours), question(model="local")
    guess = ours.estimate_ask(read, local)
    assert (guess.items, guess.distinct, guess.calls, guess.tokens_in) == (15, 4, 0, 0)
    assert ours.preview_ask(read, local) == []
    assert server.seen()["requests"] == 0


def test_a_preview_is_what_is_sent_to_the_letter(
    ours: Backroom, server: Server, question: Ask
) -> None:
    read = table(ours)
    told = ours.preview_ask(read, question(), at_most=100)
    assert [message["role"] for message in told] == ["system", "user"]
    assert "jo@example.org" not in json.dumps(told)
    server.faults(bodies=True)
    ours.wait(ours.ask(read, question()), PATIENCE_S)
    [body] = server.seen()["bodies"]
    assert json.loads(body)["messages"] == told
    few = json.loads(ours.preview_ask(read, question(), at_most=2)[1]["content"])
    assert {item["text"].lower() for item in few["items"]} == {"late again", "lovely mug"}


def test_what_left_is_told_after_a_run(ours: Backroom, server: Server, question: Ask) -> None:
    read = table(ours)
    run = ours.ask(read, question())
    ours.wait(run, PATIENCE_S)
    told = ours.what_left(run)
    [left] = told["left_this_computer"]
    assert (left["host"], left["columns"]) == (f"127.0.0.1:{server.port}", ["comment"])
    assert (left["requests"], left["items"], told["saved"]["items"]) == (1, 4, 0)
    assert ours.document(run, "manifest")["left"] == [left]
    ours.wait(ours.ask(read, question(), again=True), PATIENCE_S)
    assert ours.what_left(run)["saved"]["items"] == 4
    assert ours.what_left(run)["calls"] == 1
    assert ours.what_left(read)["left_this_computer"] == []


def test_a_cancelled_run_goes_on(ours: Backroom, server: Server, question: Ask) -> None:
    texts = 16
    read = table(ours, "score,comment\n" + "".join(f"7,text {n}\n" for n in range(texts)))
    ours.change_settings({"batch_size_optimal": 1})
    server.faults(latency=600, late=0.5)
    run = ours.ask(read, question())
    for _ in range(PATIENCE_S * 100):
        seen, kept = server.seen(), ours.answers_kept().count
        if seen["requests"] == texts and kept == seen["answered"] == texts - seen["in_flight"]:
            break
        time.sleep(0.01)
    assert 0 < kept == seen["answered"] < texts
    ours.cancel(run)
    assert ours.wait(run, PATIENCE_S).status == "cancelled"
    server.faults(latency=0)
    server.forget()
    assert ours.ask(read, question()) == run
    assert ours.wait(run, PATIENCE_S).status == "done"
    assert server.seen()["answered"] == texts - kept


def test_the_connection_is_tested_in_the_lane(ours: Backroom, server: Server) -> None:
    found = ours.test_connection()
    assert (found.ok, found.strict, found.host) == (True, "strict", f"127.0.0.1:{server.port}")
    assert ours.lane_view().sent == server.seen()["requests"] > 0


def test_a_failing_server_is_told_at_once(ours: Backroom, server: Server) -> None:
    server.faults(error=1.0)
    found = ours.test_connection()
    assert not found.ok
    assert found.sentences
    assert server.seen()["requests"] <= 2


def test_what_a_test_finds_out_is_remembered(ours: Backroom, server: Server, question: Ask) -> None:
    server.faults(formats=["plain"])
    assert ours.test_connection().strict == "plain"
    before = server.seen()["requests"]
    ours.wait(ours.ask(table(ours), question()), PATIENCE_S)
    assert server.seen()["requests"] == before + 1


def test_a_key_is_used_for_its_server_and_forgotten(ours: Backroom, server: Server) -> None:
    server.faults(key="sk-typed")
    assert ours.key_origin() == ""
    assert not ours.test_connection().ok
    ours.use_key(" sk-typed ")
    assert ours.key_origin() == "session"
    assert ours.test_connection().ok
    assert "sk-typed" not in repr(vars(ours))
    ours.change_settings({"base_url": "http://localhost:9/v1"})
    assert ours.key_origin() == ""
    ours.change_settings({"base_url": server.address})
    ours.forget_key()
    assert ours.key_origin() == ""


def test_where_a_key_comes_from(ours: Backroom, monkeypatch: pytest.MonkeyPatch) -> None:
    ring: dict[str, str] = {}
    monkeypatch.setattr(keys, "kept_key", lambda host: ring.get(host, ""))
    monkeypatch.setattr(keys, "store_key", ring.__setitem__)
    monkeypatch.setattr(keys, "forget_key", lambda host: ring.pop(host, None) is not None)
    assert ours.key_origin() == ""
    ours.use_key("sk-kept", "keyring")
    assert ours.key_origin() == "keyring"
    ours.offer_secret("sk-secret")
    assert ours.key_origin() == "secrets"
    monkeypatch.setenv("OPENAI_API_KEY", "sk-environment")
    assert ours.key_origin() == "OPENAI_API_KEY"
    ours.use_key("sk-typed")
    assert ours.key_origin() == "session"
    assert list(ring.values()) == ["sk-kept"]
    ours.forget_key()
    assert (ours.key_origin(), ring) == ("OPENAI_API_KEY", {})
    with pytest.raises(OptionRefused):
        ours.use_key("two words")


def test_a_server_that_needs_a_key_is_not_asked_without_one(
    backroom: Backroom, question: Ask
) -> None:
    read = table(backroom)
    with pytest.raises(ModelRefused, match="OPENAI_API_KEY in the environment"):
        backroom.ask(read, question(model="openai"))
    assert backroom.runs() == []
    assert backroom.estimate_ask(read, question(model="openai")).calls == 1


def test_a_cap_needs_a_price(backroom: Backroom, question: Ask) -> None:
    read = table(backroom)
    backroom.use_key("sk-typed")
    backroom.change_settings({"ai_model": "of-mine"})
    with pytest.raises(OptionRefused, match="The price of of-mine"):
        backroom.ask(read, question(model="openai"))
    assert not backroom.estimate_ask(read, question(model="openai")).price_known
    backroom.change_price("of-mine", "1", "2")
    assert backroom.prices()["of-mine"].output == 2
    assert backroom.estimate_ask(read, question(model="openai")).price_known


def test_another_memory_and_another_home_of_settings(
    open_backroom: Callable[..., Backroom], settings: Settings, tmp_path: Any
) -> None:
    own = Settings(home=tmp_path / "own")
    backroom = Backroom.open(settings, memory=own, own=own.home)
    try:
        backroom.change_price("of-mine", 1, 2)
        backroom.change_settings({"redact": False})
        assert backroom.settings == Settings(home=own.home, redact=False)
        assert (own.home / "prices.json").exists()
        assert not (settings.home / "settings.json").exists()
    finally:
        backroom.close()
    assert open_backroom(own).answers_kept().count == 0


def test_a_secret_goes_to_the_servers_that_it_is_for(
    ours: Backroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in keys.KEY_NAMES:
        monkeypatch.delenv(name, raising=False)
    ours.offer_secret("sk-for-openai")
    ours.change_settings({"provider": "openai"})
    assert ours.key_origin() == "secrets"
    ours.change_settings({"provider": "openrouter", "base_url": ""})
    assert ours.key_origin() == ""
    ours.offer_secret("sk-for-openrouter", "OPENROUTER_API_KEY")
    assert ours.key_origin() == "secrets"
