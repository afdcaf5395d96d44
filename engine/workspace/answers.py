"""Answers of models, remembered for later runs within a lifetime and a space."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.workspace.owner import Workspace

# What a row takes besides its value: key, names and times.
ROW_BYTES = 128
# Room is made for more than the one batch that lacks it.
KEPT_SHARE = 0.9


@dataclass(frozen=True)
class KeptAnswers:
    """What is remembered.

    Attributes:
        count: How many answers.
        bytes: The space they take, about.
        hits: How often one of them was used instead of asking.
        oldest: When the oldest of them came, UTC; None where there is none.
    """

    count: int
    bytes: int
    hits: int
    oldest: dt.datetime | None


class AnswerStore:
    """Answers by key, of one scope.

    Args:
        workspace: Where they are kept; its settings give lifetime (`cache_ttl_days`) and space
            (`cache_mb`, for all scopes together).
        scope: Empty for the memory that runs share; the id of a run for what that run alone
            keeps, so that it can go on where it was interrupted.
    """

    def __init__(self, workspace: Workspace, scope: str = "") -> None:
        self._workspace = workspace
        self._scope = scope

    def find(self, keys: Sequence[str]) -> dict[str, bytes]:
        """The remembered values among these keys; each one found counts as a hit."""
        with self._workspace.writing() as cursor:
            rows = cursor.execute(
                """
                update answers set used = now(), hits = hits + 1
                where scope = $scope and created > now() - to_seconds($lifetime)
                    and key in (select unnest($keys::varchar[]))
                returning key, value
                """,
                {"scope": self._scope, "lifetime": self._lifetime_s, "keys": list(keys)},
            ).fetchall()
        return {key: bytes(value) for key, value in rows}

    def known(self, keys: Sequence[str]) -> set[str]:
        """Which of these keys are remembered, without using them."""
        with self._workspace.cursor() as cursor:
            rows = cursor.execute(
                """
                select key from answers
                where scope = $scope and created > now() - to_seconds($lifetime)
                    and key in (select unnest($keys::varchar[]))
                """,
                {"scope": self._scope, "lifetime": self._lifetime_s, "keys": list(keys)},
            ).fetchall()
        return {key for (key,) in rows}

    def keep(self, kind: str, model: str, values: Mapping[str, bytes]) -> None:
        """Remember values; those past their lifetime go, and the longest unused beyond the space.

        Args:
            kind: What the answers are for.
            model: Identity of the model that gave them.
            values: Key → value.
        """
        if not values:
            return
        with self._workspace.writing() as cursor:
            cursor.execute(
                """
                insert into answers (key, scope, kind, model, value, bytes)
                select unnest($keys::varchar[]), $scope, $kind, $model,
                    unnest($values::blob[]), unnest($bytes::bigint[])
                on conflict (key, scope) do update set value = excluded.value,
                    bytes = excluded.bytes, created = now(), used = now()
                """,
                {
                    "keys": list(values), "scope": self._scope, "kind": kind, "model": model,
                    "values": list(values.values()),
                    "bytes": [len(value) + ROW_BYTES for value in values.values()],
                },
            )  # fmt: skip
            cursor.execute(
                "delete from answers where created <= now() - to_seconds(?)", [self._lifetime_s]
            )
            self._make_room(cursor)

    def size(self) -> KeptAnswers:
        """What is remembered within its lifetime; the shared memory counts that of runs too."""
        with self._workspace.cursor() as cursor:
            [(count, taken, hits, oldest)] = cursor.execute(
                """
                select count(*), coalesce(sum(bytes), 0)::bigint, coalesce(sum(hits), 0)::bigint,
                    (min(created) at time zone 'UTC')::timestamp
                from answers
                where $scope in ('', scope) and created > now() - to_seconds($lifetime)
                """,
                {"scope": self._scope, "lifetime": self._lifetime_s},
            ).fetchall()
        return KeptAnswers(count, taken, hits, oldest and oldest.replace(tzinfo=dt.UTC))

    def forget(self) -> None:
        """Forget all of this scope; the shared memory takes that of runs with it."""
        with self._workspace.writing() as cursor:
            cursor.execute(
                "delete from answers where $scope in ('', scope)", {"scope": self._scope}
            )

    @property
    def _lifetime_s(self) -> float:
        return self._workspace.settings.cache_ttl_days * 86_400

    def _make_room(self, cursor: Any) -> None:
        space = self._workspace.settings.cache_mb << 20
        [(taken,)] = cursor.execute("select sum(bytes) from answers").fetchall()
        if taken <= space:
            return
        cursor.execute(
            """
            delete from answers where (key, scope) in (
                select (key, scope) from answers
                qualify sum(bytes) over (order by used desc, key, scope) > ?)
            """,
            [int(space * KEPT_SHARE)],
        )
