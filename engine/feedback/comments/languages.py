"""Which language a comment is in, by its function words, endings and letters.

Words vote for the languages that use them, the fewer those are the more. The mix of the file itself
votes too, which decides for comments of few words; what no word speaks for stays untold.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from engine.feedback.comments.lexicon import LANGUAGES, lexicon_of, users_of, valuers_of
from engine.feedback.comments.tokens import plain, tokens_of
from engine.progress import Progress, Unheard

COMMON, VALUED, ENDING, LETTER = 1.0, 0.6, 0.4, 0.5
PRIOR = 1.5
"""Votes of the file's own mix for a language that all of it is in."""
SURE, AHEAD = 2.0, 0.5
"""Votes a comment needs, and by how much more than for any other language, to count in the mix."""
LEAST_SHARE, FEW_WORDS = 0.12, 5
"""Votes per word below which a comment of more than a few words is in no known language."""
MAIN = 0.8
"""Share of a file from which its language is taken for comments that nothing speaks for."""
_LETTERS = {
    "ñ": "es",
    "¿": "es",
    "¡": "es",
    "ã": "pt",
    "õ": "pt",
    "ß": "de",
    "ê": "fr pt",
    "è": "fr it",
    "œ": "fr",
    "û": "fr",
    "ù": "it fr",
    "ò": "it",
    "ì": "it",
    "ü": "de",
    "ä": "de",
    "ö": "de",
    "ç": "fr pt",
    "á": "es pt",
    "í": "es pt",
    "ó": "es pt",
    "ú": "es pt",
    "â": "fr pt",
    "ô": "fr pt",
    "à": "fr it",
    "î": "fr",
    "é": "fr es pt",
}
LAST_LATIN = "\u024f"
_SCRIPTS = {"HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "GREEK": "el", "THAI": "th",
            "HEBREW": "he"}  # fmt: skip
_MOST_KEPT = 150_000
AT_ONCE = 2_000
Mix = Mapping[str, float]
Votes = Mapping[str, float]


def in_parts(texts: Sequence[str], step: Progress) -> Iterator[Sequence[str]]:
    """A part of the texts after the other, few enough to look for a cancel between two."""
    for first in range(0, len(texts), AT_ONCE):
        step.check()
        yield texts[first : first + AT_ONCE]


def languages_of(texts: Sequence[str], step: Progress | None = None) -> tuple[str, ...]:
    """The language of each of a file's comments, empty where it cannot be told.

    Args:
        texts: Cleaned comments, d; their order does not matter.
        step: Looked at for a cancel; None where nobody waits.
    """
    step = step or Unheard()
    many: list[int] = []
    votes: list[Votes] = []
    for some in in_parts(texts, step):
        said = [[token for token in tokens_of(text) if token[0].isalpha()] for text in some]
        many.extend(map(len, said))
        votes.extend(map(votes_of, said))
    step.check()
    mix = mix_of(votes)
    found: list[str] = []
    for some in in_parts(texts, step):
        place = slice(len(found), len(found) + len(some))
        found.extend(
            foreign_script(text) if _is_foreign(text) else _most_voted(vote, words, mix)
            for text, words, vote in zip(some, many[place], votes[place], strict=True)
        )
    return tuple(found)


def mix_of(comments: Sequence[Votes]) -> Mix:
    """Share of each language among the comments that leave no doubt, by their votes."""
    counts: Counter[str] = Counter()
    for votes in comments:
        if votes:
            best, *others = sorted(votes.values(), reverse=True)[:2]
            if best >= SURE and best >= sum(others) + AHEAD:
                counts[max(votes, key=votes.__getitem__)] += 1
    total = counts.total()
    return {language: counts[language] / total for language in sorted(counts)}


def language_of_words(words: Sequence[str], mix: Mix) -> str:
    """The language that most words speak for, the mix included; empty where nothing does."""
    return _most_voted(votes_of(words), len(words), mix)


def _most_voted(votes: Votes, words: int, mix: Mix) -> str:
    if not votes:
        main = max(mix, key=mix.__getitem__, default="")
        return main if 0 < words <= FEW_WORDS and mix.get(main, 0.0) >= MAIN else ""
    whole = {language: votes[language] + PRIOR * mix.get(language, 0.0) for language in votes}
    most = max(whole.values())
    best = min(language for language, vote in whole.items() if vote == most)
    return "" if words > FEW_WORDS and votes[best] < LEAST_SHARE * words else best


def votes_of(words: Sequence[str]) -> dict[str, float]:
    """How much words speak for each language that any of them speaks for."""
    sums: dict[str, float] = {}
    for word in words:
        for language, vote in _KNOWN[word]:
            sums[language] = sums.get(language, 0.0) + vote
    return sums


def foreign_script(text: str) -> str:
    """The language whose script most letters are of, empty where several share it."""
    names = Counter(unicodedata.name(letter, "?").split()[0] for letter in text if letter.isalpha())
    if any(name in names for name in ("HIRAGANA", "KATAKANA")):
        return "ja"
    return _SCRIPTS.get(max(sorted(names), key=lambda name: names[name], default=""), "")


def _is_foreign(text: str) -> bool:
    """Whether most letters are of another script than the Latin."""
    if max(text, default="") <= LAST_LATIN:
        return False
    letters = [letter for letter in text if letter.isalpha()]
    return 2 * sum(letter > LAST_LATIN for letter in letters) > len(letters)


class _Known(dict[str, tuple[tuple[str, float], ...]]):
    """Word → what it speaks for, filled as words are asked for."""

    def __missing__(self, word: str) -> tuple[tuple[str, float], ...]:
        votes = tuple(sorted(_voted(word.casefold()).items()))
        if len(self) < _MOST_KEPT:
            self[word] = votes
        return votes


_KNOWN = _Known()


def _voted(word: str) -> dict[str, float]:
    """What a word in lower case speaks for: its languages share what each kind of sign gives."""
    votes: defaultdict[str, float] = defaultdict(float)
    users = users_of(word)
    for language in users:
        votes[language] += COMMON / len(users)
    if not users:
        valuing = valuers_of(word)
        for language in valuing:
            votes[language] += VALUED / len(valuing)
        ending = [one for one in LANGUAGES if _ends(word, one)]
        for language in ending:
            votes[language] += ENDING / len(ending)
    for letter in set(word):
        writers = _LETTERS.get(letter, "").split()
        for language in writers:
            votes[language] += LETTER / len(writers)
    return dict(votes)


def _ends(word: str, language: str) -> bool:
    return len(word) > 6 and plain(word, language).endswith(lexicon_of(language).endings)
