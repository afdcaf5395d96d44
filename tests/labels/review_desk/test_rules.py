"""Decisions become rules; rules decide what is open, and nothing else."""

import json
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import FileRefused, NotFound
from engine.labels.review.replay import replay
from engine.labels.review.rule_file import read_rules, write_rules
from engine.labels.review.rules import Rule, conditions, counted

Keep = Callable[..., Any]


def proposed(kept: Any) -> dict[str, tuple[int, int, int]]:
    return {one["said"]: (one["agree"], one["contradict"], one["open"])
            for one in kept.door.propose_rules(kept.run)}  # fmt: skip


def decide(kept: Any, receipts: range, text: str, action: str, label: str | None = None) -> None:
    rows = [kept.row(receipt, text) for receipt in receipts]
    kept.door.decide_labels(kept.run, rows, action, label)


def test_words_that_say_the_same_become_a_rule(keep: Keep, written: Callable[..., str]) -> None:
    kept = keep(written(8, merchants=2))
    decide(kept, range(1, 2), "TTL", "change", "GRAND_TOTAL")
    one = "“ttl” at Shop 0 is GRAND_TOTAL, not LINE_TOTAL"
    assert proposed(kept) == {one: (1, 0, 3)}
    decide(kept, range(2, 3), "TTL", "change", "GRAND_TOTAL")
    # At two merchants it may hold at all of them.
    assert proposed(kept) == {"“ttl” is GRAND_TOTAL, not LINE_TOTAL": (2, 0, 6)}
    decide(kept, range(4, 5), "TTL", "change", "TAX")
    assert proposed(kept) == {one: (1, 0, 3)}


def test_a_number_is_told_by_what_stands_before_it(keep: Keep, written: Callable[..., str]) -> None:
    kept = keep(written(5))
    decide(kept, range(1, 3), "21.60", "accept")
    rule = "A number like 9.9 behind “total” at Shop 0 is GRAND_TOTAL, not LINE_TOTAL"
    assert proposed(kept) == {rule: (2, 0, 3)}


def test_that_labels_are_right_is_a_rule_only_where_there_is_an_alarm(
    keep: Keep, written: Callable[..., str]
) -> None:
    kept = keep(written(5), wrong={"=CASH": "TIP"})
    decide(kept, range(1, 3), "=CASH", "reject")
    decide(kept, range(1, 4), "Corner Shop", "reject")
    said = "“cash” at Shop 0 is PAYMENT_METHOD, and that is right"
    assert proposed(kept) == {said: (2, 0, 3)}


def test_words_that_look_right_make_no_rule_that_silences_alarms(
    keep: Keep, written: Callable[..., str]
) -> None:
    kept = keep(written(6), wrong={"=CASH": "TIP"})
    # Called right by the run, and right they are: nothing is known of alarms by that.
    decide(kept, range(1, 4), "TTL", "reject")
    assert proposed(kept) == {}
    decide(kept, range(1, 2), "=CASH", "reject")
    assert proposed(kept) == {}


def test_a_text_that_bears_several_labels_is_not_called_right_by_itself(
    keep: Keep, written: Callable[..., str]
) -> None:
    euros = (("EUR", "SUBTOTAL", 10, 50), ("EUR", "TAX", 10, 70), ("EUR", "GRAND_TOTAL", 10, 90))
    kept = keep(written(6, lines=euros), wrong={"EUR": "LINE_TOTAL"})
    words = kept.door.worklist(kept.run, which="all", most=100).filter(label="TAX")
    kept.door.decide_labels(kept.run, words["row"][:3].to_list(), "reject")
    assert proposed(kept) == {}


def test_few_corrections_make_no_rule_about_many_that_look_right(
    keep: Keep, written: Callable[..., str]
) -> None:
    kept = keep(written(8), wrong={})
    decide(kept, range(1, 3), "TTL", "change", "GRAND_TOTAL")
    assert proposed(kept) == {}
    decide(kept, range(3, 9), "TTL", "change", "GRAND_TOTAL")
    assert list(proposed(kept)) == ["“ttl” at Shop 0 is GRAND_TOTAL, not LINE_TOTAL"]


