"""What is told of a truce beside the verb that governs it: of "it" afterwards, in a relative
clause, or by naming whose truce it is that another turns down."""

import re
from collections.abc import Sequence

from analysis.ceasefires.cues import Spans
from analysis.ceasefires.lexicon import Cue, Lexicon, Mention
from analysis.ceasefires.reading import Kind, Reading
from analysis.terms import Factuality

_OWNER = re.compile(r"'s? (?:(?!with |on |call |refusal )[\w-]+ ){0,5}$")
# "It takes effect on …" is said of a truce before its day.
_TO_COME = {Kind.ENTERED_INTO_FORCE: Factuality.FUTURE}
_OFFER = re.compile(r"(?<!\w)(?:terms|demands?|conditions|plan|proposal|offer|draft|idea)(?!\w)")
_RELATIVE_REACH = 30  # characters between a truce and the clause that tells whose it is
_OWNER_REACH = 60
_AUXILIARIES = 40  # characters before a verb in which its auxiliaries stand


def told_aside(
    text: str, mention: Mention, readings: Sequence[Reading], words: Lexicon, actors: Spans
) -> list[Reading]:
    """Read what a rejection tells of the truce that is rejected, and that one has lapsed."""
    told = {r.kind for r in readings if r.kind}
    found: list[Reading] = []
    if Kind.REJECTED in told and not told & {Kind.PROPOSED, Kind.DECLARED}:
        verb = next(r.cue for r in readings if r.kind is Kind.REJECTED)
        owners = [a for a in actors if verb and verb.end <= a[0]]
        found += _whose(text, mention, words, owners)[:1]
    if told and Kind.ENDED not in told:
        match = _after(text, mention, words.lapsed)
        found += [_reading(mention, Kind.ENDED, match)] if match else []
    return found


def _whose(text: str, mention: Mention, words: Lexicon, actors: Spans) -> list[Reading]:
    clauses = [
        _reading(mention, kind, match)
        for kind, pattern in words.related.items()
        for match in [_after(text, mention, pattern)]
        if match
    ]
    if clauses or words.lang != "en":
        return clauses
    return [
        _owned(mention, end, is_offer=bool(_OFFER.search(text, end, mention.start)))
        for _, end in actors
        if mention.start - _OWNER_REACH < end < mention.start
        and _OWNER.match(text[end : mention.start])
    ]


def _owned(mention: Mention, owner: int, *, is_offer: bool) -> Reading:
    """Read "X's truce" and "X's terms for a truce" where another turns it down."""
    kind, family = (Kind.PROPOSED, "PROPOSE") if is_offer else (Kind.DECLARED, "ANNOUNCE")
    cue = Cue(family=family, start=owner, end=owner)
    return Reading(mention=mention, kind=kind, cue=cue, score=0.7)


def declared_by(text: str, mention: Mention, words: Lexicon) -> Reading | None:
    """Read whose word a truce is that others welcome: "the truce declared by X"."""
    pattern = words.related.get(Kind.DECLARED)
    match = _after(text, mention, pattern) if pattern else None
    return _reading(mention, Kind.DECLARED, match) if match else None


def _after(text: str, mention: Mention, pattern: re.Pattern[str]) -> re.Match[str] | None:
    match = pattern.search(text, mention.end)
    return match if match and match.start() <= mention.end + _RELATIVE_REACH else None


def _reading(mention: Mention, kind: Kind, match: re.Match[str]) -> Reading:
    family = {Kind.ENDED: "END", Kind.DECLARED: "ANNOUNCE"}.get(kind, "PROPOSE")
    verb = "verb" if match["verb"] else "verb2"
    cue = Cue(family=family, start=match.start(verb), end=match.end(verb))
    return Reading(mention=mention, kind=kind, cue=cue, score=0.75)


def _said_of_it(match: re.Match[str]) -> Cue:
    """Give the verb of what is said, where the pattern reaches back to "an offer that …"."""
    has_verb = "verb" in match.re.groupindex
    start = match.start("verb") if has_verb and match["verb"] else match.start()
    return Cue(family="PRONOUN", start=start, end=match.end())


def _is_undone(text: str, kind: Kind, match: re.Match[str], words: Lexicon) -> bool:
    """Say whether a verb is negated: "failed to agree on an extension"."""
    before = " ".join(text[max(0, match.start() - _AUXILIARIES) : match.start()].split()[-3:])
    return kind is not Kind.REJECTED and bool(words.negation.search(before))


def pronouns(text: str, mention: Mention, words: Lexicon) -> list[Reading]:
    """Read what is said of "it" after the term."""
    return [
        Reading(
            mention=mention,
            kind=kind,
            cue=_said_of_it(match),
            factuality=_TO_COME.get(kind, Factuality.ASSERTED),
            score=0.75,
        )
        for kind, pattern in words.pronoun.items()
        for match in [pattern.search(text, mention.end)]
        if match and not _is_undone(text, kind, match, words)
    ]
