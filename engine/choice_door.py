"""The part of the door that chooses a run's portfolio again: by other weights, by trade-offs."""

from __future__ import annotations

import functools
import threading
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from engine.bundle_door import BundleDoor
from engine.bundles.decide.choices import PAIR
from engine.bundles.decide.reopened import Reopened
from engine.bundles.decide.search import greedy_trade_off
from engine.bundles.decide.trade_work import KIND, PORTFOLIOS, TradeOffs, trade_off_work
from engine.bundles.out.by_hand import document_of
from engine.errors import NotFound, OptionRefused
from engine.jobs import Question
from engine.workspace import decide_all, find_run, list_runs, open_result_table

MOST_RUNS = 4


class ChoiceDoor(BundleDoor):
    """Portfolios chosen again from what finished runs have weighed; nothing is mined again."""

    def aims(self, run: str) -> tuple[str, ...]:
        """What a portfolio of a run can be chosen by: `reach`, and the goals its file tells of.

        Raises:
            NotFound: There is no such run, or it kept no choices.
        """
        return self._reopened(run).aims

    def pairs_weighed(self, run: str) -> int:
        """How many pairs a portfolio of a run can be chosen from.

        Raises:
            NotFound: There is no such run, or it kept no choices.
        """
        return self._reopened(run).table.height

    def choose_again(
        self, run: str, weights: Mapping[str, float], bundles: int
    ) -> list[dict[str, Any]]:
        """Choose a portfolio of pairs anew; answers at once, without finding candidates again.

        Args:
            run: A finished run.
            weights: Aim → weight, 0 or more, at least one above it; see `aims`.
            bundles: How many to choose, 1 or more.

        Returns:
            A dictionary for each pair, best first; see `Reopened.rows`.

        Raises:
            NotFound: There is no such run, or it kept no choices.
            OptionRefused: An aim is not known, or no weight is above 0.
        """
        reopened = self._reopened(run)
        return reopened.rows(reopened.choose(weights, bundles))

    def choice(self, run: str, choices: Sequence[int] | None = None) -> list[dict[str, Any]]:
        """Choices by their numbers, as `choose_again` has them; None for the run's own portfolio.

        Raises:
            NotFound: There is no such run, or it kept no choices.
            OptionRefused: It has no such choice, or one is there twice.
        """
        reopened = self._reopened(run)
        return reopened.rows(reopened.own if choices is None else choices)

    def by_reach(self, run: str, choices: Sequence[int]) -> list[dict[str, Any]]:
        """Choices as `choice` has them, each next one being that which adds most orders.

        Raises:
            NotFound: There is no such run, or it kept no choices.
            OptionRefused: It has no such choice, or one is there twice.
        """
        reopened = self._reopened(run)
        return reopened.rows(reopened.by_reach(choices))

    def worth(self, run: str, portfolios: Sequence[Sequence[int]]) -> pl.DataFrame:
        """What portfolios are worth: a row each, a column of 0..1 for each of `aims`."""
        return self._reopened(run).worth(portfolios)

    def search_trade_offs(self, run: str, aims: Sequence[str], bundles: int) -> str:
        """Search portfolios that no other found beats in all aims: joins, or finds what is done.

        Returns:
            The id of the search, to be watched and cancelled like a run.

        Raises:
            NotFound: There is no such run.
            OptionRefused: An aim is not known, or there are fewer than two.
        """
        sought, search = self._sought(run, aims, bundles)
        if not self._is_there(search.id):
            self.jobs.submit(search, trade_off_work(self._workspace, sought, search))
        return search.id

    def trade_offs(self, run: str, aims: Sequence[str], bundles: int) -> pl.DataFrame:
        """What `search_trade_offs` found; until then, what greedy choices come to.

        Returns:
            See `TradeOff.portfolios`.

        Raises:
            NotFound: There is no such run, or it kept no choices.
            OptionRefused: An aim is not known, or there are fewer than two.
        """
        search = self._sought(run, aims, bundles)[1]
        try:
            return open_result_table(self._workspace, search.id, PORTFOLIOS)
        except NotFound:
            reopened = self._reopened(run)
            return greedy_trade_off(reopened.table, reopened.holds, tuple(aims), bundles)

    def keep_choice(self, run: str, choices: Sequence[int]) -> int:
        """Decide for these pairs: they go first, in this order, and are accepted.

        A pair of the run's portfolio that is not among them is not accepted any more; one that was
        rejected stays so. A pair that the run did not price becomes a bundle at the price of its
        parts, for every run of the file, until another choice is kept or decisions are forgotten.

        Returns:
            How many were accepted.

        Raises:
            NotFound: There is no such run, or it kept no choices.
            OptionRefused: It has no such choice, or one is there twice.
        """
        rows, found = self.choice(run, choices), self._found(run)
        ids = {frozenset(_skus(one)): one["bundle_id"] for one in found if one["portfolio"]}
        beyond = [row for row in rows if frozenset(row["skus"]) not in ids]
        documents = self._as_documents(run, beyond)
        ids |= {frozenset(_skus(one)): one["bundle_id"] for one in documents}
        self._put_beside(run, documents)
        wanted = [ids[frozenset(row["skus"])] for row in rows]
        return self._accept(run, wanted)

    def forget(self, run: str) -> None:
        """As of any run; the searches among its choices are forgotten too."""
        super().forget(run)
        for row in list_runs(self._workspace, (KIND,)):
            if row.question["run"] == run:
                super().forget(row.id)

    def _accept(self, run: str, wanted: Sequence[str]) -> int:
        """Accept these and no other pair of the portfolio, but none that was rejected."""
        decided, verdicts = self.decisions(run), {}
        for one in self._documents(run):
            bundle = one["bundle_id"]
            verdict = decided[bundle].verdict if bundle in decided else "open"
            if bundle in wanted and verdict != "rejected":
                verdicts[bundle] = "accepted"
            elif verdict == "accepted" and one["portfolio"] and len(one["items"]) == PAIR:
                verdicts[bundle] = "open"
        decide_all(self._workspace, self._bundles(run), verdicts)
        self.order(run, wanted)
        return sum(verdict == "accepted" for verdict in verdicts.values())

    def _as_documents(self, run: str, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        table = open_result_table(self._workspace, run, "products")
        products = {row["sku"]: row for row in table.iter_rows(named=True)}
        orders = int(self._manifest(run)["mining"]["orders"])
        return [document_of(row, products, orders) for row in rows]

    def _sought(self, run: str, aims: Sequence[str], bundles: int) -> tuple[TradeOffs, Question]:
        row = find_run(self._workspace, run)
        unknown = [aim for aim in aims if aim not in self.aims(run)]
        if unknown or len(set(aims)) < 2:
            told = f", not {unknown[0]!r}" if unknown else ""
            raise OptionRefused(f"Weigh two or more of {', '.join(self.aims(run))}{told}.")
        reduced = self._workspace.settings.ml_reduced_optimization_iterations
        seed = int(self._manifest(run)["options"].get("seed", 0))
        sought = TradeOffs(run, tuple(aims), bundles, reduced, seed)
        return sought, sought.question(row.title, str(row.ended))

    def _reopened(self, run: str) -> Reopened:
        """The run's choices; those of the last few runs stay open."""
        stamp = (run, str(find_run(self._workspace, run).ended))
        kept, lock = self._lately
        with lock:
            if stamp in kept:
                kept[stamp] = kept.pop(stamp)
                return kept[stamp]
        tables = [open_result_table(self._workspace, run, name) for name in ("choices", "holds")]
        with lock:
            kept[stamp] = Reopened(*tables)
            while len(kept) > MOST_RUNS:
                kept.pop(next(iter(kept)))
            return kept[stamp]

    @functools.cached_property
    def _lately(self) -> tuple[dict[tuple[str, str], Reopened], threading.Lock]:
        return {}, threading.Lock()


def _skus(document: Mapping[str, Any]) -> list[str]:
    return [item["sku"] for item in document["items"]]
