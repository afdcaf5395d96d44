"""The part of the door that is about models: settings, keys, prices, connection, asking."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from collections.abc import Mapping

from engine.asking import AskOptions
from engine.asking.texts import find_column
from engine.asking.work import Opening, asking_work
from engine.errors import OptionRefused
from engine.file_door import FileDoor
from engine.jobs import Jobs, Question
from engine.models.lane import Lane, LaneView, Limits
from engine.models.opening import model_identities, open_models
from engine.settings import Settings, origins, read_settings, write_settings
from engine.version import version_of
from engine.workspace import Workspace, find_table, open_lines


class ModelDoor(FileDoor):
    """Models of an open workspace, and what is asked of them."""

    def __init__(self, workspace: Workspace, jobs: Jobs, memory: Workspace | None = None) -> None:
        super().__init__(workspace, jobs)
        self._memory = memory or workspace
        self._lane = Lane(Limits.of(workspace.settings))

    @property
    def settings(self) -> Settings:
        """The settings in use."""
        return self._workspace.settings

    def setting_origins(self) -> dict[str, str]:
        """Where each setting comes from: a variable's name, `settings.json` or `default`."""
        return origins(self.settings.home)

    def change_settings(self, changes: Mapping[str, object]) -> Settings:
        """Write settings to the settings file and use them from now on; runs keep theirs.

        Args:
            changes: Field name → value; None goes back to the default.

        Returns:
            The settings in use from now on.

        Raises:
            OptionRefused: One is unknown, out of range, or set by a variable of the environment;
                nothing is changed then.
        """
        home, known = self.settings.home, self.setting_origins()
        for name in changes:
            origin = known.get(name, "default")
            if origin not in ("default", "settings.json"):
                raise OptionRefused(
                    f"The setting {name} is set by the variable {origin} of the environment; "
                    "change it there, or take it out there to set it here."
                )
        write_settings(home, changes)
        fresh = read_settings(os.environ | {"BACKROOM_HOME": str(home)})
        self._workspace.settings = dataclasses.replace(fresh, home=home)
        self._lane.change(Limits.of(fresh))
        return self.settings

    def lane_view(self) -> LaneView:
        """How the lane stands that all requests pass through."""
        return self._lane.view()

    def ask(self, table: str, options: AskOptions, *, again: bool = False) -> str:
        """Ask one question about every text of a column.

        Joins the running job, finds the finished run of the same question, or goes on with one
        that was stopped, cancelled or interrupted.

        Args:
            table: A table's id.
            options: What is asked, of which column and whom.
            again: Ask anew even where a finished run is there; what is remembered is not asked.

        Returns:
            The run's id.

        Raises:
            NotFound: There is no such table.
            OptionRefused: It has no such column, or a budget could not be kept.
        """
        question, chosen = self._asked(table, options)
        opening = self._opening(question.id, chosen)
        per_call = self.settings.batch_size_optimal
        work = asking_work(self._workspace, question, chosen, opening, per_call)
        return self._begin(question, work, again=again)

    def ask_question(self, table: str, options: AskOptions) -> Question:
        """What a run would be asked; its id is the run's, which need not be there.

        Raises:
            NotFound: There is no such table.
            OptionRefused: It has no such column.
        """
        return self._asked(table, options)[0]

    def _asked(self, table: str, options: AskOptions) -> tuple[Question, AskOptions]:
        """The question, and the options with column and models chosen."""
        checked = find_table(self._workspace, table)
        lines = open_lines(self._workspace, table)
        chosen = dataclasses.replace(
            options,
            column=find_column(checked, lines, options.column),
            model=options.model or self.settings.model,
        )
        asked = {
            "table": table,
            "options": chosen.shaping,
            "version": version_of("asking", "files", "models", "reports"),
            "models": model_identities(chosen.model, self.settings),
        }
        run = hashlib.sha256(json.dumps(["ask", asked], sort_keys=True).encode()).hexdigest()
        return Question(run[:20], "ask", checked.name, asked), chosen

    def _opening(self, run: str, options: AskOptions) -> Opening:
        return lambda steps: open_models(options.model)
