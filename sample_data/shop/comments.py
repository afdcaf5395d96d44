"""Puts a comment together, as somebody in a hurry would type it."""

import numpy as np

from sample_data.shop.phrases import Phrases
from sample_data.shop.phrases_en import ENGLISH
from sample_data.shop.phrases_es import SPANISH
from sample_data.shop.phrases_fr import FRENCH
from sample_data.shop.phrases_pt import PORTUGUESE
from sample_data.shop.streams import pick

LANGUAGES = {phrases.language: phrases for phrases in (ENGLISH, SPANISH, PORTUGUESE, FRENCH)}

OPENER_SHARE = 0.4
QUIET_OPENER_SHARE = 0.75
LEAD_SHARE = 0.3
CLOSER_SHARE = 0.26
CONTACT_SHARE = 0.018
LEAVING_SHARE = 0.1
NO_STOP_SHARE = 0.22
SMALL_START_SHARE = 0.1
TYPO_SHARE = 0.07
NO_ACCENT_SHARE = 0.05

GLAD_FROM, SAD_TO = 9, 4
TYPO_LETTERS = 5
PLAIN = str.maketrans("áéíóúàèêçãõâô", "aeiouaeecaoao")

# A theme and whether it is praised.
Touched = tuple[str, bool]


def comment(
    language: str, touched: list[Touched], score: int, channel: str, rng: np.random.Generator
) -> str:
    """Write one comment.

    Args:
        language: One of ``LANGUAGES``.
        touched: The themes it speaks of, in order; empty for a comment about nothing in
            particular.
        score: 0 to 10; it sets the tone of all that is not about a theme.
        channel: Where they bought; only who was in the shop speaks of a visit.
        rng: The stream to draw from.

    Returns:
        One line of text, with the slips of somebody typing on a phone.
    """
    phrases = LANGUAGES[language]
    sentences = _about(phrases, touched, rng)
    if rng.random() < (OPENER_SHARE if touched else QUIET_OPENER_SHARE):
        visits = () if channel == "Website" else phrases.visits
        sentences.insert(0, pick(rng, phrases.openers + visits))
    sentences += _last(phrases, touched, score, rng)
    if rng.random() < CONTACT_SHARE:
        sentences.append(_contact(phrases, rng))
    filled = [_filled(sentence, phrases, rng) for sentence in sentences]
    return _typed(filled, rng)


def _tone(phrases: Phrases, score: int) -> tuple[str, ...]:
    """Choose the sentences that suit a score."""
    if score >= GLAD_FROM:
        return phrases.glad
    return phrases.sad if score <= SAD_TO else phrases.so_so


def _about(phrases: Phrases, touched: list[Touched], rng: np.random.Generator) -> list[str]:
    """Say what was met with, one sentence a theme, or both in one with a "but" between."""
    sentences = [pick(rng, phrases.themes[theme][praised]) for theme, praised in touched]
    mixed = len({praised for _, praised in touched}) > 1
    joined = phrases.but.join([sentences[0], _small(sentences[-1])]) if mixed else ""
    if mixed and joined.count(phrases.but) == 1 and rng.random() < LEAD_SHARE * 2:
        return [joined]
    if touched and rng.random() < LEAD_SHARE:
        last_praised = touched[-1][1]
        lead = pick(rng, phrases.delights if last_praised else phrases.regrets)
        sentences[-1] = lead + _small(sentences[-1])
    return sentences


def _small(sentence: str) -> str:
    """Begin a sentence with a small letter, save for the English "I"."""
    return sentence if sentence.startswith("I ") else sentence[0].lower() + sentence[1:]


def _last(
    phrases: Phrases, touched: list[Touched], score: int, rng: np.random.Generator
) -> list[str]:
    """Choose a last sentence: for some comments, and for all about nothing in particular."""
    if not touched:
        return [pick(rng, _tone(phrases, score))]
    if score <= SAD_TO and rng.random() < LEAVING_SHARE:
        return [pick(rng, phrases.leaving)]
    # Nobody says "could not ask for more" after a complaint, nor "disappointed" after praise.
    praised = all(good for _, good in touched)
    fits = praised if score >= GLAD_FROM else score <= SAD_TO and not praised
    return [pick(rng, _tone(phrases, score))] if fits and rng.random() < CLOSER_SHARE else []


def _contact(phrases: Phrases, rng: np.random.Generator) -> str:
    """Leave an invented address or number, of the kinds that are kept for examples."""
    number = int(rng.integers(100, 200))
    mail, phone = f"shopper{number}@example.com", f"555-0{number}"
    return pick(rng, phrases.contact).replace("{mail}", mail).replace("{phone}", phone)


def _filled(sentence: str, phrases: Phrases, rng: np.random.Generator) -> str:
    """Fill the gaps of a sentence and begin it with a capital."""
    gaps = {
        "{item}": phrases.items,
        "{fragile}": phrases.fragile,
        "{n}": phrases.numbers,
        "{day}": phrases.days,
    }
    for gap, choices in gaps.items():
        if gap in sentence:
            sentence = sentence.replace(gap, pick(rng, choices))
    return sentence[0].upper() + sentence[1:]


def _typed(sentences: list[str], rng: np.random.Generator) -> str:
    """Type the sentences: some lose their stop, their capital, a letter or the accents."""
    text = _mark(rng).join(sentences)
    if rng.random() >= NO_STOP_SHARE:
        text += "!" if rng.random() < 0.1 else "."
    if rng.random() < SMALL_START_SHARE:
        text = text[0].lower() + text[1:]
    if rng.random() < TYPO_SHARE:
        text = _slip(text, rng)
    return text.translate(PLAIN) if rng.random() < NO_ACCENT_SHARE else text


def _mark(rng: np.random.Generator) -> str:
    """Choose what stands between two sentences."""
    return pick(rng, (". ", ". ", ". ", ". ", "! ", "... "))


def _slip(text: str, rng: np.random.Generator) -> str:
    """Swap two letters, or drop one, inside one long word."""
    words = text.split(" ")
    long = [place for place, word in enumerate(words)
            if len(word) >= TYPO_LETTERS and word.isalpha()]  # fmt: skip
    if not long:
        return text
    place = pick(rng, long)
    word = words[place]
    at = 1 + int(rng.integers(len(word) - 3))
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    words[place] = swapped if rng.random() < 0.5 else word[:at] + word[at + 1 :]
    return " ".join(words)
