"""A sentence as stance reads it: folded words, with every linked actor as one item.

Actors joined by "and" («تركيا والولايات المتحدة», "India and Pakistan") are one item with several
members, and nouns that only carry an actor ("Turkish forces", «قوات», «المتحدث باسم») are taken
into its item. `Line.text` spells the items out for patterns, an actor item as "§n§".
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.records import Entity, Sentence
from analysis.stance.words import WORDS
from analysis.terms import ActorKind, EntityType
from newsmon.lib.text import Folded, fold, fold_text

_WORD = re.compile(r"\d+(?:[.,٫٬]\d+)+|(?:[a-z]\.){2,}|'s\b|[^\W_]+(?:'(?!s\b)[^\W_]+)*|[^\w\s]")
_CLITICS = re.compile(r"(?P<conjunction>[وف]?)(?P<preposition>[بلك]?)")
_HEADS_AR = frozenset(WORDS["heads_ar"])
_HEADS_EN = frozenset(WORDS["heads_en"])
_OFFICES_EN = frozenset(WORDS["offices_en"])
_EVENTS = frozenset(WORDS["event_nouns"])
# «الدعم السريع» is a name; «الدعم الروسي» is what Russia gives.
_NAMED_WITH_EVENTS = frozenset({ActorKind.ARMED_GROUP, ActorKind.IGO, ActorKind.NGO})
_AND = frozenset({"and", "or", "و", "او"})
_COMMAS = frozenset({",", "،"})
_QUOTES = frozenset("\"'()[]")
_LOYAL = re.compile(WORDS["loyal"])
_LOYAL_SIZES = (5, 4, 3, 2, 1)  # words of "fighters who are loyal to"
_LETTERS_AR = re.compile(r"[\u0621-\u064a]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A word, a mark or a group of actors with the clitics («و», «ب», «ل», «ك») before it."""

    text: str
    actors: tuple[Entity, ...] = ()
    conjunction: str = ""
    preposition: str = ""
    is_possessive: bool = False
    has_head: bool = False

    @property
    def is_group(self) -> bool:
        return bool(self.actors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The items of a sentence; `starts[i]` is where item i begins in `text`."""

    items: tuple[Item, ...]
    text: str
    starts: tuple[int, ...]
    is_arabic: bool

    def at(self, position: int) -> int:
        """Give the index of the item that holds a position of `text`."""
        return max(0, bisect_right(self.starts, position) - 1)

    def groups(self) -> Iterator[int]:
        """Give the indexes of the actor items in order."""
        return (index for index, item in enumerate(self.items) if item.is_group)


def read_line(sentence: Sentence, entities: Sequence[Entity]) -> Line:
    """Read a sentence with the actors that stand in it."""
    folded = fold_text(sentence.text)
    items = _joined(_with_heads(_without_quotes(list(_items(folded, sentence, entities)))))
    is_arabic = len(_LETTERS_AR.findall(folded.text)) * 2 > len(re.findall(r"\w", folded.text))
    spelled = [_spell(item, index) for index, item in enumerate(items)]
    starts: list[int] = []
    position = 0
    for word in spelled:
        starts.append(position)
        position += len(word) + 1
    text = " ".join(spelled)
    return Line(items=tuple(items), text=text, starts=tuple(starts), is_arabic=is_arabic)


def _spell(item: Item, index: int) -> str:
    if not item.is_group:
        return item.text
    clitics = "".join(f"{c}+ " for c in (item.conjunction, item.preposition) if c)
    return f"{clitics}§{index}§" + (" 's" if item.is_possessive else "")


def _items(folded: Folded, sentence: Sentence, entities: Sequence[Entity]) -> Iterator[Item]:
    at = 0
    for entity in _apart(entities):
        start = folded.position(entity.start - sentence.start)
        end = folded.position(entity.end - sentence.start)
        if start < at or end <= start:
            continue
        rest: list[str] = []
        if entity.actor_kind not in _NAMED_WITH_EVENTS:
            start, rest = _without_event(folded.text, start, end)
        *words, clitic = _split_clitic(folded.text[at:start])
        yield from (Item(text=word) for word in words)
        marks = _CLITICS.fullmatch(clitic)
        yield Item(
            text="",
            actors=(entity,),
            conjunction=marks["conjunction"] if marks else "",
            preposition=_swallowed(folded.text[start:end])
            or (marks["preposition"] if marks else ""),
        )
        yield from (Item(text=word) for word in rest)
        at = end
    yield from (Item(text=word) for word in _WORD.findall(folded.text[at:]))


def _swallowed(name: str) -> str:
    """Give the preposition that a name carries itself: «للحكومة»."""
    return "ل" if name.startswith("لل") else ""


def _without_event(text: str, start: int, end: int) -> tuple[int, list[str]]:
    """Leave what happens («الهجوم التركي», "Israeli airstrike") outside the name of who does it.

    Gives where the name begins and the words that follow it.
    """
    words = list(_WORD.finditer(text, start, end))
    while len(words) > 1 and _is_arabic_event(words[0].group()):
        words.pop(0)
    rest: list[str] = []
    while len(words) > 1 and words[-1].group() in _EVENTS and words[-1].group().isascii():
        rest.insert(0, words.pop().group())
    return (words[0].start() if words else start), rest


def _is_arabic_event(word: str) -> bool:
    if not _LETTERS_AR.match(word):
        return False
    bare = re.sub(r"^[وف]?(?:لل|[بلك]?(?=ال))", lambda m: "ال" if "لل" in m[0] else "", word)
    return word in _EVENTS or bare in _EVENTS


def _apart(entities: Sequence[Entity]) -> list[Entity]:
    """Keep actors and persons, known or not, that do not overlap, the longer first."""
    kept: list[Entity] = []
    named = (e for e in entities if e.actor or e.actor_name or _is_stranger(e))
    for entity in sorted(named, key=lambda e: e.start - e.end):
        if all(entity.end <= other.start or other.end <= entity.start for other in kept):
            kept.append(entity)
    return sorted(kept, key=lambda entity: entity.start)


def _is_stranger(entity: Entity) -> bool:
    """A person or body that the registry does not know still is somebody's subject."""
    return entity.place is None and entity.type in {EntityType.PER, EntityType.ORG}


def _split_clitic(text: str) -> list[str]:
    """Cut the text before a name into words; the last is the clitic written onto the name."""
    words = _WORD.findall(text)
    if words and not text[-1:].isspace() and _CLITICS.fullmatch(words[-1]):
        return words
    return [*words, ""]


def _without_quotes(items: list[Item]) -> list[Item]:
    return [item for item in items if item.text not in _QUOTES or item.is_group]


def _with_heads(items: list[Item]) -> list[Item]:
    """Take the nouns that carry an actor into its item."""
    found: list[Item] = []
    for item in items:
        if item.is_group and _is_own_institution(found, item):
            found[-1] = replace(found[-1], is_possessive=False, has_head=True)
            continue
        if item.is_group:
            item = _after_loyalty(_after_arabic_heads(found, item), found)
        elif found and found[-1].is_group and item.text == "'s":
            found[-1] = replace(found[-1], is_possessive=True)
            continue
        elif found and found[-1].is_group and _is_head_of(found[-1], item.text):
            found[-1] = replace(found[-1], is_possessive=False, has_head=True)
            continue
        found.append(item)
    return found


def _is_own_institution(found: list[Item], item: Item) -> bool:
    """ "Israel's military", "Hamas gunmen": what the registry does not know is the one before's."""
    owner = found[-1] if found else None
    if owner is None or not owner.is_group or item.actors[0].actor or not owner.actors[-1].actor:
        return False
    heads = _OFFICES_EN if owner.is_possessive else _HEADS_EN
    return all(word in heads for word in _WORD.findall(fold(item.actors[0].text)))


def _after_loyalty(group: Item, found: list[Item]) -> Item:
    """ "forces loyal to X", «قوات موالية ل…»: they fight for X, so they are taken for X."""
    if group.actors[0].actor is None:
        return group
    for size in _LOYAL_SIZES:
        words = found[-size:]
        if len(words) < size or any(item.is_group and item.actors[0].actor for item in words):
            continue
        phrase = " ".join(item.text or fold(item.actors[0].text) for item in words)
        if _LOYAL.fullmatch(f"{phrase} {group.preposition}".strip()):
            clitics = _CLITICS.match(words[0].text)
            joined = clitics["conjunction"] if clitics and words[0].text[1:] in _HEADS_AR else ""
            del found[-size:]
            return replace(group, conjunction=joined, preposition="", has_head=True)
    return group


def _is_head_of(group: Item, word: str) -> bool:
    return word in (_OFFICES_EN if group.is_possessive else _HEADS_EN)


def _after_arabic_heads(found: list[Item], group: Item) -> Item:
    while found and not found[-1].is_group and not group.conjunction:
        head = _bare_head(found[-1].text)
        if head is None or group.preposition:
            break
        conjunction, preposition = head
        found.pop()
        group = replace(group, conjunction=conjunction, preposition=preposition)
        if preposition:
            break
    return group


def _bare_head(word: str) -> tuple[str, str] | None:
    """Give the clitics of a noun that carries an actor; None where the word is no such noun."""
    for cut in range(3):
        clitics = _CLITICS.fullmatch(word[:cut])
        rest = word[cut:]
        if clitics and clitics["preposition"] == "ل" and rest.startswith("ل"):
            rest = "ا" + rest
        if clitics and rest in _HEADS_AR:
            return clitics["conjunction"], clitics["preposition"]
    return None


def _joined(items: list[Item]) -> list[Item]:
    found: list[Item] = []
    for item in items:
        before = found[-1] if found else None
        if item.is_group and before is not None:
            if before.is_group and _belong_together(before, item):
                found[-1] = _merged(before, item)
                continue
            gap = _link_between(found)
            if gap and not item.preposition:
                del found[-gap:]
                found[-1] = _merged(found[-1], item)
                continue
        found.append(item)
    return _with_lists(found)


def _with_lists(items: list[Item]) -> list[Item]:
    """Read "A, B and C" as one: a name before a comma joins the group of several after it."""
    found: list[Item] = []
    for item in reversed(items):
        if _opens_list(found, item):
            found.pop()
            found.append(_merged(item, found.pop()))
            continue
        found.append(item)
    return found[::-1]


def _opens_list(found: list[Item], item: Item) -> bool:
    if len(found) < 2 or not item.is_group or item.is_possessive or found[-1].text not in _COMMAS:
        return False
    if len(found) > 2 and found[-2].text == "the":
        del found[-2]
    return len(found[-2].actors) > 1 and not found[-2].preposition


def _belong_together(before: Item, item: Item) -> bool:
    if before.actors[-1].actor and before.actors[-1].actor == item.actors[0].actor:
        return not item.conjunction and not item.preposition
    return item.conjunction == "و" and not item.preposition and not before.is_possessive


def _link_between(found: list[Item]) -> int:
    """Count the words ("and", "and the") that link the next name to the one before; 0: none."""
    gap = 2 if found[-1].text == "the" else 1
    if len(found) <= gap or found[-gap].text not in _AND:
        return 0
    return gap if found[-gap - 1].is_group and not found[-gap - 1].is_possessive else 0


def _merged(first: Item, second: Item) -> Item:
    known = {entity.actor or entity.text for entity in first.actors}
    new = tuple(e for e in second.actors if (e.actor or e.text) not in known)
    return replace(first, actors=first.actors + new, is_possessive=second.is_possessive)
