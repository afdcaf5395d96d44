"""What a person decides is remembered with the file's content, thing by thing."""

import pytest

from engine.errors import OptionRefused
from engine.settings import Settings
from engine.workspace import (
    Decision,
    Things,
    Workspace,
    decide,
    decisions_of,
    forget_decisions,
    order_of,
    put_in_order,
)

BUNDLES = Things("c" * 64, "bundle")
OTHERS = (Things("d" * 64, "bundle"), Things("c" * 64, "label"))


def test_verdict_and_changes_are_added_to_what_was_decided(workspace: Workspace) -> None:
    assert decide(workspace, BUNDLES, "a", verdict="accepted") == Decision("accepted", {})
    decide(workspace, BUNDLES, "a", changes={"title": "Té ' ; --", "price": 100})
    decide(workspace, BUNDLES, "a", changes={"price": 90})
    after = Decision("accepted", {"price": 90, "title": "Té ' ; --"})
    assert decisions_of(workspace, BUNDLES) == {"a": after}
    decide(workspace, BUNDLES, "a", changes={"title": None})
    assert decisions_of(workspace, BUNDLES) == {"a": Decision("accepted", {"price": 90})}


def test_what_is_taken_back_whole_is_gone(workspace: Workspace) -> None:
    decide(workspace, BUNDLES, "a", verdict="rejected", changes={"price": 5})
    assert decide(workspace, BUNDLES, "a", verdict="open") == Decision("open", {"price": 5})
    assert decide(workspace, BUNDLES, "a", changes={"price": None}) == Decision()
    assert decisions_of(workspace, BUNDLES) == {}
    with workspace.cursor() as cursor:
        assert cursor.sql("select count(*) from decisions").fetchall() == [(0,)]


@pytest.mark.parametrize("verdict", ["", "maybe", "ACCEPTED"])
def test_an_unknown_verdict_is_refused(workspace: Workspace, verdict: str) -> None:
    with pytest.raises(OptionRefused, match="accepted, rejected, open"):
        decide(workspace, BUNDLES, "a", verdict=verdict)
    assert decisions_of(workspace, BUNDLES) == {}


def test_other_files_and_other_things_have_their_own(workspace: Workspace) -> None:
    decide(workspace, BUNDLES, "a", verdict="accepted")
    put_in_order(workspace, BUNDLES, ["b", "a"])
    for things in OTHERS:
        assert decisions_of(workspace, things) == {}
        assert order_of(workspace, things) == ()
        decide(workspace, things, "a", verdict="rejected")
        put_in_order(workspace, things, ["x"])
    forget_decisions(workspace, BUNDLES)
    assert decisions_of(workspace, BUNDLES) == {}
    assert order_of(workspace, BUNDLES) == ()
    for things in OTHERS:
        assert decisions_of(workspace, things) == {"a": Decision("rejected")}
        assert order_of(workspace, things) == ("x",)


def test_an_order_replaces_the_one_before_and_none_goes_back(workspace: Workspace) -> None:
    put_in_order(workspace, BUNDLES, ["a", "b"])
    put_in_order(workspace, BUNDLES, ["b"])
    assert order_of(workspace, BUNDLES) == ("b",)
    put_in_order(workspace, BUNDLES, [])
    assert order_of(workspace, BUNDLES) == ()


def test_decisions_survive_a_restart(settings: Settings) -> None:
    first = Workspace.open(settings)
    decide(first, BUNDLES, "a", verdict="accepted", changes={"title": "x"})
    put_in_order(first, BUNDLES, ["a"])
    first.close()
    second = Workspace.open(settings)
    assert decisions_of(second, BUNDLES) == {"a": Decision("accepted", {"title": "x"})}
    assert order_of(second, BUNDLES) == ("a",)
    second.close()
