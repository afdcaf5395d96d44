"""Prices in USD per million tokens: a dated table that ships, and the user's own over it.

The table holds OpenAI's standard rates, each with its day and its source. Other servers sell
models of the same names at prices of their own, so that only the user can say what they cost; a
server on one's own computer costs nothing.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from engine.errors import OptionRefused
from engine.models.remote.addresses import address_of, is_own
from engine.settings import CHANGING, Settings, write_whole

FILE = "prices.json"
OWN = "entered here"
FREE = ("ollama", "lmstudio", "vllm")
MILLION = 1_000_000
MOST = Decimal(100_000)
STEP = Decimal("0.000001")
CENTS = Decimal("0.000000001")


@dataclass(frozen=True)
class Price:
    """What a model's tokens cost.

    Attributes:
        input: USD per million tokens of requests.
        output: USD per million tokens of replies.
        dated: The day on which this was the price; None where a price needs no day.
        source: Where the figure comes from; `entered here` where the user gave it.
    """

    input: Decimal
    output: Decimal
    dated: dt.date | None
    source: str


NOTHING = Price(Decimal(0), Decimal(0), None, "this computer")


def price_of(settings: Settings, model: str) -> Price | None:
    """A model's price at the provider that is set, or None where nobody has said it.

    Raises:
        OptionRefused: The user's own table cannot be read, or the address is none.
    """
    if settings.provider in FREE and is_own(address_of(settings)):
        return NOTHING
    own = _own(settings.home).get(model)
    if own is not None:
        return own
    return _shipped().get(model) if settings.provider == "openai" else None


def prices(home: Path) -> dict[str, Price]:
    """Every price there is, by model; the user's own in place of those that ship.

    Args:
        home: The folder of the workspace, where `prices.json` lies.

    Raises:
        OptionRefused: The user's own table cannot be read.
    """
    return dict(sorted({**_shipped(), **_own(home)}.items()))


def change_price(
    home: Path,
    model: str,
    input_usd: float | str | Decimal | None,
    output_usd: float | str | Decimal | None,
    *,
    today: dt.date | None = None,
) -> None:
    """Keep the user's own price of a model; None for both takes it out again.

    Args:
        home: The folder of the workspace.
        model: The model's name as it is asked for.
        input_usd: USD per million tokens of requests, 0..100,000, to a millionth of a dollar.
        output_usd: USD per million tokens of replies, likewise.
        today: The price's day, the computer's own by default (UTC).

    Raises:
        OptionRefused: The model has no name, or a price is none; nothing is kept then.
    """
    name = model.strip()
    if not name:
        raise OptionRefused("A price needs the name of its model, such as gpt-4o-mini.")
    with CHANGING:
        table = _own(home)
        if input_usd is None and output_usd is None:
            table.pop(name, None)
        else:
            day = today or dt.datetime.now(dt.UTC).date()
            table[name] = Price(_amount(name, input_usd), _amount(name, output_usd), day, OWN)
        _write(home, table)


def cost_of(price: Price, tokens_in: int, tokens_out: int) -> Decimal:
    """What some tokens cost in USD, rounded up to a billionth of a dollar."""
    exact = (price.input * tokens_in + price.output * tokens_out) / MILLION
    return exact.quantize(CENTS, ROUND_CEILING)


def most_cost(price: Price, bytes_out: int, most_tokens: int) -> Decimal:
    """The most a request can cost in USD.

    No tokeniser makes more tokens than there are bytes, and what a server wraps around messages
    is shorter than their JSON.

    Args:
        price: The model's price.
        bytes_out: Length of the request's body in bytes.
        most_tokens: Most tokens the reply may have.
    """
    return cost_of(price, bytes_out, most_tokens)


@functools.cache
def _shipped() -> dict[str, Price]:
    written = json.loads(Path(__file__).with_name(FILE).read_text("utf-8"))
    return {
        name: Price(
            Decimal(row["input"]),
            Decimal(row["output"]),
            dt.date.fromisoformat(row["read"]),
            row["source"],
        )
        for name, row in written["models"].items()
    }


def _own(home: Path) -> dict[str, Price]:
    path = home / FILE
    if not path.exists():
        return {}
    try:
        written = json.loads(path.read_text("utf-8"), parse_float=Decimal, parse_int=Decimal)
        return {name: _read(name, row) for name, row in written.items()}
    except (ValueError, AttributeError, TypeError, KeyError) as error:
        raise OptionRefused(
            f"{FILE} in the Backroom folder cannot be read; it must be a JSON object such as "
            '{"gpt-4o-mini": {"input": "0.15", "output": "0.6", "dated": "2026-05-27"}}.'
        ) from error


def _read(name: str, row: dict[str, Any]) -> Price:
    day = dt.date.fromisoformat(row["dated"])
    return Price(_amount(name, row["input"]), _amount(name, row["output"]), day, OWN)


def _amount(name: str, value: object) -> Decimal:
    try:
        amount = Decimal(str(value).strip())
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or not 0 <= amount <= MOST or amount != amount.quantize(STEP):
        raise OptionRefused(
            f"The price of {name} must be a number of USD per million tokens from 0 to {MOST:,} "
            f"with at most six digits after the point, not {str(value)[:40]!r}."
        )
    return amount


def _write(home: Path, table: dict[str, Price]) -> None:
    written = {
        name: {
            "input": f"{price.input:f}",
            "output": f"{price.output:f}",
            "dated": price.dated.isoformat() if price.dated else "",
        }
        for name, price in table.items()
    }
    write_whole(home / FILE, json.dumps(written, indent=1, sort_keys=True) + "\n")
