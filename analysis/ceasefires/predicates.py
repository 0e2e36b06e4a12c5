"""What is said of a truce right of its term, and whether it tells more than the cue left of it."""

import re

from analysis.ceasefires.cues import Spans
from analysis.ceasefires.factuality import find_factuality
from analysis.ceasefires.lexicon import KINDS, Cue, Lexicon, Mention
from analysis.ceasefires.reading import Kind, Reading
from analysis.terms import Factuality

_BESIDE = 15  # characters: the word or two that stand beside another
_REPORTED = re.compile(r"(?<!\w)(?:that|ان)\s+(?:the\s+|an?\s+)?$")
_NEW_TRUCE = re.compile(r"(?:after|when|as) an? (?:[\w-]+ ){0,3}")
_COUNTED = re.compile(
    r"(?<!\w)(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|soon|shortly|just|long"
    r"|immediately|even|\w*day)\s+$"
)
_NEW = re.compile(r"(?<!\w)that an?\s+$")  # a truce not heard of before is declared thereby
_APART = re.compile(r",\s(?:after|because|since|when)(?!\w)|(?<!\w)بعد (?:ان|انهيار|فشل)(?!\w)")
_OFFERED = re.compile(r"(?:\s+(?:of|for|on|to))?\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,2}")
_SOON = re.compile(
    r"(?<!\w)(?:minutes?|hours?|days?) (?:after|into)$|بعد(?: \S+)?$"
    r"|بعد (?:\S+ )?(?:دقايق|ساعات|ساعه|يوم\w*|ايام) من$"
)
# "Has carried out 63 attacks since the truce began"; "firing has become routine" accuses nobody.
_SINCE = re.compile("since")
_HAS_FIRED = re.compile(
    r"(?<!\w)(?:has|have|had) (?:\w+ )?(?:carried out|launched|mounted|staged|conducted|killed"
    r"|bombed|shelled|struck|fired|attacked|violated|broken)(?!\w)"
)
_AT_ONCE = re.compile(r"(?<!\w)(?:seconds|minutes|hours) (?:after|into|of)$")
_MINUTES = re.compile(r"(?:within )?(?:seconds|minutes|hours|days) (?:of|into)")
_SHORT = re.compile(
    r"\s(?:(?:\S+ ){0,2}(?:ثوان|دقايق|دقيقه|ساعات|ساعه|يوم|ساعتين|يومين)\S*(?:\s\S+){0,2}\s)"
)
_BY = re.compile(r"\s(?:\S+\s){0,2}")
_DURING = re.compile(r"during|(?:hours|days|minutes) into")
_WORDS = re.compile(r"\s(?:(?:had|has|have) )?")
_HEADLINE_LEAD = 4  # words before the term in a headline whose verb is a participle
# ", which was due to end on Monday," says nothing of what became of it.
_ASIDE = re.compile(
    r", (?:which|whose|due|set|scheduled|meant|supposed|initially|originally) [^,.;]+,(?=\s)"
)
_MADE = ("START", "AGREE", "ANNOUNCE")
_RELATIVE = 12  # characters between a relative pronoun and its verb
_COMPOUND = re.compile(
    r"[\s'\"]*(?:(?:and|or)\s+(?:hostage|prisoner|captive|peace|aid|withdrawal)(?:[ -]\w+)?\s*"
    r"|deal\s+|agreement\s+|(?:was|is|has been|being|be)\s+)?"
)


def is_said_of(text: str, mention: Mention, main: Cue, inner: list[Cue], words: Lexicon) -> bool:
    """Say whether the predicate right of the term tells more than what governs it from the left:
    "announced that the truce …" only reports, "announced a truce that …" makes one."""
    if not (inner and governs(inner[0])):
        return True
    if inner[0].family != "ANNOUNCE":
        return False
    gap = text[inner[0].end : mention.start]
    if _APART.search(text, mention.end, main.start):
        return False
    if main.family != "START":
        return True
    to_come = find_factuality(text, main, words)[0] is Factuality.FUTURE
    return bool(_REPORTED.search(gap)) and not (to_come and _NEW.search(gap))


def is_passive(text: str, cue: Cue, main: Cue, words: Lexicon) -> bool:
    """Say whether a truce "was agreed … and will begin": the making of it comes first."""
    if cue.family not in ("AGREE", "ANNOUNCE") or main.family != "START":
        return False
    finite = words.auxiliary.search(text, *_lead(cue))
    return bool(finite) and not words.relative.search(text, *_lead(cue)) and cue.start < main.start


def is_wished(text: str, mention: Mention, predicate: list[Cue], inner: list[Cue]) -> bool:
    """Say whether it is hoped or asked that a truce that stands may hold."""
    if not (predicate and predicate[0].family == "UPHOLD" and inner):
        return False
    near = len(text[mention.end : predicate[0].start].split()) <= 2
    return near and inner[0].family in ("REQUEST", "PROPOSE")


def is_compound(text: str, mention: Mention, cue: Cue, words: Lexicon) -> bool:
    """Say whether a noun makes one name with the term: "ceasefire and hostage talks"."""
    if cue.family not in ("PROPOSE", "REQUEST"):
        return False
    gap = text[mention.end : cue.start]
    return words.lang != "en" or bool(_COMPOUND.fullmatch(gap))


def main_predicate(text: str, predicates: list[Cue], words: Lexicon) -> Cue | None:
    """Give the predicate of the sentence, a relative clause before it left out."""
    aside = [m.span() for m in _ASIDE.finditer(text)]
    outside = [p for p in predicates if not any(s < p.start < e for s, e in aside)]
    predicates = outside or predicates
    for cue in predicates[:-1]:
        if cue.family != "START" or not words.relative.search(text, *_lead(cue)):
            return cue
    return predicates[-1] if predicates else None


