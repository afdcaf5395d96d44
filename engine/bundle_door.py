"""The part of the door that is about a run's bundles once they are found: decide, take away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from engine.bundles.out.artefacts import ARTEFACTS, bundles_written, make_artefacts
from engine.bundles.out.by_hand import beside
from engine.bundles.out.decided import apply_decisions, changed
from engine.bundles.out.shop import Shop, ShopProduct
from engine.errors import NotFound, OptionRefused
from engine.run_door import RunDoor
from engine.workspace import (
    Decision,
    Things,
    decide,
    decide_all,
    decisions_of,
    find_table,
    forget_decisions,
    open_document,
    open_lines,
    order_of,
    put_in_order,
)

__all__ = ["ARTEFACTS", "BundleDoor"]
DOCUMENT = "document"
_IDS = ("product_id", "variant_id", "variant_title")


class BundleDoor(RunDoor):
    """Decisions about bundles, remembered with the file they were found in."""

    def decide(
        self,
        run: str,
        bundle_id: str,
        verdict: str | None = None,
        changes: Mapping[str, Any] | None = None,
    ) -> Decision:
        """Decide about a bundle; every run of the same file shows it.

        Args:
            run: A finished run that has this bundle.
            bundle_id: Which one.
            verdict: `accepted`, `rejected`, or `open` to take it back; None leaves it as it is.
            changes: `title` (text) and `price` (minor units); None as a value takes one back.

        Returns:
            The whole decision as it stands.

        Raises:
            NotFound: The run kept no results, or has no such bundle.
            OptionRefused: There is no such verdict, or a change is unknown or out of range.
        """
        found = [one for one in self._documents(run) if one["bundle_id"] == bundle_id]
        if not found:
            raise NotFound(f"The run has no bundle {bundle_id!r}.")
        changed(found[0], changes or {}, self._shop(run))
        return decide(
            self._workspace, self._bundles(run), bundle_id, verdict=verdict, changes=changes
        )

    def decide_all(self, run: str, verdicts: Mapping[str, str]) -> None:
        """Give verdicts to many bundles at once, all or none.

        Raises:
            OptionRefused: The run has no such bundle, or there is no such verdict.
        """
        self._check_known(run, verdicts)
        decide_all(self._workspace, self._bundles(run), verdicts)

    def decisions(self, run: str) -> dict[str, Decision]:
        """Decisions about bundles of the file a run is of, by bundle_id."""
        return decisions_of(self._workspace, self._bundles(run))

    def order(self, run: str, ids: Sequence[str]) -> None:
        """Put the bundles of a run in an order of one's own; an empty one goes back to ranks.

        Args:
            run: A finished run.
            ids: Ids of its bundles, the first one first; those not named follow by rank.

        Raises:
            OptionRefused: An id is not among the run's bundles, or twice there.
        """
        known, bundles = self._check_known(run, ids), self._bundles(run)
        if len(set(ids)) < len(ids):
            raise OptionRefused("A bundle stands in one place only.")
        # Bundles of other runs of the file keep their order among themselves.
        others = [one for one in order_of(self._workspace, bundles) if one not in known]
        put_in_order(self._workspace, bundles, [*ids, *others] if ids else ())

    def forget_decisions(self, run: str) -> None:
        """Forget all decisions about bundles of the file a run is of, and their order."""
        forget_decisions(self._workspace, self._bundles(run))
        forget_decisions(self._workspace, self._by_hand(run))

    def decided_bundles(self, run: str) -> list[dict[str, Any]]:
        """A run's bundles as they were decided; see `engine.bundles.out.decided`."""
        order = order_of(self._workspace, self._bundles(run))
        return apply_decisions(self._documents(run), self.decisions(run), order, self._shop(run))

    def artefacts(self, run: str, *, whatever_the_verdict: bool = False) -> dict[str, bytes]:
        """Workbook, report, shop files and checklist of a run, by name, decisions applied.

        Args:
            run: A finished run.
            whatever_the_verdict: All bundles go into all files, at the titles, prices and places
                decided, as if no verdict had been given.

        Raises:
            NotFound: The run kept no results.
        """
        decided = self._as_taken_out(run, whatever_the_verdict=whatever_the_verdict)
        return make_artefacts(decided, self._manifest(run), self._shop(run, with_products=True))

    def bundles_written(self, run: str, *, whatever_the_verdict: bool = False) -> dict[str, int]:
        """How many bundles become products in each file for a shop, and how many there are.

        Args:
            run: A finished run.
            whatever_the_verdict: As for `artefacts`.

        Raises:
            NotFound: The run kept no results.
        """
        return bundles_written(self._as_taken_out(run, whatever_the_verdict=whatever_the_verdict))

    def _as_taken_out(self, run: str, *, whatever_the_verdict: bool) -> list[dict[str, Any]]:
        decided = self.decided_bundles(run)
        if not whatever_the_verdict:
            return decided
        return [one | {"decision": one["decision"] | {"verdict": "open"}} for one in decided]

    def _documents(self, run: str) -> list[dict[str, Any]]:
        """The run's bundles, and those of its file that were chosen by hand."""
        chosen = decisions_of(self._workspace, self._by_hand(run)).values()
        return beside(self._found(run), [dict(one.changes[DOCUMENT]) for one in chosen])

    def _check_known(self, run: str, ids: Iterable[str]) -> set[str]:
        """The ids of the run's bundles, once these are seen to be among them."""
        known = {one["bundle_id"] for one in self._documents(run)}
        strange = [one for one in ids if one not in known]
        if strange:
            raise OptionRefused(f"The run has no bundle {strange[0]!r}.")
        return known

    def _found(self, run: str) -> list[dict[str, Any]]:
        return list(open_document(self._workspace, run, "bundles"))

    def _put_beside(self, run: str, documents: Sequence[Mapping[str, Any]]) -> None:
        """Remember bundles chosen by hand, in place of those chosen before."""
        things = self._by_hand(run)
        forget_decisions(self._workspace, things)
        for one in documents:
            decide(self._workspace, things, one["bundle_id"], changes={DOCUMENT: one})

    def _manifest(self, run: str) -> dict[str, Any]:
        return dict(open_document(self._workspace, run, "manifest"))

    def _bundles(self, run: str) -> Things:
        return Things(str(self._manifest(run)["inputs"]["sha256"]), "bundle")

    def _by_hand(self, run: str) -> Things:
        return Things(self._bundles(run).content, "chosen bundle")

    def _shop(self, run: str, *, with_products: bool = False) -> Shop:
        manifest = self._manifest(run)
        money, options = manifest["money"], manifest["options"]
        return Shop(
            currency=money.get("currency") or "",
            digits=money["minor_units"],
            site_code_pct=options.get("stacked_code_pct", 10.0),
            products=self._products(manifest) if with_products else {},
        )

    def _products(self, manifest: Mapping[str, Any]) -> dict[str, ShopProduct]:
        """What the catalogs that were put with the orders say of each code."""
        found: dict[str, ShopProduct] = {}
        for file in manifest.get("files", ()):
            try:
                table = find_table(self._workspace, file["id"])
            except NotFound:
                continue
            if table.kind == "catalog":
                found |= _shop_products(open_lines(self._workspace, table.id))
        return found


def _shop_products(catalog: pl.DataFrame) -> dict[str, ShopProduct]:
    known = catalog.filter(pl.col("sku").is_not_null()).select(
        pl.col("sku").cast(pl.String),
        *(
            pl.col(name).cast(pl.String).fill_null("")
            if name in catalog.columns
            else pl.lit("").alias(name)
            for name in _IDS
        ),
    )
    # Shopify calls the variant of a product that has no other by this name.
    only = (pl.col("product_id") != "") & (pl.len().over("product_id") == 1)
    variant = (
        pl.when((pl.col("variant_title") == "") & only)
        .then(pl.lit("Default Title"))
        .otherwise("variant_title")
    )
    rows = known.select("sku", "product_id", "variant_id", variant).iter_rows()
    return {sku: ShopProduct(product, number, name) for sku, product, number, name in rows}
