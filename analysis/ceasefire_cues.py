"""What a sentence says of each truce it names: the words that govern the term and their sense.

Cue families: REQUEST (asks others), PROPOSE (offers, negotiates), ANNOUNCE, AGREE, ACCEPT,
REJECT, START, EXTEND, VIOLATE, SUSPEND and END make claims; UPHOLD (keeps, watches), PASSING (since, under), CONDITION
(until, if) and THREAT take them away; WELCOME, CONCESSIVE ("despite") and DENY change them.
A claim is read from the nearest cue left of the term and what governs that cue in turn
("called for | extending | the truce"), or from the predicate right of the term.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.ceasefire_lexicon import Cue, Lexicon, Mention
from analysis.records import CeasefireKind, Factuality

Kind = CeasefireKind
Spans = Sequence[tuple[int, int]]

_KINDS = {
    "REQUEST": Kind.PROPOSED,
    "PROPOSE": Kind.PROPOSED,
    "ANNOUNCE": Kind.DECLARED,
    "AGREE": Kind.AGREED,
    "ACCEPT": Kind.ACCEPTED,
    "REJECT": Kind.REJECTED,
    "START": Kind.ENTERED_INTO_FORCE,
    "EXTEND": Kind.EXTENDED,
    "VIOLATE": Kind.VIOLATED,
    "SUSPEND": Kind.SUSPENDED,
    "END": Kind.ENDED,
    "WELCOME": Kind.AGREED,
}
# Words that may stand between a cue and the term: far for verbs of saying, near for the rest.
_REACH = {
    "PROPOSE": 12,
    "REQUEST": 12,
    "ANNOUNCE": 16,
    "AGREE": 16,
    "ACCEPT": 12,
    "REJECT": 12,
    "WELCOME": 8,
}
_REACH |= {"PASSING": 3, "CONDITION": 4, "UPHOLD": 6, "DENY": 12, "THREAT": 10, "CONCESSIVE": 9}
_REACH_DEFAULT = 7
_REACH_AFTER = {"PROPOSE": 2, "UPHOLD": 3, "AGREE": 6, "ANNOUNCE": 6, "ACCEPT": 6, "REJECT": 7}
_REACH_OUTER = 6  # words between a cue and the cue that governs it
_REACH_LEAD = 2  # words between "after" or "if" and the verb that it opens
_REACH_CLAUSE = 10  # words more where a phrase or a relative clause hangs on the term
_FAR_OUTER = {
    False: ("DENY", "THREAT", "REJECT", "ANNOUNCE", "ACCEPT", "REQUEST"),
    True: ("DENY", "THREAT", "REJECT", "ACCEPT", "REQUEST"),
}
_BESIDE = 15  # characters: the word or two that stand beside another
_HEADLINE_LEAD = 4  # words before the term in a headline whose verb is a participle
_RELATIVE = 12  # characters between a relative pronoun and its verb
_COMPOUND = re.compile(
    r"[\s'\"]*(?:(?:and|or)\s+(?:hostage|prisoner|captive|peace|aid|withdrawal)(?:[ -]\w+)?\s*"
    r"|deal\s+|agreement\s+|(?:was|is|has been|being|be)\s+)?"
)
_COMMA = 2  # words that a comma counts for

# What an outer cue makes of the one that it governs; None: nothing is said to have happened.
_MADE = ("ANNOUNCE", "AGREE", "ACCEPT", "EXTEND", "START", "PROPOSE", "REQUEST", "WELCOME")
_COMPOSED: dict[tuple[str, str], str | None] = {
    **{("REQUEST", inner): "REQUEST" for inner in _MADE},
    **{("PROPOSE", inner): "PROPOSE" for inner in _MADE},
    **{(outer, inner): None for outer in ("REQUEST", "PROPOSE") for inner in ("END", "SUSPEND")},
    **{("REJECT", inner): "REJECT" for inner in _MADE},
    **{("ACCEPT", inner): "ACCEPT" for inner in ("PROPOSE", "REQUEST", "AGREE", "START")},
    ("ACCEPT", "EXTEND"): "EXTEND",
    ("AGREE", "PROPOSE"): "ACCEPT",
    ("AGREE", "START"): "AGREE",
    ("AGREE", "ACCEPT"): "ACCEPT",
    ("AGREE", "ANNOUNCE"): "AGREE",
    ("AGREE", "EXTEND"): "EXTEND",
    ("AGREE", "AGREE"): "AGREE",
    ("ANNOUNCE", "START"): "ANNOUNCE",
    **{("ANNOUNCE", same): same for same in _KINDS if same not in ("START", "WELCOME")},
    **{("WELCOME", same): same for same in _KINDS if same != "WELCOME"},
    **{("END", inner): None for inner in ("AGREE", "PROPOSE", "REQUEST", "START")},
}
_NOT_YET = frozenset({"START", "EXTEND", "END", "VIOLATE", "SUSPEND"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is said of one mention: a kind with its cue, or the reason why nothing is."""

    mention: Mention
    kind: CeasefireKind | None = None
    cue: Cue | None = None
    outer: Cue | None = None
    factuality: Factuality = Factuality.ASSERTED
    score: float = 0.9
    reason: str = ""
    is_concessive: bool = False
    is_welcomed: bool = False
    is_aside: bool = False


