"""Says in words what a search found, by what it is narrowed, and why it cannot be read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from analysis.terms import CeasefireKind, Measure, Polarity
from analysis.timelines.records import ClaimType
from analysis.timelines.search_records import FacetValue, SearchField, SearchPage, UnknownName
from dashboard.labels import LABELS, language_label
from dashboard.search.form import NARROWING
from dashboard.search.language import Problem, QueryError
from dashboard.wording import MONTHS, day, name_text

TITLES: Mapping[str, Promise] = {
    "claim": _("What is claimed"),
    "actor": _("Actor"),
    "place": _("Place"),
    "source": _("Source"),
    "country": _("Country of the outlet"),
    "language": _("Language"),
    "date": _("Published"),
}

PROBLEMS: Mapping[Problem, Promise] = {
    Problem.UNCLOSED_QUOTE: _("The quotation mark is not closed. Put another one after the words."),
    Problem.EMPTY_QUOTE: _("There is no word between the quotation marks."),
    Problem.UNCLOSED_BRACKET: _("The bracket is not closed."),
    Problem.STRAY_BRACKET: _("This bracket closes nothing."),
    Problem.EMPTY_BRACKETS: _("There is nothing between the brackets."),
    Problem.LOOSE_OR: _("OR needs a word on either side. To search for the word itself, quote it."),
    Problem.LOOSE_MINUS: _("What is to be left out has to follow the minus."),
    Problem.ONLY_MINUS: _("Say what to find, too, not only what to leave out."),
    Problem.UNKNOWN_FIELD: _(
        "There is no field “%(word)s”. To search for the words themselves, quote them."
    ),
    Problem.EMPTY_FIELD: _("What “%(word)s:” has to be is missing."),
    Problem.BAD_DATE: _(
        "“%(word)s” is no date here. Write 2019, 2019-10, 2019-10-17, 2019-10-01..2019-10-15 "
        "or 7d for the last seven days."
    ),
    Problem.TURNED_DATES: _("The first day lies after the last."),
    Problem.UNKNOWN_CLAIM: _("“%(word)s” is no kind of claim."),
    Problem.UNKNOWN_LANGUAGE: _("“%(word)s” is no language known here."),
    Problem.BAD_STORY: _("A story is called by its number."),
    Problem.SHORT_PREFIX: _("Before the star there have to be two letters or more."),
    Problem.STAR_NOT_LAST: _("The star stands at the end of a word only."),
    Problem.TOO_MANY_PARTS: _("The query has more than %(word)s parts."),
    Problem.TOO_DEEP: _("There are too many brackets within brackets."),
}

UNKNOWN: Mapping[SearchField, Promise] = {
    SearchField.ACTOR: _("No actor is called “%(word)s”."),
    SearchField.PLACE: _("No place is called “%(word)s”."),
    SearchField.SOURCE: _("No source is called “%(word)s”."),
    SearchField.COUNTRY: _("No country is called “%(word)s”."),
    SearchField.STORY: _("There is no story of the number %(word)s."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a query finds nothing: the words for it, the query cut at what is wrong, and queries
    that may have been meant, with their links."""

    said: str
    before: str = ""
    wrong: str = ""
    after: str = ""
    meant: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value that results can be narrowed to, or are (`is_chosen`): its link does or undoes it."""

    name: str
    count: int
    url: str
    is_chosen: bool
    is_part: bool = False  # of the value before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    key: str
    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A filter that is on; its link takes it away."""

    title: str
    name: str
    url: str


