"""Themes of comments: found again in other orders and in parts, planted ones found, and how fast.

The sample survey and, where the data folder is, the clothing reviews are shuffled and cut to 80 %;
made-up surveys of 3,000 comments in four languages, with slips of the keyboard, hold eight planted
themes. Seconds are those of processors, of finding themes alone: telling comments apart and
looking for cues are not in them.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

import numpy as np
import polars as pl

from benchmarks.common import ROOT, fresh_backroom, print_claim, print_setting, print_table
from benchmarks.common import read_table as read_file
from engine import Steps
from engine.feedback import FeedbackOptions
from engine.feedback.comments.comments import Comments, Cues
from engine.feedback.comments.cues import find_cues
from engine.feedback.comments.distinct import distinct_comments
from engine.feedback.meaning import finding
from engine.feedback.meaning.agreement import adjusted_rand
from engine.feedback.meaning.themes import Themes
from engine.models.local import LocalEmbed
from sample_data.shop.survey import survey

CLOTHING = "feedback/womens_clothing_reviews.csv.zip"
SEEDS = (1, 2, 3)
LEAST_RAND, LEAST_PURITY, PLANTED = 0.8, 0.8, 8
SIZES = {3_000: 3.0, 100_000: 40.0}
MOST_MB = 1_024
Read = tuple[Comments, Cues]
T = TypeVar("T", Comments, Cues)


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--speed", action="store_true", help="seconds and memory only")
    asked = parser.parse_args()
    print_setting()
    with patch.object(finding, "in_process", _here):
        _print_asked(asked)


def _print_asked(asked: argparse.Namespace) -> None:
    if asked.speed:
        _print_speed()
        return
    _print_agreement({"sample survey": ROOT / "sample_data" / "survey.csv",
                      "clothing reviews": asked.data / CLOTHING})  # fmt: skip
    _print_planted()
    _print_speed()


async def _here(step: Any, work: Callable[..., Any], *arguments: Any) -> Any:
    """Work in this process, so that its seconds and its memory are seen."""
    step.check()
    return work(*arguments)


def read(texts: Sequence[str]) -> Read:
    """Distinct comments and what dictionaries find in them."""
    comments, _ = distinct_comments(pl.Series(list(texts)), np.full(len(texts), np.nan))
    return comments, find_cues(comments.text, comments.language, Steps())


def find(known: Read) -> Themes:
    """The themes by default options."""
    return asyncio.run(finding.find_themes(*known, LocalEmbed(), FeedbackOptions(), (), Steps()))


def _part(told: T, rows: Any) -> T:
    """The same of some comments."""
    changed: dict[str, Any] = {}
    for one in fields(told):
        value = getattr(told, one.name)
        if one.name != "aspect_names":
            changed[one.name] = (
                tuple(value[row] for row in rows) if isinstance(value, tuple) else value[rows]
            )
    return replace(told, **changed)


def _print_agreement(files: dict[str, Path]) -> None:
    for name, path in files.items():
        if not path.is_file():
            print(f"{name}: {path.name} is not here; --data DIR says where the data folder is.")
            continue
        texts = _texts(path)
        known = read(texts)
        whole = find(known)
        order = np.random.default_rng(0).permutation(len(texts))
        shuffled = find(read([texts[row] for row in order]))
        same = adjusted_rand(whole.member[:, 0], shuffled.member[:, 0])
        found = [_again(known, whole, seed) for seed in SEEDS]
        print(f"\n{name}: {len(known[0]):,} comments, {len(whole.themes)} themes, "
              f"{(whole.member[:, 0] < 0).mean():.1%} in none")  # fmt: skip
        print_claim(f"{name}: adjusted Rand index of 1 over shuffled rows", f"{same:.3f}",
                    holds=same == 1)  # fmt: skip
        each = ", ".join(f"{one:.3f}" for one in found)
        print_claim(f"{name}: {LEAST_RAND} or more over 80 % of the comments",
                    f"{each}; by its own measure {whole.stability:.3f}",
                    holds=min(found) >= LEAST_RAND)  # fmt: skip


def _texts(path: Path) -> list[str]:
    with fresh_backroom() as backroom:
        table = read_file(backroom, path)
        return backroom.lines(table)["comment"].drop_nulls().to_list()


def _again(known: Read, whole: Themes, seed: int) -> float:
    """Agreement with the themes found anew, all of it, in 80 % of the comments."""
    many = len(known[0])
    rows = np.sort(np.random.default_rng(seed).choice(many, many * 4 // 5, replace=False))
    again = find((_part(known[0], rows), _part(known[1], rows)))
    return adjusted_rand(whole.member[rows, 0], again.member[:, 0])


def _print_planted() -> None:
    rows, all_found, purities = [], [], []
    for seed in SEEDS:
        answers = [one for one in survey(f"themes-{seed}", 6_500, seed) if one.themes][:3_000]
        texts = [one.comment for one in answers]
        comments, place = distinct_comments(pl.Series(texts), np.full(len(texts), np.nan))
        themes = find((comments, find_cues(comments.text, comments.language, Steps())))
        first = themes.member[place, 0]
        met: dict[int, Counter[str]] = {}
        for one, theme in zip(answers, first.tolist(), strict=True):
            if len(one.themes) == 1 and theme >= 0:
                met.setdefault(theme, Counter())[one.themes[0]] += 1
        most = [counts.most_common(1)[0] for counts in met.values()]
        purity = sum(many for _, many in most) / sum(sum(one.values()) for one in met.values())
        found = len({name for name, _ in most})
        all_found.append(found)
        purities.append(purity)
        told = (seed, len(texts), len(themes.themes), found, f"{purity:.3f}",
                f"{(first < 0).mean():.1%}", f"{themes.stability:.3f}")  # fmt: skip
        rows.append([str(cell) for cell in told])
    print()
    print_table(
        ("seed", "comments", "themes", "planted found", "purity", "in none", "stability"), rows
    )
    print_claim(f"{PLANTED - 1} or more of {PLANTED} planted themes found",
                ", ".join(map(str, all_found)), holds=min(all_found) >= PLANTED - 1)  # fmt: skip
    print_claim(f"purity of {LEAST_PURITY} or more", f"{min(purities):.3f} at least",
                holds=min(purities) >= LEAST_PURITY)  # fmt: skip


def _print_speed() -> None:
    base = [one.comment for one in survey("themes-speed", 6_500, 1) if one.comment]
    find(read(base[:200]))
    print()
    for many, most_s in SIZES.items():
        other = np.random.default_rng(0).integers(0, len(base), many)
        known = read(
            [f"{base[at % len(base)]} {base[with_]} {at}" for at, with_ in enumerate(other)]
        )
        began = time.process_time()
        themes = find(known)
        took = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        figure = f"{took:.1f} s, {len(themes.themes)} themes of {len(known[0]):,}"
        print_claim(f"{many:,} comments within {most_s:g} s of processors", figure,
                    holds=took <= most_s)  # fmt: skip
    print_claim(f"within {MOST_MB:,} MB with the comments themselves", f"{peak:,.0f} MB",
                holds=peak <= MOST_MB)  # fmt: skip


if __name__ == "__main__":
    main()
