"""What a search asks for, and what it finds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from analysis.timelines.records import ArticleRow, Name


class SearchField(StrEnum):
    ACTOR = "ACTOR"
    PLACE = "PLACE"
    SOURCE = "SOURCE"
    COUNTRY = "COUNTRY"  # of the outlet
    LANGUAGE = "LANGUAGE"
    CLAIM = "CLAIM"
    STORY = "STORY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words that follow one another, by their keys (newsmon.lib.search_words). `is_prefix`: the
    last one may go on; `in_title`: they stand in the headline."""

    keys: tuple[str, ...]
    is_prefix: bool = False
    in_title: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrow:
    """Only articles with this actor, of this source …: by its id in a registry, code or name."""

    field: SearchField
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Only articles printed within these days, both included; None: without a bound."""

    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    part: "Part"


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    parts: "tuple[Part, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    parts: "tuple[Part, ...]"


Part = Words | Narrow | Days | Without | AllOf | AnyOf


class Order(StrEnum):
    RELEVANCE = "RELEVANCE"
    DATE = "DATE"


class UnknownName(ValueError):
    """A search names what no registry has; `near` are names that are alike."""

    def __init__(self, field: SearchField, value: str, near: tuple[Name, ...] = ()) -> None:
        super().__init__(f"{field} {value}")
        self.field, self.value, self.near = field, value, near


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A result as the search's entries know it: article and source by id."""

    article: int
    source: int
    language: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """How many results have a value; `key` is what narrows to it."""

    key: str
    name: Name
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundArticle:
    """A result with its text, from which the page cuts what it shows. `has_vector` says that others
    like it can be looked for."""

    row: ArticleRow
    text: str
    is_feed_text: bool
    has_vector: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """A page of results. `total` counts them all, or up to where counting stopped (`is_more`).
    Facets are counted over the newest `counted` of them; `is_ranked_in_part`: only the newest
    were weighed, the others follow by date. `looked_back_to` is set where so many reports have the
    words of a phrase that the older ones were not read."""

    rows: tuple[FoundArticle, ...]
    number: int
    pages: int
    total: int
    is_more: bool
    counted: int
    is_ranked_in_part: bool
    looked_back_to: datetime | None
    facets: Mapping[str, tuple[FacetValue, ...]]
    alike: tuple[ArticleRow, ...] = ()  # where nothing is found: headlines with words like these


@dataclass(frozen=True, slots=True, kw_only=True)
class AlikePage:
    """Articles like one, the nearest first. `has_vector` is False where the model that read it made
    no vector, so that nothing can be compared."""

    article: ArticleRow
    has_vector: bool
    rows: tuple[FoundArticle, ...]
