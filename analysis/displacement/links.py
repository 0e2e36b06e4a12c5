"""What governs a figure: the nearest word that says what happens to the people counted."""

from analysis.displacement.figures import VERB_LAST, Figure, follows_sign
from analysis.displacement.words import POSITIVE, Cue, Frame, noun_class
from newsmon.lib.tokens import TokenKind

# How far, in words, a cue may stand from its number: with a counted noun, and without one.
_REACH = 16.0
_REACH_WITHOUT_NOUN = 7.0
# A comma and another figure between a cue and a number make the link less likely.
_COMMA_COST = 2.5
_FIGURE_COST = 5.0
_BLOCKED = 99.0
# No cue in reach stands farther off than so many characters.
_WINDOW = 300
# Words that say little ("there are", "left") yield to those that say more.
_WEAKNESS = {
    "ARREST": 0.1,
    "HOST": 4.0,
    "RESIDE": 2.0,
    "MOVE": 1.0,
    "NEED": 1.0,
    "AID": 0.5,
    "GIVEN": 0.5,
    "PROTEST": 1.0,
    "SITE": 3.0,
}
# "sheltering 400 people who fled" counts who shelter.
_SHELTERING = -1.5
_IN_PHRASE = 0.5
# "escaped from prison" says more than "escaped".
_ESCAPE = -0.1
# How many words may stand between "ordered", "could" and the event that they make unreal.
_MODAL_REACH = 5
_MODAL_REACH_BEFORE_EVENT = 5
_PLAN_REACH_BEFORE_NUMBER = 2
_MARK_WORDS = 2
# "is home to 630,000", "are hosts to": no participle after "is".
_NO_PARTICIPLE = ("home to", "camp", "there ")
_PASSIVE = frozenset({"been", "were", "was", "are", "being", "is", "be", "get", "got"})

# A flight that the sentence looks back on ("having fled") weighs so much more.
_LOOKING_BACK = 0.2
_FLIGHT = frozenset({"FLEE", "DISPLACE", "EVACUATE", "CROSS"})
# What tells which people are meant, where a verb of moving opens the clause.
_QUALIFIERS = frozenset({"NEED", "RESIDE", "STAY", "HOST"})
_MAIN = frozenset({"FLEE", "DISPLACE", "EVACUATE", "CROSS", "RETURN"})
_CLAUSE_MARKS = "،,؛:;"
# "... and kills two children": an active verb of the same subject, with its own object.
_JOINED_ACTIVE = ("وي", "وت")

Spans = tuple[tuple[int, int], ...]


def governor_of(
    frame: Frame, figure: Figure, figures: tuple[Figure, ...], skipped: Spans
) -> tuple[Cue | None, float]:
    """Find the cue nearest to a figure and its cost in words, None where none is in reach.

    A word in the noun phrase of another of the `figures` governs none but that one; `skipped` are
    asides, which a figure outside them does not read.
    """
    around = tuple(s for s in skipped if not s[0] <= figure.number.start < s[1])
    phrases = tuple((f.number.start, f.np_end) for f in figures if f is not figure)
    reach = _REACH if figure.head else _REACH_WITHOUT_NOUN
    best, lowest = None, reach + _IN_PHRASE
    is_apposed = follows_sign(frame, "apposed", figure.number.start, 0)
    start, end = figure.number.start - _WINDOW, figure.np_end + _WINDOW
    for cue in frame.cues:
        if not start <= cue.start <= end:
            continue
        if any(start <= cue.start < end for start, end in (*around, *phrases)):
            continue
        if is_apposed and cue.end <= figure.number.start:
            continue
        cost = _cost(frame, figure, cue, around) + _weakness(cue)
        if _looks_back(frame, figure, cue):
            cost *= _LOOKING_BACK
        if cost < lowest:
            best, lowest = cue, cost
    if best is not None and best.start >= figure.number.start and _is_qualifier(best):
        main = _main_verb(frame, figure, (*around, *phrases))
        return main or (best, lowest)
    partner = _partner(frame, figure, figures)
    if partner is not None and (best is None or best.start >= partner.number.start):
        return governor_of(frame, partner, figures, skipped)
    return best, lowest


