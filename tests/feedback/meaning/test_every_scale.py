"""Whatever the scale: read, counted, told in sentences and written down."""

from collections.abc import Callable

import numpy as np
import polars as pl
import pytest

from engine.feedback.meaning.figures import summary_figures
from engine.feedback.meaning.measure import measure
from engine.feedback.meaning.measures import Measured
from engine.feedback.meaning.sentences import local_sentences
from engine.feedback.out.artefacts import feedback_artefacts, tell
from engine.feedback.out.page import to_page
from engine.feedback.responses import SEGMENT
from engine.feedback.scores import read_scores
from engine.files.cells.scale import BOUNDS

WRITTEN = {("0-10", False), ("0-100", False), ("1-5", True), ("mixed", False)}
GROUPS = {1: "promoter", 0: "passive", -1: "detractor"}
MANIFEST = {
    "run": "r", "inputs": {"file": "survey.csv", "sha256": "0" * 64}, "options": {}, "versions": {},
    "rows": {"read": 120, "used": 120, "rejected": {}}, "made_by": {},
}  # fmt: skip
ENGLISH = ("shifted", "answers", "Scores", "drivers", "points", "gave", "Theme", "None")
"""Words of ours that no report in Spanish holds; comments are in English here."""


@pytest.mark.parametrize("map_scores", [False, True])
@pytest.mark.parametrize("name", [*BOUNDS, "mixed", "unknown"])
def test_every_scale_is_told_as_what_it_is(
    name: str,
    map_scores: bool,
    table_of: Callable[..., pl.DataFrame],
    measured_of: Callable[..., Measured],
) -> None:
    low, high = BOUNDS.get(name, (1, 10))
    given = np.random.default_rng(0).integers(low, high + 1, 120).astype(float)
    facts = {"name": name, "low": low, "high": high, "mixed": ["1-5", "1-10"] * (name == "mixed")}
    scored = read_scores(pl.DataFrame({"score": given}), facts, map_scores=map_scores)
    table = table_of(
        score=pl.Series(scored.score).fill_nan(None).to_list(),
        nps_group=[GROUPS.get(group) for group in scored.group.tolist()],
        comment=[f"The delivery came late {k}" for k in range(120)],
        themes=[["delivery"] if k % 3 else [] for k in range(120)],
        **{f"{SEGMENT}shop": ["north", "south"] * 60},
    )
    measured = measured_of(scale=scored.scale, low=scored.low, high=scored.high)
    found = measure(table, measured)
    is_nps = name in ("0-10", "1-10") or (map_scores and name in ("1-5", "1-7"))
    assert bool(found.nps) == is_nps
    assert bool(found.csat) == (name not in ("0-10", "1-10", "mixed", "unknown"))
    if found.csat:
        assert found.csat["mean"] == pytest.approx(given.mean())
        assert (found.csat["satisfied"] is None) == (name == "0-100")
    said = [one.text for one in local_sentences(summary_figures(found))]
    assert any(text.startswith("On the scale") for text in said) == bool(found.csat)
    assert any("NPS" in text for text in said) == is_nps
    if (name, map_scores) in WRITTEN:
        summary = {"words": [], "notes_on_reading": [scored.says] if scored.says else []}
        documents = {"summary": summary, "manifest": MANIFEST}
        told = tell(table, found, measured.themes, documents, {}, "es")
        files = feedback_artefacts(told)
        assert all(files.values())
        page = files["feedback.html"].decode()
        assert 'lang="es"' in page
        assert [word for word in ENGLISH if word in page] == []


def test_shares_on_pages_are_weighted(
    table_of: Callable[..., pl.DataFrame], measured_of: Callable[..., Measured]
) -> None:
    """One promoter who counts three times, one detractor, one whose weight is not known."""
    table = table_of(
        score=[9.0, 2.0, 2.0],
        nps_group=["promoter", "detractor", "detractor"],
        weight=[3.0, 1.0, None],
    )
    found = measure(table, measured_of(segments=()))
    documents = {"summary": {"words": []}, "manifest": MANIFEST}
    told = tell(table, found, (), documents, {}, "en")
    page = to_page(told).decode()
    assert "1 (75 %)" in page
    assert "1 (25 %)" in page
