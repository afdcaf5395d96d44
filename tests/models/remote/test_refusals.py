"""Refusals are sorted by what they are, holds are read, keys are cut out."""

import datetime as dt
import email.utils
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import ModelRefused
from engine.models.remote.refusals import Refusal, hold_of, trouble_of, without_key
from engine.models.trouble import Passing, Rejected

NOW = dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)


def sorted_out(status: int, body: Any = b"", key: str = "sk-secret") -> Any:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    refusal = Refusal.of(status, {"retry-after": "3"}, raw, key)
    return trouble_of(refusal, host="there", model="gpt-x", has_key=bool(key))


def error(message: str, **more: Any) -> dict[str, Any]:
    return {"error": {"message": message} | more}


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (401, error("no"), "does not accept the key"),
        (400, [error("API key not valid. Please pass a valid API key.")], "accept the key"),
        (403, error("Invalid API key"), "does not accept the key"),
        (403, error("Country not supported"), "does not let this key use 'gpt-x'.*Country"),
        (402, error("Insufficient credits"), "no credit left"),
        (429, error("quota", code="insufficient_quota"), "no credit left"),
        (429, error("quota", type="insufficient_quota", code="429"), "no credit left"),
        (404, error("gone", code="model_not_found"), "no model 'gpt-x'"),
        (404, error("The model `gpt-x` does not exist or you do not have access"), "no model"),
        (404, error("model 'gpt-x' not found", type="not_found_error"), "no model"),
        (400, error("Invalid model name passed in model=gpt-x."), "no model"),
        (400, error("gpt-x is not a valid model ID"), "no model"),
        (404, error("x", code="DeploymentNotFound"), "no model"),
        (404, b"404 page not found", "ends with /v1"),
        (404, {"detail": "Not Found"}, "ends with /v1"),
        (405, b"", "ends with /v1"),
        (301, b"", "another address"),
    ],
)
def test_what_ends_a_run(status: int, body: Any, words: str) -> None:
    refused = sorted_out(status, body)
    assert isinstance(refused, ModelRefused)
    with pytest.raises(ModelRefused, match=words):
        raise refused


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (429, error("Rate limit reached", code="rate_limit_exceeded")),
        (429, [error("You exceeded your current quota", code=429, status="RESOURCE_EXHAUSTED")]),
        (429, b""),
        (503, error("overloaded")),
        (500, b"\xff\xfe"),
        (502, b"<html>"),
    ],
)
def test_what_may_go_better_later(status: int, body: Any) -> None:
    passing = sorted_out(status, body)
    assert isinstance(passing, Passing)
    assert passing.hold_s == 3
    assert passing.counts == (status != 429)
    assert passing.maybe_charged == (status == 502)


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (400, error("This model's maximum context length is 4096 tokens"), "4096 tokens"),
        (400, error("filtered", code="content_filter"), "filtered"),
        (400, {"error": "bare words"}, "bare words"),
        (400, "only words", "only words"),
        (422, {"detail": [{"loc": ["body", "n"], "msg": "field required"}]}, "field required"),
        (413, b"<html>too large</html>", "too large"),
        (400, b"[" * 100_000, "[[["),
        (400, error("a\x00b\n\u202ec"), "a b c"),
    ],
)
def test_what_fewer_items_may_help(status: int, body: Any, said: str) -> None:
    rejected = sorted_out(status, body)
    assert isinstance(rejected, Rejected)
    assert said in str(rejected)
    assert len(str(rejected)) < 300


@pytest.mark.parametrize(
    ("headers", "hold_s"),
    [
        ({}, None),
        ({"retry-after": "2"}, 2.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": "2", "retry-after-ms": "1500"}, 1.5),
        ({"retry-after-ms": "soon", "retry-after": "4"}, 4.0),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "1e9"}, None),
        ({"retry-after": "\u0663"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Sun, 01 Mar 2026 12:01:30 GMT"}, 90.0),
        ({"retry-after": "Sun, 01 Mar 2026 11:00:00 GMT"}, 0.0),
        ({"retry-after": "Sun, 99 Mar 2026 11:00:00 GMT"}, None),
    ],
)
def test_how_long_a_server_wants_to_be_left_alone(
    headers: dict[str, str], hold_s: float | None
) -> None:
    assert hold_of(headers, NOW) == hold_s


@given(st.integers(-100_000, 100_000))
def test_a_date_is_that_many_seconds_from_now(seconds: int) -> None:
    whole = NOW + dt.timedelta(seconds=seconds)
    held = hold_of({"retry-after": email.utils.format_datetime(whole, usegmt=True)}, NOW)
    assert held == max(0, seconds)


@settings(max_examples=30)
@given(
    key=st.text(st.characters(min_codepoint=33, max_codepoint=0x2FFF, exclude_categories=("Cs",)),
                min_size=8, max_size=60),
    before=st.text(max_size=30),
    status=st.sampled_from([400, 401, 402, 403, 404, 422, 429, 500]),
    where=st.sampled_from(["message", "code", "type", "param", "detail", "raw", "list"]),
)  # fmt: skip
def test_no_word_of_a_refusal_holds_the_key(key: str, before: str, status: int, where: str) -> None:
    body: Any = error("no") | {"error": {"message": "no", where: f"{before}{key}{before}"}}
    if where == "list":
        body = {"detail": [{"loc": [key], "msg": f"{before} {key}"}]}
    raw = f"{before}{key}".encode() if where == "raw" else json.dumps(body).encode()
    refusal = Refusal.of(status, {}, raw, key)
    told = f"{refusal!r} {trouble_of(refusal, host='there', model='m', has_key=True)}"
    assert key not in told.replace("[key]", "")


def test_what_looks_like_a_key_is_cut_out_as_well() -> None:
    said = without_key("Bearer abc.def, sk-or-v1-0123, sk-ab***yz; the keyboard asks-no one", "")
    assert said == "[key] [key], [key]; the keyboard asks-no one"