def read(
    text: str,
    mention: Mention,
    others: Sequence[Mention],
    words: Lexicon,
    free: Spans,
    actors: Spans,
) -> list[Reading]:
    """Say what a folded sentence tells of one mention. `free` spans (names, dates) count for no
    distance; `actors` are those of who may act."""
    if _is_figurative(text, mention, words):
        return [Reading(mention=mention, reason="a truce in a figurative sense")]
    left = _left(text, mention, others, words)
    right = _right(text, mention, others, words)
    chain = _chain(text, left, mention, words, free)
    predicate = _predicate(text, right, mention, words, free, actors)
    if mention.is_weak and not _is_strong(text, chain, predicate, mention, free):
        return [Reading(mention=mention, reason="a word that seldom means a truce")]
    readings = _decide(text, mention, chain, predicate, words, actors)
    said_of_it = _pronouns(text, mention, words)
    outright = {reading.kind for reading in said_of_it}
    return [r for r in readings if r.kind not in outright] + said_of_it


def _is_figurative(text: str, mention: Mention, words: Lexicon) -> bool:
    """Say whether a word beside the term makes it a truce of commerce, sport or politics."""
    before = re.search(r"\w+(?:\s+\w+)?\s*$", text[: mention.start])
    after = text[mention.end : mention.end + 4 * _BESIDE]
    after = re.split(r"[,،;]|(?<!\b\w)\.|(?<!\w)(?:as|after|amid|while|بعد|وسط)(?!\w)", after)[0]
    beside = (before.group() if before else "", after)
    return any(words.figurative.search(part) for part in beside)


def _left(text: str, mention: Mention, others: Sequence[Mention], words: Lexicon) -> int:
    stops = [m.end() for m in words.boundary.finditer(text, 0, mention.start)]
    stops += [m.end for m in others if m.end <= mention.start]
    return max(stops, default=0)


def _right(text: str, mention: Mention, others: Sequence[Mention], words: Lexicon) -> int:
    stops = [m.start() for m in words.boundary.finditer(text, mention.end)]
    stops += [m.start for m in others if m.start >= mention.end]
    return min(stops, default=len(text))


def distance(text: str, start: int, end: int, free: Spans) -> int:
    """Count the words between two places, names and dates left out, commas counted as words."""
    gap = "".join(
        " " if any(s <= at < e for s, e in free) else text[at]
        for at in range(start, max(start, end))
    )
    return len(re.findall(r"\w[\w'-]*", gap)) + _COMMA * len(re.findall(r"[,،]", gap))


def _chain(text: str, left: int, mention: Mention, words: Lexicon, free: Spans) -> list[Cue]:
    """Give the cues that govern the mention, nearest first, each within reach of the next."""
    cues = _cues(words.before, text, left, mention.start, free)
    cues.sort(key=lambda c: (-c.end, c.start))
    chain: list[Cue] = []
    at = mention.start
    for cue in cues:
        if cue.end > at:
            continue
        reach = _REACH.get(cue.family, _REACH_DEFAULT) if not chain else _REACH_OUTER
        if chain and cue.family in _FAR_OUTER[words.lang == "ar"]:
            reach += 4
        elif chain and cue.family in ("PASSING", "CONDITION"):
            reach = _REACH_LEAD
        if cue.family == "ANNOUNCE" and _only_reports(text, cue, at, words, free):
            continue
        if distance(text, cue.end, at, free) <= reach:
            chain.append(cue)
            at = cue.start
        elif chain:
            break
    return chain


