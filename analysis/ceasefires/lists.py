"""Names in their order in a sentence: lists, pairs, subjects before a verb, agents after it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.ceasefires.actors import Party
from analysis.ceasefires.cues import distance
from analysis.ceasefires.lexicon import Lexicon
from analysis.ceasefires.reading import Reading
from analysis.records import NamedActor
from analysis.terms import ActorKind

NOT_PARTIES = frozenset({ActorKind.IGO, ActorKind.NGO, ActorKind.MEDIA})
FIGHTERS = frozenset({ActorKind.ARMED_GROUP, ActorKind.COMMUNITY})
_LIST_GAP = 4  # words between two names of one list ("Israel's army and the Hamas movement")
_BESIDE = 2  # words between a truce and a "between" of which one side has no known name
_PAIR_REACH = 12  # words between a truce and the "between A and B" that is surely its own
# Words that only say through whom a party acts: "Sudan's army chief and the head of the RSF".
_OFFICE = re.compile(
    r"(?<!\w)(?:the|an?|of|for|its|his|'?s|army|military|president|prime|foreign|defen[cs]e|minister"
    r"|chief|head|leaders?|leadership|commanders?|general|counterpart|representatives?|delegates?"
    r"|envoys?|negotiators?|officials?|government|muslim-led|authorities|king|chancellor|premier"
    r"|strongman|spokes(?:man|woman|person)|secretary|security)(?!\w)"
)
_AGENT_REACH = 30  # characters between a passive verb and its "by"
_TITLE_WORDS = 4  # words between a state and the name of its leader
_REPORTS = re.compile(r"[,،.;:]|(?<!\w)(?:that|said|says|ان)(?!\w)")
SUBJECT_REACH = 9  # words between a verb and its subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One folded sentence with the actors in it and those named before it, latest last."""

    text: str
    words: Lexicon
    actors: tuple[Party, ...]
    places: tuple[Party, ...] = ()
    earlier: tuple[Party, ...] = ()


def find_pair(scene: Scene, reading: Reading) -> list[Party]:
    """Read "between A and B" or "both sides" nearest to the term."""
    at = reading.mention
    options: list[tuple[int, list[Party]]] = []
    free = [(p.start, p.end) for p in scene.actors]
    for m in scene.words.between.finditer(scene.text):
        listed = list_from(scene, m.end())
        gap = (m.end(), at.start) if m.end() <= at.start else (at.end, m.start())
        alone = listed and distance(scene.text, *gap, free) <= _BESIDE
        if len(listed) >= 2 or alone or (listed and scene.words.us.match(scene.text, m.start())):
            options.append((distance(scene.text, *gap, free), listed))
    if options:
        reach, listed = min(options, key=lambda option: option[0])
        if reach <= _PAIR_REACH:
            return listed
    leading = list_before(scene, at.start)
    if len(leading) > 1 and re.fullmatch(r"\s*\w*\s*", scene.text[leading[-1].end : at.start]):
        return leading
    for m in scene.words.sides.finditer(scene.text):
        named = [p for p in scene.actors if p.is_adjective and m.end() <= p.start <= m.end() + 25]
        if len(named) > 1:
            return named
    if scene.words.sides.search(scene.text, max(0, at.start - 60), at.end + 60):
        return _context_pair(scene, at.start)
    return options[0][1] if options else []


def _context_pair(scene: Scene, before: int) -> list[Party]:
    """Give the last two different actors named before a place, who may be "both sides"."""
    named = [*scene.earlier, *(p for p in scene.actors if p.end <= before)]
    named = [p for p in named if p.kind not in NOT_PARTIES and not p.is_adjective]
    named = [p for p in named if not p.is_person]
    last = unique(reversed(named))[:2]
    return last if len(last) == 2 else []


def hyphen_pair(scene: Scene) -> list[Party]:
    """Read "A-B truce" and "A's war with B"; a territory may stand for who rules it."""
    named = (*scene.actors, *scene.places)
    for first in named:
        for second in named:
            gap = scene.text[first.end : second.start] if first.end < second.start else ""
            if gap == "-" or re.fullmatch(r"'?s?'? war (?:with|on|against) (?:the )?", gap):
                return [first, second]
    return []


def spans_of(scene: Scene) -> list[tuple[int, int]]:
    return [(p.start, p.end) for p in scene.actors]


def led_by(scene: Scene, person: Party) -> Party:
    if person.kind is not ActorKind.PERSON:
        return person
    for party in reversed(scene.actors):
        gap = scene.text[party.end : person.start]
        near = party.end <= person.start and len(gap.split()) <= _TITLE_WORDS
        if near and party.kind is not ActorKind.PERSON and _is_title(scene, gap):
            return party
    return person


def _is_title(scene: Scene, gap: str) -> bool:
    """Say whether only a title stands between a state and a name: "Russia's president Putin"."""
    if _REPORTS.search(gap):
        return False
    return scene.words.lang == "ar" or not re.search(r"\w", _OFFICE.sub("", gap))


