"""What a sentence says of each truce it names: the words that govern the term and their sense.

Cue families: REQUEST (asks others), PROPOSE (offers, negotiates), ANNOUNCE, AGREE, ACCEPT,
REJECT, START, EXTEND, VIOLATE, SUSPEND and END make claims; UPHOLD (keeps, watches), PASSING
(since, under), CONDITION (until, if) and THREAT take them away; WELCOME, CONCESSIVE ("despite")
and DENY change them.
A claim is read from the nearest cue left of the term and what governs that cue in turn
("called for | extending | the truce"), or from the predicate right of the term.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from analysis.ceasefires.acts import governed
from analysis.ceasefires.asides import declared_by, pronouns, told_aside
from analysis.ceasefires.cues import (
    Spans,
    chain_before,
    distance,
    left_edge,
    predicates_after,
    right_edge,
)
from analysis.ceasefires.factuality import NEGATED, NOT_YET, find_factuality
from analysis.ceasefires.lexicon import COMPOSED, KINDS, Cue, Lexicon, Mention
from analysis.ceasefires.predicates import (
    governs,
    is_broken_meanwhile,
    is_compound,
    is_offer,
    is_passive,
    is_said_of,
    is_wished,
    main_predicate,
    read_answer,
    read_predicate,
)
from analysis.ceasefires.reading import Kind, Reading
from analysis.terms import Factuality

_BESIDE = 15  # characters: the word or two that stand beside another
_NOUN_LEAD = re.compile(r"(?<!\w)(?:the|an?|any|\w+'s?|latest|new)\s+(?:\w+\s+)?$")
_PAST_PLEA = re.compile(r"(?<!\w)(?:after|since|when)(?!\w)[^.;]{0,90}\shad (?:\w+ )?$")
_HAD = re.compile(r"(?<!\w)had (?:\w+ )?$")  # background, told beside what is new
_NEW_CLAUSE = re.compile(r"(?:\sand|[;,]|\swhile|\sas)\s+(?:the )?$")
_LATER = re.compile(r"(?<!\w)(?:minutes|hours?|days?|weeks?|months?|years?|long|soon)\s+$")
_STRONG = frozenset({"AGREE", "ACCEPT", "REJECT", "EXTEND", "VIOLATE", "ANNOUNCE", "START", "END"})
_MUTUAL = re.compile(r"fighting|firing|shooting|hostilities|fire|guns")  # all sides are to stop
# "Received no formal proposal": there is none to refuse.
_NO_OFFER = re.compile(
    r"(?<!\w)(?:no|any) (?:\w+ ){0,2}(?:proposals?|offers?|plans?|drafts?|talks)"
)
_UNANSWERED = re.compile(r"(?<!\w)(?:yet to|not yet)(?!\w)|(?<!\w)respond")  # no refusal so far
_OFFER = re.compile(r"proposal|offer|initiative|مبادره|مقترح|عرض")
_WEAK = 6  # words between a weak term and the cue beside it
_STALLED = re.compile(r"تعثر|اخفق|اخفاق|فشل|(?<!\w)(?:fail|stall|falter)")  # talks, not a refusal
_PACT = 1  # words between a breach and the deal that is broken
_PACT_SAID = 5  # words between a deal and what is said of it: the names of who made it


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
    if mention.is_carried:
        return pronouns(text, mention, words)
    if mention.act is not None:
        return [_acted(text, mention, others, words, free)]
    if words.is_not.search(text[: mention.start]):
        return [Reading(mention=mention, reason="said to be no truce")]
    left = left_edge(text, mention, others, words)
    right = right_edge(text, mention, others, words)
    chain = _whole(text, chain_before(text, left, mention, words, free), words)
    predicate = predicates_after(text, right, mention, words, free, actors)
    if mention.is_weak and not _is_strong(text, chain, predicate, mention, free):
        return [Reading(mention=mention, reason="a word that seldom means a truce")]
    readings = _decide(text, mention, chain, predicate, words, actors)
    if mention.is_pact:
        return [r for r in readings if r.factuality is Factuality.ASSERTED]
    said_of_it = pronouns(text, mention, words)
    outright = {reading.kind for reading in said_of_it}
    readings = [r for r in readings if r.kind not in outright] + said_of_it
    return readings + told_aside(text, mention, readings, words, actors)


def _whole(text: str, chain: list[Cue], words: Lexicon) -> list[Cue]:
    """Take a truce for its terms where they are broken or accepted."""
    if len(chain) < 2 or chain[1].family not in ("VIOLATE", "END", "REJECT", "ACCEPT"):
        return chain
    part = words.parts.search(text, max(0, chain[0].start - 4), chain[0].end)
    return chain[1:] if part else chain


def _acted(
    text: str, mention: Mention, others: Sequence[Mention], words: Lexicon, free: Spans
) -> Reading:
    kind, outer, reason = governed(text, mention, others, words, free)
    act = mention.act
    if act is None or kind is None:
        return Reading(mention=mention, reason=reason)
    factuality, negated = find_factuality(text, act, words)
    if negated:
        return Reading(mention=mention, reason=negated)
    made = Kind.PROPOSED, Kind.AGREED, Kind.ACCEPTED, Kind.REJECTED
    cue = outer if outer and kind in made else act
    return Reading(
        mention=mention,
        kind=kind,
        cue=cue,
        outer=outer if outer is not cue else None,
        factuality=factuality,
        score=0.8,
    )


def _is_strong(
    text: str, chain: list[Cue], predicate: list[Cue], mention: Mention, free: Spans
) -> bool:
    if mention.is_pact:
        near = [c for c in chain[:1] if distance(text, c.end, mention.start, free) <= _PACT]
        said = [c for c in predicate[:1] if _said_of_pact(text, c, mention, free)]
        if any(c.family in ("REJECT", "ACCEPT") for c in near):
            return bool(_OFFER.search(text, mention.start, mention.end))
        return any(c.family in ("VIOLATE", "END") for c in near) or bool(said)
    near = [c for c in chain[:2] if distance(text, c.end, mention.start, free) <= _WEAK]
    mutual = _MUTUAL.search(text, mention.start, mention.end)
    strong = _STRONG | {"REQUEST", "PROPOSE"} if mutual else _STRONG
    return any(c.family in strong for c in near) or any(c.family in strong for c in predicate)


def _said_of_pact(text: str, cue: Cue, mention: Mention, free: Spans) -> bool:
    """Say whether "the deal" is said to begin, to be broken or to end."""
    reach = _PACT_SAID if cue.family in ("START", "END") else _PACT
    near = distance(text, mention.end, cue.start, free) <= reach
    return near and cue.family in ("VIOLATE", "END", "START", "EXTEND")


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
    lead = _lead_of(chain)
    is_over = any(c.family == "END" for c in predicate[:1])
    if lead and not is_over and is_broken_meanwhile(text, mention, lead, words, actors):
        breach = Reading(mention=mention, kind=Kind.VIOLATED, cue=lead, score=0.7)
        return [replace(breach, is_concessive=True)]
    noun = next((c for c in predicate if is_compound(text, mention, c, words)), None)
    inner = [noun, *chain] if noun else chain
    main = main_predicate(text, [c for c in predicate if c.family in NOT_YET], words)
    if main and is_said_of(text, mention, main, inner, words):
        made = next((c for c in predicate if is_passive(text, c, main, words)), None)
        return [
            read_predicate(text, mention, made or main, inner[0] if inner else None, words, actors)
        ]
    if is_wished(text, mention, predicate, inner):
        return [Reading(mention=mention, reason=_why_not([*predicate[:1]]))]
    answered = next((c for c in predicate if c.family in ("REJECT", "ACCEPT")), None)
    if answered and chain and is_offer(text, mention, chain[0]):
        return read_answer(text, mention, answered, chain[0], words, actors)
    if noun and answered and not (chain and governs(chain[0])):
        lead = chain[0] if chain else None
        return [read_predicate(text, mention, answered, lead, words, actors)]
    if inner and inner[0].family not in ("PASSING", "CONDITION", "UPHOLD", "THREAT"):
        return _composed(text, mention, inner, words, actors)
    other = next((c for c in predicate if c.family not in ("PROPOSE", "REQUEST", "UPHOLD")), None)
    if other and not (inner and inner[0].family in ("CONDITION",)):
        return [read_predicate(text, mention, other, inner[0] if inner else None, words, actors)]
    return [Reading(mention=mention, reason=_why_not(inner))]


def _lead_of(chain: Sequence[Cue]) -> Cue | None:
    """Give the "after" of "after the truce" and of "after the truce took effect"."""
    if len(chain) > 1 and chain[0].family == "START":
        return chain[1]
    return chain[0] if chain else None


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


@dataclass(slots=True, kw_only=True)
class _Sense:
    """What a chain of cues has come to mean while it is read from the inside out."""

    inner: Cue
    family: str
    outer: Cue | None = None
    factuality: Factuality = Factuality.ASSERTED
    reason: str = ""
    extra: list[Reading] = field(default_factory=list)


def _composed(
    text: str, mention: Mention, chain: list[Cue], words: Lexicon, actors: Spans
) -> list[Reading]:
    """Read the chain of cues left of the term from the inside out."""
    factuality, reason = find_factuality(text, chain[0], words)
    if chain[0].family == "END" and len(chain) > 1 and words.since.match(text, chain[1].start):
        reason = "a truce named only to say since when"
    asked = chain[0].family == "REQUEST" and text[: chain[0].start]
    if asked and (_PAST_PLEA.search(asked) or _HAD.search(asked)):
        reason = "a truce named only to say since when"
    sense = _Sense(inner=chain[0], family=chain[0].family, factuality=factuality, reason=reason)
    for cue in chain[1:4]:
        if not _widen(text, mention, sense, cue, words, actors):
            break
    _qualify(text, mention, sense, words)
    if sense.reason or sense.family not in KINDS:
        return [Reading(mention=mention, reason=sense.reason or _why_not(chain))]
    outer = sense.outer
    declared = declared_by(text, mention, words) if sense.family == "WELCOME" else None
    if declared:
        return [declared]
    reading = Reading(
        mention=mention,
        kind=KINDS[sense.family],
        cue=sense.inner,
        outer=outer,
        factuality=sense.factuality,
        is_welcomed=sense.family == "WELCOME" or bool(outer and outer.family == "WELCOME"),
    )
    return [reading, *sense.extra]


def _widen(
    text: str, mention: Mention, sense: _Sense, cue: Cue, words: Lexicon, actors: Spans
) -> bool:
    """Take one more governing cue into a sense; say whether to go on outwards."""
    if cue.family == "DENY":
        sense.factuality = Factuality.DENIED
        return True
    if cue.family == sense.family and sense.family in NOT_YET:
        sense.outer = cue
        return True
    if cue.family == "THREAT" and sense.family in NOT_YET:
        sense.reason = "only feared or threatened"
        return False
    if cue.family in ("PASSING", "CONDITION"):
        acting = [*actors, *(m.span() for m in words.sides.finditer(text))]
        if _tells_what_came_first(text, cue, sense.inner):
            return False
        if _is_subordinate(cue, sense.inner, sense.family, mention, acting):
            sense.reason = "a truce named only in passing"
        return False
    if (cue.family, sense.family) not in COMPOSED or _is_of_another(text, cue, sense.inner, actors):
        return False
    return _links(text, cue, sense.outer or sense.inner, words) and _govern(
        text, mention, sense, cue, words, actors
    )


def _is_of_another(text: str, cue: Cue, inner: Cue, actors: Spans) -> bool:
    """Say whether another acts in a clause of its own: "X ruled out talks and Y sought a truce"."""
    return any(
        bool(_NEW_CLAUSE.search(text[cue.end : start])) and text[end : inner.start].isspace()
        for start, end in actors
        if cue.end <= start and end <= inner.start
    )


def _govern(
    text: str, mention: Mention, sense: _Sense, cue: Cue, words: Lexicon, actors: Spans
) -> bool:
    composed = COMPOSED[cue.family, sense.family]
    if composed is None:
        sense.reason = "nothing of the truce has happened"
        return False
    asked = sense.family in ("PROPOSE", "REQUEST")
    if cue.family == "REJECT" and asked and _is_others(text, cue, sense.inner, words, actors):
        offer = Reading(mention=mention, kind=Kind.PROPOSED, cue=sense.inner, score=0.8)
        sense.extra.append(offer)
    refuses = cue.family == "REJECT" and bool(words.negation.search(text, cue.start, cue.end))
    if refuses:
        sense.reason = ""  # "refuse to extend" is one refusal, not two
    if sense.reason or find_factuality(text, cue, words)[1] == NEGATED:
        sense.reason = NEGATED
    sense.family, sense.outer = composed, cue
    return True


def _qualify(text: str, mention: Mention, sense: _Sense, words: Lexicon) -> None:
    """Turn offers under conditions into proposals, refusals into rejections, plans into none."""
    start, upto = sense.inner.start, text[: sense.inner.end]
    if sense.family in ("ACCEPT", "AGREE"):
        conditional = words.conditional.search(text, max(0, start - 2 * _BESIDE), start)
        if conditional and words.on_terms.search(text, mention.end):
            sense.family, sense.reason = "PROPOSE", ""
        elif words.gerund.search(upto):
            sense.reason = sense.reason or "an act that is only spoken of"
    if sense.family in ("ACCEPT", "AGREE", "ANNOUNCE") and words.intended.search(upto):
        sense.reason = sense.reason or "an act that is only intended"
    refused = sense.reason == NEGATED and sense.family in ("ACCEPT", "PROPOSE", "EXTEND")
    head = min(start, sense.outer.start if sense.outer else start)
    none = _NO_OFFER.search(text, max(0, start - 2 * _BESIDE), sense.inner.end)
    if sense.factuality is Factuality.DENIED and sense.family in ("PROPOSE", "REQUEST"):
        sense.reason = "said not to be"
    unanswered = _UNANSWERED.search(text, max(0, start - 2 * _BESIDE), sense.inner.end)
    if (
        refused
        and not none
        and not unanswered
        and not _STALLED.search(text, max(0, head - 2 * _BESIDE), start)
    ):
        sense.family, sense.reason = "REJECT", ""
        sense.factuality = Factuality.ASSERTED


def _tells_what_came_first(text: str, lead: Cue, inner: Cue) -> bool:
    """Say whether "after declaring …" tells as news what its subject did before."""
    after = text[lead.start : lead.end] == "after" and text[inner.start : inner.end].endswith("ing")
    return after and inner.start - lead.end <= 1 and not _LATER.search(text[: lead.start])


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
    if (outer.family, inner.family) in (("PROPOSE", "REQUEST"), ("PROPOSE", "START")):
        return True
    gap = text[outer.end : inner.start]
    if not gap.strip() or text[outer.start : outer.end].endswith((" to", " for", " on")):
        return True
    return text[inner.start] in "بل" or bool(words.governs.search(gap))


def _is_others(text: str, outer: Cue, inner: Cue, words: Lexicon, actors: Spans) -> bool:
    """Say whether a rejected proposal is put down to somebody: "X's proposal", a vetoed draft."""
    owned = words.lang == "en" and any(outer.end < end == inner.start - 1 for _, end in actors)
    refusal = text[outer.start : outer.end + _BESIDE]
    vetoed = bool(re.search("veto|فيتو|حق النقض", refusal))
    return owned or vetoed or "'s" in text[outer.end : inner.end]
