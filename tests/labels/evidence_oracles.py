"""Slow and obvious versions of what receipts say of their words."""

from itertools import combinations, product

import numpy as np

from engine.labels.evidence.sheet import Sheet


def same_row(spots: np.ndarray, one: int, other: int) -> bool:
    """Whether two words' middles are less than half of the larger one's height apart."""
    if one == other or np.isnan(spots[one, 2]) or np.isnan(spots[other, 2]):
        return False
    height = max(min(spots[one, 3], 1.6), min(spots[other, 3], 1.6))
    return bool(abs(spots[one, 2] - spots[other, 2]) < 0.5 * height)


def meets(spots: np.ndarray, one: int, other: int, edge: int) -> bool:
    return one != other and bool(abs(spots[one, edge] - spots[other, edge]) < 0.8)


def in_column(spots: np.ndarray, one: int, other: int) -> bool:
    """Whether one stands over the other, or their right edges meet, in different rows."""
    if one == other or same_row(spots, one, other):
        return False
    right, left = min(spots[one, 1], spots[other, 1]), max(spots[one, 0], spots[other, 0])
    return bool(right > left) or meets(spots, one, other, 1)


def neighbours(spots: np.ndarray, word: int) -> list[list[float]]:
    """Distances of the two nearest words left, right, above and below."""
    centre = (spots[:, 0] + spots[:, 1]) / 2
    sides: list[list[float]] = [[], [], [], []]
    for other in range(len(spots)):
        across, down = centre[other] - centre[word], spots[other, 2] - spots[word, 2]
        if same_row(spots, word, other):
            if across < 0:
                sides[0].append(-across)
            if across > 0:
                sides[1].append(across)
        elif in_column(spots, word, other):
            if down < 0:
                sides[2].append(0.3 * abs(across) - down)
            if down > 0:
                sides[3].append(0.3 * abs(across) + down)
    return [sorted(side)[:2] for side in sides]


def rows(middle: list[float]) -> list[int]:
    """Rows from the top; a row ends where the next middle is more than half a line down."""
    known = sorted({value for value in middle if not np.isnan(value)})
    row = {}
    number = 0
    for place, value in enumerate(known):
        if place and value - known[place - 1] > 0.5:
            number += 1
        row[value] = number
    found, last = [], number if known else -1
    for value in middle:
        if np.isnan(value):
            last += 1
            found.append(last)
        else:
            found.append(row[value])
    return found


def sums(sheet: Sheet, word: int) -> list[float]:
    """What `describe_sums` says of one word."""
    amounts = sheet.layout.amounts.tolist()
    amount = amounts[word]
    if not amount or sum(map(bool, amounts)) < 2:
        return [0.0] * 8
    middle, right = sheet.spots[:, 2], sheet.spots[:, 1]
    others = [other for other, said in enumerate(amounts) if said and other != word]
    pairs = [
        pair for pair in combinations(others, 2) if amounts[pair[0]] + amounts[pair[1]] == amount
    ]
    above = any(all(middle[p] < middle[word] - 0.3 for p in pair) for pair in pairs)
    parts = [p for p in others if amount + amounts[p] in [amounts[q] for q in others]]
    return [
        min(5, len(pairs)), above, min(5, len(parts)),
        any(amounts[p] > amount for p in parts), any(amounts[p] < amount for p in parts),
        column_sum(amounts, middle, right, word), *products(sheet, word),
    ]  # fmt: skip


def column_sum(amounts: list[int], middle: np.ndarray, right: np.ndarray, word: int) -> int:
    """Longest run of amounts right above that begins at one of the nearest three."""
    column = [
        other for other, said in enumerate(amounts)
        if said and middle[other] < middle[word] - 0.4 and abs(right[other] - right[word]) < 1.5
    ]  # fmt: skip
    column.sort(key=lambda other: -middle[other])
    longest = 0
    for first in range(3):
        for end in range(first + 2, len(column) + 1):
            if sum(amounts[other] for other in column[first:end]) == amounts[word]:
                longest = max(longest, end - first)
    return longest