def _partner(frame: Frame, figure: Figure, figures: tuple[Figure, ...]) -> Figure | None:
    """Give the figure that a counted noun is joined to by "and": they share what follows."""
    if not figure.head or frame.lang == "ar":
        return None
    following = next((f for f in figures if f.number.start >= figure.np_end), None)
    if following is None or following.head != figure.head:
        return None
    between = frame.between(figure.np_end, following.number.start).split()
    return following if between in (["and"], [","], [",", "and"]) else None


def _looks_back(frame: Frame, figure: Figure, cue: Cue) -> bool:
    """Find "3,000 people are stranded there, having fled the town": the flight came first."""
    is_flight = cue.kind in _FLIGHT and cue.start >= figure.np_end
    return is_flight and follows_sign(frame, "looks_back", cue.start, 0)


def _is_qualifier(cue: Cue) -> bool:
    """Say whether a word only tells which people are meant ("المقيمين في المخيمات")."""
    if cue.kind == "SITE":
        return True
    return cue.kind in _QUALIFIERS or (cue.kind == "SHELTER" and cue.text.startswith("ال"))


def _main_verb(frame: Frame, figure: Figure, skipped: Spans) -> tuple[Cue, float] | None:
    """Find the Arabic verb that opens the clause of a figure, where what follows the figure only
    tells which people they are ("عاد 134 فلسطينيا كانوا عالقين")."""
    if frame.lang != "ar":
        return None
    for cue in reversed(frame.cues):
        if cue.kind not in _MAIN or cue.end > figure.number.start or cue.side == "R":
            continue
        if any(a <= cue.start < b for a, b in skipped):
            continue
        between = frame.between(cue.end, figure.number.start)
        crossed = any(cue.end <= n.start and n.end <= figure.number.start for n in frame.numbers)
        if crossed or any(mark in between for mark in "،,؛:") or "(" in between:
            return None
        return cue, _distance(frame, cue.end, figure.number.start, skipped)
    return None


def _weakness(cue: Cue) -> float:
    if cue.kind == "SHELTER" and cue.side == "L":
        return _SHELTERING
    if cue.kind == "ARREST" and cue.side == "R":
        return _ESCAPE
    return _WEAKNESS.get(cue.kind, 0)


def _cost(frame: Frame, figure: Figure, cue: Cue, skipped: Spans) -> float:
    number = figure.number
    is_harm = cue.kind in ("KILL", "WOUND") and cue.text.startswith(_JOINED_ACTIVE)
    if frame.lang == "ar" and is_harm and cue.start >= figure.np_end:
        return _BLOCKED
    if cue.start >= figure.np_end and cue.side in "RB":
        has_other = _has_subject(frame, figure, cue, skipped)
        distance = _distance(frame, figure.np_end, cue.start, skipped)
        return _BLOCKED if has_other else distance
    if figure.is_them and cue.end <= number.start and cue.side in "RB":
        return _distance(frame, cue.end, number.start, skipped)
    if cue.kind == "COUNTED" and cue.start < number.start:
        if follows_sign(frame, "count_is", number.start, 0):
            return 0.0
        return _distance(frame, min(cue.end, number.start), number.start, skipped) / 2
    if cue.end <= number.start and cue.side in "LB" and not _is_passive(frame, cue):
        return _distance(frame, cue.end, number.start, skipped)
    if cue.side in "RB" and number.end <= cue.start < figure.np_end and not figure.displaced:
        return _IN_PHRASE
    return _BLOCKED


def _has_subject(frame: Frame, figure: Figure, cue: Cue, skipped: Spans) -> bool:
    """Say whether other people stand right before an English verb ("in areas people fled"), or
    an Arabic verb opens a clause of its own ("، ونزح حوالي 2000")."""
    if frame.lang == "ar":
        return _opens_clause(frame, cue)
    if frame.lang != "en" or figure.has_companions:
        return False
    last = [t for t in frame.tokens if figure.np_end <= t.start and t.end <= cue.start][-1:]
    if figure.head and figure.np_end == figure.number.end:
        return False
    if not last or any(start <= last[0].start < end for start, end in skipped):
        return False
    return noun_class(last[0], frame.words) in ("PERSON", "HOUSEHOLD")


def _opens_clause(frame: Frame, cue: Cue) -> bool:
    is_joined = cue.text.startswith("و") and not cue.text.startswith("وص")
    before = [token.text for token in frame.tokens if token.end <= cue.start][-1:]
    return is_joined and before in (["،"], [","])


