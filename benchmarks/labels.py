"""Wrong labels found among labels of real receipts, beside cleanlab and the rule of document 002.

Errors are put into half of WildReceipt's test receipts, labelled by people: drawn as labels are
(uniform) or as people confuse them (confusion), at 5 and 10 %, three seeds each. All ways see the
same draws in the same run; cleanlab is given chances out of fold on our own features of words,
which are more than its users would have. `--merchants` prints the figures on SROIE's lines by how
many receipts a merchant has, with the merchants known and hidden; `--selftest`, `--speed` and
`--scaling` are in rooms of their own.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import importlib
import pickle
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.common import ROOT, print_claim, print_setting, print_table, read_lines
from benchmarks.label_figures import HEADINGS, Figures, best_other, surely
from benchmarks.label_noise import KINDS, is_wrong, make_wrong
from benchmarks.label_peers import MISSING, Described, describe, matches, peers
from engine import Steps
from engine.labels import LabelOptions
from engine.labels.evidence.facts import WordFacts
from engine.labels.evidence.features import learn_basis
from engine.labels.evidence.gather import gather_facts
from engine.labels.evidence.judged import Judged
from engine.labels.evidence.judging import judge_words
from engine.labels.numbering import number_words
from engine.labels.words import Given, Words
from engine.steps import Step

WILD = "receipts/wildreceipt_words_half.csv.gz"
SEEDS, RATES = (29, 11, 7), (0.05, 0.1)
OURS = "ours"
LEAST = {"uniform": (0.96, 0.92), "confusion": (0.92, 0.88)}
RIGHT = 0.95
_OTHERS = {"selftest": "label_selftest", "speed": "label_speed", "scaling": "label_scaling",
           "merchants": "label_merchants"}  # fmt: skip


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    parser.add_argument("--rates", type=float, nargs="+", default=RATES)
    parser.add_argument("--kinds", nargs="+", default=KINDS)
    parser.add_argument("--linear", action="store_true", help="without trees")
    for name in _OTHERS:
        parser.add_argument(f"--{name}", action="store_true")
    parser.add_argument("--draws", type=int, default=10, help="of each kind, for --selftest")
    parser.add_argument("--most", type=int, default=1_000_000, help="words, for --scaling")
    asked = parser.parse_args()
    print_setting()
    for name, room in _OTHERS.items():
        if getattr(asked, name):
            importlib.import_module(f"benchmarks.{room}").run(asked)
            return
    _find(asked)


def labelled(data: Path, name: str) -> tuple[Words, Given, WordFacts]:
    """The words of a data file, their labels, and what the receipts say of them."""
    if not (data / name).is_file():
        sys.exit(f"This benchmark needs {name} in the data folder; --data DIR says where it is.")
    words, given = number_words(read_lines(data / name))
    return words, given, gather_facts(words, Steps())


def judge(words: Words, given: Given, facts: WordFacts, options: LabelOptions) -> Judged:
    """Judge labels as a run does, without processes of their own."""
    return asyncio.run(judge_words(words, given, facts, options, Steps(), _here))


_known: dict[bytes, Any] = {}


async def _here(step: Step, work: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    """Work in this process; what no label enters is done once for all draws."""
    step.check()
    if work is not learn_basis:
        return work(*arguments, **options)
    key = hashlib.sha256(pickle.dumps(arguments)).digest()
    if key not in _known:
        _known[key] = work(*arguments, **options)
    return _known[key]


def figures_of(judged: Judged, noisy: Given, given: Given) -> Figures:
    """Figures of our own ranking and suggestions."""
    suggested = best_other(judged.truth, noisy.label)
    return Figures.of(surely(judged.wrong), is_wrong(noisy, given), suggested, given.label)


def _find(asked: argparse.Namespace) -> None:
    words, given, facts = labelled(asked.data, WILD)
    seen = describe(words, given, facts)
    options = LabelOptions(thorough=not asked.linear)
    for rate in asked.rates:
        for kind in asked.kinds:
            print(f"\n{rate:.0%} of {len(given):,} labels made wrong, {kind}", flush=True)
            draws = []
            for seed in asked.seeds:
                noisy = make_wrong(given, kind, rate, seed)
                judged = judge(words, noisy, facts, options)
                wrong = is_wrong(noisy, given)
                found = {OURS: figures_of(judged, noisy, given)}
                draws.append(found | peers(seen, noisy, wrong, given.label))
                cells = ", ".join(f"{name} {cell}" for name, cell in
                                  zip(HEADINGS, draws[-1][OURS].cells(), strict=True))  # fmt: skip
                print(f"seed {seed}: {cells}", flush=True)
                if seed == asked.seeds[-1]:
                    _say_shortcut(seen, noisy, given)
            _print(draws, kind, rate)


def _say_shortcut(seen: Described, noisy: Given, given: Given) -> None:
    none = matches(seen, noisy) == 0
    precision = is_wrong(noisy, given)[none].mean()
    print(f"The rule that no similar text means wrong calls {none.mean():.0%} of the labels wrong, "
          f"{precision:.0%} of them rightly.")  # fmt: skip


def _print(draws: Sequence[dict[str, Figures]], kind: str, rate: float) -> None:
    means = {name: Figures.mean([draw[name] for draw in draws]) for name in draws[0]}
    print_table(("mean of seeds", *HEADINGS), [(name, *one.cells()) for name, one in means.items()])
    if len(means) == 2:
        print(MISSING)
    if rate != RATES[0]:
        return
    ours, (precision, at_errors) = means[OURS], LEAST[kind]
    print()
    print_claim(f"{kind}: average precision of {precision} or more", f"{ours.ap:.3f}",
                holds=ours.ap >= precision)  # fmt: skip
    print_claim(f"{kind}: precision at the number of errors of {at_errors} or more",
                f"{ours.at_errors:.3f}", holds=ours.at_errors >= at_errors)  # fmt: skip
    print_claim(f"{kind}: right suggestions of {RIGHT} or more", f"{ours.right:.3f}",
                holds=ours.right >= RIGHT)  # fmt: skip
    best = max(one.ap for name, one in means.items() if name != OURS)
    print_claim(f"{kind}: better than every other way", f"{ours.ap:.3f} against {best:.3f}",
                holds=ours.ap > best)  # fmt: skip


if __name__ == "__main__":
    main()
