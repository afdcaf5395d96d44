"""NSGA-II over sets of one size: pymoo's survival and loop, our own mating.

Bit strings and their usual operators would change how many bundles a portfolio has; here two
parents hand on what they share, fill up from what one of them has, and now and then swap a bundle.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.bundles.context.transactions import Floats, Ints
from engine.bundles.decide.landscape import Landscape, Mask

SWAP_CHANCE = 0.5


def evolve(
    landscape: Landscape, seeds: Mask, most_uses: int, population: int, generations: int, seed: int
) -> Mask:
    """(portfolios, choices) the last generation, as far as no product is used too often.

    Args:
        landscape: What portfolios are worth.
        seeds: (seeds, choices) portfolios to begin with, all of one size.
        most_uses: How often a portfolio may use one product.
        population: Portfolios in a generation.
        generations: How many generations.
        seed: Seed of what is drawn at random.
    """
    # Costly to import, and needed in the worker process only.
    from pymoo.algorithms.moo.nsga2 import NSGA2  # noqa: PLC0415
    from pymoo.core.evaluator import Evaluator  # noqa: PLC0415
    from pymoo.core.problem import Problem  # noqa: PLC0415
    from pymoo.problems.static import StaticProblem  # noqa: PLC0415

    mating = _Mating(np.random.default_rng(seed), int(seeds[0].sum()))
    problem = Problem(n_var=len(landscape), n_obj=len(landscape.aims), n_ieq_constr=1, xl=0, xu=1)
    algorithm = NSGA2(
        pop_size=population,
        sampling=mating.begin(seeds, population),
        mating=mating,
        eliminate_duplicates=False,
    )
    algorithm.setup(problem, termination=("n_gen", generations), seed=seed, verbose=False)
    while algorithm.has_next():
        born = algorithm.ask()
        chosen = born.get("X").astype(bool)
        worth, excess = -landscape.values(chosen), _excess(landscape, chosen, most_uses)
        Evaluator().eval(StaticProblem(problem, F=worth, G=excess), born)
        algorithm.tell(infills=born)
    last: Mask = algorithm.pop.get("X").astype(bool)
    return last[_excess(landscape, last, most_uses)[:, 0] <= 0]


def hypervolume(values: Floats) -> float:
    """Share of the unit cube that (n, aims) values of 0..1 beat together, 0..1."""
    from pymoo.indicators.hv import HV  # noqa: PLC0415 - costly; for the worker process

    if not len(values):
        return 0.0
    return float(HV(ref_point=np.zeros(values.shape[1]))(-values))


def _excess(landscape: Landscape, chosen: Mask, most_uses: int) -> Ints:
    """(portfolios, 1) uses of products beyond the allowed ones."""
    uses = chosen.astype(np.int64) @ landscape.uses
    excess: Ints = np.maximum(0, uses - most_uses).sum(axis=1, keepdims=True)
    return excess


class _Mating:
    """Makes portfolios of one size from others; takes the place of pymoo's operators."""

    def __init__(self, random: np.random.Generator, size: int) -> None:
        self._random, self._size = random, size

    def begin(self, seeds: Mask, population: int) -> Mask:
        """The seeds, then children of theirs until there are enough."""
        parents = self._random.integers(0, len(seeds), (max(0, population - len(seeds)), 2))
        children = self._cross(seeds[parents[:, 0]], seeds[parents[:, 1]], swap=1.0)
        return np.concatenate([seeds, children])[: max(population, len(seeds))]

    def do(self, _: object, parents: Any, offspring: int, **__: object) -> Any:
        """A generation of children by binary tournaments on front and crowding."""
        from pymoo.core.population import Population  # noqa: PLC0415 - costly

        known = parents.get("X").astype(bool)
        picks = self._tournament(parents.get("rank", "crowding", "CV"), 2 * offspring)
        children = self._cross(known[picks[::2]], known[picks[1::2]], swap=SWAP_CHANCE)
        return Population.new(X=children)

    def _tournament(self, merits: tuple[Any, Any, Any], wanted: int) -> Ints:
        """Winners of so many tournaments: feasible, lower front, emptier place."""
        rank, crowding, excess = (np.asarray(merit, dtype=np.float64).ravel() for merit in merits)
        order = np.lexsort((-crowding, rank, excess))
        merit = np.empty(len(order), dtype=np.int64)
        merit[order] = np.arange(len(order))
        rivals = self._random.integers(0, len(order), (wanted, 2))
        winners: Ints = np.where(
            merit[rivals[:, 0]] <= merit[rivals[:, 1]], rivals[:, 0], rivals[:, 1]
        )
        return winners

    def _cross(self, first: Mask, second: Mask, swap: float) -> Mask:
        """What both have, then what one has, by lot; with the chance `swap` one is replaced."""
        lot = self._random.random(first.shape)
        claim = lot + first + second
        rows = np.flatnonzero(self._random.random(len(first)) < swap)
        chosen = self._best(claim)
        # One that was chosen goes, one that nobody has comes.
        leaves = np.where(chosen, self._random.random(first.shape), -1)[rows].argmax(axis=1)
        comes = np.where(chosen, -1, self._random.random(first.shape))[rows].argmax(axis=1)
        chosen[rows, leaves], chosen[rows, comes] = False, True
        return chosen

    def _best(self, claim: Floats) -> Mask:
        """(n, choices) the highest claims of each row, as many as a portfolio has."""
        rows = np.argpartition(-claim, self._size - 1, axis=1)[:, : self._size]
        chosen = np.zeros(claim.shape, dtype=bool)
        np.put_along_axis(chosen, rows, values=True, axis=1)
        return chosen
