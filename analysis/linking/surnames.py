"""Reads surnames by the people whom the text names in full: «عقيلة صالح» makes «صالح» him.

A surname whose only bearer in the text is a stranger means nobody of the registry, and so does
one behind another calling ("the singer", «اللاعب»).
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from analysis.linking.page import Bearer, Page, Proposal, is_other_name, make_linked, span_over
from analysis.linking.registry import AliasMatch, Hit
from analysis.linking.words import words
from analysis.records import Span
from analysis.romanise import is_given_name
from analysis.terms import ActorKind, AliasKind, EntityType, LinkMethod
from analysis.word_forms import Form, Token

_ARTICLES = frozenset({"al", "el"})
_CALLINGS = words("other_callings")
_RANKS = words("ranks")
_PARTICLES = words("name_particles")
_VERBS = words("act_verbs_ar")
_SHORTEST = 3  # letters of a surname


Families = Mapping[str, Sequence[Bearer]]


def families_of(page: Page) -> Families:
    """Give the people whom a text names in full, by the last word of their names."""
    found: dict[str, list[Bearer]] = defaultdict(list)
    tokens, covered = page.tokens, set[int]()
    for match in page.matches:
        people = {h.actor.id: h.actor for h in match.hits if _is_full_name(h, match)}
        if people:
            covered.update(range(match.first, match.last + 1))
            actor = next(iter(people.values())) if len(people) == 1 else None
            bearer = Bearer(first=match.first, given=match.form.text, actor=actor)
            found[tokens[match.last].word].append(bearer)
    for first, last in _other_people(page):
        if covered.isdisjoint(range(first, last + 1)):
            given = tokens[first].forms[-1].text
            found[tokens[last].word].append(Bearer(first=first, given=given, actor=None))
    return found


def _is_full_name(hit: Hit, match: AliasMatch) -> bool:
    is_name = hit.alias.kind is AliasKind.NAME and match.last > match.first
    return is_name and hit.actor.kind is ActorKind.PERSON


def parted(page: Page) -> Iterator[Span]:
    """Part what the tagger took for one person: «حذر ترامب بكين» names two."""
    ends = [token.end for token in page.tokens]
    starts = [token.start for token in page.tokens]
    people = {m.last: m for m in page.matches if m.hits[0].actor.kind is ActorKind.PERSON}
    named = {m.first: m for m in page.matches if _is_full_name(m.hits[0], m)}
    states = {m.last: m for m in page.matches if m.hits[0].actor.kind is ActorKind.STATE}
    for span in page.spans:
        first, last = bisect_right(ends, span.start), bisect_left(starts, span.end) - 1
        met = _who_does_to_whom(page, span, people.get(last), people)
        if met is not None and met[0].first == first:
            yield from (_over(page, person, span) for person in met)
            continue
        state = states.get(last) if span.type is EntityType.PER else None
        person = (
            people.get(state.first - 1) if state else _before_town(page, named.get(first), last)
        )
        if person is None or person.first != first or page.tokens[first].word.isascii():
            yield span
            continue
        end = page.tokens[person.last].end
        yield replace(span, end=end, text=page.document.text[span.start : end])


def _who_does_to_whom(
    page: Page, span: Span, second: AliasMatch | None, people: Mapping[int, AliasMatch]
) -> tuple[AliasMatch, AliasMatch] | None:
    """Part «اتهم أردوغان نتنياهو», a verb with its subject and its object."""
    first = people.get(second.first - 1) if second is not None else None
    if second is None or first is None or span.type is not EntityType.PER or not first.first:
        return None
    verb = page.tokens[first.first - 1]
    bearers = [{hit.actor.id for hit in person.hits} for person in (first, second)]
    is_clear = bearers[0].isdisjoint(bearers[1]) and not _is_given(page, first)
    does = any(form.text in _VERBS for form in verb.forms) and page.tokens[first.first].is_joined
    return (first, second) if is_clear and does else None


def _is_given(page: Page, person: AliasMatch) -> bool:
    """Say whether a name of one word may be the given name of the next: «عباس عراقجي»."""
    return person.first == person.last and is_given_name(page.tokens[person.first].surface)


def _over(page: Page, person: AliasMatch, span: Span) -> Span:
    start, end = page.tokens[person.first].start, page.tokens[person.last].end
    return replace(span, start=start, end=end, text=page.document.text[start:end])


def _before_town(page: Page, person: AliasMatch | None, last: int) -> AliasMatch | None:
    """Part «زار كولن باول الفاشر» before the town."""
    if person is None or person.last >= last:
        return None
    towns = page.gazetteer.named(page.tokens[person.last + 1].word)
    return person if any(town.population for town in towns) else None


def _other_people(page: Page) -> Iterator[tuple[int, int]]:
    ends = [token.end for token in page.tokens]
    starts = [token.start for token in page.tokens]
    for span in page.spans:
        first, last = bisect_right(ends, span.start), bisect_left(starts, span.end) - 1
        if span.type is not EntityType.PER:
            continue
        while first < last and page.tokens[first].word in _RANKS:
            first += 1
        match = page.match_at.get(first)
        is_alias = match is not None and match.last == last
        if first < last and not is_alias and page.tokens[first].word not in _PARTICLES:
            yield first, last


def bearer_of(page: Page, match: AliasMatch, hits: Sequence[Hit]) -> Bearer | None:
    """Give whom the text itself names by a surname; a stranger is none who may be of `hits`."""
    bearers = page.families.get(page.tokens[match.last].word, ())
    known = [bearer for bearer in bearers if bearer.actor is not None]
    before = [bearer for bearer in known if bearer.first < match.first]
    if known:
        return before[-1] if before else known[0]
    given = {hit.actor.name_ar.split(" ")[0] for hit in hits if hit.actor.name_ar}
    given |= {hit.actor.name_en.split(" ")[0].casefold() for hit in hits}
    strangers = [b for b in bearers if b.given not in given and not _has_given(page, b, given)]
    return strangers[0] if strangers else None


def _has_given(page: Page, bearer: Bearer, given: set[str]) -> bool:
    token = page.tokens[bearer.first]
    return any(form.text in given or token.surface in given for form in token.forms)


def has_other_calling(page: Page, match: AliasMatch) -> bool:
    """Tell «المخرج كاميرون», "Captain Fatah", from the politicians."""
    before = page.tokens[match.first - 1] if match.first else None
    if before is None or not page.tokens[match.first].is_joined:
        return False
    return any(form.text in _CALLINGS for form in before.forms)


def surname_proposals(page: Page) -> Iterator[Proposal]:
    """Link the surnames that no alias is: those of people named in full in the text."""
    inside = {
        at
        for match in page.matches
        if any(_is_full_name(hit, match) for hit in match.hits)
        for at in range(match.first, match.last + 1)
    }
    for at, token in enumerate(page.tokens):
        form = next((f for f in token.forms if page.families.get(f.text)), None)
        if form is None or at in inside or len(form.text) < _SHORTEST:
            continue
        first = at - 1 if _is_article(page.tokens, at) else at
        match = AliasMatch(first, at, page.tokens[first].forms[0] if first < at else form, ())
        bearer = bearer_of(page, match, ())
        if bearer is None or bearer.actor is None or not _is_person(page, match, token, form):
            continue
        entity = make_linked(
            page, match, bearer.actor, place=None, does=True, method=LinkMethod.CONTEXT
        )
        yield Proposal(first=first, last=at, rank=0, entity=entity)


def _is_article(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].word in _ARTICLES and tokens[at].gap == "-"


def _is_person(page: Page, match: AliasMatch, token: Token, form: Form) -> bool:
    if form.text.isascii() and not token.is_capital:
        return False
    span = span_over(page, match)
    if span is None:
        return False
    if span.type is EntityType.LOC and page.gazetteer.named(form.text):
        return False
    return not is_other_name(page, match, span)
