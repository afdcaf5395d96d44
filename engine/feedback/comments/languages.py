"""Which language a comment is in, by its function words, endings and letters.

Words vote for the languages that use them, the fewer those are the more. The mix of the file itself
votes too, which decides for comments of few words; what no word speaks for stays untold.
"""

from __future__ import annotations

import functools
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from engine.feedback.comments.lexicon import LANGUAGES, lexicon_of, other_languages
from engine.feedback.comments.tokens import plain, tokens_of

FUNCTION, VALUED, ENDING, LETTER = 1.0, 0.6, 0.4, 0.5
PRIOR = 1.5
"""Votes of the file's own mix for a language that all of it is in."""
SURE, AHEAD = 2.0, 0.5
"""Votes a comment needs, and by how much more than for any other language, to count in the mix."""
LEAST_SHARE, FEW_WORDS = 0.12, 5
"""Votes per word below which a comment of more than a few words is in no known language."""
MAIN = 0.8
"""Share of a file from which its language is taken for comments that nothing speaks for."""
_LETTERS = {"ñ": "es", "¿": "es", "¡": "es", "ã": "pt", "õ": "pt", "ß": "de", "ê": "fr", 
            "è": "fr it", "œ": "fr", "û": "fr", "ù": "it fr", "ò": "it", "ì": "it", "ü": "de", "ä": "de",
            "ö": "de", "ç": "fr pt"}  # fmt: skip
_SCRIPTS = {"HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "GREEK": "el", "THAI": "th",
            "HEBREW": "he"}  # fmt: skip
_MOST_KEPT = 300_000
_votes: dict[str, Mapping[str, float]] = {}
Mix = Mapping[str, float]


def languages_of(texts: Sequence[str]) -> tuple[str, ...]:
    """The language of each of a file's comments, empty where it cannot be told.

    Args:
        texts: Cleaned comments, d; their order does not matter.
    """
    words = [[token for token in tokens_of(text) if token[0].isalpha()] for text in texts]
    mix = mix_of(words)
    return tuple(
        foreign_script(text) if _is_foreign(text) else language_of_words(found, mix)
        for text, found in zip(texts, words, strict=True)
    )


def mix_of(comments: Sequence[Sequence[str]]) -> Mix:
    """Share of each language among the comments that leave no doubt."""
    counts: Counter[str] = Counter()
    for words in comments:
        votes = Counter(votes_of(words)).most_common(2)
        if votes and votes[0][1] >= SURE:
            second = votes[1][1] if len(votes) > 1 else 0.0
            if votes[0][1] >= second + AHEAD:
                counts[votes[0][0]] += 1
    total = counts.total()
    return {language: counts[language] / total for language in sorted(counts)}


def language_of_words(words: Sequence[str], mix: Mix) -> str:
    """The language that most speaks for, the file's mix included; empty where nothing does."""
    votes = votes_of(words)
    if not votes:
        main = max(mix, key=lambda language: mix[language], default="")
        few = 0 < len(words) <= FEW_WORDS
        return main if few and mix.get(main, 0.0) >= MAIN else ""
    whole = {language: vote + PRIOR * mix.get(language, 0.0) for language, vote in votes.items()}
    best = max(sorted(whole), key=lambda language: whole[language])
    if len(words) > FEW_WORDS and votes[best] < LEAST_SHARE * len(words):
        return ""
    return best


def votes_of(words: Sequence[str]) -> dict[str, float]:
    """How much words speak for each language that any of them speaks for."""
    sums: dict[str, float] = {}
    for word in words:
        for language, vote in _vote(word).items():
            sums[language] = sums.get(language, 0.0) + vote
    return sums


def strangers(words: Sequence[str], language: str) -> int:
    """How many words are function words of other languages with a dictionary and not of this."""
    return sum(_is_stranger(word.casefold(), language) for word in words)


def foreign_script(text: str) -> str:
    """The language whose script most letters are of, empty where several share it."""
    names = Counter(unicodedata.name(letter, "?").split()[0] for letter in text if letter.isalpha())
    if any(name in names for name in ("HIRAGANA", "KATAKANA")):
        return "ja"
    return _SCRIPTS.get(max(sorted(names), key=lambda name: names[name], default=""), "")


def _is_foreign(text: str) -> bool:
    """Whether most letters are of another script than the Latin."""
    if text.isascii():
        return False
    letters = [letter for letter in text if letter.isalpha()]
    return 2 * sum(letter > "\u024f" for letter in letters) > len(letters)


def _vote(word: str) -> Mapping[str, float]:
    if (kept := _votes.get(word)) is None:
        kept = _voted(word.casefold())
        if len(_votes) < _MOST_KEPT:
            _votes[word] = kept
    return kept


def _voted(word: str) -> dict[str, float]:
    """What a word in lower case speaks for: its languages share what each kind of sign gives."""
    votes: defaultdict[str, float] = defaultdict(float)
    users = _users_of(word)
    for language in users:
        votes[language] += FUNCTION / len(users)
    if not users:
        valuing = [one for one in LANGUAGES if _is_valued(word, one)]
        for language in valuing:
            votes[language] += VALUED / len(valuing)
        ending = [one for one in LANGUAGES if _ends(word, one)]
        for language in ending:
            votes[language] += ENDING / len(ending)
    for letter in set(word):
        for language in _LETTERS.get(letter, "").split():
            votes[language] += LETTER
    return dict(votes)


@functools.cache
def _users() -> dict[str, tuple[str, ...]]:
    """Function word → the languages that use it."""
    users: dict[str, list[str]] = {}
    known = {language: lexicon_of(language).function for language in LANGUAGES}
    for language, words in sorted({**known, **other_languages()}.items()):
        for word in sorted(words):
            users.setdefault(word, []).append(language)
    return {word: tuple(found) for word, found in users.items()}


def _users_of(word: str) -> tuple[str, ...]:
    return _users().get(plain(word, "")) or _users().get(plain(word, "de"), ())


def _is_valued(word: str, language: str) -> bool:
    lexicon = lexicon_of(language)
    form = plain(word, language)
    return bool(lexicon.values.of(form) or lexicon.aspects.of(form))


def _ends(word: str, language: str) -> bool:
    return len(word) > 6 and plain(word, language).endswith(lexicon_of(language).endings)


@functools.lru_cache(100_000)
def _is_stranger(word: str, language: str) -> bool:
    users = _users_of(word)
    return bool(users) and language not in users and any(one in LANGUAGES for one in users)
