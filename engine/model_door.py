"""The part of the door that is about models: settings, keys, prices, the server, the lane."""

from __future__ import annotations

import asyncio
import dataclasses
import os
from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.errors import ModelRefused, NotFound, OptionRefused
from engine.file_door import FileDoor
from engine.jobs import Jobs
from engine.models import keys, money
from engine.models.keys import Key
from engine.models.lane import Lane, LaneView, Limits
from engine.models.money import Price, cap_for
from engine.models.opening import Post
from engine.models.remote import PRESETS, Connection, address_of, host_of, try_connection
from engine.settings import CHANGING, Settings, origins, read_settings, write_settings
from engine.workspace import (
    AnswerStore,
    KeptAnswers,
    Workspace,
    open_document,
    remember_habits,
)


class ModelDoor(FileDoor):
    """Models of an open workspace: whose, where, at what pace and price."""

    def __init__(
        self,
        workspace: Workspace,
        jobs: Jobs,
        memory: Workspace | None = None,
        own: Path | None = None,
    ) -> None:
        """Take over a workspace.

        Args:
            workspace: Where tables, runs and results lie.
            jobs: Its engine thread.
            memory: Where answers are remembered; by default in the same one.
            own: Folder of the user's settings and prices; by default the workspace's.
        """
        super().__init__(workspace, jobs)
        self._memory = memory or workspace
        self._own = own or workspace.home
        self._lane = Lane(Limits.of(workspace.settings))
        self._typed: dict[str, Key] = {}
        self._offered: dict[str, Key] = {}
        self._kept: dict[str, Key] = {}

    @property
    def settings(self) -> Settings:
        """The settings in use; `home` is the folder of settings and prices."""
        return dataclasses.replace(self._workspace.settings, home=self._own)

    def setting_origins(self) -> dict[str, str]:
        """Where each setting comes from: a variable's name, `settings.json` or `default`."""
        return origins(self._own)

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
        known = self.setting_origins()
        for name in changes:
            origin = known.get(name, "default")
            if origin not in ("default", "settings.json"):
                raise OptionRefused(
                    f"The setting {name} is set by the variable {origin} of the environment; "
                    "change it there, or take it out there to set it here."
                )
        with CHANGING:
            write_settings(self._own, changes)
            fresh = read_settings(os.environ | {"BACKROOM_HOME": str(self._own)})
            for workspace in (self._workspace, self._memory):
                workspace.settings = dataclasses.replace(fresh, home=workspace.home)
            self._lane.change(Limits.of(fresh))
            return self.settings

    def lane_view(self) -> LaneView:
        """How the lane stands that all requests pass through."""
        return self._lane.view()

    def key_origin(self) -> str:
        """Where the server's key is: a variable's name, session, secrets, keyring; or empty."""
        key = self._key()
        return key.where if key else ""

    def use_key(self, key: str, where: str = "session") -> None:
        """Use a key for the server of the settings.

        Args:
            key: The key; it is kept in memory, or in the system's keyring, and nowhere else.
            where: `session` (until this process ends) or `keyring`.

        Raises:
            OptionRefused: It cannot be a key, or there is no keyring or no server's address.
        """
        value, host = keys.typed_key(key), host_of(address_of(self.settings))
        self._kept.pop(host, None)
        if where == "keyring":
            keys.store_key(host, value)
            self._typed.pop(host, None)
        else:
            self._typed[host] = Key(value, "session")

    def forget_key(self) -> None:
        """Forget the key of the server of the settings, in memory and in the keyring."""
        host = self._host()
        self._typed.pop(host, None)
        self._kept.pop(host, None)
        keys.forget_key(host)

    def offer_secret(self, key: str, name: str = "OPENAI_API_KEY") -> None:
        """Offer a key from Streamlit's secrets; one typed, or in the environment, goes first.

        Args:
            key: The key.
            name: Its name there, one of `KEY_NAMES`; servers whose key has another name are never
                sent it.
        """
        self._offered[name] = Key(key, "secrets")

    def _host(self) -> str:
        try:
            return host_of(address_of(self.settings))
        except OptionRefused:
            return ""

    def _key(self) -> Key:
        """The key of the server of the settings; the keyring is asked once for each server."""
        host, provider = self._host(), self.settings.provider
        offered = self._offered.get(keys.variable_of(provider), Key("", ""))
        session = {host: self._typed.get(host) or offered}
        if (
            host in self._kept
            and not session[host]
            and not os.environ.get(keys.variable_of(provider))
        ):
            return self._kept[host]
        key = keys.find_key(os.environ, session, host, provider)
        if key.where == "keyring":
            self._kept[host] = key
        return key

    def test_connection(self) -> Connection:
        """Try the server of the settings, in its turn; what it understands is remembered.

        Nothing of the user's is sent. It waits for the server.
        """
        settings, key = self.settings, self._key()
        trying = try_connection(settings, key.value, turn=self._once)
        found = asyncio.run_coroutine_threadsafe(trying, self.jobs.loop).result()
        if found.ok and found.habits is not None:
            address, habits = address_of(settings), found.habits.as_dict()
            remember_habits(self._memory, address, settings.ai_model, habits)
        return found

    async def _once(self, attempt: Callable[[], Awaitable[Any]]) -> Any:
        """Let an attempt go in its turn, and not again: whoever tests wants to hear of it."""
        return await self._lane.send("connection", attempt, once=True)

    def answers_kept(self) -> KeptAnswers:
        """How many answers are remembered, and the space they take."""
        return AnswerStore(self._memory).size()

    def forget_answers(self) -> None:
        """Forget all remembered answers; results of runs stay."""
        AnswerStore(self._memory).forget()

    def prices(self) -> dict[str, Price]:
        """Prices by model, the user's own in place of those that ship."""
        return money.prices(self._own)

    def change_price(
        self,
        model: str,
        input_usd: float | str | Decimal | None,
        output_usd: float | str | Decimal | None,
    ) -> None:
        """Keep the user's own price of a model in USD per million tokens; None takes it out.

        Raises:
            OptionRefused: It is no price; nothing is kept then.
        """
        money.change_price(self._own, model, input_usd, output_usd)

    def what_left(self, run: str) -> dict[str, Any]:
        """What left this computer for a run, over all its attempts, what it cost and saved."""
        try:
            manifest = open_document(self._workspace, run, "manifest")
        except NotFound:
            return money.account_of(self._workspace, run)
        remembered = manifest.get("asked", {}).get("remembered", 0)
        model = manifest.get("models", {}).get("chat", "").partition(":")[2]
        return money.account_of(self._workspace, run, model=model, remembered=remembered)

    def _post(self, model: str, budget_usd: float | None) -> Post:
        """The way to the models of a run, refused beforehand where it leads nowhere."""
        if model == "local":
            return self._reach(Key("", ""))
        settings, key = self.settings, self._key()
        address_of(settings)
        cap_for(settings, budget_usd)
        preset = PRESETS[settings.provider]
        if preset.needs_key and not key:
            raise ModelRefused(
                f"{preset.title} asks for a key and none is set: enter it on the Settings page, or "
                f"set {keys.variable_of(settings.provider)} in the environment."
            )
        return self._reach(key)

    def _reach(self, key: Key | None = None) -> Post:
        return Post(
            settings=self.settings,
            key=key or Key("", ""),
            lane=self._lane,
            workspace=self._workspace,
            memory=self._memory,
        )
