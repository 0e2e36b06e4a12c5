"""Says whether a name that is also a common word («فتح», «صالح», «هادي») is meant as a name."""

import re

from analysis.linking.page import (
    Page,
    is_other_name,
    main_countries,
    span_over,
    spans_over,
    surface,
)
from analysis.linking.registry import AliasMatch
from analysis.linking.syntax import is_verb
from analysis.linking.words import words
from analysis.records import Span
from analysis.terms import ActorKind, EntityType

_GUARDED_NAMES = words("guarded_names")
_GUARDED_SURNAMES = words("guarded_surnames")
_QUOTES = re.compile(r"[\"'«»]")
_DOUBTFUL_AFTER_B = words("doubtful_after_b")
_GOVERNS_B = words("governs_b")
_ENTHUSIASM = words("enthusiasm_after")
_GOVERNING_REACH = 3  # words between a verb and what it governs with «ب»
_SURE = 0.9  # score of a span that a verb of the same letters does not outweigh
_LONGEST_NAME = 8  # words of a name that stands before "and"
_PREPOSITIONS = words("place_before_ar")
_PARTY_NOUNS = words("party_nouns")
_MEDIA_VERBS = words("media_verbs")
_SUBJECT_CUES = words("subject_cues")
_FOLLOWERS = words("followers")
_OFFICE_NOUNS = words("office_nouns_ar", "office_nouns_en")


def is_enthusiasm(page: Page, match: AliasMatch | None) -> bool:
    """Tell «بحماس», with enthusiasm, from «أشاد بحماس»: what governs «ب» stands before it, or
    another actor follows."""
    if match is None or match.first != match.last or match.form.text not in _DOUBTFUL_AFTER_B:
        return False
    form = match.form
    tokens, following = page.tokens, match.first + 1
    is_joined = following < len(tokens) and tokens[following].is_joined
    if is_joined and tokens[following].word in _ENTHUSIASM:
        return True
    other = page.match_at.get(following)
    if form.preposition != "ب" or (other is not None and other.form.conjunction):
        return False
    if is_joined and any(f.preposition == "ب" for f in tokens[following].forms):
        return True
    before = tokens[max(0, match.first - _GOVERNING_REACH) : match.first]
    return not any(f.text in _GOVERNS_B for token in before for f in token.forms)


def is_safe(page: Page, match: AliasMatch, wanted: EntityType) -> bool:
    """Say whether a name that is also a common word («تقدم», «صالح») is meant as a name:
    quoted, tagged as what it is, or after a title."""
    token = page.tokens[match.first]
    guarded = _GUARDED_SURNAMES if wanted is EntityType.PER else _GUARDED_NAMES
    if match.first != match.last or match.form.text not in guarded:
        return True
    if is_verb(token):
        return wanted is EntityType.ORG and _is_surely_party(page, match)
    if _QUOTES.search(token.gap):
        return is_quoted(page, match)
    span = span_over(page, match)
    if span is not None and span.type is wanted and not is_other_name(page, match, span):
        return True
    if is_tagged_alone(page, match) and any(hit.actor.id in page.named for hit in match.hits):
        return True
    if is_paired(page, match):
        return True
    before = page.tokens[match.first - 1] if match.first else None
    if before is None:
        return False
    if wanted is EntityType.PER and _is_subject(page, match):
        return True
    if wanted is EntityType.ORG and _is_party(page, match):
        return True
    cues = _PREPOSITIONS if wanted is EntityType.LOC else _OFFICE_NOUNS
    return any(form.text in cues for form in before.forms)


def is_guarded_subject(page: Page, match: AliasMatch) -> bool:
    is_guarded = match.first == match.last and match.form.text in _GUARDED_SURNAMES
    return is_guarded and match.first > 0 and _is_subject(page, match)


def _is_subject(page: Page, match: AliasMatch) -> bool:
    """Tell «اتهم هادي الحوثيين» in a text about his country from the word for quiet."""
    before = page.tokens[match.first - 1]
    countries = main_countries(page) | {page.home}
    at_home = any(hit.actor.country in countries for hit in match.hits)
    tagged = spans_over(page, match.first, min(match.last + 1, len(page.tokens) - 1))
    if is_tagged_alone(page, match) and not page.gazetteer.named(match.form.text):
        tagged = []  # whatever the tagger took the surname for
    if any(form.text in _FOLLOWERS for form in before.forms):
        tagged = [s for s in tagged if s.end - page.tokens[match.last].end > 1]  # «أنصار الصدر»
    cues = _SUBJECT_CUES | _FOLLOWERS
    is_led_to = is_verb(before) or any(form.text in cues for form in before.forms)
    return at_home and not match.form.preposition and is_led_to and not tagged


def _is_party(page: Page, match: AliasMatch) -> bool:
    """Tell «مسؤول في فتح», «بثت العربية» from the common words."""
    following = page.tokens[match.last + 1 : match.last + 2]
    if any(token.is_joined and token.word.startswith("ال") for token in following):
        return False
    near = page.tokens[max(0, match.first - 1) : match.first]
    if any(form.text in _PREPOSITIONS for token in near for form in token.forms):
        near = page.tokens[max(0, match.first - 2) : match.first - 1]
    is_media = any(hit.actor.kind is ActorKind.MEDIA for hit in match.hits)
    cues = _MEDIA_VERBS if is_media else _PARTY_NOUNS
    return any(form.text in cues for token in near for form in token.forms)


def _is_surely_party(page: Page, match: AliasMatch) -> bool:
    """Tell «بهزيمة فتح», «مسؤول في فتح بكمين» from «أعلن فتح تحقيق»."""
    if any(span.type is EntityType.ORG and span.score > _SURE for span in _alone(page, match)):
        return True
    following = page.tokens[match.last + 1 : match.last + 2]
    ends = all(not t.is_joined or any(f.preposition for f in t.forms) for t in following)
    return ends and _is_party(page, match)


def _alone(page: Page, match: AliasMatch) -> list[Span]:
    width = len(surface(page, match)) + 1
    return [s for s in spans_over(page, match.first, match.last) if s.end - s.start <= width]


def is_tagged_alone(page: Page, match: AliasMatch) -> bool:
    """Say whether the tagger took these words, and no more, for a name of whatever kind."""
    span = span_over(page, match)
    return span is not None and span.end - span.start <= len(surface(page, match)) + 1


def is_paired(page: Page, match: AliasMatch) -> bool:
    """Tell «الحوثيين وصالح» by the party before "and", from «للهدنة وصالح للجميع»."""
    countries = {hit.actor.country for hit in match.hits}
    around = range(match.first - _LONGEST_NAME, match.last + 2)
    others = [page.match_at[at] for at in around if at in page.match_at and at != match.first]
    near = [other for other in others if _are_paired(other, match)]
    return any(countries & {hit.actor.country for hit in other.hits} for other in near)


def _are_paired(one: AliasMatch, other: AliasMatch) -> bool:
    first, second = sorted((one, other), key=lambda match: match.first)
    form = second.form
    return first.last + 1 == second.first and form.conjunction == "و" and not form.preposition


def is_quoted(page: Page, match: AliasMatch) -> bool:
    following = page.tokens[match.last + 1 : match.last + 2]
    opened = _QUOTES.search(page.tokens[match.first].gap)
    return opened is not None and all(_QUOTES.search(token.gap) for token in following)
