"""What a portfolio can be chosen by, in the words of the page."""

from __future__ import annotations

REACH = "reach"
AIMS = {
    "reach": "Orders reached",
    "revenue": "Revenue",
    "margin": "Margin",
    "inventory_risk": "Moves slow stock",
    "satisfaction": "Suits customers",
    "cross_sell": "Cross-selling",
    "cannibalization": "Spares other sales",
}
MEANS = {
    "reach": "How many of today's orders hold one of the pairs, recent ones and lasting pairs "
    "counting more.",
    "revenue": "Pairs that are dear beside what the shop usually sells, and likely to be bought.",
    "margin": "What is left of the price after costs.",
    "inventory_risk": "Pairs of products of which there is much stock for how they sell.",
    "satisfaction": "Pairs that customers put together themselves, far beyond chance.",
    "cross_sell": "Pairs that few buy whole yet, though they belong together.",
    "cannibalization": "Pairs that take little from what is sold at full price, and whose products "
    "do not stand in for one another.",
}
