"""A comment heard from its first word to its last: values, what they are said of, who says them.

A phrase is heard before the words in it. A negator turns the next values of its clause about, a
strengthening word right before a value makes it weigh more. What stands before a `but` in its
sentence weighs less and what comes after it more, what an `although` grants weighs less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.feedback.comments.lexicon import Entry, Phrase
from engine.feedback.responses import EMOTIONS

REACH = 3
"""Words after a negator whose values it turns about."""
TURNED_PRAISE, TURNED_BLAME = -0.7, -0.35
"""What is left of a value under a negator: `not good` is worse than `not bad` is good."""
BEFORE_BUT, AFTER_BUT, GRANTED = 0.6, 1.3, 0.6
CLAUSE, SENTENCE = 1, 2
_SATISFACTION, _DISAPPOINTMENT = (EMOTIONS.index(e) for e in ("satisfaction", "disappointment"))
_FAR = -99


@dataclass(slots=True)
class Heard:
    """What one comment says.

    Attributes:
        values: Values of its words and phrases, in their order, turned and weighed.
        clause: Number of the clause of each value.
        spoken: Clause and aspect of each word that speaks of one.
        emotions: Place of the emotion of each of its cues.
        leaving: How many cues of leaving there are.
    """

    values: list[float] = field(default_factory=list)
    clause: list[int] = field(default_factory=list)
    spoken: list[tuple[int, int]] = field(default_factory=list)
    emotions: list[int] = field(default_factory=list)
    leaving: int = 0
    _now: int = 0
    _began: int = 0
    _sentence: int = 0
    _former: int = 0
    _negated: int = _FAR
    _denied: int = _FAR
    _strength: float = 1.0
    _strong: int = _FAR
    _scale: float = 1.0
    _granted: float = 1.0
    _silent: int = 0
    _aspect: bool = False

    def blame(self) -> dict[int, float]:
        """Sum of the values of the clauses that speak of each aspect."""
        sums: dict[int, float] = {}
        for value, clause in zip(self.values, self.clause, strict=True):
            sums[clause] = sums.get(clause, 0.0) + value
        blamed: dict[int, float] = {}
        for clause, aspect in sorted(set(self.spoken)):
            blamed[aspect] = blamed.get(aspect, 0.0) + sums.get(clause, 0.0)
        return blamed

    def take(self, place: int, entry: Entry, entries: Sequence[Entry]) -> None:
        """Hear the word at a place."""
        if entry.pause:
            self._pause(entry.pause)
            return
        if entry.starts is not None and place + 1 < len(entries):
            for phrase in entry.starts[entries[place + 1].plain]:
                if _stands(phrase, entries, place):
                    self._phrase(place, phrase)
        if entry.negator:
            self._denied = place
        self._note(place, entry)
        if place >= self._silent:
            self._turn(entry)
            self._weigh(place, entry, entries)

    def _turn(self, entry: Entry) -> None:
        """Hear how what comes stands to what was before."""
        if entry.joins:
            self._part()
        elif entry.turns:
            self._but()
        elif entry.grants:
            self._granted = GRANTED

    def _weigh(self, place: int, entry: Entry, entries: Sequence[Entry]) -> None:
        """Hear what a word says of good and bad, or how strongly the next one does."""
        if entry.value and not (entry.strength and _is_valued(entries, place + 1)):
            turned = place - self._negated <= REACH and not entry.negator
            self._say(place, entry.value, turned=turned)
        if entry.strength:
            before = self._strength if self._strong == place - 1 else 1.0
            self._strength, self._strong = before * entry.strength, place
        if entry.negator:
            self._negated = place

    def _say(self, place: int, value: float, *, turned: bool) -> None:
        if self._strong == place - 1:
            value *= self._strength
        if turned:
            value *= TURNED_PRAISE if value > 0 else TURNED_BLAME
        self.values.append(value * self._scale * self._granted)
        self.clause.append(self._now)

    def _note(self, place: int, entry: Entry) -> None:
        """Hear what a word is about, and how who says it feels."""
        for aspect in entry.aspects:
            self._speak(aspect)
        for emotion in entry.emotions:
            self._feel(emotion, turned=place - self._denied <= REACH)
        self.leaving += entry.leaving

    def _feel(self, emotion: int, *, turned: bool) -> None:
        """A satisfaction turned about is a disappointment, any other emotion none."""
        if not turned:
            self.emotions.append(emotion)
        elif emotion == _SATISFACTION:
            self.emotions.append(_DISAPPOINTMENT)

    def _speak(self, aspect: int) -> None:
        self._aspect = True
        self.spoken.append((self._now, aspect))

    def _phrase(self, place: int, phrase: Phrase) -> None:
        """Hear several words together; those with a value silence the words in them."""
        channel, value = phrase.channel, phrase.value
        if channel == "aspects":
            self._speak(int(value))
        elif channel == "emotions":
            self._feel(int(value), turned=False)
        elif channel == "leaving":
            self.leaving += 1
        elif place >= self._silent:
            self._silent = place + len(phrase.elements)
            self._together(place, phrase)

    def _together(self, place: int, phrase: Phrase) -> None:
        last = self._silent - 1
        if phrase.channel == "turns":
            self._but()
        elif phrase.channel == "grants":
            self._granted = GRANTED
        elif phrase.channel == "strengths":
            self._strength, self._strong = phrase.value, last
        elif phrase.value:
            self._say(place, phrase.value, turned=self._turned(place, phrase))

    def _turned(self, place: int, phrase: Phrase) -> bool:
        return not phrase.fixed and place - self._negated <= REACH

    def _pause(self, pause: int) -> None:
        self._negated = self._denied = self._strong = _FAR
        self._granted = 1.0
        if pause == CLAUSE:
            self._part()
            return
        self._new_clause()
        self._former, self._sentence, self._scale = self._sentence, len(self.values), 1.0

    def _part(self) -> None:
        """A clause goes on over a comma until it both names something and values it."""
        if self._aspect and len(self.values) > self._began:
            self._new_clause()

    def _new_clause(self) -> None:
        self._now += 1
        self._aspect, self._began = False, len(self.values)

    def _but(self) -> None:
        """A `but` that begins a sentence answers the one before."""
        start = self._sentence if self._sentence < len(self.values) else self._former
        for place in range(start, len(self.values)):
            self.values[place] *= BEFORE_BUT
        self._scale, self._granted, self._negated = AFTER_BUT, 1.0, _FAR
        self._new_clause()


def hear(entries: Sequence[Entry]) -> Heard:
    """Hear a whole comment."""
    heard = Heard()
    for place, entry in enumerate(entries):
        if entry.active:
            heard.take(place, entry, entries)
    return heard


def _is_valued(entries: Sequence[Entry], place: int) -> bool:
    """Whether the word at a place has a value: `super` then says only how much, `super slow`."""
    return place < len(entries) and entries[place].word and entries[place].value != 0


def _stands(phrase: Phrase, entries: Sequence[Entry], place: int) -> bool:
    """Whether the words of a phrase stand here; its first two are known to."""
    elements = phrase.elements
    if len(elements) == 2:
        return True
    if place + len(elements) > len(entries):
        return False
    return all(elements[i].fits(entries[place + i].plain) for i in range(2, len(elements)))
