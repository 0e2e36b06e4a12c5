"""The registry of actors as linking looks things up in it: by id, alias, adjective, country."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from analysis.records import ActorEntry, AffiliationEntry, AliasEntry
from analysis.terms import ActorKind, AffiliationKind, AliasKind
from analysis.word_forms import Form, Token, tokenise

_LONGEST_ACRONYM = 5  # letters; longer ones are no English word
# «مالية» is Malian and financial, and almost always financial.
_NO_DEMONYMS = frozenset({"مالي", "ماليه", "المالي", "الماليه"})
_THE_SOUTH = "الجنوب"  # «الجنوب السوداني» is more often the south of Sudan
_ARMY = re.compile(r"\b(?:army|armed forces|military)\b|defen[cs]e forces", re.IGNORECASE)
# Reports in any language name actors in these too; aliases of a third one would only mislead.
_ALWAYS = frozenset({"ar", "en"})
_NISBA_ENDINGS = ("", "ه", "ين", "ون", "ان", "ات", "ا")


@dataclass(frozen=True, slots=True)
class Hit:
    """One actor that a matched alias may mean."""

    actor: ActorEntry
    alias: AliasEntry


@dataclass(frozen=True, slots=True)
class AliasMatch:
    """An alias found at words `first..last` (inclusive), read in the given form."""

    first: int
    last: int
    form: Form
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class _Alias:
    words: tuple[str, ...]
    hit: Hit
    needs_capital: bool
    needs_capitals: bool
    spelled: tuple[str, ...]


class NameIndex:
    """The aliases of one language, and of Arabic and English, by their first word."""

    def __init__(self, actors: Iterable[ActorEntry], languages: frozenset[str]) -> None:
        self._aliases: dict[str, list[_Alias]] = defaultdict(list)
        self._demonyms: dict[str, ActorEntry] = {}
        self._pairs: dict[tuple[str, str], ActorEntry] = {}
        self._titles: dict[tuple[str, ...], list[Hit]] = defaultdict(list)
        for actor in actors:
            for alias in _aliases_of(actor):
                if alias.language in languages:
                    self._add(actor, alias)
        for found in self._aliases.values():
            found.sort(key=lambda alias: -len(alias.words))

    def demonym(self, word: str) -> ActorEntry | None:
        """Give the actor whose adjective a folded word is, in any of its inflections."""
        return self._demonyms.get(word)

    def titled(self, title: tuple[str, ...]) -> Sequence[Hit]:
        """Give the holders, at any time, of an office whose title has these folded words."""
        return self._titles.get(title, ())

    def paired_demonym(self, tokens: Sequence[Token], at: int) -> ActorEntry | None:
        """Give the actor whose adjective of two words ends at a word: "South Sudanese"."""
        if at == 0 or not tokens[at].is_joined:
            return None
        if tokens[at].word.isascii() and not tokens[at - 1].is_capital:
            return None  # "south Sudanese towns"
        firsts = [form.text for form in tokens[at - 1].forms]
        return next(filter(None, (self._pairs.get((w, tokens[at].word)) for w in firsts)), None)

    def match(self, tokens: Sequence[Token], at: int) -> AliasMatch | None:
        """Find the longest alias that begins at a word; the whole word is preferred to a rest."""
        best: AliasMatch | None = None
        for form in tokens[at].forms:
            found = self._match_form(tokens, at, form)
            if found and (best is None or found.last > best.last):
                best = found
        return best

    def _match_form(self, tokens: Sequence[Token], at: int, form: Form) -> AliasMatch | None:
        length = 0
        hits: list[Hit] = []
        for alias in self._aliases.get(form.text, ()):
            if length and len(alias.words) < length:
                break
            if _stands(alias, tokens, at):
                length = len(alias.words)
                hits.append(alias.hit)
        if not hits:
            return None
        return AliasMatch(at, at + length - 1, form, _distinct(hits))

    def _add(self, actor: ActorEntry, alias: AliasEntry) -> None:
        words = tuple(token.word for token in tokenise(alias.text))
        if not words:
            return
        if alias.kind is AliasKind.DEMONYM:
            for word in _inflections(words[0]) if len(words) == 1 else ():
                if word not in _NO_DEMONYMS:
                    self._demonyms.setdefault(word, actor)
            if len(words) == 2 and words[0] != _THE_SOUTH:
                self._pairs.setdefault((words[0], words[1]), actor)
            return
        if alias.kind is AliasKind.TITLE:
            self._titles[words].append(Hit(actor, alias))
        self._aliases[words[0]].append(
            _Alias(
                words=words,
                hit=Hit(actor, alias),
                needs_capital=any(c.isupper() for c in alias.text),
                needs_capitals=_is_pair_of_capitals(alias.text),
                spelled=_acronym(alias.text),
            )
        )


class Registry:
    """Actors by id and by country, and their names by language."""

    def __init__(
        self, actors: Iterable[ActorEntry], affiliations: Iterable[AffiliationEntry] = ()
    ) -> None:
        self._actors = {actor.id: actor for actor in actors}
        self.affiliations = tuple(affiliations)
        self._leads: dict[str, list[AffiliationEntry]] = defaultdict(list)
        for entry in self.affiliations:
            if entry.kind is AffiliationKind.LEADS:
                self._leads[entry.related].append(entry)
        self._states: dict[str, ActorEntry] = {}
        self._armies: dict[str, ActorEntry] = {}
        self._names: dict[frozenset[str], NameIndex] = {}
        self._languages = {a.language for actor in self._actors.values() for a in actor.aliases}
        for actor in self._actors.values():
            if actor.kind is ActorKind.STATE and actor.country:
                self._states.setdefault(actor.country, actor)
            if actor.kind is ActorKind.STATE_FORCE and _ARMY.search(actor.name_en):
                self._armies.setdefault(actor.country, actor)

    def names(self, language: str | None) -> NameIndex:
        """Give the names by which a text of a language calls the actors; made once a language."""
        languages = _ALWAYS | ({language} & self._languages if language else set())
        if languages not in self._names:
            self._names[languages] = NameIndex(self._actors.values(), languages)
        return self._names[languages]

    @property
    def actors(self) -> Iterable[ActorEntry]:
        """Give all actors."""
        return self._actors.values()

    def actor(self, actor_id: str) -> ActorEntry | None:
        """Give an actor by its id."""
        return self._actors.get(actor_id)

    def state(self, country: str) -> ActorEntry | None:
        """Give the state of a country (ISO alpha-3)."""
        return self._states.get(country)

    def army(self, country: str) -> ActorEntry | None:
        """Give the armed forces of a country (ISO alpha-3), the state itself without any."""
        return self._armies.get(country) or self._states.get(country)

    def led_by(self, person: ActorEntry, day: date | None) -> ActorEntry | None:
        """Give what a person led on a day, else the state of the person's country."""
        led = {
            entry.related
            for entry in self.affiliations
            if entry.actor == person.id
            and entry.kind is AffiliationKind.LEADS
            and day is not None
            and is_valid(entry.valid_from, entry.valid_to, day)
        }
        return self.actor(led.pop()) if len(led) == 1 else self.state(person.country)

    def leader(self, actor: ActorEntry, day: date | None) -> ActorEntry | None:
        """Give the one person who led a group on a day, None where several or none are known."""
        people = {
            entry.actor
            for entry in self._leads.get(actor.id, ())
            if day is not None and is_valid(entry.valid_from, entry.valid_to, day)
        }
        return self.actor(people.pop()) if len(people) == 1 else None


