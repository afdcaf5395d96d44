"""The stops of the tour at Labels and Feedback, on the sample receipts and the sample survey."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Stop:
    """One picture: its name, what stands under it, and how to get there from the stop before."""

    name: str
    says: str
    go: Callable[[Any], None]
    height: int = 860


def tab(name: str) -> Callable[[Any], None]:
    """A click on a tab, and what it shows."""
    return lambda page: page.get_by_role("tab", name=name).click()


def _labels_empty(page: Any) -> None:
    page.get_by_role("link", name="Labels").click()
    page.get_by_role("button", name="Try it with sample receipts").wait_for()


def _labels_running(page: Any) -> None:
    page.get_by_role("button", name="Try it with sample receipts").click()
    page.get_by_role("button", name="Cancel").wait_for()


def _labels_review(page: Any) -> None:
    page.get_by_text("0 decided ·").first.wait_for()


def _labels_decided(page: Any) -> None:
    for _ in range(3):
        page.keyboard.press("a")
        page.wait_for_timeout(1500)
    page.get_by_text("3 decided ·").first.wait_for()


def _feedback(page: Any) -> None:
    page.get_by_role("link", name="Feedback").click()
    page.get_by_role("button", name="Try it with a sample survey").click()
    page.get_by_role("heading", name="In their words").wait_for()


def _presented(page: Any) -> None:
    page.get_by_role("button", name="Present", exact=True).click()
    page.get_by_role("heading", name="What drives it").wait_for()


def _themes(page: Any) -> None:
    page.get_by_role("button", name="Back to work").click()
    page.get_by_role("tab", name="Themes").click()
    page.get_by_role("heading", name="What each theme does").wait_for()


TOOLS = (
    Stop("labels-empty", "Labels before a file is dropped.", _labels_empty, 420),
    Stop("labels-running", "Labels being judged; the first suspicions come early.",
         _labels_running, 900),
    Stop("labels-review", "One word after the other with its receipt and evidence.",
         _labels_review, 1100),
    Stop("labels-decided", "Decided by keys alone; undo has no end.", _labels_decided, 1100),
    Stop("labels-groups", "Merchants and label types, and how far each is.", tab("Groups"), 1000),
    Stop("labels-conflicts", "The same text under different labels.", tab("Conflicts"), 1000),
    Stop("labels-trust", "How sure: errors of our own, found again; when to stop.",
         tab("How sure"), 1300),
    Stop("labels-take-away", "A dry run first; then a corrected file with its audit trail.",
         tab("Apply and take away"), 1000),
    Stop("feedback-score", "Feedback: the score, how sure it is, how it went, and in words.",
         _feedback, 1300),
    Stop("feedback-presented", "The same for a room: large, without file names and options.",
         _presented, 1300),
    Stop("feedback-themes", "What each theme costs or brings, with its interval.", _themes, 1300),
    Stop("feedback-segments", "Who is happier than the rest, and what they speak of.",
         tab("Segments"), 1300),
    Stop("feedback-comments", "The comments, with what speaks for their themes marked.",
         tab("Comments"), 1100),
    Stop("feedback-call", "Who to call first, and why.", tab("Who to call"), 1100),
    Stop("feedback-mood", "What hurts, what people feel, what no theme holds.", tab("Mood"), 1000),
    Stop("feedback-take-away", "A workbook, a page, slides.", tab("Take away"), 900),
)  # fmt: skip
