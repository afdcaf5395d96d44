"""A small shop with a catalog, and Bundles runs on it with the test server's models."""

import asyncio
import csv
import dataclasses
import functools
import io
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from engine import Backroom, BundleOptions, Settings, model_door
from engine.models.lane import Lane
from tests.models.server import Server

KEY = "sk-only-for-bundles-5521"
PATIENCE_S = 60
MODEL = "openai:gpt-4o-mini"
THINGS = (
    "Green tea", "Teapot", "Stoneware mug", "Oak coaster", "Beeswax candle", "Candle holder",
    "Olive soap", "Linen towel", "Fountain pen", "Lined notebook", "Garden twine", "Pruning knife",
    "Wool blanket", "Feather cushion", "Glass carafe", "Red wine", "Rose hand cream", "Bath salt",
)  # fmt: skip
MORE = (
    "Apron", "Basket", "Broom", "Brush", "Bucket", "Clock", "Comb", "Drum", "Fan", "Flask", "Fork",
    "Globe", "Hammer", "Hook", "Jar", "Kite", "Ladder", "Mirror", "Nail", "Parasol", "Peg", "Quilt",
    "Rake", "Rug", "Saw", "Scale", "Shelf", "Stool", "Tray", "Whistle",
)  # fmt: skip
SOLD = 14
PAIRS = ((0, 1), (2, 3), (4, 5), (8, 9))
SOME = ("increase_aov", "category_bundle", "gift_box", "margin_guard")


def orders_csv(titles: Sequence[str] = THINGS, orders: int = 160) -> str:
    """Orders in which four pairs are bought together on purpose."""
    dice, rows = random.Random(5), []
    for order in range(orders):
        pair = PAIRS[order % 4]
        items = {*(pair if dice.random() < 0.7 else pair[:1]), dice.randrange(SOLD)}
        day = f"2024-{1 + order // 28:02}-{1 + order % 28:02}"
        rows += [
            (2000 + order, f"T{n:02}", titles[n], 1, f"{4 + n}.00", day, f"c{order % 50}")
            for n in sorted(items)
        ]
    return _written(
        ("order_id", "sku", "product", "quantity", "unit_price", "date", "customer"), rows
    )


def catalog_csv(titles: Sequence[str] = THINGS) -> str:
    """All products, those never sold too, with costs that stand in no other number."""
    rows = [
        (f"T{n:02}", title, "Table" if n < 6 else "Home", f"{4 + n}.00", f"{1.37 + n / 3:.2f}", 733)
        for n, title in enumerate((*titles, *MORE))
    ]
    return _written(("sku", "title", "category", "price", "cost", "stock"), rows)


def _written(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([heads, *rows])
    return text.getvalue()


class Shop:
    """Runs on one shop whose models are a server's."""

    def __init__(self, backroom: Backroom, titles: Sequence[str] = THINGS) -> None:
        self.backroom = backroom
        files = {"orders.csv": orders_csv(titles), "catalog.csv": catalog_csv(titles)}
        read = [self.read(name, text) for name, text in files.items()]
        self.table = backroom.join(read)
        self.ended(self.table)

    def read(self, name: str, text: str) -> str:
        """The id of a file's table, read."""
        table = self.backroom.read(self.backroom.take(name, io.BytesIO(text.encode())))
        self.ended(table)
        return table

    def begin(self, *, model: str = "openai", budget: float = 0.0, again: bool = False,
              **options: Any) -> str:  # fmt: skip
        """Ask for bundles of four objectives; the run's id."""
        chosen = BundleOptions(**{"objectives": SOME} | options)
        return self.backroom.find_bundles(
            self.table, chosen, model=model, budget_usd=budget, again=again
        )

    def run(self, **how: Any) -> str:
        """The same, done."""
        run = self.begin(**how)
        self.ended(run)
        return run

    def ended(self, run: str, status: str = "done") -> None:
        """Wait until a run ended, and as it should."""
        view = self.backroom.wait(run, PATIENCE_S)
        assert view.status == status, view.error

    def bundles(self, run: str) -> list[dict[str, Any]]:
        """The documents of a run's bundles."""
        return list(self.backroom.document(run, "bundles"))

    def told(self, run: str) -> dict[str, Any]:
        """A run's manifest."""
        return dict(self.backroom.document(run, "manifest"))

    def written(self, run: str) -> dict[str, bytes]:
        """A run's files but the manifest, which tells of seconds and requests."""
        files = dict(self.backroom.files(run))
        del files["manifest.json"]
        return files


@pytest.fixture(scope="session")
def open_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Shop]]:
    """Open a shop whose models are a server's; each in a workspace of its own."""
    opened: list[Shop] = []

    def open_one(server: Server, titles: Sequence[str] = THINGS, **changes: Any) -> Shop:
        server.faults(key=KEY)
        settings = Settings(
            home=tmp_path_factory.mktemp("shop"), provider="openai", base_url=server.address,
            max_rps=1000.0, call_timeout_s=5.0, embedding_model="text-embedding-3-small",
        )  # fmt: skip
        with pytest.MonkeyPatch.context() as patch:
            # Nobody waits as long as a client should.
            quick = functools.partial(Lane, sleep=lambda s: asyncio.sleep(s / 50))
            patch.setattr(model_door, "Lane", quick)
            backroom = Backroom.open(dataclasses.replace(settings, **changes))
        backroom.use_key(KEY)
        opened.append(Shop(backroom, titles))
        return opened[-1]

    yield open_one
    for shop in opened:
        if shop.backroom.jobs.loop.is_running():
            shop.backroom.close()


@pytest.fixture
def shop(open_shop: Callable[..., Shop], server: Server) -> Shop:
    """A shop on which nothing was run."""
    return open_shop(server)


@dataclass(frozen=True)
class Ran:
    """A run without faults, what it wrote and what the server saw of it; and a local one beside."""

    shop: Shop
    server: Server
    run: str
    bundles: list[dict[str, Any]]
    told: dict[str, Any]
    files: dict[str, bytes]
    seen: dict[str, Any]
    local: str


@pytest.fixture(scope="session")
def ran(open_shop: Callable[..., Shop]) -> Iterator[Ran]:
    """One shop's run that all tests look at and none changes."""
    with Server() as server:
        shop = open_shop(server)
        server.faults(bodies=True)
        run = shop.run()
        seen = server.seen()
        local = shop.run(model="local")
        yield Ran(
            shop, server, run, shop.bundles(run), shop.told(run), shop.written(run), seen, local
        )
