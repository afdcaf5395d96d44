"""Settings: environment, then the settings file, then the default; whole numbers only."""

import dataclasses
from pathlib import Path

import pytest

from engine import OptionRefused, Settings, read_settings


def test_defaults(tmp_path: Path) -> None:
    assert read_settings({"BACKROOM_HOME": str(tmp_path)}) == Settings(home=tmp_path)


def test_the_environment_comes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"threads": 3, "kept_mb": 7}', "utf-8")
    settings = read_settings({"BACKROOM_HOME": str(tmp_path), "BACKROOM_THREADS": "5"})
    assert (settings.threads, settings.kept_mb, settings.runs_at_once) == (5, 7, 2)


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "many", "", "٣"])
def test_what_is_no_whole_number_above_zero_is_refused(value: str, tmp_path: Path) -> None:
    with pytest.raises(OptionRefused, match="threads must be a whole number above zero"):
        read_settings({"BACKROOM_HOME": str(tmp_path), "BACKROOM_THREADS": value})


def test_unknown_settings_list_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"thread": 3}', "utf-8")
    with pytest.raises(OptionRefused) as caught:
        read_settings({"BACKROOM_HOME": str(tmp_path)})
    assert "['thread']" in str(caught.value)
    names = {field.name.replace("ml_", "ml.") for field in dataclasses.fields(Settings)[1:]}
    assert all(name in str(caught.value) for name in names)


def test_a_damaged_settings_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("{threads: 3}", "utf-8")
    with pytest.raises(OptionRefused, match=r"settings\.json .* is not valid JSON"):
        read_settings({"BACKROOM_HOME": str(tmp_path)})


def test_settings_in_use_do_not_change(tmp_path: Path) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings(home=tmp_path).threads = 9  # type: ignore[misc]
