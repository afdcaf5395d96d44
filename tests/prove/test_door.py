"""Proof through the door: sizes, arms that outlive the process, judgements, and all refusals."""

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine import (
    Backroom,
    BundleOptions,
    ExperimentPlan,
    NotFound,
    OptionRefused,
    Settings,
    SmallestEffect,
    bundles_for_test,
)

FIRST = dt.date(2026, 1, 5)


def shop_csv(days: int = 120) -> bytes:
    rows = ["order_id,sku,product,quantity,unit_price,date"]
    for order in range(days * 4):
        day = FIRST + dt.timedelta(days=order // 4)
        for sku in ["A", "B"] if order % 2 else ["CE"[order % 4 // 2]]:
            rows.append(f"{order},{sku},Thing {sku},1,{3 + order * order % 97}.00,{day}")
    return "\n".join(rows).encode()


@pytest.fixture
def table(backroom: Backroom) -> str:
    table = backroom.read(backroom.take("shop.csv", io.BytesIO(shop_csv())))
    backroom.wait(table, 60)
    return table


@pytest.fixture
def run(backroom: Backroom, table: str) -> str:
    run = backroom.find_bundles(table, BundleOptions())
    assert backroom.wait(run, 60).status == "done"
    return run


def plan_for(backroom: Backroom, run: str, way: str = "date_blocks", **more: Any) -> ExperimentPlan:
    bundles = bundles_for_test(backroom.document(run, "bundles"))
    return ExperimentPlan(way, bundles, "2026-02-02", **({"days": 7, "pairs": 4} | more))


def test_sizes_shrink_with_the_effect_sought(backroom: Backroom, table: str) -> None:
    past = backroom.past(table)
    small = backroom.sizes(past, SmallestEffect(2.0, 3.0, 100.0))
    large = backroom.sizes(past, SmallestEffect(20.0, 3.0, 100.0))
    assert list(small) == list(large) == ["orders", "blocks", "visitors"]
    for name, size in small.items():
        assert size.each > large[name].each
        assert f"{size.each:,}" in size.says
        assert size.days is not None
        assert size.days % 7 == 0
    assert "visitors" not in backroom.sizes(past, SmallestEffect())
    assert backroom.sizes(past, SmallestEffect(2.0, 3.0))["visitors"].days is None


@pytest.mark.parametrize(
    "sought",
    [
        SmallestEffect(0.0),
        SmallestEffect(-5.0),
        SmallestEffect(5.0, 100.0),
        SmallestEffect(60.0, 70.0),
        SmallestEffect(block_days=0),
        SmallestEffect(block_days=57),
    ],
)
def test_what_cannot_be_sought_is_refused(
    backroom: Backroom, table: str, sought: SmallestEffect
) -> None:
    with pytest.raises(OptionRefused):
        backroom.sizes(backroom.past(table), sought)


def test_arms_outlive_the_process_and_the_run(
    backroom: Backroom, run: str, open_backroom: Callable[..., Backroom]
) -> None:
    drawn = backroom.draw_arms(run, plan_for(backroom, run))
    assert drawn.plan.seed > 0
    assert backroom.experiment_files() == {drawn.id: backroom.run(run).title}
    backroom.forget(run)
    backroom.close()
    again = open_backroom()
    assert again.experiment_files() == {drawn.id: ""}
    assert again.experiment(drawn.id) == drawn
    assert again.experiments() == [drawn]
    again.forget_experiment(drawn.id)
    assert again.experiments() == []
    with pytest.raises(NotFound, match="not in this workspace"):
        again.experiment(drawn.id)


def test_what_was_drawn_is_never_drawn_again(backroom: Backroom, run: str) -> None:
    plan = replace(plan_for(backroom, run), seed=77)
    assert backroom.draw_arms(run, plan) == backroom.draw_arms(run, plan)
    assert len(backroom.experiments()) == 1
    assert len({backroom.draw_arms(run, plan_for(backroom, run)).plan.seed for _ in range(3)}) == 3


def test_arms_of_a_run_that_is_not_there_are_refused(backroom: Backroom, run: str) -> None:
    with pytest.raises(NotFound):
        backroom.draw_arms("nowhere", plan_for(backroom, run))
    assert backroom.experiments() == []


def test_a_test_of_the_file_s_own_days_is_judged_by_its_orders(
    backroom: Backroom, table: str, run: str
) -> None:
    drawn = backroom.draw_arms(run, plan_for(backroom, run))
    judged = backroom.judge_orders(drawn.id, table)
    assert [effect.metric for effect in judged.effects] == [
        "order_value", "day_value", "holding", "day_orders",
    ]  # fmt: skip
    holding = judged.effects[2]
    assert holding.treated == holding.control == 0.5
    with pytest.raises(NotFound):
        backroom.judge_orders("nowhere", table)
    with pytest.raises(NotFound):
        backroom.judge_orders(drawn.id, "nowhere")


def test_files_to_work_from(backroom: Backroom, run: str) -> None:
    blocks = backroom.draw_arms(run, plan_for(backroom, run))
    rows = backroom.arms_csv(blocks.id).decode().splitlines()
    assert rows[0] == "pair,arm,begins,ends"
    assert len(rows) == 9
    codes = backroom.draw_arms(run, plan_for(backroom, run, "discount_code", people=50))
    people = backroom.people_csv(codes.id).decode().splitlines()
    assert people[0] == "place,arm,code"
    assert len(people) == 51
    by_arm = {arm["arm"]: arm["code"] for arm in codes.arms}
    assert all(row.split(",")[2] == by_arm[row.split(",")[1]] for row in people[1:])
    with pytest.raises(NotFound, match="list of people"):
        backroom.people_csv(blocks.id)


def test_counts_may_name_arms_by_the_codes_drawn(backroom: Backroom, run: str) -> None:
    drawn = backroom.draw_arms(run, plan_for(backroom, run, "discount_code", people=4000))
    codes = {arm["arm"]: arm["code"] for arm in drawn.arms}
    data = (
        f"arm,visitors,orders\n{codes['bundle']},2000,160\n{codes['control'].lower()},2000,100\n"
    ).encode()
    [conversion] = backroom.judge_counts(data, drawn.id).effects
    assert (conversion.arm, conversion.verdict) == ("bundle", "more")
    assert backroom.judge_counts(data).effects == ()


def test_an_older_workspace_gets_its_table(tmp_path: Path) -> None:
    import duckdb

    from engine.workspace.schema import STEPS, bring_up_to_date

    cursor = duckdb.connect(str(tmp_path / "old.duckdb")).cursor()
    cursor.execute("create table version (step integer)")
    before = next(k for k, step in enumerate(STEPS) if "table experiments" in " ".join(step))
    for number, statements in enumerate(STEPS[:before], start=1):
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("insert into version values (?)", [number])
    bring_up_to_date(cursor)
    cursor.execute("insert into experiments (id, run, drawn) values ('a', 'b', '{}')")
    assert cursor.sql("select count(*) from experiments").fetchall() == [(1,)]


def test_a_workspace_keeps_nothing_that_was_typed_elsewhere(
    settings: Settings, backroom: Backroom, run: str
) -> None:
    """Only the arms are kept: no counts, no effects."""
    drawn = backroom.draw_arms(run, plan_for(backroom, run))
    backroom.judge_counts(b"arm,visitors,orders\nnew,7654,1\ncontrol,7653,2\n")
    backroom.close()
    held = b"".join(path.read_bytes() for path in Path(settings.home).rglob("*.duckdb*"))
    assert drawn.id.encode() in held
    assert b"7654" not in held