def explained(error: QueryError | UnknownName, asked: Mapping[str, str]) -> Explanation:
    """Say what is wrong with a query, and what may have been meant."""
    query = asked.get("q", "")
    if isinstance(error, UnknownName):
        start = query.find(error.value)
        end = start + len(error.value) if start >= 0 else 0
        said = str(UNKNOWN[error.field]) % {"word": error.value}
        near = tuple(f'"{name_text(name)}"' for name in error.near)
        # What stands between quotation marks is replaced with them.
        if start > 0 and query[start - 1 : start] in '"«“' and end < len(query):
            start, end = start - 1, end + 1
    else:
        start, end = error.start, error.end
        said = str(PROBLEMS[error.problem]) % {"word": error.word}
        is_field = error.problem is Problem.UNKNOWN_FIELD
        near = tuple(f"{word}:" if is_field else _quoted(word) for word in error.near)
    if start < 0:
        return Explanation(said=said)
    meant = dict.fromkeys(query[:start] + word + query[end:] for word in near)
    return Explanation(
        said=said,
        before=query[:start],
        wrong=query[start:end],
        after=query[end:],
        meant=tuple((text, with_query(asked, q=text)) for text in meant),
    )


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word else word


def with_query(query: Mapping[str, str], **changes: str) -> str:
    """Give a query string with some of its values changed ("" takes one away), on page 1."""
    changed = {**query, "page": "", "saved": "", **changes}
    return f"?{urlencode({name: value for name, value in changed.items() if value})}"


def groups(page: SearchPage, query: Mapping[str, str]) -> tuple[Group, ...]:
    """Give what results can be narrowed to, with counts and links."""
    found = []
    for key, title in TITLES.items():
        values = page.facets.get(key, ())
        choices = tuple(_choice(key, value, query) for value in values)
        if len(choices) > 1 or any(choice.is_chosen or choice.count for choice in choices):
            found.append(Group(key=key, title=str(title), choices=choices))
    return tuple(found)


def _choice(key: str, value: FacetValue, query: Mapping[str, str]) -> Choice:
    if key == "date":
        since, until = _days_of(value.key)
        days = {"since": since.isoformat(), "until": until.isoformat()}
        is_chosen = all(query.get(name) == day_ for name, day_ in days.items())
        url = with_query(query, **(dict.fromkeys(days, "") if is_chosen else days))
        return Choice(name=month_text(value.key), count=value.count, url=url, is_chosen=is_chosen)
    is_chosen = query.get(key) == value.key
    return Choice(
        name=value_text(key, value),
        count=value.count,
        url=with_query(query, **{key: "" if is_chosen else value.key}),
        is_chosen=is_chosen,
        is_part=key == "claim" and "." in value.key,
    )


def _days_of(key: str) -> tuple[date, date]:
    """Give the first and last day of "2019" or "2019-10"."""
    year, _dash, month = key.partition("-")
    if not month:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    first = date(int(year), int(month), 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first, following - timedelta(days=1)


def month_text(key: str) -> str:
    year, _dash, month = key.partition("-")
    return f"{MONTHS[int(month) - 1]} {year}" if month else year


def value_text(key: str, value: FacetValue) -> str:
    if key == "language":
        return language_label(value.key)
    if key == "claim":
        return claim_text(value.key).rpartition(": ")[2]
    return name_text(value.name)


def claim_text(key: str) -> str:
    """Say a kind of claim as the query language knows it."""
    kind, _dot, detail = key.partition(".")
    if not detail:
        return str(LABELS[ClaimType][kind])
    labels: dict[str, Mapping[str, str | Promise]] = {
        "CEASEFIRE": LABELS[CeasefireKind],
        "STANCE": LABELS[Polarity],
        "DISPLACEMENT": {**LABELS[Measure], "RETURN": gettext("returns")},
    }
    return f"{LABELS[ClaimType][kind]}: {labels[kind][detail]}"


def chips(query: Mapping[str, str], names: Mapping[str, str]) -> tuple[Chip, ...]:
    """Give the filters that are on beside the query; `names` says what their values are called."""
    found = [
        Chip(
            title=str(TITLES[name]),
            name=names.get(name, query[name]),
            url=with_query(query, **{name: ""}),
        )
        for name in NARROWING
        if query.get(name)
    ]
    return (*_day_chips(query), *found)


def _day_chips(query: Mapping[str, str]) -> Iterable[Chip]:
    for name, title in (("since", gettext("From")), ("until", gettext("To"))):
        if query.get(name):
            said = day(date.fromisoformat(query[name]))
            yield Chip(title=title, name=said, url=with_query(query, **{name: ""}))
