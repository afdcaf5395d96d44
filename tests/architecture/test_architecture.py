"""The house's walls: who may import whom, what loading the engine loads, and how rooms look."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SHOWN = {"streamlit", "altair", "polars", "ui", "engine"}
HEAVY = (
    "streamlit",
    "pandas",
    "pyarrow",
    "pymoo",
    "sklearn",
    "mlxtend",
    "altair",
    "matplotlib",
    "scipy.stats",
)
LONGEST = 300


def imports(source: Path) -> Iterator[str]:
    """The modules that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{source.name} imports relatively"
            assert node.module is not None
            yield node.module
            if node.module == "engine":
                yield from _rooms(node, source)


def _rooms(node: ast.ImportFrom, source: Path) -> Iterator[str]:
    """`from engine import files` reaches a room as well: it counts as `engine.files`."""
    engine = source.parent / "engine"
    if not engine.is_dir():
        engine = source.parent.parent / "engine"
    for alias in node.names:
        if (engine / alias.name).is_dir() or (engine / f"{alias.name}.py").exists():
            yield f"engine.{alias.name}"


def pages(root: Path) -> list[Path]:
    """The frame and the pages."""
    return [path for path in (root / "app.py", *sorted((root / "pages").glob("*.py")))
            if path.exists()]  # fmt: skip


def sources(root: Path) -> list[Path]:
    """Every Python file of the app."""
    rooms = [path for room in ("engine", "ui") for path in sorted((root / room).rglob("*.py"))]
    return [*rooms, *pages(root)]


def test_the_guard_sees_what_it_should(tmp_path: Path) -> None:
    (tmp_path / "engine" / "files").mkdir(parents=True)
    page = tmp_path / "page.py"
    page.write_text(
        "import pandas as pd\nfrom engine import Backroom, files\n"
        "def late():\n    from engine.files import read_orders\n    import os.path, numpy\n",
        "utf-8",
    )
    assert set(imports(page)) == {
        "pandas", "engine", "engine.files", "os.path", "numpy",
    }  # fmt: skip


def test_pages_import_the_shared_parts_and_the_door_only(root: Path) -> None:
    for page in pages(root):
        for module in imports(page):
            top = module.partition(".")[0]
            assert top in SHOWN or top in sys.stdlib_module_names, f"{page.name}: {module}"
            assert not module.startswith("engine."), f"{page.name}: {module}"


def test_shared_parts_of_pages_import_the_door_only(root: Path) -> None:
    shared = sorted((root / "ui").rglob("*.py"))
    assert shared
    for part in shared:
        rooms = [module for module in imports(part) if module.startswith("engine.")]
        assert rooms == [], f"{part.name}: {rooms}"


def test_the_engine_knows_neither_streamlit_nor_the_pages(root: Path) -> None:
    rooms = sorted((root / "engine").rglob("*.py"))
    assert len(rooms) > 20
    for room in rooms:
        tops = {module.partition(".")[0] for module in imports(room)}
        assert not tops & {"streamlit", "ui", "pages", "app", "altair"}, room.name


def test_the_engine_loads_nothing_heavy(root: Path) -> None:
    code = (
        "import sys; from engine import Backroom; "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True,
        timeout=120,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_everything_behind_the_door_is_named(root: Path) -> None:
    code = (
        "import engine; assert len(set(engine.__all__)) == len(engine.__all__);"
        "print([name for name in engine.__all__ if not hasattr(engine, name)])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True,
        timeout=120,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_the_import_contracts_hold(root: Path, tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, '.')\n"
        "from importlinter.cli import lint_imports\n"
        f"sys.exit(lint_imports(cache_dir={str(tmp_path)!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False,
        timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert re.search(r"[1-9]\d* kept, 0 broken", done.stdout)


@pytest.mark.parametrize(
    "pattern",
    [r"unsafe_allow_html\s*=\s*True", r"\bTODO\b", r"\bFIXME\b", r"\braise NotImplementedError\b"],
)
def test_no_room_holds_what_none_should(pattern: str, root: Path) -> None:
    found = [path.name for path in sources(root) if re.search(pattern, path.read_text("utf-8"))]
    assert found == []


def test_rooms_are_small(root: Path) -> None:
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in sources(root)}
    assert {path.name: count for path, count in lines.items() if count > LONGEST} == {}


def test_every_room_says_what_it_is(root: Path) -> None:
    silent = [
        str(path.relative_to(root))
        for path in sources(root)
        if (text := path.read_text("utf-8")).strip() and not ast.get_docstring(ast.parse(text))
    ]
    assert silent == []


def test_tests_have_no_package_files(root: Path) -> None:
    assert list((root / "tests").rglob("__init__.py")) == []