def list_from(scene: Scene, at: int) -> list[Party]:
    """Read a list of names that begins near a place: "A", "A and B", "A, B and C"."""
    return _listed(scene, [p for p in scene.actors if p.start >= at and not p.is_adjective], at)


def _listed(scene: Scene, ahead: Sequence[Party], at: int) -> list[Party]:
    found: list[Party] = []
    for party in ahead:
        gap = scene.text[at : party.start]
        again = bool(found) and found[-1].actor.name == party.actor.name
        if re.search(r"[.;:؛]\s", gap) or _gap_words(gap) > _LIST_GAP + 1:
            break
        if found and not again and not _joins(scene, gap, party):
            break
        found.append(party)
        at = party.end
    return unique(found)


def _joins(scene: Scene, gap: str, party: Party) -> bool:
    """Say whether only "and" or a comma with a short apposition lies between two names."""
    if scene.words.lang == "ar":
        ahead = gap + scene.text[party.start : party.start + 1]
        return bool(
            re.fullmatch(r"[\s)\]\"،]*(?:و(?!ي)\w*|،)(?:\s+\w+){0,2}\s*\w?", ahead.rstrip())
        )
    return bool(scene.words.joins.search(gap)) or gap == "-"


def list_before(scene: Scene, at: int) -> list[Party]:
    """Read the list of names that ends before a verb, the nearest name within reach."""
    stops = [m.end() for m in scene.words.boundary.finditer(scene.text, 0, at)]
    left = max(stops, default=0)
    behind = [p for p in scene.actors if left <= p.start and p.end <= at and p.acts]
    behind = [p for p in behind if not p.is_adjective]
    if not behind or not _reaches(scene, behind[-1].end, at):
        return []
    among = re.search(r"(?:one of|among)(?: the)? $", scene.text[: behind[-1].start])
    if among and len(behind) > 1:
        behind = behind[:-1]
    found = [behind[-1]]
    anchor = behind[-1]
    for party in reversed(behind[:-1]):
        gap = scene.text[party.end : anchor.start]
        if found[0].is_person and not gap.strip():
            anchor = party  # an office and who holds it: "the Turkish president Erdogan"
            continue
        if _gap_words(gap) > _LIST_GAP or not _joins(scene, gap, anchor):
            break
        found.insert(0, party)
        anchor = party
    return found


def _gap_words(gap: str) -> int:
    return len(re.findall(r"\w[\w'-]*", _OFFICE.sub("", gap)))


def _reaches(scene: Scene, start: int, at: int) -> bool:
    """Say whether a subject is near its verb, an apposition between commas left out."""
    gap = scene.text[start:at].strip()
    if gap.startswith(",") and gap.endswith(","):
        return True
    return distance(scene.text, start, at, spans_of(scene)) <= SUBJECT_REACH


def passive_agent(scene: Scene, at: int, stop: int | None = None) -> list[Party]:
    """Read "by X" soon after a verb, and before `stop`."""
    end = min(len(scene.text), at + _AGENT_REACH, stop or len(scene.text))
    m = scene.words.by.search(scene.text, at, end)
    return list_from(scene, m.end()) if m else []


def groups_named(scene: Scene, reading: Reading, excluded: set[str]) -> list[Party]:
    """Give who announced the truce in a relative clause, and the armed groups of the sentence."""
    told = scene.words.after["ANNOUNCE"].search(scene.text, reading.mention.end)
    announcers = _arabic_subject_after(scene, told.end()) if told else []
    left, right = _clause(scene, reading)
    groups = [
        q
        for p in scene.actors
        if p.kind in FIGHTERS and p.acts and left <= p.start < right
        for q in (*_company(scene, p, left), *list_from(scene, p.start))
    ]
    found = [*announcers, *groups]
    return unique(p for p in found if p.actor.name not in excluded and p.kind not in NOT_PARTIES)


def _clause(scene: Scene, reading: Reading) -> tuple[int, int]:
    at, ends = reading.mention, scene.words.boundary
    left = max((m.end() for m in ends.finditer(scene.text, 0, at.start)), default=0)
    after = ends.search(scene.text, at.end)
    return left, after.start() if after else len(scene.text)


def _company(scene: Scene, party: Party, left: int) -> list[Party]:
    """Give who is named together with a party, before it: "Israel and Hamas"."""
    return [p for p in list_before(scene, party.end) if p.start >= left]


def _arabic_subject_after(scene: Scene, at: int) -> list[Party]:
    return list_from(scene, at) if scene.words.lang == "ar" else []


def unique(parties: Iterable[Party]) -> list[Party]:
    return list({p.actor.name: p for p in parties}.values())


def named(parties: Iterable[Party]) -> tuple[NamedActor, ...]:
    return tuple(p.actor for p in unique(parties))
