"""The job that searches trade-offs between the choices of a finished run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from engine.bundles.decide.search import search_portfolios
from engine.jobs import Question, Work, in_process, in_thread
from engine.steps import Steps
from engine.version import version_of
from engine.workspace import Workspace, keep_results, open_result_table

KIND = "trade_offs"
PORTFOLIOS = "portfolios"


@dataclass(frozen=True)
class TradeOffs:
    """What trade-offs are sought.

    Attributes:
        run: Id of the finished run whose choices are looked at.
        aims: Two or three of the landscape's aims; the first one sorts the answer.
        bundles: How many each portfolio has, 1 or more.
        reduced: See `search_portfolios`.
        seed: Seed of what is drawn at random.
    """

    run: str
    aims: tuple[str, ...]
    bundles: int
    reduced: bool
    seed: int

    def question(self, title: str, stamp: str) -> Question:
        """The question of it; `stamp` tells when the run had ended, which may begin anew."""
        asked: Mapping[str, object] = {
            **asdict(self), "stamp": stamp, "version": version_of("bundles/decide"),
        }  # fmt: skip
        return Question.of(KIND, title, asked)


def trade_off_work(workspace: Workspace, sought: TradeOffs, question: Question) -> Work:
    """Searches, and keeps the portfolios found as a table under the question's id."""

    async def work(steps: Steps) -> None:
        steps.plan("Open the choices", "Search the trade-offs")
        with steps("Open the choices") as step:
            table, holds = [
                await in_thread(step, open_result_table, workspace, sought.run, name)
                for name in ("choices", "holds")
            ]
        with steps("Search the trade-offs") as step:
            found = await in_process(
                step,
                search_portfolios,
                table,
                holds,
                list(sought.aims),
                sought.bundles,
                reduced=sought.reduced,
                seed=sought.seed,
            )
            told = {"hypervolume": found.hypervolume, "aims": list(found.aims)}
            tables = {PORTFOLIOS: found.portfolios}
            await in_thread(step, keep_results, workspace, question.id, {"found": told}, tables)

    return work