def _aliases_of(actor: ActorEntry) -> list[AliasEntry]:
    named = (
        AliasEntry(text=actor.name_en, language="en"),
        AliasEntry(text=actor.name_ar, language="ar"),
    )
    kept: dict[tuple[str, str, AliasKind, date | None], AliasEntry] = {}
    for alias in (*named, *actor.aliases):
        if alias.text:
            kept.setdefault((alias.text, alias.language, alias.kind, alias.valid_from), alias)
    return list(kept.values())


def _stands(alias: _Alias, tokens: Sequence[Token], at: int) -> bool:
    if at + len(alias.words) > len(tokens):
        return False
    for step, word in enumerate(alias.words[1:], start=1):
        token = tokens[at + step]
        if not token.is_joined or word not in (*token.spellings, token.word.removesuffix("s")):
            return False
    span = tokens[at : at + len(alias.words)]
    if alias.spelled:
        return _is_spelled(span, alias) and not _is_shouted(tokens, at)
    if alias.needs_capitals:
        return all(token.is_capital for token in span)
    return not alias.needs_capital or any(token.is_capital for token in span)


def _is_spelled(span: Sequence[Token], alias: _Alias) -> bool:
    """Compare an acronym with its spelling; an ending may follow it ("SDG'nin", "HSDê")."""
    *firsts, last = _bare_surfaces(span)
    if last != alias.spelled[-1] and not last.endswith("s"):
        last = last[: len(alias.spelled[-1])]
    return (*firsts, last) == alias.spelled


def _is_pair_of_capitals(text: str) -> bool:
    """Tell names like "Islamic State", which in small letters are no name."""
    words = text.split()
    return len(words) == 2 and all(word[0].isupper() for word in words)


def _acronym(text: str) -> tuple[str, ...]:
    """Give the spelling that an acronym must have («IS», "LeT"), empty for any other name."""
    letters = [character for character in text if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    if len(letters) > _LONGEST_ACRONYM or capitals < 2:
        return ()
    return _bare_surfaces(tokenise(text))


def _bare_surfaces(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.surface.replace(".", "") for token in tokens)


def _is_shouted(tokens: Sequence[Token], at: int) -> bool:
    """Tell "WHO FLED?" from "the WHO said": in a line of capitals no word is an acronym."""
    around = [*tokens[max(0, at - 2) : at], *tokens[at + 1 : at + 3]]
    return len(around) > 1 and all(t.is_upper and len(t.word) > 1 for t in around)


def _distinct(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    kept: dict[tuple[str, AliasKind, date | None], Hit] = {}
    for hit in hits:
        kept.setdefault((hit.actor.id, hit.alias.kind, hit.alias.valid_from), hit)
    return tuple(kept.values())


def _inflections(word: str) -> set[str]:
    if word.isascii():
        return {word, word + "s"}
    bare = word.removeprefix("ال")
    stem = bare.removesuffix("ه")
    endings = _NISBA_ENDINGS if stem.endswith("ي") else ("",)
    # "سوريا" is the country, not "a Syrian" in the accusative
    forms = {stem + ending for ending in endings if not (ending == "ا" and stem.endswith("ي"))}
    return {bare, word} | forms | {"ال" + form for form in forms}


def valid_on(alias: AliasEntry, day: date | None) -> bool:
    """Say whether an alias held on a day; an unknown day rules nothing out."""
    return day is None or is_valid(alias.valid_from, alias.valid_to, day)


def is_valid(first: date | None, last: date | None, day: date) -> bool:
    """Say whether a day lies between two others, either of them open."""
    return (first is None or first <= day) and (last is None or day <= last)
