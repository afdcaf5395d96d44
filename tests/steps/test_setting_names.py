"""Every name that the tools before this one used still sets what it set."""

import dataclasses
import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import OptionRefused, Settings, read_settings
from engine.settings import knob_of, origins, write_settings

NAMES = [
    ("AI_MODEL", "gpt-4.1", "ai_model", "gpt-4.1"),
    ("OPENAI_BASE_URL", "http://127.0.0.1:9/v1", "base_url", "http://127.0.0.1:9/v1"),
    ("MAX_RPS", "4", "max_rps", 4.0),
    ("OPENAI_RATE_LIMIT_RPS", "2.5", "max_rps", 2.5),
    ("BATCH_SIZE_OPTIMAL", "50", "batch_size_optimal", 50),
    ("MAX_BATCH_SIZE", "50", "max_batch_size", 50),
    ("OPENAI_CONCURRENT_WORKERS", "6", "concurrent_workers", 6),
    ("OPENAI_CONCURRENT_WORKERS", "AUTO", "concurrent_workers", "auto"),
    ("ENABLE_PARALLEL_PROCESSING", "false", "parallel_processing", False),
    ("ENABLE_COMMENT_CACHE", "0", "comment_cache", False),
    ("CACHE_TTL_DAYS", "30", "cache_ttl_days", 30.0),
    ("EMBED_CONCURRENT_BATCHES", "5", "embed_concurrent_batches", 5),
    ("LOG_PERFORMANCE_METRICS", "true", "log_performance_metrics", True),
    ("ALERT_THRESHOLD_SECONDS", "12.5", "alert_threshold_seconds", 12.5),
    ("NPS_CALCULATION_METHOD", "Weighted", "nps_calculation_method", "weighted"),
    ("FILE_PARSER_MODE", "base", "file_parser_mode", "base"),
    ("ml.parallel_candidate_generation", "off", "ml_parallel_candidate_generation", False),
    ("ml.parallel_embedding_batches", "no", "ml_parallel_embedding_batches", False),
    ("ml.faiss_similarity_search", "FALSE", "ml_faiss_similarity_search", False),
]
FIELDS = dataclasses.fields(Settings)[1:]


def read(home: Path, **environment: str) -> Settings:
    return read_settings({"BACKROOM_HOME": str(home), **environment})


@pytest.mark.parametrize(("name", "written", "field", "value"), NAMES)
def test_a_name_of_before_sets_its_setting(
    name: str, written: str, field: str, value: object, tmp_path: Path
) -> None:
    default = getattr(Settings(home=tmp_path), field)
    changed = read(tmp_path, **{name: written})
    assert getattr(changed, field) == value
    assert dataclasses.replace(changed, **{field: default}) == Settings(home=tmp_path)
    assert origins(tmp_path, {name: written})[field] == name
    own = f"BACKROOM_{field.upper()}"
    assert getattr(read(tmp_path, **{own: written}), field) == value


@pytest.mark.parametrize("pair", [("4", "6"), ("6", "4"), ("4", "4.0")])
def test_the_lower_of_two_limits_of_pace_holds(pair: tuple[str, str], tmp_path: Path) -> None:
    both = {"MAX_RPS": pair[0], "OPENAI_RATE_LIMIT_RPS": pair[1]}
    assert read(tmp_path, **both).max_rps == 4
    assert read(tmp_path, **both, BACKROOM_MAX_RPS="3").max_rps == 3
    write_settings(tmp_path, {"max_rps": 1})
    assert read(tmp_path, **both).max_rps == 4


def test_of_other_names_the_own_one_holds(tmp_path: Path) -> None:
    both = {"AI_MODEL": "theirs", "BACKROOM_AI_MODEL": "ours"}
    assert read(tmp_path, **both).ai_model == "ours"
    assert origins(tmp_path, both)["ai_model"] == "BACKROOM_AI_MODEL"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("MAX_RPS", "fast", "MAX_RPS must be a number of at least 0.01 and at most 1000"),
        ("OPENAI_RATE_LIMIT_RPS", "0", "OPENAI_RATE_LIMIT_RPS must be a number"),
        ("OPENAI_CONCURRENT_WORKERS", "many", "above zero and at most 256 or 'auto'"),
        ("BATCH_SIZE_OPTIMAL", "12.5", "must be a whole number above zero and at most 1000"),
        ("ENABLE_COMMENT_CACHE", "maybe", "must be true or false, not 'maybe'"),
        ("CACHE_TTL_DAYS", "nan", "must be a number"),
        ("ALERT_THRESHOLD_SECONDS", "-1", "must be a number of at least 0"),
        ("NPS_CALCULATION_METHOD", "net", "one of standard, shifted, absolute, weighted"),
        ("FILE_PARSER_MODE", "strict", "one of base, flexible, not 'strict'"),
        ("LOG_PERFORMANCE_METRICS", "", "must be true or false"),
    ],
)  # fmt: skip
def test_bad_values_are_refused_in_words(name: str, value: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(OptionRefused) as refused:
        read(tmp_path, **{name: value})
    assert words in str(refused.value)


def values_of(field: dataclasses.Field[Any]) -> st.SearchStrategy[Any]:
    """Values that a setting may have."""
    knob = knob_of(field)
    most = knob.most if knob.most < math.inf else knob.least + 1000
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "yes_no": st.booleans(),
        "choice": st.sampled_from(knob.choices or ("",)),
        "text": st.text(max_size=10).map(str.strip),
        "whole": st.integers(math.ceil(knob.least), math.floor(most)),
        "number": st.floats(knob.least, most),
    }
    return kinds[knob.kind]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries({}, optional={field.name: values_of(field) for field in FIELDS}))
def test_what_is_written_is_read_again(tmp_path: Path, changes: dict[str, Any]) -> None:
    (tmp_path / "settings.json").unlink(missing_ok=True)
    write_settings(tmp_path, changes)
    expected = Settings(home=tmp_path, **changes)
    assert read(tmp_path) == expected
    told = origins(tmp_path, {})
    assert {name for name, origin in told.items() if origin != "default"} == set(changes)
    write_settings(tmp_path, dict.fromkeys(changes))
    assert read(tmp_path) == Settings(home=tmp_path)


def test_nothing_is_written_where_one_value_is_bad(tmp_path: Path) -> None:
    write_settings(tmp_path, {"max_rps": 3})
    before = (tmp_path / "settings.json").read_bytes()
    for changes in ({"threads": 4, "max_rps": 0}, {"threads": 4, "pace": 1}, {"home": "/"}):
        with pytest.raises(OptionRefused):
            write_settings(tmp_path, changes)
        assert (tmp_path / "settings.json").read_bytes() == before
    assert json.loads(before) == {"max_rps": 3.0}
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]
