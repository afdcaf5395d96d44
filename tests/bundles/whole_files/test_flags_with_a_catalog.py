"""Each flag of Bundles on a shop with a catalog: another way of working, the same bytes."""

import dataclasses
import random
from collections.abc import Callable
from typing import Any

import pytest

from engine import Backroom, Settings
from engine.bundles.candidates import found as finding
from engine.bundles.candidates.ladder import climb
from tests.bundles.whole_files.conftest import Desk, orders_csv

FLAGS = tuple(name for name in Settings.__dataclass_fields__ if name.startswith("ml_"))


def shop() -> str:
    dice = random.Random(3)
    orders = []
    for order in range(150):
        pair = ((0, 1), (2, 3), (4, 5))[order % 3]
        items = {*(pair if dice.random() < 0.6 else pair[:1]), dice.randrange(8)}
        orders.append(sorted(items))
    return orders_csv(orders)


def written(backroom: Backroom) -> dict[str, bytes]:
    """The files of a run but its manifest, which names no flag and tells of seconds."""
    desk = Desk(backroom)
    run, view = desk.ended(desk.table(shop()))
    assert view.status == "done", view.error
    files = dict(backroom.files(run))
    del files["manifest.json"]
    return files


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the run writes with all flags as they ship."""
    backroom = Backroom.open(Settings(home=tmp_path_factory.mktemp("usual")))
    files = written(backroom)
    backroom.close()
    assert files["bundles.json"].count(b'"rank"') > 10
    return files


def test_these_are_the_flags() -> None:
    assert set(FLAGS) == {
        "ml_parallel_candidate_generation", "ml_fast_itemsets", "ml_bottom_up_ladder",
        "ml_parallel_embedding_batches", "ml_faiss_similarity_search",
        "ml_reduced_optimization_iterations",
    }  # fmt: skip


@pytest.mark.parametrize("flag", [flag for flag in FLAGS if flag != "ml_fast_itemsets"])
def test_a_flag_changes_no_byte(
    flag: str,
    usual: dict[str, bytes],
    open_backroom: Callable[..., Backroom],
    settings: Settings,
) -> None:
    switched = dataclasses.replace(settings, **{flag: not getattr(settings, flag)})
    assert written(open_backroom(switched)) == usual


def test_all_of_them_off_change_no_byte(
    usual: dict[str, bytes], open_backroom: Callable[..., Backroom], settings: Settings
) -> None:
    plain = dataclasses.replace(settings, **dict.fromkeys(FLAGS, False))
    assert written(open_backroom(plain)) == usual


@pytest.mark.parametrize("flag", [True, False])
def test_the_flags_reach_the_ladder_and_the_neighbours(
    flag: bool,
    open_backroom: Callable[..., Backroom],
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    orders: list[list[int]] = []
    faiss: list[bool] = []
    real_order, real_find = climb.Ladder.order, finding.find_neighbours

    def order(self: Any, **below: int) -> Any:
        orders.append(list(real_order(self, **below)))
        return orders[-1]

    def find(*rest: Any, use_faiss: bool) -> Any:
        faiss.append(use_faiss)
        return real_find(*rest, use_faiss=use_faiss)

    monkeypatch.setattr(climb.Ladder, "order", order)
    monkeypatch.setattr(finding, "find_neighbours", find)
    written(
        open_backroom(
            dataclasses.replace(settings, ml_bottom_up_ladder=flag, ml_faiss_similarity_search=flag)
        )
    )
    assert faiss == [flag]
    assert orders == [sorted(one, reverse=flag) for one in orders]
    assert {len(one) for one in orders} == {6, 7}
