"""A small shop's orders, and the command line on them."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.__main__ import main

HEADER = "order_id,sku,product,quantity,unit_price,date,customer"
PAIRS = [("K01", "K02"), ("L01", "L02"), ("P01", "P02"), ("Q01", "Q02")]
NAMES = {
    "K01": "Teapot", "K02": "Sugar bowl", "L01": "Garden twine", "L02": "Pruning knife",
    "P01": "Linen napkin", "P02": "Candle holder", "Q01": "Notebook", "Q02": "Fountain pen",
    **{f"E{n:02}": word for n, word in enumerate(
        ("Broom", "Basket", "Clock", "Drum", "Fan", "Globe", "Hook", "Ink", "Jar", "Kite"))},
}  # fmt: skip


@pytest.fixture(scope="session")
def shop_rows() -> list[str]:
    """Some 500 order lines of 200 orders with four planted pairs and nine defects."""
    dice = random.Random(11)
    rows = []
    for order in range(200):
        pair = PAIRS[order % 4] if dice.random() < 0.7 else (dice.choice(PAIRS)[0],)
        skus = [*pair, *(f"E{dice.randrange(10):02}" for _ in range(dice.randrange(3)))]
        day = f"2024-{order // 28 + 1:02}-{order % 28 + 1:02}"
        rows += [
            f"{1000 + order},{sku},{NAMES[sku]},1,{3 + ord(sku[0]) % 7}.50,{day},c{order % 40}"
            for sku in dict.fromkeys(skus)
        ]
    returns = [f"{1000 + n},K01,Teapot,-1,5.50,2024-01-01,c1" for n in range(5)]
    free = [f"{1010 + n},K02,Sugar bowl,1,0,2024-01-01,c2" for n in range(3)]
    return [*rows, *returns, *free, f"{1020},POST,Postage,1,4.00,2024-01-01,c3"]


@pytest.fixture
def orders(tmp_path: Path, shop_rows: list[str]) -> Path:
    """The shop's orders as a CSV file."""
    path = tmp_path / "orders.csv"
    path.write_text("\n".join([HEADER, *shop_rows, ""]), "utf-8")
    return path


@pytest.fixture
def bundles() -> Callable[..., int]:
    """Run `backroom bundles …` in this process and give its exit code."""

    def run(*arguments: object) -> int:
        return main(["bundles", *map(str, arguments)])

    return run


COMMENTS = ("late again", "lovely mug", "", "Late  again", "the parcel was broken", "so kind")


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """A survey of 48 responses, 40 of them with a comment, 5 comments that differ."""
    rows = [f"{n % 11},{COMMENTS[n % 6]},{'Phone' if n % 2 else 'Shop'}" for n in range(48)]
    path = tmp_path / "survey.csv"
    path.write_text("\n".join(["score,comment,channel", *rows, ""]), "utf-8")
    return path


@pytest.fixture
def moods(tmp_path: Path) -> Path:
    """A schema of choices only, which the local model can answer."""
    path = tmp_path / "moods.json"
    path.write_text(
        '{"type": "object", "properties": {"mood": {"enum": ["praise", "complaint"]}}}', "utf-8"
    )
    return path


@pytest.fixture
def ask(survey: Path, moods: Path) -> Callable[..., int]:
    """Run `backroom ask` in this process; whatever is not said is the survey's usual question."""

    def run(*arguments: object, file: Path = survey, schema: Path = moods) -> int:
        usual = ["--question", "How do they feel?", "--schema", schema]
        return main(["ask", *map(str, (file, *usual, *arguments))])

    return run