def _only_reports(text: str, cue: Cue, at: int, words: Lexicon, free: Spans) -> bool:
    """Say whether a far "announced that …" tells of something else than the truce."""
    far = distance(text, cue.end, at, free) > _REACH_OUTER
    return far and bool(words.reports.search(text[cue.end : at]))


def _cues(
    families: Mapping[str, re.Pattern[str]], text: str, start: int, end: int, names: Spans
) -> list[Cue]:
    """Find cue words, names left out: "قوات الدعم السريع" supports nothing."""
    return [
        Cue(family=family, start=m.start(), end=m.end())
        for family, pattern in families.items()
        for m in pattern.finditer(text, start, end)
        if not any(s <= m.start() and m.end() <= e for s, e in names)
    ]


def _predicate(
    text: str, right: int, mention: Mention, words: Lexicon, free: Spans, actors: Spans
) -> list[Cue]:
    """Give the cues right of the mention that are said of it, nearest first."""
    cues = _cues(words.after, text, mention.end, right, free)
    cues.sort(key=lambda c: (c.start, -c.end))
    return [cue for cue in cues if _is_within(text, mention, cue, words, free)]


def _is_within(text: str, mention: Mention, cue: Cue, words: Lexicon, free: Spans) -> bool:
    reach = _REACH_AFTER.get(cue.family, _REACH_DEFAULT)
    if cue.family != "PROPOSE" and words.hangs_on.search(text, mention.end, cue.start):
        reach += _REACH_CLAUSE
    return distance(text, mention.end, cue.start, free) <= reach


def _is_strong(
    text: str, chain: list[Cue], predicate: list[Cue], mention: Mention, free: Spans
) -> bool:
    strong = {"AGREE", "EXTEND", "VIOLATE", "ANNOUNCE", "START", "END"}
    near = [c for c in chain[:2] if distance(text, c.end, mention.start, free) <= 3]
    return any(c.family in strong for c in near) or any(c.family in strong for c in predicate)


def _decide(
    text: str,
    mention: Mention,
    chain: list[Cue],
    predicate: list[Cue],
    words: Lexicon,
    actors: Spans,
) -> list[Reading]:
    if any(cue.family == "CONCESSIVE" for cue in chain[:3]):
        return [_conceded(text, mention, chain, words)]
    noun = next((c for c in predicate if _is_compound(text, mention, c, words)), None)
    inner = [noun, *chain] if noun else chain
    main = _main(text, [c for c in predicate if c.family in _NOT_YET], words)
    announced = bool(inner) and inner[0].family == "ANNOUNCE"
    if main and (not (inner and _governs(inner[0])) or (announced and main.family != "START")):
        return [_said(text, mention, main, inner[0] if inner else None, words)]
    answered = next((c for c in predicate if c.family in ("REJECT", "ACCEPT")), None)
    if noun and answered and not (chain and _governs(chain[0])):
        return [_said(text, mention, answered, chain[0] if chain else None, words)]
    if inner and inner[0].family not in ("PASSING", "CONDITION", "UPHOLD", "THREAT"):
        return _composed(text, mention, inner, words, actors)
    other = next((c for c in predicate if c.family not in ("PROPOSE", "REQUEST", "UPHOLD")), None)
    if other and not (inner and inner[0].family in ("CONDITION",)):
        return [_said(text, mention, other, inner[0] if inner else None, words)]
    return [Reading(mention=mention, reason=_why_not(inner))]


def _is_compound(text: str, mention: Mention, cue: Cue, words: Lexicon) -> bool:
    """Say whether a noun makes one name with the term: "ceasefire and hostage talks"."""
    if cue.family not in ("PROPOSE", "REQUEST"):
        return False
    gap = text[mention.end : cue.start]
    return words.lang != "en" or bool(_COMPOUND.fullmatch(gap))


