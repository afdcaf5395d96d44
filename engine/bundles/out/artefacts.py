"""All files that people and shops take away from a run, by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.bundles.out.account import read_account
from engine.bundles.out.checklist import to_checklist
from engine.bundles.out.decided import to_take_out
from engine.bundles.out.page import to_report
from engine.bundles.out.sheets import to_workbook
from engine.bundles.out.shop import Shop
from engine.bundles.out.shopify import draft_products, is_product
from engine.bundles.out.shopify_api import bundle_variables
from engine.bundles.out.woo import grouped_products, is_group

ARTEFACTS: Mapping[str, str] = {
    "bundles.xlsx": "the bundles with their products, evidence and prices, for Excel",
    "report.html": "a report with charts on one page, to print or pass on; opens offline",
    "shopify_products.csv": "Shopify: draft products of the sets; they make no bundles alone",
    "shopify_bundles.json": "Shopify: what productBundleCreate needs to make real bundles",
    "woocommerce_products.csv": "WooCommerce: grouped products of the sets, unpublished",
    "checklist.html": "what is left to do in the shop, with boxes to tick",
}


def make_artefacts(
    documents: Sequence[Mapping[str, Any]], manifest: Mapping[str, Any], shop: Shop
) -> dict[str, bytes]:
    """Every file of `ARTEFACTS`; the same bundles and decisions give the same bytes.

    Workbook and report are of all bundles (the report leaves out rejected ones); what goes into a
    shop is what was accepted or, before anything was, all that was not rejected.

    Args:
        documents: Bundles as they were decided; see `apply_decisions`.
        manifest: The run's.
        shop: The shop they are for.
    """
    account, wanted = read_account(manifest), to_take_out(documents)
    return {
        "bundles.xlsx": to_workbook(documents, account, shop),
        "report.html": to_report(documents, account, shop),
        "shopify_products.csv": draft_products(wanted, shop),
        "shopify_bundles.json": bundle_variables(wanted, shop),
        "woocommerce_products.csv": grouped_products(wanted, shop.digits),
        "checklist.html": to_checklist(wanted, shop),
    }


def bundles_written(documents: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """How many bundles become products in each file for a shop, and in `checklist.html`.

    The others are discounts of the shop, which only the checklist tells how to set up; where a
    file has none, it holds its headings only.

    Args:
        documents: Bundles as they were decided; see `apply_decisions`.
    """
    wanted = to_take_out(documents)
    sets = sum(map(is_product, wanted))
    return {
        "shopify_products.csv": sets,
        "shopify_bundles.json": sets,
        "woocommerce_products.csv": sum(map(is_group, wanted)),
        "checklist.html": len(wanted),
    }
