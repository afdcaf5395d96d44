"""Asking through the door: computed once, opened again, gone on with; settings that change."""

import contextlib
import io
import json
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from engine import AskOptions, Backroom, NotFound, OptionRefused
from engine.asking.result import STOPPED
from engine.models import Models
from engine.workspace import keep_results

PATIENCE_S = 60
SURVEY = "score,comment,channel\n" + "".join(
    f"{n % 11},{text},{'Phone' if n % 2 else 'Shop'}\n"
    for n, text in enumerate(["late again", "lovely mug", "", "Late  again", "-5 stars"] * 6)
)
Ask = Callable[..., AskOptions]


def table(backroom: Backroom, text: str = SURVEY) -> str:
    """The id of this survey's table, read."""
    read = backroom.read(backroom.take("survey.csv", io.BytesIO(text.encode())))
    assert backroom.wait(read, PATIENCE_S).status == "done"
    return read


@pytest.fixture
def chat(fake_chat: Any, no_embed: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The chat that answers in place of whichever is asked for; closed when its run is over."""
    fake = fake_chat()
    fake.closed = 0

    @contextlib.asynccontextmanager
    async def open_models(*_: Any, **__: Any) -> AsyncIterator[Models]:
        yield Models(fake, no_embed())
        fake.closed += 1

    monkeypatch.setattr("engine.tool_door.open_models", open_models)
    return fake


def test_a_question_is_asked_once_and_its_files_are_there(
    backroom: Backroom, chat: Any, question: Ask, expected: Callable[..., Any]
) -> None:
    read = table(backroom)
    run = backroom.ask(read, question())
    assert backroom.wait(run, PATIENCE_S).status == "done"
    assert (len(chat.asked), chat.closed) == (3, 1)
    assert backroom.ask(read, question(budget_usd=2.0)) == run
    assert backroom.ask(read, question(column="comment", model="local")) == run
    assert len(chat.asked) == 3
    files = backroom.files(run)
    assert set(files) == {"answers.csv", "manifest.json"}
    first, *_ = backroom.result_table(run, "answers").iter_rows(named=True)
    assert {name: first[name] for name in ("mood", "stars")} == expected("late again")
    lines = files["answers.csv"].decode().splitlines()
    assert lines[0] == "row,text,mood,stars,made_by,reason"
    assert lines[5].startswith("5,'-5 stars,")


def test_the_manifest_gives_account(backroom: Backroom, chat: Any, question: Ask) -> None:
    chat.fails = lambda text: "no good" if "mug" in text else ""
    run = backroom.ask(table(backroom), question())
    assert backroom.wait(run, PATIENCE_S).status == "done"
    told = json.loads(backroom.files(run)["manifest.json"])
    asked = told["asked"]
    assert asked["rows"] == told["rows"]["used"] == 30
    assert asked["rows"] == asked["without_text"] + asked["items"]
    assert asked["items"] == sum(asked["answered"].values()) + sum(asked["failed"].values())
    assert asked["failed"] == {"no good": 6}
    assert (told["kind"], told["stopped"], told["made_by"]) == ("ask", False, "openai:fake")
    assert told["models"] == {"chat": "openai:fake", "embed": "local:none"}
    assert told["inputs"]["column"] == "comment"
    assert told["options"]["question"] == "How is the mood?"
    assert told["options"]["schema"]["properties"]["mood"] == {"enum": ["good", "bad"]}


def test_what_shapes_the_answers_is_another_run(
    backroom: Backroom, chat: Any, question: Ask
) -> None:
    read = table(backroom)
    asked = [
        question(),
        question(question="Is it late?"),
        question(column="channel"),
        question(model="openai", budget_usd=0.0),
        question(schema={"type": "object", "properties": {"mood": {"type": "string"}}}),
    ]
    assert len({backroom.ask_question(read, options).id for options in asked}) == len(asked)
    assert backroom.ask_question(read, asked[0]).kind == "ask"
    assert chat.asked == []


def test_a_run_that_stopped_keeps_what_there_is_and_goes_on(
    backroom: Backroom, chat: Any, question: Ask
) -> None:
    chat.fails = lambda text: STOPPED if "mug" in text else ""
    read = table(backroom)
    run = backroom.ask(read, question())
    view = backroom.wait(run, PATIENCE_S)
    assert view.status == "stopped"
    assert view.error == ("Stopped at the budget: 6 rows are left unanswered; raise it to go on.")
    half = backroom.files(run)["answers.csv"].decode()
    assert half.count(STOPPED) == 6
    assert backroom.document(run, "manifest")["stopped"] is True
    chat.fails = lambda _: ""
    assert backroom.ask(read, question(budget_usd=50.0)) == run
    assert backroom.wait(run, PATIENCE_S).status == "done"
    assert STOPPED not in backroom.files(run)["answers.csv"].decode()
    assert backroom.run(run).attempt == 2


def test_asking_again_computes_anew_with_the_same_bytes(
    backroom: Backroom, chat: Any, question: Ask
) -> None:
    read = table(backroom)
    run = backroom.ask(read, question())
    backroom.wait(run, PATIENCE_S)
    before = backroom.files(run)["answers.csv"]
    assert backroom.ask(read, question(), again=True) == run
    backroom.wait(run, PATIENCE_S)
    assert backroom.files(run)["answers.csv"] == before
    assert len(chat.tasks) == 2


def test_a_run_that_stops_is_no_finished_one_whatever_ends_it(
    backroom: Backroom, chat: Any, question: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat.fails = lambda text: STOPPED if "mug" in text else ""
    run = ""

    def keep_and_be_cancelled(*kept: Any) -> None:
        keep_results(*kept)
        backroom.cancel(run)

    monkeypatch.setattr("engine.jobs.keeping.keep_results", keep_and_be_cancelled)
    read = table(backroom)
    run = backroom.ask_question(read, question()).id
    backroom.ask(read, question())
    assert backroom.wait(run, PATIENCE_S).status == "stopped"
    assert "6 rows are left unanswered" in str(backroom.run(run).error)


def test_a_run_under_way_is_not_forgotten(
    backroom: Backroom, chat: Any, question: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()

    def keep_late(*kept: Any) -> None:
        go.wait(PATIENCE_S)
        keep_results(*kept)

    monkeypatch.setattr("engine.jobs.keeping.keep_results", keep_late)
    run = backroom.ask(table(backroom), question())
    backroom.forget(run)
    go.set()
    assert backroom.wait(run, PATIENCE_S).status == "done"
    assert backroom.files(run)
    assert len(chat.asked) == 3


def test_runs_of_asking_are_listed_and_forgotten(
    backroom: Backroom, chat: Any, question: Ask
) -> None:
    run = backroom.ask(table(backroom), question())
    backroom.wait(run, PATIENCE_S)
    assert [row.id for row in backroom.runs()] == [run]
    assert [row.kind for row in backroom.runs(["ask"])] == ["ask"]
    backroom.forget(run)
    assert backroom.watch(run) is None
    with pytest.raises(NotFound):
        backroom.files(run)
    assert chat.closed == 1


def test_a_table_or_column_that_is_not_there(backroom: Backroom, question: Ask) -> None:
    with pytest.raises(NotFound):
        backroom.ask("nothing", question())
    with pytest.raises(OptionRefused, match="no column 'heading' with texts"):
        backroom.ask(table(backroom), question(column="heading"))


def test_a_changed_setting_is_written_and_used(backroom: Backroom, settings: Any) -> None:
    assert backroom.setting_origins()["max_rps"] == "default"
    changed = backroom.change_settings({"max_rps": 2, "redact": False, "ml_fast_itemsets": False})
    assert (changed.max_rps, changed.redact, changed.ml_fast_itemsets) == (2.0, False, False)
    assert backroom.settings == changed
    assert backroom.settings.home == settings.home
    assert backroom.setting_origins()["max_rps"] == "settings.json"
    written = json.loads((settings.home / "settings.json").read_text())
    assert written == {"max_rps": 2, "ml.fast_itemsets": False, "redact": False}
    assert backroom.change_settings({"max_rps": None}).max_rps == 8.0


@pytest.mark.parametrize("changes", [{"max_rps": 0}, {"nothing": 1}, {"redact": "perhaps"}])
def test_a_setting_out_of_range_changes_nothing(
    backroom: Backroom, changes: dict[str, object]
) -> None:
    before = backroom.settings
    with pytest.raises(OptionRefused):
        backroom.change_settings({"threads": 4} | changes)
    assert backroom.settings == before
    assert not (before.home / "settings.json").exists()


def test_a_setting_of_the_environment_is_not_changed_here(
    backroom: Backroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_RATE_LIMIT_RPS", "3")
    with pytest.raises(OptionRefused, match="the variable OPENAI_RATE_LIMIT_RPS of the environ"):
        backroom.change_settings({"max_rps": 4})
    assert not (Path(backroom.settings.home) / "settings.json").exists()
    assert backroom.change_settings({"threads": 3}).max_rps == 3.0


def test_the_lane_keeps_to_changed_settings(backroom: Backroom) -> None:
    assert backroom.lane_view().most_in_flight == 32
    backroom.change_settings({"parallel_processing": False})
    assert backroom.lane_view().most_in_flight == 1