def _main(text: str, predicates: list[Cue], words: Lexicon) -> Cue | None:
    """Give the predicate of the sentence, a relative clause before it left out."""
    for cue in predicates[:-1]:
        if cue.family != "START" or not words.relative.search(text, *_lead(cue)):
            return cue
    return predicates[-1] if predicates else None


def _governs(cue: Cue) -> bool:
    return cue.family not in ("PASSING", "CONDITION", "UPHOLD", "DENY", "THREAT", "WELCOME")


def _why_not(chain: list[Cue]) -> str:
    reasons = {
        "UPHOLD": "keeping or watching a truce is no event of it",
        "CONDITION": "a truce that is only a condition",
        "THREAT": "only feared or threatened",
    }
    return reasons.get(chain[0].family if chain else "", "a truce named only in passing")


def _conceded(text: str, mention: Mention, chain: list[Cue], words: Lexicon) -> Reading:
    """Violence in spite of a truce is a violation; anything else in spite of it is no event."""
    if not words.violence.search(text):
        return Reading(mention=mention, reason="a truce named only in passing")
    despite = next(cue for cue in chain if cue.family == "CONCESSIVE")
    return Reading(mention=mention, kind=Kind.VIOLATED, cue=despite, score=0.7, is_concessive=True)


def _said(text: str, mention: Mention, cue: Cue, lead: Cue | None, words: Lexicon) -> Reading:
    """Read a predicate that stands after the term."""
    if lead and lead.family == "CONDITION":
        return Reading(mention=mention, reason="a truce that is only a condition")
    if lead and lead.family == "PASSING" and cue.family in ("START", "AGREE", "ANNOUNCE"):
        return Reading(mention=mention, reason="a truce named only in passing")
    if lead and lead.family == "THREAT":
        return Reading(mention=mention, reason="only feared or threatened")
    factuality, reason = _factuality(text, cue, words)
    if reason:
        return Reading(mention=mention, reason=reason)
    asked = words.before["REQUEST"].search(text, max(mention.end, cue.start - _BESIDE), cue.start)
    if asked and cue.family in ("EXTEND", "START", "AGREE", "ANNOUNCE"):
        return Reading(mention=mention, kind=Kind.PROPOSED, cue=cue, score=0.8)
    if lead and lead.family == "DENY":
        factuality = Factuality.DENIED
    tells_which = cue.family in ("AGREE", "ANNOUNCE")
    if tells_which and _is_participle(text, mention, cue, words):
        return Reading(mention=mention, reason="an agreement named only to say which truce")
    return Reading(
        mention=mention,
        kind=_KINDS[cue.family],
        cue=cue,
        factuality=factuality,
        score=0.85,
        is_aside=tells_which and bool(words.relative.search(text, *_lead(cue))),
    )


def _lead(cue: Cue) -> tuple[int, int]:
    return max(0, cue.start - _RELATIVE), cue.start


def _is_participle(text: str, mention: Mention, cue: Cue, words: Lexicon) -> bool:
    """Say whether "a truce brokered by …" only tells which truce; at the head of a headline
    without another verb it is the news itself."""
    if words.lang != "en" or words.auxiliary.search(text, *_lead(cue)):
        return False
    if words.relative.search(text, *_lead(cue)):
        return False
    lead = len(text[: mention.start].split())
    return lead > _HEADLINE_LEAD or bool(words.finite.search(text, cue.end))


