"""What a worker process raises is raised here, or its name and words where it cannot be."""

import pytest

from engine.errors import Cancelled, ColumnsMissing
from engine.jobs import in_process


def refuse_columns() -> None:
    raise ColumnsMissing("No product.", ("product",), ("a",))


def refuse_cancelled() -> None:
    raise Cancelled


class Odd(Exception):
    def __init__(self, _a: int, _b: int) -> None:
        super().__init__("odd")


def raise_odd() -> None:
    raise Odd(1, 2)


def unpicklable() -> object:
    return lambda: None


@pytest.mark.parametrize(
    ("work", "kind"),
    [(refuse_columns, ColumnsMissing), (refuse_cancelled, Cancelled), (raise_odd, RuntimeError)],
)
def test_errors_of_any_shape_come_back_from_a_process(work, kind, jobs, ask) -> None:
    raised = []

    async def go(steps):
        try:
            await in_process(steps, work)
        except Exception as error:  # noqa: BLE001 - looked at below
            raised.append(error)

    jobs.submit(ask("a"), go)
    jobs.wait("a", 30)
    assert [type(error) for error in raised] == [kind]
