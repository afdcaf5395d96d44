"""`python -m docs.make_prompts`: writes docs/prompts.md from the questions of all tools."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from engine.bundles.asks.advise import advise_task
from engine.bundles.asks.classify import MEANS, classify_task
from engine.bundles.asks.propose import PROPOSE_TASK
from engine.bundles.asks.write import write_task
from engine.bundles.say.voice import Voice
from engine.feedback.comments.ask import comment_task
from engine.feedback.meaning.worded import NAMING, SUMMING
from engine.labels.verdicts.ask import judge_task
from engine.labels.verdicts.second import CHECK_TASK
from engine.models import Task
from engine.models.chat.prompt import RULES

PAGE = Path(__file__).parent / "prompts.md"
INTRODUCTION = """\
# What language models are asked

This page is written by `python -m docs.make_prompts`.

Bundles asks four questions, Labels two, Feedback three. Each is sent as a system message
(instructions, rules, schema) that holds words of ours only, and a user message that holds what is
asked about as JSON values, after private data has been replaced. Costs, codes, orders and who a
customer is are never shown, stock only where the sentence that says how a bundle serves its
objective names it. Answers that do not fit the schema are asked again; what they say is used like
this:

- **classify**: yes or no for a tag that the file cannot tell. The model of this computer answers
  too, on what is bought again: it chooses among kinds of things, since between yes and no it can
  but toss a coin. Of gifts, of seasons and of what a thing earns it is not asked.
- **propose**: sets of products for an objective. Products are named by their number in the
  request, so nothing that was not shown can be proposed; sets are then counted, scored and priced
  like any other.
- **advise**: a discount, and an appeal score where that is switched on. The price heeds cap,
  floor and stock itself, whatever is advised.
- **write**: copy and explanation. A text is taken only if it is within its length, plain, and
  says no number (in figures or words) but those of the bundle; else the template's stands, and
  the page says how many were refused and why. Copy may say the offer's numbers, the merchant's
  explanation the evidence's too. A percentage must have been shown as a percentage, an amount as
  an amount.

The last three are not asked of the model of this computer, which cannot write: templates in five
languages and four tones stand without it.

- **judge a label**: whether a word of a receipt carries the right label, with its receipt, its
  neighbours and similar words; digits are replaced by other digits. Only what is unclear is asked.
- **check a suggestion**: yes or no for a label that was suggested.
- **read a comment**: sentiment, emotions, risk of leaving, what hurts. A key phrase that does not
  stand in the comment letter by letter is dropped.
- **name a theme**: a name for a group of comments that was found on this computer.
- **word the summary**: sentences that name figures by their keys; one with a number or a quotation
  of its own is dropped and counted.
"""


def page() -> str:
    """The whole page."""
    parts = [INTRODUCTION.rstrip(), "## The rules of every request", f"```text\n{RULES}\n```"]
    for name, task in _tasks().items():
        parts += [f"## {name}", _told(task)]
    return "\n\n".join(parts) + "\n"


def _tasks() -> Mapping[str, Task]:
    return {
        "Classify": classify_task(tuple(MEANS), local=False),
        "Propose": PROPOSE_TASK,
        "Advise": advise_task(appeal=True),
        "Write": write_task(Voice("friendly", "en", "EUR")),
        "Judge a label": judge_task(25),
        "Check a suggestion": CHECK_TASK,
        "Read a comment": comment_task(120),
        "Name a theme": NAMING,
        "Word the summary": SUMMING,
    }


def _told(task: Task) -> str:
    schema = json.dumps(task.schema, indent=1, ensure_ascii=False)
    head = f"Kind `{task.kind}`, version {task.version}, at most {task.per_call} items a request."
    return f"{head}\n\n```text\n{task.instructions}\n```\n\n```json\n{schema}\n```"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
