"""The part of the door about what a review comes to: rules, rechecks, when to stop, files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from engine.desk_door import DeskDoor, rows_of
from engine.errors import NotFound, OptionRefused
from engine.labels.review.applying import applied_at, marks_of, what_it_comes_to
from engine.labels.review.artefacts import Reviewed, label_artefacts
from engine.labels.review.changes import changes_of
from engine.labels.review.deciding import decisions_for
from engine.labels.review.propose import propose
from engine.labels.review.recheck import agreement_of, drawn_again, outcome_of
from engine.labels.review.replay import replay
from engine.labels.review.rule_file import read_rules
from engine.labels.review.rules import Rule, conditions, counted
from engine.labels.review.standing import Standing
from engine.labels.review.stopping import stop_here
from engine.workspace import (
    answer_label_recheck,
    decide_labels,
    drop_label_rule,
    find_table,
    keep_beside,
    keep_label_rule,
    kept_label_rules,
    label_rechecks,
    open_document,
    open_lines,
)

APPLIED = "applied"


class ReviewDoor(DeskDoor):
    """What decisions about labels generalise to, and what becomes of the file."""

    def stop_here(self, run: str) -> pl.DataFrame:
        """Errors expected to remain against labels reviewed.

        Returns:
            See `engine.labels.review.stopping.stop_here`.

        Raises:
            NotFound: The run kept no labels.
        """
        standing = self._standing(run)
        return stop_here(standing.labels, standing.here)

    def rules(self, run: str) -> list[dict[str, Any]]:
        """The rules that were kept, in any file, and how they stand to this one.

        Returns:
            A dictionary each; see `engine.labels.review.rules.counted`.
        """
        labels = self._conditions(run)
        return [counted(rule, labels) for rule in self._kept_rules()]

    def propose_rules(self, run: str) -> list[dict[str, Any]]:
        """Rules that decisions may be cases of and that are not kept yet, the widest first.

        Returns:
            A dictionary each; see `engine.labels.review.rules.counted`.
        """
        labels, kept = self._conditions(run), set(self._kept_rules())
        return [counted(rule, labels) for rule in propose(labels) if rule not in kept]

    def keep_rule(self, run: str, rule_id: str) -> None:
        """Keep a rule that `propose_rules` names; it decides nothing until it is replayed.

        Raises:
            NotFound: No such rule is proposed.
        """
        if rule_id in kept_label_rules(self._workspace):
            return
        for rule in propose(self._conditions(run)):
            if rule.id == rule_id:
                keep_label_rule(self._workspace, rule.id, rule.as_dict())
                return
        raise NotFound("That rule is not proposed any more; look at the list again.")

    def drop_rule(self, rule_id: str) -> None:
        """Drop a rule; what it decided stays decided.

        Raises:
            NotFound: There is no such rule.
        """
        if not drop_label_rule(self._workspace, rule_id):
            raise NotFound("There is no such rule; it may have been dropped already.")

    def import_rules(self, data: bytes) -> int:
        """Keep the rules of a file that a review wrote; they decide nothing until replayed.

        Returns:
            How many were new.

        Raises:
            FileRefused: It is no file of rules.
        """
        known = set(kept_label_rules(self._workspace))
        new = {rule.id: rule for rule in read_rules(data) if rule.id not in known}
        for name, rule in new.items():
            keep_label_rule(self._workspace, name, rule.as_dict())
        return len(new)

    def replay_rules(self, run: str) -> dict[str, Any]:
        """Decide what is open by the rules that were kept: one entry of the log, to be undone.

        Returns:
            Counts; see `engine.labels.review.replay.replay`.
        """
        decisions, counts = replay(self._kept_rules(), self._conditions(run))
        if decisions:
            how = f"{_many(len(decisions), 'label')} decided by {_many(counts['rules'], 'rule')}"
            decide_labels(self._workspace, self._standing(run).desk.content, decisions, how)
        return counts

    def recheck(self, run: str) -> pl.DataFrame:
        """Labels to be decided a second time without seeing the first; see `drawn_again`."""
        standing = self._standing(run)
        answered = label_rechecks(self._workspace, standing.desk.content)
        return drawn_again(standing.labels, _seed(standing), answered)

    def answer_recheck(self, run: str, row: int, action: str, label: str | None = None) -> None:
        """Remember a second decision about a label; the first one stays what it is.

        Raises:
            NotFound: The run has no label in this row, or nothing was decided about it.
            OptionRefused: There is no such action or label, or it is not possible.
        """
        standing = self._standing(run)
        found = rows_of(standing.labels, [row])
        [(key, first, right)] = found.select("key", "action", "new_label").rows()
        if first is None:
            raise NotFound("Nothing was decided about this label yet.")
        if action == "open":
            raise OptionRefused("A label that is shown again is decided, or left unsure.")
        [(again)], _ = decisions_for(standing.desk, found, action, label)
        answer_label_recheck(
            self._workspace, standing.desk.content, key, outcome_of(first, right),
            outcome_of(again.action, again.label),
        )  # fmt: skip

    def recheck_agreement(self, run: str) -> dict[str, Any]:
        """How well second decisions agree with first ones; see `agreement_of`."""
        content = self._standing(run).desk.content
        return agreement_of(label_rechecks(self._workspace, content))

    def apply_labels(
        self, run: str, *, least: str = "reviewed", dry_run: bool = True
    ) -> dict[str, Any]:
        """Apply changes, or say what that would come to. Nothing is ever taken away.

        What was applied before is replaced: applying twice changes nothing, and `none` takes
        everything back.

        Args:
            run: A finished run of Labels.
            least: Least trust a change needs: `reviewed` by a person or a rule that one kept,
                `clear` by the run's own figures, or `none` for no change at all.
            dry_run: Whether only the counts are wanted.

        Returns:
            Counts; see `engine.labels.review.applying.what_it_comes_to`.

        Raises:
            NotFound: The run kept no labels.
            OptionRefused: There is no such level of trust.
        """
        standing = self._standing(run)
        changes = self._changes(standing)
        counts = what_it_comes_to(standing.labels, changes, least, self._applied(run))
        if not dry_run:
            marks = sorted(marks_of(applied_at(changes, least)))
            keep_beside(self._workspace, run, APPLIED, {"least": least, "changes": marks})
        return counts

    def label_artefacts(self, run: str) -> dict[str, bytes]:
        """The files to take away, by name; see `engine.labels.review.artefacts.ARTEFACTS`.

        Raises:
            NotFound: The run kept no labels.
        """
        standing = self._standing(run)
        table, headings = self._input(standing.manifest)
        return label_artefacts(
            Reviewed(
                standing=standing.labels,
                places=standing.desk.places,
                changes=self._changes(standing),
                applied=frozenset(self._applied(run)),
                rules=tuple(self._kept_rules()),
                table=table,
                headings=headings,
                mapping=standing.manifest["inputs"]["mapping"],
            )
        )

    def _changes(self, standing: Standing) -> pl.DataFrame:
        said = {rule.id: rule.said for rule in self._kept_rules()}
        least = float(standing.manifest["options"].get("min_confidence", 0.7))
        return changes_of(standing.labels, standing.desk.places, min_confidence=least, rules=said)

    def _applied(self, run: str) -> list[str]:
        try:
            return list(open_document(self._workspace, run, APPLIED)["changes"])
        except NotFound:
            return []

    def _input(self, manifest: Mapping[str, Any]) -> tuple[pl.DataFrame | None, tuple[str, ...]]:
        """The checked table and the headings of its file, where they are still there."""
        table = str(manifest["inputs"]["table"])
        try:
            told = find_table(self._workspace, table).told
            return open_lines(self._workspace, table), tuple(told["headings"])
        except NotFound:
            return None, ()

    def _kept_rules(self) -> list[Rule]:
        return [Rule.of(told) for told in kept_label_rules(self._workspace).values()]

    def _conditions(self, run: str) -> pl.DataFrame:
        standing = self._standing(run)
        return conditions(standing.labels, standing.desk.before)


def _many(number: int, one: str) -> str:
    return f"{number:,} {one if number == 1 else one + 's'}"


def _seed(standing: Standing) -> int:
    return int(standing.manifest["options"].get("seed", 0))