def products(sheet: Sheet, word: int) -> list[bool]:
    """Whether the word's amount is pieces times a price of its row, or is that price."""
    amounts, counts = sheet.layout.amounts.tolist(), sheet.counts.tolist()
    near = [other for other in range(len(amounts)) if sheet.layout.same_row[word, other]]
    comes, prices = False, False
    for count, other in product(near, near):
        if counts[count] < 2 or not amounts[other] or count == other:
            continue
        if not sheet.layout.same_row[count, other]:
            continue
        comes |= amounts[other] * counts[count] == amounts[word]
        prices |= amounts[word] * counts[count] == amounts[other]
    return [comes, prices]


def arithmetic(amounts: list[int], labels: list[str], word: int) -> dict[str, bool]:
    """Which sums of other words' amounts hold for one word, each word under one label."""
    amount = amounts[word]

    def under(name: str) -> list[int]:
        return [
            said for other, said in enumerate(amounts)
            if said and other != word and labels[other] == name
        ]  # fmt: skip

    lines = sum(map(abs, under("LINE_TOTAL")))
    less = sum(map(abs, under("DISCOUNT")))
    subtotals = under("SUBTOTAL") + ([lines] if lines else [])
    totals, taxes, tips = under("GRAND_TOTAL"), under("TAX"), under("TIP")
    if not amount:
        return dict.fromkeys(
            ("sum_of_lines", "lines_less_discount", "subtotal_and_tax", "total_less_tax",
             "total_less_subtotal", "equals_total", "equals_subtotal", "makes_total_with_lines"),
            False,
        )  # fmt: skip
    return {
        "sum_of_lines": amount == lines,
        "lines_less_discount": bool(lines and less) and amount == lines - less,
        "subtotal_and_tax": any(
            amount == one + two + three and two + three != 0
            for one in subtotals for two in [*taxes, 0] for three in [*tips, 0]
        ),
        "total_less_tax": any(amount == one - two for one in totals for two in taxes),
        "total_less_subtotal": any(amount == one - two for one in totals for two in subtotals),
        "equals_total": amount in totals,
        "equals_subtotal": amount in under("SUBTOTAL"),
        "makes_total_with_lines": bool(lines) and amount + lines in under("SUBTOTAL") + totals,
    }  # fmt: skip


def context(spots: np.ndarray, amounts: list[int], truth: np.ndarray, word: int) -> np.ndarray:
    """What `label_context` says of one word but for its neighbours: 9 groups of K."""
    others = [other for other in range(len(spots)) if other != word]
    centre = (spots[:, 0] + spots[:, 1]) / 2

    def mean(chosen: list[int]) -> np.ndarray:
        labelled = [other for other in chosen if truth[other].sum() > 0]
        return truth[labelled].sum(axis=0) / (len(labelled) + 0.5)

    down = {other: spots[other, 2] - spots[word, 2] for other in others}
    across = {other: centre[other] - centre[word] for other in others}
    known = [other for other in others if not np.isnan(down[other])]
    fading = {o: np.exp(-0.15 * abs(across[o]) - 0.5 * abs(down[o])) for o in known}
    labelled = [other for other in known if truth[other].sum() > 0]
    same = [other for other in others if amounts[word] and amounts[other] == amounts[word]]
    distance = np.full(truth.shape[1], 30.0)
    for kind in range(truth.shape[1]):
        hits = [other for other in known if truth[other, kind] > 0.5]
        if hits:
            nearest = min(hits, key=lambda other: abs(down[other]) + 0.01 * abs(across[other]))
            distance[kind] = np.clip(down[nearest], -25, 25)
    return np.concatenate([
        mean([other for other in others if same_row(spots, word, other)]),
        mean([other for other in others if meets(spots, word, other, 1)]),
        mean([other for other in others if meets(spots, word, other, 0)]),
        np.log1p(truth[others].sum(axis=0)),
        np.log1p(truth[[other for other in known if down[other] < -0.5]].sum(axis=0)),
        np.log1p(truth[[other for other in known if down[other] > 0.5]].sum(axis=0)),
        sum((fading[o] * truth[o] for o in labelled), np.zeros(truth.shape[1]))
        / (sum(fading[o] for o in labelled) + 0.05),
        truth[same].sum(axis=0),
        distance,
    ])  # fmt: skip