def _is_passive(frame: Frame, cue: Cue) -> bool:
    """Say whether a participle is passive ("people have been killed and 11 million ..."): it
    looks back to its subject and takes no object."""
    if cue.text.startswith(_NO_PARTICIPLE):
        return False
    before = [token for token in frame.tokens if token.end <= cue.start][-1:]
    return frame.lang == "en" and bool(before) and before[0].text in _PASSIVE


def _distance(frame: Frame, start: int, end: int, skipped: Spans) -> float:
    cost = 0.0
    for token in frame.tokens:
        if token.start < start or token.end > end:
            continue
        if any(a <= token.start < b for a, b in skipped):
            continue
        if token.text in ";؛:":
            return _BLOCKED
        if token.text in ",،(":
            cost += _COMMA_COST
        elif token.kind in (TokenKind.WORD, TokenKind.FIGURE):
            cost += 1
    crossed = [n for n in frame.numbers if start <= n.start and n.end <= end]
    seen = [n for n in crossed if not any(a <= n.start < b for a, b in skipped)]
    return cost + _FIGURE_COST * len(seen)


def modal_of(frame: Frame, figure: Figure, governor: Cue | None) -> str | None:
    """Give the kind of word (ORDER, THREAT, PLAN) that makes the event unreal, None for none."""
    if governor is None or governor.kind not in POSITIVE:
        return None
    for modal in frame.modals:
        if modal.kind != "DENIED" and _applies(frame, figure, governor, modal):
            return modal.kind
    return None


def is_denied(frame: Frame, governor: Cue | None) -> bool:
    """Say whether a word of denial stands right before the event, or a correction follows it."""
    if governor is None:
        return False
    return frame.has("corrected", governor.end) or any(
        modal.kind == "DENIED"
        and modal.end <= governor.start
        and words_between(frame, modal.end, governor.start) <= _MARK_WORDS
        for modal in frame.modals
    )


def _is_of_its_own(frame: Frame, figure: Figure, governor: Cue, modal: Cue) -> bool:
    """Say whether a clause of its own begins with the figure and goes on unreal ("nobody fled, but
    300 families prepare ...")."""
    if governor.end > figure.number.start or modal.start < figure.np_end:
        return False
    between = frame.between(governor.end, figure.number.start)
    is_apart = any(mark in between for mark in ",،")
    return is_apart and words_between(frame, figure.np_end, modal.start) <= 1


def _applies(frame: Frame, figure: Figure, governor: Cue, modal: Cue) -> bool:
    number = figure.number
    if _is_of_its_own(frame, figure, governor, modal):
        return True
    if modal.start < governor.end and modal.end > governor.start:
        return modal.start <= governor.start
    if _opens_forecast(frame, governor, modal):
        return True
    if frame.lang in VERB_LAST and modal.start >= governor.end >= number.end:
        return words_between(frame, governor.end, modal.start) <= _MARK_WORDS
    if governor.start >= number.end:
        if modal.start >= number.end:
            return (
                modal.end <= governor.start
                and words_between(frame, modal.end, governor.start) <= _MODAL_REACH
            )
        reach = _PLAN_REACH_BEFORE_NUMBER if modal.kind == "PLAN" else _MODAL_REACH
        return modal.end <= number.start and words_between(frame, modal.end, number.start) <= reach
    if modal.start >= governor.end:
        return modal.end <= number.start
    return words_between(frame, modal.end, governor.start) <= _MODAL_REACH_BEFORE_EVENT


def _opens_forecast(frame: Frame, governor: Cue, modal: Cue) -> bool:
    """Say whether the event lies in what is forecast ("يتوقع خبراء أن يضطر الإعصار ...")."""
    if modal.kind != "PLAN" or modal.start > governor.start:
        return False
    clause = frame.between(modal.start, governor.start)
    is_one = not any(mark in clause for mark in _CLAUSE_MARKS)
    return is_one and frame.has("said_forecast", modal.start, governor.start)


def words_between(frame: Frame, start: int, end: int) -> int:
    """Count the words of a span; a mark of punctuation counts two."""
    inside = [token for token in frame.tokens if start <= token.start and token.end <= end]
    marks = _MARK_WORDS * sum(token.text in ',،;؛:."«»' for token in inside)
    return marks + sum(token.kind is TokenKind.WORD for token in inside)
