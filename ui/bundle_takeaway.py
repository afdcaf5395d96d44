"""What people, shops and programs take away from a run of Bundles: one file each, or all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from engine import Backroom, JobView
from ui.downloads import SAYS, zipped

GROUPS: Mapping[str, Mapping[str, str]] = {
    "To read and pass on": {
        "bundles.xlsx": "All bundles with their products, evidence, scores and prices, a sheet "
        "each, for Excel; rejected ones are marked.",
        "report.html": "One page with charts, to print or send; it opens without a network.",
        "checklist.html": "What is left to do by hand in the shop, with boxes to tick.",
    },
    "For the shop": {
        "shopify_products.csv": "Shopify: draft products, one a set, to be imported. They make no "
        "bundles: a product of a CSV knows nothing of its parts and does not count their stock.",
        "shopify_bundles.json": "Shopify: the variables of productBundleCreate, one call a set, "
        "for a developer or an app. This does make real bundles.",
        "woocommerce_products.csv": "WooCommerce: grouped products, unpublished. They show the "
        "parts together; they take nothing off the price, a coupon does.",
    },
    "For programs": {f"{name}": f"{says[0].upper()}{says[1:]}." for name, says in SAYS.items()},
}
SHOP = GROUPS["For the shop"]


def show_take_away(
    backroom: Backroom,
    view: JobView,
    bundles: Sequence[Mapping[str, Any]],  # noqa: ARG001 - as of every tab
    manifest: Mapping[str, Any],  # noqa: ARG001 - as of every tab
) -> None:
    """Show a button for every file; bytes are made when they are asked for.

    Args:
        backroom: The open workspace.
        view: The finished run.
        bundles: Its documents, by rank.
        manifest: Its manifest.
    """
    st.fragment(_files)(backroom, view.id)


def _files(backroom: Backroom, run: str) -> None:
    decided = backroom.decided_bundles(run)
    everything = any(one["decision"]["verdict"] != "open" for one in decided) and st.toggle(
        "Put all bundles into the files, whatever I accepted or rejected", key=f"takeaway_all_{run}"
    )
    if not everything:
        st.caption(_goes(decided))
    st.download_button(
        "Download everything (zip)",
        data=lambda: zipped(
            backroom.files(run) | backroom.artefacts(run, whatever_the_verdict=everything)
        ),
        file_name="backroom-bundles.zip",
        mime="application/zip",
        on_click="ignore",
        type="primary",
        icon=":material/folder_zip:",
        key="bundles_zip",
    )
    written = backroom.bundles_written(run, whatever_the_verdict=everything)
    for title, files in GROUPS.items():
        st.markdown(f"##### {title}")
        for name, says in files.items():
            told = _held(name, written) if name in SHOP else ""
            _show_file(name, says + told, _one(backroom, run, name, everything=everything))


def _goes(decided: Sequence[Mapping[str, Any]]) -> str:
    verdicts = [one["decision"]["verdict"] for one in decided]
    accepted, rejected = verdicts.count("accepted"), verdicts.count("rejected")
    if accepted:
        return (
            f"Files for the shop are made of the {accepted:,} you accepted, at your titles, "
            "prices and order. Those for programs hold what the run found, as it found it."
        )
    left = f" but the {rejected:,} you rejected" if rejected else ""
    return (
        f"You accepted none yet, so files for the shop are made of all {len(decided):,}{left}. "
        "Accept some under Decide, and only they are in them."
    )


def _held(name: str, written: Mapping[str, int]) -> str:
    """What is said of a shop's file that does not hold all bundles: the others are discounts."""
    held, of = written[name], written["checklist.html"]
    if held == of:
        return ""
    if held:
        return f" **Holds {held:,} of {of:,}**; checklist.html tells how to set up the others."
    none = f"of the {of:,} that are taken away none can" if of > 1 else "what you take away cannot"
    return (
        f" **Holds no bundle**: {none} be a product there. "
        "Offers by quantity, “buy this, get that” and the like are discounts; checklist.html "
        "tells how to set them up."
    )


def _show_file(name: str, says: str, make: Callable[[], bytes]) -> None:
    button, words = st.columns([2, 3], vertical_alignment="center")
    button.download_button(
        name,
        data=make,
        file_name=name,
        on_click="ignore",
        icon=":material/download:",
        key=f"bundles_{name}",
        width="stretch",
    )
    words.caption(says)


def _one(backroom: Backroom, run: str, name: str, *, everything: bool) -> Callable[[], bytes]:
    if name in SAYS:
        return lambda: backroom.files(run)[name]
    return lambda: backroom.artefacts(run, whatever_the_verdict=everything)[name]
