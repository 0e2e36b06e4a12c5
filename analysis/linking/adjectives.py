"""Adjectives of countries: beside an institution they mean the state, else only a country."""

from collections.abc import Iterator, Sequence

from analysis.linking.page import Page, Proposal, country_of, make_entity, make_linked, place_fields
from analysis.linking.registry import AliasMatch
from analysis.linking.syntax import is_verb
from analysis.linking.words import words
from analysis.records import ActorEntry
from analysis.terms import ActorKind, AliasKind, EntityType, LinkMethod
from analysis.word_forms import Form, Token

_LAND_AR = words("land_nouns_ar")
_LAND_EN = words("land_nouns_en")
_STATE_NOUNS_AR = words("state_nouns_ar")
_STATE_NOUNS_EN = words("state_nouns_en")
_OFFICE_NOUNS = words("office_nouns_ar", "office_nouns_en")
_ADJECTIVES_EN = words("adjectives_en")
_NOT_STATE_AFTER = words("not_state_after_en")
_FORCE_ADJECTIVES_AR = words("force_adjectives_ar")
_SITES = words("site_nouns_ar")
_ARMIES = words("army_words")
_FORMER = words("former")
_NUMBER_ENDINGS = ("ون", "ين", "عشر", "عشره")
_HINT_SCORE = 0.6  # an adjective taken as a place
# Indefinite nouns that a feminine adjective follows: «قوات», «عملية»; prepositions never end so.
_PLURAL_OR_FEMININE = ("ات", "ه", "اء", "ود", "ئل", "يل")
_LONGEST_INITIALS = 3
_LONGEST_NAME = 6  # words of a name before its adjective


def demonyms(page: Page) -> dict[int, ActorEntry]:
    found: dict[int, ActorEntry] = {}
    for at, token in enumerate(page.tokens):
        for form in token.forms:
            actor = page.names.demonym(form.text)
            if actor is not None and (token.is_capital or not form.text.isascii()):
                found[at] = actor
                break
        if (paired := page.names.paired_demonym(page.tokens, at)) is not None:
            found.pop(at - 1, None)
            found[at] = paired
    return found | _initials(page)


def _initials(page: Page) -> dict[int, ActorEntry]:
    """ "US", "U.K." are adjectives too, where an institution follows ("US forces")."""
    return {
        match.first: match.hits[0].actor
        for match in page.matches
        if match.first == match.last
        and match.hits[0].actor.kind is ActorKind.STATE
        and page.tokens[match.first].is_upper
        and len(page.tokens[match.first].word) <= _LONGEST_INITIALS
        and _institution_after(page.tokens, match.first)
    }


def is_adjective(page: Page, match: AliasMatch) -> bool:
    """Tell «قوات تركية» from «في تركية»: a feminine adjective may spell like its country."""
    if match.first != match.last or page.names.demonym(match.form.text) is None:
        return False
    if match.first == 0 or match.form.preposition or match.form.text.isascii():
        return False
    if not page.tokens[match.first].is_joined:
        return False
    before = page.tokens[match.first - 1]
    is_definite = any(form.text.startswith("ال") for form in before.forms)
    if match.form.text.startswith("ال"):
        return is_definite
    return not is_definite and before.word.endswith(_PLURAL_OR_FEMININE) and not is_verb(before)


def is_counted(tokens: Sequence[Token], at: int) -> bool:
    """Tell «120 عسكريا روسيا», a Russian, from Russia: numbers take an accusative."""
    if at < 2 or not (tokens[at].is_joined and tokens[at - 1].is_joined):
        return False
    is_accusative = tokens[at].word.endswith("يا") and tokens[at - 1].word.endswith("ا")
    number = tokens[at - 2].word
    return is_accusative and (number.isdecimal() or number.endswith(_NUMBER_ENDINGS))


def demonym_proposals(page: Page) -> Iterator[Proposal]:
    for at, actor in page.demonyms.items():
        form = _demonym_form(page, at)
        span = institution(page, at) if actor.kind is ActorKind.STATE else None
        if span is not None:
            first, last = span
            first = _start_of_pair(page, first)
            if first != at:
                form = _noun_form(page.tokens[first])
            match = AliasMatch(first, last, form, ())
            noun = page.tokens[last if page.tokens[at].word.isascii() else first]
            if _is_former(page, first, last) and noun.word in _OFFICE_NOUNS:
                continue  # "the former Kenyan president"
            if any(form.text in _ARMIES for form in noun.forms):
                actor = page.registry.army(actor.country) or actor
            entity = make_linked(
                page, match, actor, place=None, does=True, method=LinkMethod.CONTEXT
            )
            yield Proposal(first=first, last=last, rank=2, entity=entity)
        elif (place := country_of(page, actor)) is not None:
            entity = make_entity(
                page,
                at,
                at,
                form,
                type=EntityType.LOC,
                score=_HINT_SCORE,
                reason=None if _is_land(page, at) else "demonym",
                method=LinkMethod.CONTEXT if _is_land(page, at) else None,
                **place_fields(place),
            )
            yield Proposal(first=at, last=at, rank=4, entity=entity)


