"""What a later run of the same file does not compute again, through the door."""

from typing import Any

import pytest

from engine.bundles.context import mining, vectors
from tests.bundles.whole_files.conftest import Desk, orders_csv
from tests.bundles.whole_files.test_flags_with_a_catalog import shop

PRICE_OR_PORTFOLIO: tuple[dict[str, Any], ...] = (
    {"margin_floor_pct": 40.0},
    {"most_value": 20.0},
    {"bundles": 2},
    {"objectives": ("gift_box",)},
    {"types": ("FIXED", "BXGY")},
    {"semantic": 0.2, "transactional": 0.5, "business": 0.3},
    {"tone": "premium", "language": "de"},
)


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was mined or embedded, each time it was."""
    calls: list[str] = []
    mine, made = mining.mine_itemsets, vectors._of

    def mined(*rest: Any) -> Any:
        calls.append("mined")
        return mine(*rest)

    def embedded(*rest: Any) -> Any:
        calls.append("embedded")
        return made(*rest)

    monkeypatch.setattr(mining, "mine_itemsets", mined)
    monkeypatch.setattr(vectors, "_of", embedded)
    return calls


def test_price_and_portfolio_options_mine_and_embed_nothing_again(
    desk: Desk, computed: list[str]
) -> None:
    table = desk.table(shop())
    first, _ = desk.found(table)
    assert computed == ["mined", "embedded"] or computed == ["embedded", "mined"]
    others = [desk.found(table, **options)[0] for options in PRICE_OR_PORTFOLIO]
    assert sum(bundles != first for bundles in others) > len(others) / 2
    assert len(computed) == 2


def test_another_file_is_mined_and_embedded(desk: Desk, computed: list[str]) -> None:
    desk.found(desk.table(shop()))
    desk.found(desk.table(orders_csv([[0, 1], [2, 3]] * 30)))
    assert computed.count("mined") == 2


def test_vectors_are_kept_by_words_and_model() -> None:
    one = vectors._key(("a | b",), "local:x")
    assert one == vectors._key(("a | b",), "local:x")
    assert len({one, vectors._key(("a | c",), "local:x"), vectors._key(("a | b",), "local:y")}) == 3
