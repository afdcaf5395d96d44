"""Prices: dated, the user's own over those that ship, unknown where nobody said them."""

import datetime as dt
import json
import tomllib
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import OptionRefused
from engine.models.money import Price, change_price, cost_of, most_cost, price_of, prices
from engine.settings import Settings

DAY = dt.date(2026, 11, 21)


def test_every_shipped_price_says_its_day_and_its_source(tmp_path: Path) -> None:
    shipped = prices(tmp_path)
    assert len(shipped) > 20
    assert list(shipped) == sorted(shipped)
    for name, price in shipped.items():
        assert price.dated is not None, name
        assert dt.date(2025, 1, 1) < price.dated < dt.date(2026, 11, 22), name
        assert price.source.startswith("https://"), name
        embeds = name.startswith("text-embedding")
        assert price.input > 0, name
        assert price.output == 0 if embeds else price.output > price.input, name


def test_the_default_chat_model_has_a_price(settings: Settings) -> None:
    price = price_of(settings, settings.ai_model)
    assert price is not None
    assert (price.input, price.output) == (Decimal("0.15"), Decimal("0.6"))


def test_the_table_travels_with_the_package(root: Path) -> None:
    setup = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    names = setup["package-data"]["engine.models.money"]
    assert [(root / "engine/models/money" / name).is_file() for name in names] == [True]


@pytest.mark.parametrize("provider", ["ollama", "lmstudio", "vllm"])
def test_a_server_on_ones_own_computer_costs_nothing(settings: Settings, provider: str) -> None:
    price = price_of(replace(settings, provider=provider), "whatever:7b")
    assert price is not None
    assert cost_of(price, 10**9, 10**9) == 0


@pytest.mark.parametrize("provider", ["ollama", "lmstudio", "vllm"])
def test_the_same_kind_of_server_elsewhere_may_cost(settings: Settings, provider: str) -> None:
    elsewhere = replace(settings, provider=provider, base_url="https://ollama.com/v1")
    assert price_of(elsewhere, "whatever:7b") is None
    near = replace(settings, provider=provider, base_url="http://192.168.1.20:8000/v1")
    assert price_of(near, "whatever:7b") is not None


@pytest.mark.parametrize("provider", ["azure", "openrouter", "other"])
def test_another_sellers_price_is_unknown_until_the_user_says_it(
    settings: Settings, provider: str
) -> None:
    elsewhere = replace(settings, provider=provider)
    assert price_of(elsewhere, "gpt-4o-mini") is None
    change_price(settings.home, "gpt-4o-mini", "0.165", 0.66, today=DAY)
    own = Price(Decimal("0.165"), Decimal("0.66"), DAY, "entered here")
    assert price_of(elsewhere, "gpt-4o-mini") == own


def test_the_users_price_stands_over_the_shipped_one_until_it_is_taken_out(
    settings: Settings,
) -> None:
    before = prices(settings.home)
    assert price_of(settings, "my-model") is None
    change_price(settings.home, " my-model ", 1, "2.5", today=DAY)
    change_price(settings.home, "gpt-4o", "3", "12", today=DAY)
    table = prices(settings.home)
    assert table["my-model"] == Price(Decimal(1), Decimal("2.5"), DAY, "entered here")
    assert table["gpt-4o"].input == 3
    assert price_of(settings, "gpt-4o") == table["gpt-4o"]
    for name in ("my-model", "gpt-4o", "never-there"):
        change_price(settings.home, name, None, None)
    assert prices(settings.home) == before


def test_a_price_without_a_given_day_is_dated_today(settings: Settings) -> None:
    change_price(settings.home, "x", 1, 1)
    dated = prices(settings.home)["x"].dated
    assert dated is not None
    assert abs((dt.datetime.now(dt.UTC).date() - dated).days) <= 1


@pytest.mark.parametrize(
    ("model", "given_in", "given_out"),
    [
        ("", 1, 1), ("  ", 1, 1), ("x", -1, 1), ("x", 1, "nan"), ("x", "inf", 1), ("x", 1, None),
        ("x", "cheap", 1), ("x", 100_001, 1), ("x", "0.0000001", 1), ("x", "1e999999", 1),
    ],
)  # fmt: skip
def test_what_is_no_price_is_refused_and_nothing_is_kept(
    settings: Settings, model: str, given_in: object, given_out: object
) -> None:
    with pytest.raises(OptionRefused, match="price"):
        change_price(settings.home, model, given_in, given_out)  # type: ignore[arg-type]
    assert not (settings.home / "prices.json").exists()


def test_a_table_written_by_hand_is_read_exactly(settings: Settings) -> None:
    settings.home.mkdir(parents=True)
    row = '{"x": {"input": 0.1, "output": 3, "dated": "2026-01-02"}}'
    (settings.home / "prices.json").write_text(row, "utf-8")
    price = price_of(settings, "x")
    assert price == Price(Decimal("0.1"), Decimal(3), dt.date(2026, 1, 2), "entered here")


@pytest.mark.parametrize(
    "written",
    ["", "[]", "{", '{"x": 1}', '{"x": {"input": 1}}', '{"x": {"input": NaN, "output": 1, '
     '"dated": "2026-01-02"}}', '{"x": {"input": 1, "output": 1, "dated": "soon"}}'],
)  # fmt: skip
def test_a_damaged_table_is_told_in_words(settings: Settings, written: str) -> None:
    settings.home.mkdir(parents=True)
    (settings.home / "prices.json").write_text(written, "utf-8")
    with pytest.raises(OptionRefused, match=r"prices\.json|The price of x"):
        prices(settings.home)


def test_the_users_table_is_plain_json(settings: Settings) -> None:
    change_price(settings.home, "x", "0.15", "0.60", today=DAY)
    written = json.loads((settings.home / "prices.json").read_text("utf-8"))
    assert written == {"x": {"input": "0.15", "output": "0.60", "dated": "2026-11-21"}}


AMOUNTS = st.decimals(0, 100_000, places=6)


@given(AMOUNTS, AMOUNTS, st.integers(0, 10**6), st.integers(0, 10**5))
def test_a_cost_is_exact_but_for_the_last_billionth_and_never_too_low(
    input_usd: Decimal, output_usd: Decimal, heard: int, said: int
) -> None:
    price = Price(input_usd, output_usd, None, "test")
    exact = (Fraction(input_usd) * heard + Fraction(output_usd) * said) / 10**6
    cost = cost_of(price, heard, said)
    assert 0 <= Fraction(cost) - exact < Fraction(1, 10**9)


@given(st.text(max_size=200), st.integers(0, 500))
def test_no_reply_within_its_limit_costs_more_than_the_bound(text: str, most: int) -> None:
    price = Price(Decimal("0.15"), Decimal("0.6"), None, "test")
    body = json.dumps({"content": text}, ensure_ascii=False).encode(errors="surrogatepass")
    bound = most_cost(price, len(body), most)
    assert cost_of(price, len(text.encode(errors="surrogatepass")), most) <= bound
