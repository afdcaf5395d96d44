"""The real app under AppTest, on a workspace of its own."""

import contextlib
import functools
import importlib
import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from engine import Backroom, BundleOptions, Settings
from ui.desk import open_desk

ROOT = Path(__file__).parents[2]
KINDS = ("read", "bundles", "ask")


@pytest.fixture(scope="session", autouse=True)
def _components_sought_once() -> Iterator[None]:
    """Look for components in the installed packages once: each new app would read all of them."""
    with pytest.MonkeyPatch.context() as patch:
        # Another Streamlit may not read them.
        with contextlib.suppress(ImportError, AttributeError):
            scanner = importlib.import_module("streamlit.components.v2.manifest_scanner")
            once = functools.cache(scanner.scan_component_manifests)
            patch.setattr(scanner, "scan_component_manifests", once)
        yield


@pytest.fixture(scope="module")
def begun() -> Path | None:
    """The home that each test of a module begins with a copy of; None: an empty one."""
    return None


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, begun: Path | None) -> Iterator[Backroom]:
    """The workspace that the pages share, closed afterwards."""
    if begun is not None:
        shutil.copytree(begun, tmp_path / "desk")
    monkeypatch.setenv("BACKROOM_HOME", str(tmp_path / "desk"))
    st.cache_resource.clear()
    yield open_desk()
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def open_app(desk: Backroom) -> Callable[[], AppTest]:  # noqa: ARG001 - opened before the app
    """Open the app as one more browser."""

    def open_one() -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
        assert not app.exception
        return app

    return open_one


@pytest.fixture
def bundles_page(open_app: Callable[[], AppTest]) -> AppTest:
    """The app on the Bundles page."""
    page = open_app().switch_page("pages/bundles.py").run()
    assert not page.exception
    return page


def find_and_close(home: Path, orders: bytes, options: BundleOptions) -> str:
    """Find bundles in a home of its own and close it; returns the finished run."""
    backroom = Backroom.open(Settings(home=home))
    try:
        table = backroom.read(backroom.take("shop.csv", io.BytesIO(orders)))
        backroom.wait(table, 60)
        run = backroom.find_bundles(table, options)
        assert backroom.wait(run, 60).status == "done"
    finally:
        backroom.close()
    return run


def settle(app: AppTest, desk: Backroom) -> AppTest:
    """Wait for what runs, then draw the page as its panel would."""
    for _ in range(5):
        for view in desk.active(KINDS):
            desk.wait(view.id, 60)
        app.run()
        assert not app.exception
        if not desk.active(KINDS):
            app.run()
            return app
    raise AssertionError("The page never came to rest.")


def said(app: AppTest) -> str:
    """All that a page says in texts, captions and boxes."""
    kinds = (app.title, app.subheader, app.markdown, app.caption, app.info, app.warning, app.error)
    return "\n".join(element.value for kind in kinds for element in kind)


def drop(app: AppTest, name: str, data: bytes) -> AppTest:
    """Drop a file on the page."""
    app.file_uploader(key="bundles_file").set_value([(name, data, "text/csv")]).run()
    assert not app.exception
    return app


def orders_csv(orders: int = 60, title: str = "Tea") -> bytes:
    """Orders in which products A and B go together, C and D each go alone."""
    rows = io.StringIO()
    rows.write("order_id,sku,product,quantity,unit_price,date\n")
    for order in range(orders):
        day = f"2026-{order % 6 + 1:02d}-{order % 27 + 1:02d}"
        skus = ["A", "B"] if order % 3 == 0 else ["C", "D"][order % 2]
        for sku in skus:
            name = title if sku == "A" else f"Thing {sku}"
            rows.write(f'{order + 1000},{sku}1,"{name}",1,2.50,{day}\n')
    return rows.getvalue().encode()