def _is_former(page: Page, first: int, last: int) -> bool:
    around = [*page.tokens[max(0, first - 1) : first], *page.tokens[last + 1 : last + 2]]
    return any(token.word in _FORMER for token in around)


def _start_of_pair(page: Page, at: int) -> int:
    """Take "South" into "South Sudanese forces"; in Arabic the noun stands first anyway."""
    is_pair = page.names.paired_demonym(page.tokens, at) is not None
    return at - 1 if is_pair and page.tokens[at].word.isascii() else at


def _is_land(page: Page, at: int) -> bool:
    """Tell «الأراضي السورية», "Turkish border", which are in the country, from its people."""
    tokens = page.tokens
    if tokens[at].word.isascii():
        following = tokens[at + 1 : at + 2]
        return any(token.is_joined and token.word in _LAND_EN for token in following)
    if at - 1 in page.demonyms and tokens[at].is_joined:
        return _is_land(page, at - 1)
    before = tokens[at - 1] if at and tokens[at].is_joined else None
    return before is not None and any(form.text in _LAND_AR for form in before.forms)


def _demonym_form(page: Page, at: int) -> Form:
    forms = page.tokens[at].forms
    return next((f for f in forms if page.names.demonym(f.text) is not None), forms[0])


def institution(page: Page, at: int) -> tuple[int, int] | None:
    """Give the words of the institution whose adjective stands at a word: «القوات التركية».

    The second adjective of two («القوات التركية والأمريكية») stands for its state alone.
    """
    tokens = page.tokens
    if tokens[at].word.isascii():
        span = _institution_after(tokens, at)
        if span is None and _is_and(tokens, at + 1) and _is_name(tokens, at + 2):
            return (at, at) if _institution_after(tokens, at + 2) else None
        return span
    if at - 1 in page.demonyms and _is_second(page, at):
        return (at, at) if institution(page, at - 1) else None
    return _institution_before(page, at)


def _is_second(page: Page, at: int) -> bool:
    """Tell the second of «سعودية وأميركية», «سعودية أميركية»; Syrian Kurds are no two states."""
    if _demonym_form(page, at).conjunction:
        return True
    return page.tokens[at].is_joined and page.demonyms[at - 1].kind is ActorKind.STATE


def _noun_form(token: Token) -> Form:
    nouns = _STATE_NOUNS_AR | _OFFICE_NOUNS
    return next((form for form in token.forms if form.text in nouns), token.forms[0])


def _is_name(tokens: Sequence[Token], at: int) -> bool:
    """Tell "Ethiopian and Tigrayan commanders", whoever the second are."""
    return at < len(tokens) and tokens[at].is_capital


def _is_and(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].word == "and" and tokens[at].is_joined


def _institution_before(page: Page, at: int) -> tuple[int, int] | None:
    tokens = page.tokens
    found: int | None = None
    if _ends_name(page, at):
        return None  # «رئيس الائتلاف الوطني السوري»: the coalition, not the state
    for first in range(at - 1, max(-1, at - 4), -1):
        if not tokens[first + 1].is_joined or first in page.demonyms:
            break
        if any(form.text in _STATE_NOUNS_AR | _OFFICE_NOUNS for form in tokens[first].forms):
            found = first
            if tokens[first].word in _SITES:
                break  # «قصفت طائرات مواقع إيرانية»: whose the aircraft are, is not said
        elif not tokens[first].word.startswith("ال") and not _is_of_force(tokens[first]):
            break
    return (found, at) if found is not None else None


def _ends_name(page: Page, at: int) -> bool:
    return any(
        match.first < at == match.last
        and all(
            hit.actor.kind not in (ActorKind.STATE, ActorKind.STATE_FORCE, ActorKind.PERSON)
            and hit.alias.kind is AliasKind.NAME
            for hit in match.hits
        )
        for match in map(page.match_at.get, range(max(0, at - _LONGEST_NAME), at))
        if match is not None
    )


def _is_of_force(token: Token) -> bool:
    return token.word in _FORCE_ADJECTIVES_AR


def _institution_after(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    for last in range(at + 1, min(at + 4, len(tokens))):
        if not tokens[last].is_joined:
            return None
        word = tokens[last].word
        if last == at + 1 and tokens[last].gap == "-" and word in _NOT_STATE_AFTER:
            return None
        if word == "state" and tokens[last + 1 : last + 2] and tokens[last + 1].word == "of":
            return None  # "the US state of Georgia"
        if word in _STATE_NOUNS_EN or word in _OFFICE_NOUNS:
            return at, last
        if word not in _ADJECTIVES_EN:
            return None
    return None