def governs(cue: Cue) -> bool:
    return cue.family not in ("PASSING", "CONDITION", "UPHOLD", "DENY", "THREAT", "WELCOME")


def read_predicate(
    text: str, mention: Mention, cue: Cue, lead: Cue | None, words: Lexicon, actors: Spans
) -> Reading:
    """Read a predicate that stands after the term."""
    if lead and lead.family == "CONDITION":
        return Reading(mention=mention, reason="a truce that is only a condition")
    if lead and lead.family == "PASSING" and cue.family in _MADE:
        if cue.family == "START" and _is_news(text, mention, lead):
            return Reading(mention=mention, kind=Kind.ENTERED_INTO_FORCE, cue=cue, score=0.75)
        return Reading(mention=mention, reason="a truce named only in passing")
    if lead and lead.family == "THREAT":
        return Reading(mention=mention, reason="only feared or threatened")
    if lead and cue.family == "END" and words.since.match(text, lead.start):
        return Reading(mention=mention, reason="a truce named only to say since when")
    factuality, reason = find_factuality(text, cue, words)
    if reason:
        return Reading(mention=mention, reason=reason)
    asked = words.before["REQUEST"].search(text, max(mention.end, cue.start - _BESIDE), cue.start)
    named = asked and any(start <= asked.start() < end for start, end in actors)
    if asked and not named and cue.family in ("EXTEND", "START", "AGREE", "ANNOUNCE"):
        return Reading(mention=mention, kind=Kind.PROPOSED, cue=cue, score=0.8)
    if lead and lead.family == "DENY":
        factuality = Factuality.DENIED
    tells_which = cue.family in ("AGREE", "ANNOUNCE")
    participle = tells_which and _is_participle(text, mention, cue, words)
    if participle and lead:
        return Reading(mention=mention, reason="an agreement named only to say which truce")
    return Reading(
        mention=mention,
        kind=KINDS[cue.family],
        cue=cue,
        factuality=factuality,
        score=0.85,
        is_aside=participle or (tells_which and bool(words.relative.search(text, *_lead(cue)))),
    )


def _is_news(text: str, mention: Mention, lead: Cue) -> bool:
    """Say whether "after a truce took effect" tells of one not heard of before: it has no article
    that points back, and no days are counted from it."""
    new = _NEW_TRUCE.fullmatch(text, lead.start, mention.start)
    return bool(new) and not _COUNTED.search(text[: lead.start])


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


def is_offer(text: str, mention: Mention, cue: Cue) -> bool:
    """Say whether a cue is the noun of which something is said: "the offer of a truce was …"."""
    if cue.family not in ("PROPOSE", "REQUEST"):
        return False
    before = re.search(
        r"(?<!\w)(?:the|an?|any|\w+'s?|latest|new)\s+(?:\w+\s+)?$", text[: cue.start]
    )
    return bool(before and _OFFERED.fullmatch(text, cue.end, mention.start))


def read_answer(
    text: str, mention: Mention, answer: Cue, offer: Cue, words: Lexicon, actors: Spans
) -> list[Reading]:
    """Read the answer to an offer, and the offer itself where it is somebody's."""
    readings = [read_predicate(text, mention, answer, None, words, actors)]
    if re.search(r"'s?\s+(?:\w+\s+)?$", text[: offer.start]):
        readings.append(Reading(mention=mention, kind=Kind.PROPOSED, cue=offer, score=0.8))
    return readings


def is_broken_meanwhile(
    text: str, mention: Mention, lead: Cue, words: Lexicon, actors: Spans
) -> bool:
    """Say whether somebody fires during a truce or just after it began, or is accused of it."""
    if lead.family != "PASSING":
        return False
    soon = _is_soon(text, lead, mention)
    accused = words.accuse.search(text, 0, lead.start) or words.each_other.search(
        text, 0, lead.start
    )
    if accused and soon:
        return bool(words.violence.search(text, accused.end(), lead.start))
    if soon:
        at_once = bool(_AT_ONCE.search(text[: lead.end]))
        return (
            _fires(text, 0, lead.start, words, actors)
            or _fires(text, mention.end, len(text), words, actors)
            or (at_once and bool(words.violence.search(text, 0, lead.start)))
        )
    if _SINCE.fullmatch(text, lead.start, lead.end):
        return bool(_HAS_FIRED.search(text, 0, lead.start)) and bool(actors)
    during = _DURING.fullmatch(text, lead.start, lead.end)
    return bool(during) and _fires(text, 0, lead.start, words, actors)


def _is_soon(text: str, lead: Cue, mention: Mention) -> bool:
    """Say whether minutes, hours or a day lie between the start of a truce and what is told."""
    if _SOON.search(text[: lead.end]) or _MINUTES.fullmatch(text, lead.start, lead.end):
        return True
    is_after = text.startswith(("بعد", "وبعد", "عقب", "وعقب"), lead.start)
    return is_after and bool(_SHORT.match(text, lead.end, mention.start))


def _fires(text: str, start: int, end: int, words: Lexicon, actors: Spans) -> bool:
    """Say whether an actor fires: the verb stands by its name."""
    fires = list(words.fire.finditer(text, start, end))
    return any(
        _WORDS.fullmatch(text, last, m.start())
        or (words.lang == "ar" and _BY.fullmatch(text, m.end(), first))
        or (words.lang == "ar" and m.start() <= first < m.end())
        for first, last in actors
        if start <= first
        for m in fires
    )
