"""Decided labels are shown again without what was decided, and the agreement is counted."""

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import NotFound, OptionRefused
from engine.labels.review.recheck import LEAST, agreement_of, outcome_of

Keep = Callable[..., Any]


def test_one_in_twenty_is_shown_again_and_tells_nothing(
    keep: Keep, written: Callable[..., str]
) -> None:
    kept = keep(written(30))
    door, run = kept.door, kept.run
    assert door.recheck(run).is_empty()
    rows = door.worklist(run)["row"].to_list()
    door.decide_labels(run, rows[:60], "accept")
    door.decide_labels(run, rows[60:100], "reject")
    door.decide_labels(run, rows[100:110], "leave")
    drawn = door.recheck(run)
    assert drawn.height == math.ceil(100 * 0.05)
    assert not {"action", "new_label", "decider", "taken_over", "open"} & set(drawn.columns)
    assert drawn["row"].is_in(rows[:100]).all()
    assert door.recheck(run).equals(drawn)


def test_a_second_answer_is_counted_and_changes_nothing(keep: Keep) -> None:
    kept = keep()
    door, run = kept.door, kept.run
    with pytest.raises(NotFound, match="Nothing was decided"):
        door.answer_recheck(run, kept.row(1, "TTL"), "reject")
    door.decide_labels(run, [kept.row(1, "TTL")], "accept")
    assert door.recheck_agreement(run)["n"] == 0
    [row] = door.recheck(run)["row"]
    # The same in other words.
    door.answer_recheck(run, row, "change", "GRAND_TOTAL")
    assert door.recheck(run).is_empty()
    told = door.recheck_agreement(run)
    assert (told["n"], told["agreement"], told["kappa"]) == (1, 1.0, None)
    assert "20 or more" in told["too_small"]
    with pytest.raises(OptionRefused, match="shown again"):
        door.answer_recheck(run, row, "open")
    door.answer_recheck(run, row, "reject")
    assert door.recheck_agreement(run)["agreement"] == 0
    assert kept.decided(1, "TTL") == ("accept", "GRAND_TOTAL")
    assert door.label_history(run).height == 1


def test_what_rules_and_other_files_decided_is_not_shown_again(
    keep: Keep, written: Callable[..., str]
) -> None:
    kept = keep()
    door, run = kept.door, kept.run
    door.decide_labels(run, [kept.row(1, "TTL")], "accept")
    door.keep_rule(run, door.propose_rules(run)[0]["id"])
    door.replay_rules(run)
    door.undo_labels(run)
    door.undo_labels(run)
    door.replay_rules(run)
    assert door.label_progress(run)["total"]["by_rule"] == 3
    assert door.recheck(run).is_empty()
    door.decide_labels(run, [kept.row(1, "1.60")], "reject")
    following = keep(written(4), name="next")
    assert following.door.recheck(following.run).is_empty()


@settings(max_examples=25)
@given(st.lists(st.tuples(*[st.sampled_from(["label A", "label B", "unsure"])] * 2), min_size=1,
                max_size=40))  # fmt: skip
def test_agreement_and_kappa_are_those_of_the_field(answers: list[tuple[str, str]]) -> None:
    told = agreement_of({str(k): one for k, one in enumerate(answers)})
    firsts, agains = zip(*answers, strict=True)
    assert told["agreement"] == sum(a == b for a, b in answers) / len(answers)
    assert 0 <= told["low"] <= told["agreement"] <= told["high"] <= 1
    pairs = [(a, b) for a in firsts for b in agains]
    by_chance = sum(a == b for a, b in pairs) / len(pairs)
    if by_chance == 1:
        assert told["kappa"] is None
    else:
        kappa = (told["agreement"] - by_chance) / (1 - by_chance)
        assert told["kappa"] == pytest.approx(kappa)
    assert bool(told["too_small"]) == (len(answers) < LEAST)


def test_the_interval_is_wilsons() -> None:
    answers = {str(k): ("label A", "label A" if k < 9 else "label B") for k in range(10)}
    told = agreement_of(answers)
    assert (told["low"], told["high"]) == pytest.approx((0.5958, 0.9821), abs=1e-4)


def test_outcomes_say_which_label_is_right_in_the_end() -> None:
    assert outcome_of("accept", "A") == outcome_of("change", "A") == outcome_of("reject", "A")
    assert len({outcome_of("leave", None), outcome_of("unsure", None), outcome_of("change", None),
                outcome_of("change", "A")}) == 4  # fmt: skip
