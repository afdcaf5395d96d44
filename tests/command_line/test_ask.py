"""`backroom ask` with the models of this computer: what it writes, says and refuses."""

import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

Run = Callable[..., int]


@pytest.fixture
def refused(ask: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command that must be refused; gives the only line it says, on the error stream."""

    def run(*arguments: object, **told: Path) -> str:
        out = tmp_path / "out"
        assert ask("--out", out, "--quiet", *arguments, **told) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1
        assert not out.exists() or list(out.iterdir()) == []
        return said.err

    return run


def test_every_row_is_answered_and_counted(
    ask: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert ask("--out", out) == 0
    said = capsys.readouterr()
    assert "48 rows, 40 with a text, 4 of these texts different" in said.out
    assert "40 answered by local:wordllama" in said.out
    assert "8 without" not in said.out
    assert "Ask the model" in said.err
    answers = pl.read_csv(out / "answers.csv")
    assert answers.columns == ["row", "text", "mood", "made_by", "reason"]
    assert answers["row"].to_list() == list(range(1, 49))
    empty = answers.filter(pl.col("text").is_null())
    assert (empty.height, set(empty["reason"]), set(empty["mood"])) == (8, {"no text"}, {None})
    assert set(answers["mood"].drop_nulls()) <= {"praise", "complaint"}
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["asked"]["answered"] == {manifest["made_by"]: 40}
    assert manifest["models"]["chat"].startswith("local:")


def test_the_same_question_gives_the_same_bytes_whatever_the_batches(
    ask: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = []
    for size in ("120", "2"):
        monkeypatch.setenv("BATCH_SIZE_OPTIMAL", size)
        assert ask("--out", tmp_path / size, "--quiet") == 0
        files.append((tmp_path / size / "answers.csv").read_bytes())
    assert files[0] == files[1]


def test_another_column_by_its_heading(ask: Run, tmp_path: Path) -> None:
    assert ask("--out", tmp_path / "out", "--quiet", "--column", "channel") == 0
    answers = pl.read_csv(tmp_path / "out" / "answers.csv")
    assert set(answers["text"]) == {"Phone", "Shop"}


def test_what_the_local_model_cannot_do_is_said_and_counted(
    ask: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schema = tmp_path / "free.json"
    schema.write_text('{"type": "object", "properties": {"about": {"type": "string"}}}', "utf-8")
    assert ask("--out", tmp_path / "out", schema=schema) == 0
    assert "40 without an answer: the local model can only choose" in capsys.readouterr().out
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert sum(manifest["asked"]["failed"].values()) == 40


def test_a_run_kept_in_a_workspace_is_opened_again(
    ask: Run, refused: Callable[..., str], tmp_path: Path
) -> None:
    home = tmp_path / "kept"
    for name in ("one", "two"):
        assert ask("--out", tmp_path / name, "--workspace", home, "--quiet") == 0
    one, two = ((tmp_path / name / "manifest.json").read_bytes() for name in ("one", "two"))
    assert one == two
    said = refused("--workspace", home, "--resume")
    assert said == (
        "There is nothing to go on with: this question about survey.csv has been answered "
        "already; leave --resume out.\n"
    )
    assert "was never asked there" in refused(
        "--workspace", home, "--resume", "--question", "Is it late?"
    )


def test_resume_needs_a_workspace(refused: Callable[..., str]) -> None:
    assert "name it: --workspace" in refused("--resume")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--question", " "), "There is no question"),
        (("--column", "nothing"), "with texts are comment, channel."),
        (("--model", "gpt"), "invalid choice"),
        (("--budget", "much"), "invalid float"),
        (("--budget", "-1"), "0 or more"),
        (("--option", "bundles=3"), "no read option 'bundles'"),
        (("--schema", "nothing.json"), "There is no file nothing.json"),
    ],
    ids=lambda told: " ".join(told) if isinstance(told, tuple) else "",
)
def test_refusals(refused: Callable[..., str], arguments: tuple[str, ...], says: str) -> None:
    assert says in refused(*arguments)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "is not valid JSON, at line 1"),
        ("[" * 100_000, "is not valid JSON"),
        ('"object"', '"type": "object"'),
        ('{"type": "object"}', '"properties"'),
        ('{"type": "object", "properties": {"a": {"$ref": "#"}}}', "$ref"),
    ],
    ids=lambda told: told[:20],
)
def test_schemas_that_are_refused(
    refused: Callable[..., str], tmp_path: Path, text: str, says: str
) -> None:
    schema = tmp_path / "wrong.json"
    schema.write_text(text, "utf-8")
    assert says in refused(schema=schema)


def test_files_in_the_way_are_not_written_over(ask: Run, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", "utf-8")
    assert ask("--out", tmp_path / "out", "--quiet") == 2
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]
