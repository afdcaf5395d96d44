"""Answers are taken by id, only where they are whole, of the asked form and said once."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.models.chat.matching import LONGEST_REPLY, MISSING, TWICE, Form, match_reply
from engine.models.chat.schema import strict_schema
from engine.models.trouble import Unusable

FORM = Form(
    strict_schema({"properties": {"n": {"type": "integer"}, "s": {}, "m": {"enum": ["a", "b"]}}})
)
GOOD = {"n": 1, "s": "x", "m": "a"}
IDS = ["i1", "i2", "i3"]
ENTRY = st.fixed_dictionaries(
    {
        "id": st.sampled_from([*IDS, "i4", 1, None]),
        "answer": st.sampled_from([GOOD, GOOD | {"n": 2}, GOOD | {"n": "1"}, {}, None, [GOOD]]),
    }
) | st.sampled_from(["i1", {}, {"id": "i1"}, [], {"answer": GOOD}])


def good_by_eye(value: Any) -> bool:
    return value in (GOOD, GOOD | {"n": 2})


@settings(deadline=None)
@given(st.lists(ENTRY, max_size=6))
def test_what_is_taken_is_what_was_said_once_and_well(entries: list[Any]) -> None:
    matched = match_reply(json.dumps({"answers": entries}), IDS, FORM)
    for name in IDS:
        said = [one for one in entries if isinstance(one, dict) and one.get("id") == name]
        if len(said) == 1 and good_by_eye(said[0].get("answer")):
            assert matched.values[name] == said[0]["answer"]
        else:
            why = matched.again[name]
            assert (why == MISSING, why == TWICE) == (not said, len(said) > 1)
    assert matched.values.keys() | matched.again.keys() == set(IDS)
    assert not matched.values.keys() & matched.again.keys()
    asked = [one for one in entries if isinstance(one, dict) and one.get("id") in IDS]
    assert matched.invented == len(entries) - len(asked)


@pytest.mark.parametrize(
    "answer",
    [
        '{"n": 1, "m": "a"}', '{"n": 1, "s": 1, "m": "a", "o": 1}', '{"n": 1.5, "s": 1, "m": "a"}',
        '{"n": 1, "s": NaN, "m": "a"}', '{"n": 1, "s": -Infinity, "m": "a"}',
        '{"n": 1, "s": [1e999], "m": "a"}', '{"n": 9223372036854775808, "s": 1, "m": "a"}',
        '{"n": 1, "s": "' + "y" * 10_001 + '", "m": "a"}', '{"n": 1, "s": "\\ud83d", "m": "a"}',
        '{"n": 1, "s": {"\\ud83d": 1}, "m": "a"}',
        '{"n": 1, "s": ' + "[" * 80 + "]" * 80 + ', "m": "a"}',
        '{"n": true, "s": 1, "m": "a"}', '{"n": 1, "s": 1, "m": "<b>private words</b>"}',
    ],
)  # fmt: skip
def test_an_answer_out_of_form_is_asked_again_and_others_stay(answer: str) -> None:
    good = json.dumps(GOOD)
    text = f'{{"answers": [{{"id": "i1", "answer": {good}}}, {{"id": "i2", "answer": {answer}}}]}}'
    matched = match_reply(text, ["i1", "i2"], FORM)
    assert matched.values == {"i1": GOOD}
    assert list(matched.again) == ["i2"]
    assert "private" not in matched.again["i2"]


@pytest.mark.parametrize("longest", ["z" * 10_000, 2**63 - 1, 0.1, [None, {"a": "é"}], "\x00"])
def test_what_is_just_within_bounds_is_taken(longest: Any) -> None:
    text = json.dumps({"answers": [{"id": "i1", "answer": GOOD | {"s": longest}}]})
    assert match_reply(text, ["i1"], FORM).values["i1"]["s"] == longest


WHOLE = json.dumps({"answers": [{"id": "i1", "answer": GOOD}]})


@pytest.mark.parametrize(
    "text",
    [WHOLE, f"  {WHOLE}\n", f"```json\n{WHOLE}\n```", f"```\n{WHOLE}\n```",
     f"<think>It says ```json {{}}```</think>\n\n{WHOLE}"],
)  # fmt: skip
def test_thoughts_and_fences_around_a_reply_do_not_count(text: str) -> None:
    assert match_reply(text, ["i1"], FORM).values == {"i1": GOOD}


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "[]", "{}", '{"answers": {}}', WHOLE[:-1], WHOLE[:-2], WHOLE + "}",
        f"Here: {WHOLE}", f"{WHOLE} {WHOLE}", "[" * 100_000,
        '{"answers": ' + "9" * 5_000 + "}",
        '{"answers": [{"id": "i1", "answer": {"n": 1, "s": 1, "m": "a"}, "id": "i2"}]}',
    ],
)  # fmt: skip
def test_a_reply_that_is_not_whole_is_never_repaired(text: str) -> None:
    with pytest.raises(Unusable):
        match_reply(text, ["i1"], FORM)


@pytest.mark.parametrize("size", [5_000, 500_000])
def test_a_fence_around_nothing_but_lines_is_read_once(size: int) -> None:
    with pytest.raises(Unusable):
        match_reply("```json\n" + "\n" * size + "x", IDS, FORM)


def test_a_reply_beyond_any_size_is_not_even_read() -> None:
    reply = json.dumps({"answers": [{"id": "i1", "answer": "y" * LONGEST_REPLY}]})
    with pytest.raises(Unusable, match="longer"):
        match_reply(reply, IDS, FORM)


def test_a_pattern_takes_no_longer_for_a_text_that_nearly_fits() -> None:
    properties = {"a": {"type": "string", "pattern": "^(a+)+$"}, "b": {"pattern": "[0-9]"}}
    form = Form(strict_schema({"properties": properties}))
    assert form.misses({"a": "a" * 5_000, "b": "no 7"}) == ""
    assert form.misses({"a": "a" * 5_000, "b": 7}) == ""
    assert "pattern" in form.misses({"a": "a" * 5_000 + "!", "b": "7"})
    assert "pattern" in form.misses({"a": "aa", "b": "none"})


def test_names_of_schemas_lead_nowhere() -> None:
    named = {"$id": "http://[", "properties": {"a": {"$id": "http://[", "$anchor": "x"}}}
    assert Form(strict_schema(named)).misses({"a": 1}) == ""


@pytest.mark.parametrize(
    ("entries", "good"),
    [
        ([{"b": n} for n in range(2_000)], True), ([0, 0.0], False), ([1, 2, "x", 2], False),
        ([{"a": 1, "b": [2.0]}, {"b": [2], "a": 1}], False),
        ([1, True, "1", "true", None, [], {}, 1.5], True),
    ],
)  # fmt: skip
def test_entries_that_must_differ(entries: list[Any], good: bool) -> None:
    form = Form(strict_schema({"properties": {"a": {"uniqueItems": True}}}))
    assert (form.misses({"a": entries}) == "") == good