def test_a_kept_rule_is_replayed_in_one_entry_and_in_the_next_file(
    keep: Keep, written: Callable[..., str]
) -> None:
    kept = keep(written(6))
    door, run = kept.door, kept.run
    decide(kept, range(1, 3), "TTL", "accept")
    decide(kept, range(3, 4), "TTL", "leave")
    [rule] = door.propose_rules(run)
    door.keep_rule(run, rule["id"])
    assert door.propose_rules(run) == []
    assert [(one["said"], one["agree"], one["open"]) for one in door.rules(run)] == [
        (rule["said"], 2, 3)
    ]
    counts = door.replay_rules(run)
    assert (counts["decided"], counts["changed"], counts["by_rule"]) == (3, 3, {rule["id"]: 3})
    assert kept.decided(6, "TTL") == ("change", "GRAND_TOTAL")
    assert kept.decided(3, "TTL") == ("leave", None)
    assert door.label_progress(run)["total"]["by_rule"] == 3
    assert door.replay_rules(run)["decided"] == 0
    assert door.undo_labels(run) == "3 labels decided by 1 rule"
    assert kept.decided(6, "TTL") == (None, None)

    following = keep(written(9).replace("img,", "img2,"), name="next")
    assert following.door.replay_rules(following.run)["decided"] == 9
    assert following.door.label_progress(following.run)["total"]["taken_over"] == 0
    door.drop_rule(rule["id"])
    assert door.rules(run) == []
    with pytest.raises(NotFound):
        door.drop_rule(rule["id"])
    with pytest.raises(NotFound):
        door.keep_rule(run, "no such rule")


def test_what_the_file_has_checked_is_not_decided_by_a_rule(
    keep: Keep, written: Callable[..., str]
) -> None:
    kept = keep(written(2))
    door = kept.door
    decide(kept, range(1, 2), "TTL", "accept")
    door.keep_rule(kept.run, door.propose_rules(kept.run)[0]["id"])
    checked = keep(written(3, status="VALID"), name="checked")
    assert checked.door.replay_rules(checked.run)["decided"] == 0


def labels(rows: list[dict[str, Any]]) -> pl.DataFrame:
    kinds = {"key": pl.String, "label": pl.String, "said_text": pl.String, "shape": pl.String,
             "said_before": pl.String, "merchant_name": pl.String, "outcome": pl.String,
             "willing": pl.Boolean}  # fmt: skip
    return pl.DataFrame([{name: one.get(name) for name in kinds} for one in rows], kinds)


def test_the_more_special_rule_holds_and_equal_ones_that_differ_do_not() -> None:
    rules = [
        Rule("A", "B", text="x"),
        Rule("A", "C", text="x", merchant="M"),
        Rule("A", "B", text="y"),
        Rule("A", "A", text="y"),
    ]
    rows = [
        {"key": "1", "label": "A", "said_text": "x", "merchant_name": "M", "willing": True},
        {"key": "2", "label": "A", "said_text": "x", "merchant_name": "N", "willing": True},
        {"key": "3", "label": "A", "said_text": "x", "willing": True},
        {"key": "4", "label": "A", "said_text": "y", "willing": True},
        {"key": "5", "label": "A", "said_text": "x", "outcome": "D", "willing": False},
        {"key": "6", "label": "B", "said_text": "x", "willing": True},
    ]
    decisions, counts = replay(rules, labels(rows))
    assert {one.key: (one.action, one.label) for one in decisions} == {
        "1": ("change", "C"), "2": ("change", "B"), "3": ("change", "B")
    }  # fmt: skip
    assert (counts["conflicts"], counts["contradicted"]) == (1, 1)


def test_no_rules_decide_nothing() -> None:
    assert replay([], labels([{"key": "1", "label": "A", "willing": True}]))[0] == []


values = st.sampled_from(["a", "b"])
some = st.none() | values


