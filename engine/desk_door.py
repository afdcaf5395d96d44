"""The part of the door where a person decides about the labels that a run found doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from engine.errors import NotFound
from engine.labels.review.deciding import decisions_for
from engine.labels.review.progress import progress_of
from engine.labels.review.standing import Standing, clear_desks, desk_of, standing_of
from engine.labels.review.worklist import Wanted, receipt_of, rules_of, wanted_labels
from engine.run_door import RunDoor
from engine.workspace import (
    decide_labels,
    forget_labels,
    label_entries,
    labels_next,
    redo_labels,
    undo_labels,
)


class DeskDoor(RunDoor):
    """Decisions about labels, remembered with the file and met again in other files."""

    def worklist(
        self,
        run: str,
        *,
        labels: Sequence[str] = (),
        merchants: Sequence[str] = (),
        words: str = "",
        which: str = "open",
        most: int = 200,
    ) -> pl.DataFrame:
        """The labels to look at, the most doubtful first, those the file calls wrong last.

        Args:
            run: A finished run of Labels.
            labels: Label types; empty for all.
            merchants: Names of merchants, `""` for words without one; empty for all.
            words: What the word must contain, whatever its case.
            which: `to_review` (called wrong or unclear, and nothing is decided, here or for the
                same word in another file), `open` (nothing is decided, and the file itself has
                not settled it: INVALID, and the word carries another label), `spot_check` (of
                those, what looks right, in random order that is always the same), `unsure`,
                `decided`, `by_file` (the file itself calls the label INVALID), `by_model` (a
                server's model judged it) or `all`.
            most: Most rows.

        Returns:
            The run's columns of `words`, then settled, action and new_label (null where nothing
            is decided), decider (`reviewer` or the id of a rule), taken_over (decided in another
            file), open.

        Raises:
            NotFound: The run kept no labels.
            OptionRefused: There is no such `which`.
        """
        wanted = Wanted(labels, merchants, words, which)
        return wanted_labels(self._standing(run).labels, wanted).head(most)

    def worklist_size(
        self,
        run: str,
        *,
        labels: Sequence[str] = (),
        merchants: Sequence[str] = (),
        words: str = "",
        which: str = "open",
    ) -> int:
        """How many labels `worklist` has with the same filters.

        Raises:
            NotFound: The run kept no labels.
            OptionRefused: There is no such `which`.
        """
        wanted = Wanted(labels, merchants, words, which)
        return self._standing(run).labels.filter(rules_of(wanted)).height

    def receipt(self, run: str, row: int) -> dict[str, Any]:
        """The receipt that a label stands on; see `engine.labels.review.worklist.receipt_of`.

        Raises:
            NotFound: The run kept no labels, or has none in this row.
        """
        standing = self._standing(run)
        [word] = rows_of(standing.labels, [row])["word"]
        return receipt_of(standing.labels, standing.desk.places, word)

    def decide_labels(
        self, run: str, rows: Sequence[int], action: str, label: str | None = None
    ) -> int:
        """Decide about labels; all at once are one entry of the log.

        Args:
            run: A finished run of Labels.
            rows: `row` of each label.
            action: `accept` what is suggested (where nothing is, the label is wrong and none
                takes its place), `change` to another label, `reject` the alarm: the label is
                right, `leave` it alone, be `unsure`, or `open` it again.
            label: For `change`, the label that is right; empty where the word should have none.

        Returns:
            How many were decided: those the action was not possible for stay as they are, such
            as labels without a suggestion that was to be accepted.

        Raises:
            NotFound: The run kept no labels, or has none in one of the rows.
            OptionRefused: There is no such action or label, or it is possible for none of them.
        """
        desk = desk_of(self._workspace, run)
        decisions, said = decisions_for(desk, rows_of(desk.words, rows), action, label)
        decide_labels(self._workspace, desk.content, decisions, said)
        return len(decisions)

    def undo_labels(self, run: str) -> str | None:
        """Undo what was decided last about labels of a run's file; what it was, or None."""
        entry = undo_labels(self._workspace, desk_of(self._workspace, run).content)
        return entry.said if entry else None

    def redo_labels(self, run: str) -> str | None:
        """Do again what was undone last; what it was, or None."""
        entry = redo_labels(self._workspace, desk_of(self._workspace, run).content)
        return entry.said if entry else None

    def next_label_steps(self, run: str) -> tuple[str | None, str | None]:
        """What `undo_labels` and `redo_labels` would do: a sentence each, None for nothing.

        Raises:
            NotFound: The run kept no labels.
        """
        return labels_next(self._workspace, desk_of(self._workspace, run).content)

    def forget_label_decisions(self, run: str) -> None:
        """Forget all that was decided about labels of a run's file, and what was checked again.

        This cannot be undone. Rules that were kept stay, and so do decisions about other files.
        """
        forget_labels(self._workspace, desk_of(self._workspace, run).content)
        clear_desks(self._workspace)

    def label_history(self, run: str) -> pl.DataFrame:
        """All that was decided about labels of a run's file, the latest first.

        Returns:
            said (a sentence), labels (how many), state (`done`, `undone`, or `dropped` once it
            cannot be redone any more), decided (when).
        """
        entries = label_entries(self._workspace, desk_of(self._workspace, run).content)
        return pl.DataFrame(
            [(one.said, one.labels, one.state, one.decided) for one in entries],
            {"said": pl.String, "labels": pl.Int64, "state": pl.String, "decided": pl.Datetime},
            orient="row",
        )

    def label_progress(self, run: str) -> dict[str, Any]:
        """How far the review is; see `engine.labels.review.progress.progress_of`."""
        return progress_of(self._standing(run).labels)

    def _standing(self, run: str) -> Standing:
        return standing_of(self._workspace, run)


def rows_of(labels: pl.DataFrame, rows: Sequence[int]) -> pl.DataFrame:
    """The labels in some rows, in their own order.

    Raises:
        NotFound: There is none in one of them.
    """
    wanted = set(rows)
    found = labels.filter(pl.col("row").is_in(list(wanted)))
    if found.height < len(wanted):
        [strange, *_] = sorted(wanted - set(found["row"]))
        raise NotFound(f"The run has no label in row {strange}.")
    return found
