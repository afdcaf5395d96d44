"""Once a run has waited for the server as long as it may, nothing more is begun."""

from engine.models import Answer, Models
from engine.steps import Steps
from engine.workspace import calls_of
from tests.models.whole.conftest import TASK, Whole, comments


def test_nothing_begins_after_the_time_is_over(whole: Whole) -> None:
    whole.server.faults(latency=30)
    whole.change(run_timeout_s=0.3)
    items = comments(60)

    async def twice(models: Models) -> list[Answer]:
        first = await models.chat.answer(TASK, items[:10], Steps())
        return [*first, *await models.chat.answer(TASK, items[10:], Steps())]

    answers = whole.run(twice)
    over = "the run's time for the server was over"
    assert {answer.reason.partition(";")[0] for answer in answers} == {over}
    assert whole.lane.view().sent == len(calls_of(whole.workspace, "run")) == 1
