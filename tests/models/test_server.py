"""The test server does what its switches say, so that what is tested against it means something."""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest

from tests.models.faults import ENDS, SPOILS
from tests.models.seen import Seen
from tests.models.server import Server

SCHEMA = {
    "type": "object",
    "properties": {"mood": {"enum": ["good", "bad"]}, "why": {"type": "string"}},
}
WHOLE = {
    "type": "object",
    "properties": {
        "answers": {
            "type": "array",
            "items": {"type": "object", "properties": {"id": {}, "answer": SCHEMA}},
        }
    },
}


def post(address: str, path: str, body: Any, headers: dict[str, str] | None = None) -> Any:
    request = urllib.request.Request(  # noqa: S310
        address + path, json.dumps(body).encode(),
        {"Content-Type": "application/json"} | (headers or {}),
    )  # fmt: skip
    with urllib.request.urlopen(request, timeout=10) as reply:  # noqa: S310
        return json.load(reply)


def chat(address: str, *texts: str, strict: bool = True, **more: Any) -> Any:
    items = [{"id": f"i{place}", "text": text} for place, text in enumerate(texts)]
    system = f"Judge.\nSchema of one answer:\n{json.dumps(SCHEMA)}\nDo it well."
    body = {"model": "m", "messages": [{"role": "system", "content": system},
            {"role": "user", "content": json.dumps({"items": items})}]}  # fmt: skip
    if strict:
        form = {"name": "answers", "strict": True, "schema": WHOLE}
        body["response_format"] = {"type": "json_schema", "json_schema": form}
    return post(address, "/chat/completions", body | more)


def answers(reply: Any) -> dict[str, Any]:
    written = json.loads(reply["choices"][0]["message"]["content"])["answers"]
    return {answer["id"]: answer["answer"] for answer in written}


def refused(*args: Any, **more: Any) -> urllib.error.HTTPError:
    with pytest.raises(urllib.error.HTTPError) as caught:
        chat(*args, **more)
    caught.value.close()
    return caught.value


def test_answers_hang_on_the_item_alone(server: Server) -> None:
    first = answers(chat(server.address, "lovely", "awful", "lovely"))
    assert first["i0"] == first["i2"]
    assert answers(chat(server.address, "awful", strict=False))["i0"] == first["i1"]
    assert first["i1"]["why"] == "about: awful"
    assert first["i0"]["mood"] in ("good", "bad")
    seen = server.seen()
    assert (seen["requests"], seen["answered"], seen["items"]["i0"]) == (2, 4, 2)
    assert seen["forms"] == ["strict", "plain"]


def test_a_script_is_followed_and_then_chance(server: Server) -> None:
    server.faults(script=["busy_after", "busy", "error", 418, "ok"], retry_after="7")
    first = refused(server.address, "a")
    assert (first.code, first.headers["Retry-After"]) == (429, "7")
    second = refused(server.address, "a")
    assert (second.code, second.headers["Retry-After"]) == (429, None)
    assert [refused(server.address, "a").code for _ in range(2)] == [500, 418]
    assert answers(chat(server.address, "a"))
    outcomes = {"busy_after": 1, "busy": 1, "error": 1, "418": 1, "ok": 1}
    assert server.seen()["outcomes"] == outcomes


@pytest.mark.parametrize("fault", SPOILS)
def test_a_spoilt_reply_is_spoilt_in_its_way(server: Server, fault: str) -> None:
    server.faults(**{fault: 1.0})
    texts = ["one", "two", "three", "four"]
    choice = chat(server.address, *texts)["choices"][0]
    text = choice["message"]["content"]
    if fault == "refusal":
        assert text is None
        assert choice["message"]["refusal"]
    elif fault in ("truncated", "broken"):
        with pytest.raises(json.JSONDecodeError):
            json.loads(text)
        assert choice["finish_reason"] == ("length" if fault == "truncated" else "stop")
    else:
        written = json.loads(text)["answers"]
        lengths = {"missing": 2, "duplicated": 5, "invented": 5}
        assert len(written) == lengths.get(fault, 4)
        good = [answer for answer in written if isinstance(answer["answer"], dict)
                and set(answer["answer"]) == {"mood", "why"}]  # fmt: skip
        assert (len(good) == len(written)) == (fault != "wrong")


@pytest.mark.parametrize("fault", ["dropped", "cut", "page"])
def test_a_connection_breaks(server: Server, fault: str) -> None:
    server.faults(**{fault: 1.0})
    with pytest.raises((HTTPException, OSError, ValueError)):
        chat(server.address, "one")
    assert server.seen()["outcomes"] == {fault: 1}


