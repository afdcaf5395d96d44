"""What asking costs: prices, a cap that holds before anything is sent, an estimate, an account."""

from engine.models.money.budget import Budget, Reservation
from engine.models.money.cap import cap_for
from engine.models.money.estimate import Estimate, Plan, Planned, estimate, guess_tokens
from engine.models.money.ledger import account_of
from engine.models.money.prices import (
    Price,
    change_price,
    cost_of,
    most_cost,
    price_of,
    prices,
)

__all__ = [
    "Budget", "Estimate", "Plan", "Planned", "Price", "Reservation", "account_of", "cap_for",
    "change_price", "cost_of", "estimate", "guess_tokens", "most_cost", "price_of", "prices",
]  # fmt: skip