@settings(max_examples=25)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"label": values, "said_text": some, "shape": some, "said_before": some,
             "merchant_name": some, "outcome": some, "willing": st.booleans()}
        ),
        max_size=12,
    ),
    values,
    some,
    st.sampled_from([("a", None, None), (None, "a", "b")]),
    some,
)  # fmt: skip
def test_counts_are_those_of_going_through_the_labels_one_by_one(
    rows: list[dict[str, Any]],
    label: str,
    right: str | None,
    what: tuple[str | None, str | None, str | None],
    merchant: str | None,
) -> None:
    rule = Rule(label, right, *what, merchant)
    met = [
        row for row in rows
        if row["label"] == label
        and (row["said_text"] == rule.text if rule.text else
             (row["shape"], row["said_before"]) == (rule.shape, rule.before))
        and merchant in (None, row["merchant_name"])
    ]  # fmt: skip
    told = counted(rule, labels(rows))
    assert told["agree"] == sum(row["outcome"] == (right or "") for row in met)
    assert told["contradict"] == sum(row["outcome"] not in (None, right or "") for row in met)
    assert told["open"] == sum(row["willing"] for row in met)


def test_words_and_numbers_are_told_apart() -> None:
    standing = pl.DataFrame(
        {
            "word": range(5),
            "word_text": [" Ttl: ", "12.50", "$1,200", "ＴＯＴＡＬ*", "9"],
            "action": ["accept", "reject", "leave", None, "change"],
            "new_label": ["X", "L", None, None, None],
            "decider": ["reviewer", "reviewer", "reviewer", None, "a rule"],
            "status": ["NONE"] * 5,
            "open": [False, False, False, True, False],
        }
    )
    before = pl.DataFrame({"word": range(5), "before": [None, "TOTAL :", "7", "x", "Tax"]})
    told = conditions(standing, before)
    assert told["said_text"].to_list() == ["ttl", None, None, "total", None]
    assert told["shape"].to_list() == [None, "9.9", None, None, "9"]
    assert told["said_before"].to_list() == [None, "total", None, None, "tax"]
    assert told["outcome"].to_list() == ["X", "L", None, None, None]
    assert told["willing"].to_list() == [False, False, False, True, False]


def test_rules_come_back_from_their_file(keep: Keep, written: Callable[..., str]) -> None:
    kept = keep(written(3))
    decide(kept, range(1, 2), "TTL", "accept")
    kept.door.keep_rule(kept.run, kept.door.propose_rules(kept.run)[0]["id"])
    file = kept.door.label_artefacts(kept.run)["rules.json"]
    [before] = kept.door.rules(kept.run)
    assert kept.door.import_rules(file) == 0
    kept.door.drop_rule(before["id"])
    assert kept.door.import_rules(file) == 1
    assert kept.door.rules(kept.run) == [before]
    assert write_rules(read_rules(file)) == file


GOOD = {"label": "A", "right": "B", "text": "x"}


@pytest.mark.parametrize(
    "told",
    [
        b"", b"{", b"[" * 100_000, b"[]", b'{"rules": []}', b"\xff\xfe",
        {}, {"rules": 1}, {"rules": [1]}, {"rules": [GOOD, {**GOOD, "label": "<b>"}]},
        {"rules": [{**GOOD, "right": 1}]}, {"rules": [{**GOOD, "text": "x" * 201}]},
        {"rules": [{**GOOD, "shape": "9"}]}, {"rules": [{"label": "A"}]},
        {"rules": [{"label": "A", "shape": "9"}]}, {"rules": [{**GOOD, "merchant": ""}]},
    ],
)  # fmt: skip
def test_a_file_that_holds_no_rules_is_refused_whole(told: Any) -> None:
    data = told if isinstance(told, bytes) else json.dumps(
        {"form": "backroom label rules 1", **told}
    ).encode()  # fmt: skip
    with pytest.raises(FileRefused, match=r"[Rr]ule"):
        read_rules(data)