def _composed(
    text: str, mention: Mention, chain: list[Cue], words: Lexicon, actors: Spans
) -> list[Reading]:
    """Read the chain of cues left of the term from the inside out."""
    inner, family, outer = chain[0], chain[0].family, None
    extra: list[Reading] = []
    factuality, reason = _factuality(text, inner, words)
    for cue in chain[1:4]:
        if cue.family == "DENY":
            factuality = Factuality.DENIED
        elif cue.family == family and family in _NOT_YET:
            outer = cue
        elif cue.family == "THREAT" and family in _NOT_YET:
            return [Reading(mention=mention, reason="only feared or threatened")]
        elif cue.family in ("PASSING", "CONDITION"):
            acting = [*actors, *(m.span() for m in words.sides.finditer(text))]
            if _is_subordinate(cue, inner, family, mention, acting):
                return [Reading(mention=mention, reason="a truce named only in passing")]
            break
        elif (cue.family, family) not in _COMPOSED or not _links(text, cue, outer or inner, words):
            break
        else:
            composed = _COMPOSED[cue.family, family]
            if composed is None:
                return [Reading(mention=mention, reason="nothing of the truce has happened")]
            if cue.family == "REJECT" and _is_others(text, cue, inner, family):
                extra.append(Reading(mention=mention, kind=Kind.PROPOSED, cue=inner, score=0.8))
            family, outer = composed, cue
            if reason or _factuality(text, cue, words)[1] == "negated":
                reason = "negated"
    if family in ("ACCEPT", "AGREE") and words.conditional.search(
        text[inner.start - 30 : inner.start]
    ):
        if words.on_terms.search(text, mention.end):
            family, reason = "PROPOSE", ""
    if family in ("ACCEPT", "AGREE") and words.gerund.search(text[: inner.end]):
        reason = reason or "an act that is only spoken of"
    if reason == "negated" and family in ("ACCEPT", "PROPOSE", "EXTEND"):
        family, reason = "REJECT", ""
    if reason or family not in _KINDS:
        return [Reading(mention=mention, reason=reason or _why_not(chain))]
    return [
        Reading(
            mention=mention,
            kind=_KINDS[family],
            cue=inner,
            outer=outer,
            factuality=factuality,
            is_welcomed=family == "WELCOME" or bool(outer and outer.family == "WELCOME"),
        ),
        *extra,
    ]


def _is_subordinate(lead: Cue, inner: Cue, family: str, mention: Mention, actors: Spans) -> bool:
    """Say whether "after", "if" or the like makes a mere date or condition of what follows; a
    party that acts after "after" tells it as news."""
    if lead.family == "CONDITION" or family == "START":
        return True
    if family in ("VIOLATE", "END", "REQUEST", "REJECT"):
        return False
    return not _has_between(actors, lead.end, inner.start, mention.start)


def _has_between(actors: Spans, start: int, middle: int, end: int) -> bool:
    return any(start <= s and e <= end for s, e in actors)


def _links(text: str, outer: Cue, inner: Cue, words: Lexicon) -> bool:
    """Say whether the outer cue governs the inner one: a preposition or nothing lies between."""
    if outer.family in ("REJECT", "ANNOUNCE", "ACCEPT", "WELCOME", "AGREE", "END"):
        return True
    if (outer.family, inner.family) == ("PROPOSE", "REQUEST"):
        return True
    gap = text[outer.end : inner.start]
    if not gap.strip() or text[outer.start : outer.end].endswith((" to", " for", " on")):
        return True
    return text[inner.start] in "بل" or bool(words.governs.search(gap))


def _is_others(text: str, outer: Cue, inner: Cue, family: str) -> bool:
    """Say whether a rejected proposal is put down to somebody: "X's proposal", a vetoed draft."""
    if family not in ("PROPOSE", "REQUEST"):
        return False
    refusal = text[outer.start : outer.end + _BESIDE]
    return "'s" in text[outer.end : inner.end] or bool(re.search("veto|فيتو|حق النقض", refusal))


def _factuality(text: str, cue: Cue, words: Lexicon) -> tuple[Factuality, str]:
    """Read the auxiliaries before a cue; a reason means that the cue makes no claim."""
    before = " ".join(
        re.split(r"[,،;:.؛]", text[max(0, cue.start - 40) : cue.start])[-1].split()[-3:]
    )
    if words.negation.search(before):
        return Factuality.DENIED, "negated"
    if words.modal.search(f"{before} {text[cue.start : cue.end]}") and cue.family in _NOT_YET | {
        "AGREE",
        "ACCEPT",
    }:
        return Factuality.HYPOTHETICAL, "only possible"
    if words.future.search(before + " " + text[cue.start : cue.end]) and cue.family in _NOT_YET:
        return Factuality.FUTURE, ""
    return Factuality.ASSERTED, ""


def _pronouns(text: str, mention: Mention, words: Lexicon) -> list[Reading]:
    """Read what is said of "it" after the term."""
    return [
        Reading(
            mention=mention,
            kind=kind,
            cue=Cue(family="PRONOUN", start=match.start(), end=match.end()),
            score=0.75,
        )
        for kind, pattern in words.pronoun.items()
        for match in [pattern.search(text, mention.end)]
        if match
    ]
