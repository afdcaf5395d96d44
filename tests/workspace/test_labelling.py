"""What is decided about labels is a log: undone and redone without end, and never forgotten."""

import threading
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from engine.errors import OptionRefused
from engine.settings import Settings
from engine.workspace import (
    LabelDecision,
    Workspace,
    answer_label_recheck,
    decide_labels,
    drop_label_rule,
    forget_labels,
    keep_label_rule,
    kept_label_rules,
    label_entries,
    label_rechecks,
    labels_decided,
    labels_moved,
    redo_labels,
    undo_labels,
)

HERE, THERE = "c" * 64, "d" * 64


def held(workspace: Workspace, content: str, *, elsewhere: bool = False) -> dict[str, Any]:
    found = labels_decided(workspace, content, elsewhere=elsewhere)
    return {key: (action, label) for key, action, label, *_ in found.rows()}


def decide(workspace: Workspace, content: str, **actions: str) -> int:
    decisions = [LabelDecision(key, action) for key, action in actions.items()]
    return decide_labels(workspace, content, decisions, ", ".join(actions))


def test_the_latest_decision_of_a_key_holds_and_files_are_apart(workspace: Workspace) -> None:
    decide(workspace, HERE, a="accept", b="reject")
    decide_labels(workspace, HERE, [LabelDecision("a", "change", "TAX", "rule 1")], "again")
    decide(workspace, THERE, a="leave")
    assert held(workspace, HERE) == {"a": ("change", "TAX"), "b": ("reject", None)}
    assert labels_decided(workspace, HERE)["decider"].to_list() == ["rule 1", "reviewer"]
    assert held(workspace, THERE) == {"a": ("leave", None)}
    assert held(workspace, HERE, elsewhere=True) == {"a": ("leave", None)}


def test_an_entry_may_be_about_nothing_and_about_very_many(workspace: Workspace) -> None:
    decide_labels(workspace, HERE, [], "nothing")
    many = [LabelDecision(f"{k:05}", "reject") for k in range(20_000)]
    decide_labels(workspace, HERE, many, "many")
    assert [entry.labels for entry in label_entries(workspace, HERE)] == [20_000, 0]
    assert len(held(workspace, HERE)) == 20_000


def test_an_unknown_action_is_refused_and_nothing_is_remembered(workspace: Workspace) -> None:
    with pytest.raises(OptionRefused, match="accept, change, reject"):
        decide(workspace, HERE, a="accept", b="maybe")
    assert label_entries(workspace, HERE) == []
    assert undo_labels(workspace, HERE) is None
    assert redo_labels(workspace, HERE) is None


def test_undo_survives_a_restart_and_touches_its_own_file_only(settings: Settings) -> None:
    first = Workspace.open(settings)
    decide(first, HERE, a="accept")
    decide(first, HERE, a="reject", b="reject")
    decide(first, THERE, z="leave")
    first.close()
    second = Workspace.open(settings)
    undone = undo_labels(second, HERE)
    assert undone is not None
    assert (undone.said, undone.labels, undone.state) == ("a, b", 2, "undone")
    assert held(second, HERE) == {"a": ("accept", None)}
    assert held(second, THERE) == {"z": ("leave", None)}
    second.close()
    third = Workspace.open(settings)
    assert redo_labels(third, HERE).said == "a, b"
    assert held(third, HERE) == {"a": ("reject", None), "b": ("reject", None)}
    third.close()


def test_moves_are_told_to_the_file_and_to_all_others(workspace: Workspace) -> None:
    seen = [(labels_moved(workspace, HERE), labels_moved(workspace, THERE))]
    steps = (
        lambda: decide(workspace, HERE, a="accept"),
        lambda: undo_labels(workspace, HERE),
        lambda: redo_labels(workspace, HERE),
    )
    for step in steps:
        step()
        seen.append((labels_moved(workspace, HERE), labels_moved(workspace, THERE)))
    assert len({here for (here, _), _ in seen}) == 4
    assert {elsewhere for (_, elsewhere), _ in seen} == {0}
    assert len({elsewhere for _, (_, elsewhere) in seen}) == 4


def test_decisions_from_many_threads_are_all_there(workspace: Workspace) -> None:
    def work(name: int) -> None:
        for k in range(5):
            decide(workspace, HERE, **{f"{name} {k}": "reject"})

    threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(held(workspace, HERE)) == 20
    assert len({entry.number for entry in label_entries(workspace, HERE)}) == 20


def test_a_file_is_forgotten_alone(workspace: Workspace) -> None:
    for content in (HERE, THERE):
        decide(workspace, content, a="accept")
        answer_label_recheck(workspace, content, "a", "x", "y")
    forget_labels(workspace, HERE)
    assert held(workspace, HERE) == {}
    assert label_entries(workspace, HERE) == []
    assert label_rechecks(workspace, HERE) == {}
    assert held(workspace, THERE) == {"a": ("accept", None)}
    assert label_rechecks(workspace, THERE) == {"a": ("x", "y")}


def test_rules_and_second_answers_are_kept(settings: Settings) -> None:
    first = Workspace.open(settings)
    keep_label_rule(first, "r", {"label": "Té ' ; --"})
    keep_label_rule(first, "r", {"label": "other"})
    answer_label_recheck(first, HERE, "a", "x", "y")
    answer_label_recheck(first, HERE, "a", "x", "z")
    first.close()
    second = Workspace.open(settings)
    assert kept_label_rules(second) == {"r": {"label": "Té ' ; --"}}
    assert label_rechecks(second, HERE) == {"a": ("x", "z")}
    assert drop_label_rule(second, "r")
    assert not drop_label_rule(second, "r")
    assert kept_label_rules(second) == {}
    second.close()


class Log(RuleBasedStateMachine):
    """The log beside two plain stacks of dictionaries."""

    workspace: Workspace

    def __init__(self) -> None:
        super().__init__()
        forget_labels(self.workspace, HERE)
        self.done: list[dict[str, str]] = []
        self.undone: list[dict[str, str]] = []

    @rule(
        actions=st.dictionaries(
            st.sampled_from("abc"), st.sampled_from(["accept", "reject", "open"]), min_size=1
        )
    )
    def decide(self, actions: dict[str, str]) -> None:
        decide(self.workspace, HERE, **actions)
        self.done.append(actions)
        self.undone.clear()

    @rule()
    def undo(self) -> None:
        entry = undo_labels(self.workspace, HERE)
        assert (entry is not None) == bool(self.done)
        if self.done:
            self.undone.append(self.done.pop())

    @rule()
    def redo(self) -> None:
        entry = redo_labels(self.workspace, HERE)
        assert (entry is not None) == bool(self.undone)
        if self.undone:
            self.done.append(self.undone.pop())

    @invariant()
    def holds(self) -> None:
        wanted: dict[str, str] = {}
        for actions in self.done:
            wanted |= actions
        assert {key: action for key, (action, _) in held(self.workspace, HERE).items()} == wanted


def test_the_log_is_two_stacks(workspace: Workspace) -> None:
    machine = type("Machine", (Log,), {"workspace": workspace})
    machine.TestCase.settings = hypothesis_settings(max_examples=5, stateful_step_count=10)
    machine.TestCase().runTest()