def test_chance_repeats_and_hangs_on_the_body_and_how_often_it_came() -> None:
    def outcomes(order: list[str]) -> dict[str, list[int]]:
        with Server() as server:
            server.faults(error=0.5, seed=3)
            found: dict[str, list[int]] = {}
            for text in order:
                try:
                    chat(server.address, text)
                    code = 200
                except urllib.error.HTTPError as error:
                    error.close()
                    code = error.code
                found.setdefault(text, []).append(code)
        return found

    first = outcomes(["a", "b", "c"] * 8)
    assert first == outcomes(["c", "b", "a"] * 8)
    assert {200, 500} == {code for codes in first.values() for code in codes}


def test_the_limit_is_over_any_sliding_second(server: Server) -> None:
    moment = [0.0]
    seen = Seen(clock=lambda: moment[0])
    let_in = []
    for moment[0] in (0.0, 0.4, 0.9, 0.95, 1.01, 1.02, 1.45):
        seen.arrive("/v1/models")
        let_in.append(seen.lets_in(3))
    assert let_in == [True, True, True, False, True, False, True]
    assert (seen.most_in_second, seen.most_in_flight) == (5, 7)
    server.faults(limit=0.5)
    reply = refused(server.address, "a")
    assert (reply.code, reply.headers["Retry-After"]) == (429, "1")
    assert server.seen()["limited"] == 1


def test_a_key_a_model_and_a_format_are_asked_for(server: Server) -> None:
    server.faults(key="sk-right", models=["m"], formats=["plain"], tokens_names=["max_tokens"])
    assert refused(server.address, "a").code == 401
    right = {"Authorization": "Bearer sk-right"}
    for body, code in [
        ({"model": "other"}, 404),
        ({"model": "m", "response_format": {"type": "json_object"}}, 400),
        ({"model": "m", "max_completion_tokens": 5}, 400),
        ({"model": "m"}, 400),
    ]:
        with pytest.raises(urllib.error.HTTPError) as caught:
            post(server.address, "/chat/completions",
                 {"messages": [{"role": "user", "content": "hi"}]} | body, right)  # fmt: skip
        caught.value.close()
        assert caught.value.code == code
    asked = {"model": "m", "max_tokens": 5, "messages": [{"role": "user", "content": "hi"}]}
    assert post(server.address, "/chat/completions", asked, right)["usage"]["total_tokens"] == 4
    server.faults(broke=True)
    with pytest.raises(urllib.error.HTTPError) as broke:
        post(server.address, "/embeddings", {"model": "m", "input": ["a"]}, right)
    assert json.load(broke.value)["error"]["code"] == "insufficient_quota"
    broke.value.close()


def test_vectors_are_of_words_and_may_be_spoilt(server: Server) -> None:
    def vectors(*texts: str) -> list[tuple[int, int]]:
        reply = post(server.address, "/embeddings", {"model": "e", "input": texts})
        return sorted((one["index"], len(one["embedding"])) for one in reply["data"])

    assert vectors("red hat", "hat") == [(0, 64), (1, 64)]
    server.faults(script=["missing", "duplicated", "invented", "wrong"])
    assert len(vectors("a", "b", "c")) == 2
    assert len(vectors("a", "b", "c")) == 4
    assert vectors("a")[-1][0] == 8
    assert vectors("a") == [(0, 32)]


def test_every_fault_has_its_switch(server: Server) -> None:
    server.faults(every=1.0, bodies=True)
    assert refused(server.address, "secret text").code == 429
    assert "secret text" in server.seen()["bodies"][0]
    assert len({*ENDS, *SPOILS}) == 14
    with pytest.raises(AssertionError, match="no such switches"):
        server.faults(unknown=1)


def test_it_runs_as_a_script_and_is_asked_over_http(root: Path) -> None:
    command = [sys.executable, str(root / "tests/models/server.py"), "--limit", "50", "--error",
               "1", "--script", '["ok"]']  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = f"http://127.0.0.1:{int(process.stdout.readline())}"
        try:
            assert answers(chat(f"{address}/v1", "a"))
            assert refused(f"{address}/v1", "a").code == 500
            assert post(address, "/_faults", {"error": 0})["limit"] == 50
            with urllib.request.urlopen(f"{address}/_seen", timeout=10) as told:  # noqa: S310
                assert json.load(told)["outcomes"] == {"ok": 1, "error": 1}
            post(address, "/_forget", {})
        finally:
            process.terminate()
