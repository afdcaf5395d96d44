"""Order lines → product bundles, top to bottom as the diagram has it.

read orders (+ catalog, inventory) → map lines to products
  ┌ mine itemsets and rules ┐
  ├ embed products          ├ context, side by side, kept per file      → preliminary bundles
  └ tag products            ┘
→ candidates: the portfolio's, and objective × type side by side → duplicates dropped
→ score → price → choose the portfolio and the offers → explain and write copy  → final bundles
→ do they hold? mined on the first 70 % of the period, judged on the rest, beside all that follows
  the context
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from engine.bundles.candidates.found import find_candidates
from engine.bundles.context.context import Mined, gather_context
from engine.bundles.context.mapped import map_lines
from engine.bundles.decide.chosen import choose_bundles
from engine.bundles.options import BundleOptions
from engine.bundles.prove.beside import proving
from engine.bundles.result import BundleResult
from engine.bundles.say.first import first_bundles, weaker_bundles
from engine.bundles.say.summary import say_all, summarise
from engine.bundles.say.told import tell
from engine.bundles.say.voice import Voice
from engine.bundles.say.written import write_bundles
from engine.bundles.ways import Ways
from engine.jobs import in_thread
from engine.models import Models, is_local
from engine.models.opening import local_models
from engine.steps import Step, Steps

STEPS = (
    "Map lines to products", "Mine itemsets", "Embed products", "Tag products",
    "Weigh the evidence", "Find rules", "Ask for proposals", "Generate candidates",
    "Fill the pool", "Make offers of them", "Choose the portfolio", "Score and price",
    "Choose the offers",
    "Score what else may be chosen", "Explain and write copy", "Does it hold?",
)  # fmt: skip


@dataclass(frozen=True)
class BundleTables:
    """What Bundles works on.

    Attributes:
        orders: Checked order lines, joined with catalog and inventory; see `engine.files.Reading`.
        source: Id of that table, by which costly parts are kept; empty keeps nothing.
        catalog: Variants that can be bought, those never sold too; None without a catalog.
        currency: ISO code, or empty where the file names none.
    """

    orders: pl.DataFrame
    source: str = ""
    catalog: pl.DataFrame | None = None
    currency: str = ""


async def find_bundles(
    tables: BundleTables,
    options: BundleOptions,
    *,
    steps: Steps,
    models: Models | None = None,
    ways: Ways | None = None,
) -> BundleResult:
    """Find the bundles that an order export holds.

    Args:
        tables: The checked order lines.
        options: What to look for.
        steps: Named steps, warnings and preliminary bundles are reported here.
        models: Who embeds, classifies and writes; those of this computer by default.
        ways: Which optimisations are used; all by default.

    Raises:
        TooSmall: The file cannot tell; the message says what would do.
        ModelRefused: Nothing can be asked of the server at all.
        Cancelled: The run was cancelled.
    """
    steps.plan(*STEPS)
    models, ways, options = models or local_models(), ways or Ways(), options.settled()
    with steps("Map lines to products", unit="lines") as step:
        alone = tables.catalog is None and is_local(models.chat)
        mapped = await in_thread(
            step, map_lines, tables.orders, tables.catalog, options, step,
            alone=alone, currency=tables.currency,
        )  # fmt: skip
    source = tables.source
    del tables  # millions of lines take half a gigabyte, and nothing below looks at them

    async def show(mined: Mined, step: Step) -> None:
        first = first_bundles(mapped, mined, options)
        if not first and not is_local(models.chat):
            # A server's answers are waited for; without one the end is as near as this.
            with step("Look at weaker evidence", unit="parts") as inner:
                first = await in_thread(inner, weaker_bundles, mapped, mined, options, inner)
        steps.show(first)

    context = await gather_context(mapped, source, options, models, steps, show)
    async with proving(context, options, ways, steps) as proven:
        found = await find_candidates(context, options, models.chat, ways, steps)
        chosen = await choose_bundles(context, found, options, models.chat, ways, steps)
        voice = Voice(options.tone, options.language, mapped.facts.currency)
        worded = await write_bundles(context, chosen, voice, models.chat, steps)
        steps.show(worded.bundles)
        card = await proven()
    for sentence in say_all(context, found, chosen, options):
        steps.warn(sentence)
    return BundleResult(
        bundles=worded.bundles,
        rules=context.mined.rules,
        products=mapped.baskets.products.as_table(),
        mining=summarise(context, found, chosen),
        told=tell(context, found, chosen, worded.refused) | {"proof": card.as_dict()},
        choices=chosen.choices,
        holds=chosen.holds,
    )
