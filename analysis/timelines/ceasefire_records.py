"""What the pages of ceasefires read beside the bars: every field with the sentence behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analysis.ceasefires.terms import CeasefireClass, Provision, Purpose
from analysis.terms import CeasefireKind
from analysis.timelines.records import CeasefireBar, CeasefireRow, Filters, Name, PlaceRow


class Scope(StrEnum):
    """How far a ceasefire reaches, by the places that its claims name."""

    NATIONAL = "NATIONAL"
    REGIONAL = "REGIONAL"
    LOCAL = "LOCAL"
    UNCLEAR = "UNCLEAR"


class ViolationStanding(StrEnum):
    """How well a breach is attested: by one voice, by two that are independent, or denied."""

    ALLEGED = "ALLEGED"
    CORROBORATED = "CORROBORATED"
    DENIED = "DENIED"


@dataclass(frozen=True, slots=True, kw_only=True)
class CeasefireFilters(Filters):
    """The filters of ceasefires. `country` is where the truce is; `mediator` its English name."""

    mediator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """What sentences say of the sort of a ceasefire, each with the sentence that says it."""

    ceasefire_class: tuple[tuple[CeasefireClass, CeasefireRow], ...] = ()
    purposes: tuple[tuple[Purpose, CeasefireRow], ...] = ()
    provisions: tuple[tuple[Provision, CeasefireRow], ...] = ()
    written: CeasefireRow | None = None
    scope: Scope = Scope.UNCLEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """Who declared, agreed or accepted, on which day, with the sentence."""

    actor: Name
    kind: CeasefireKind
    on: date | None
    row: CeasefireRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """The breaches by the same perpetrators on a day; `denials` are the sentences that deny."""

    on: date | None
    perpetrators: tuple[Name, ...]
    alleged_by: tuple[Name, ...]
    denied_by: tuple[Name, ...]
    standing: ViolationStanding
    rows: tuple[CeasefireRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One of several answers that the press gives to one question, with who gives it."""

    value: str | int | date
    rows: tuple[CeasefireRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A question on which reports differ: `field` is one of a ceasefire's, or "accusations"."""

    field: str
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """What the reports of a day changed; `row` is a sentence of them, None where it is gone."""

    on: date
    field: str
    before: str
    after: str
    row: CeasefireRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeAdvice:
    """Another ceasefire that may be the same one, and why."""

    bar: CeasefireBar
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedCeasefire:
    """One ceasefire as data sets code it. `behind` gives the sentences of each field."""

    bar: CeasefireBar
    country: Name | None
    behind: Mapping[str, tuple[CeasefireRow, ...]]
    coded: Coded
    declarations: tuple[Declaration, ...]
    violations: tuple[Violation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CeasefirePage(CodedCeasefire):
    """One ceasefire with all that is known of it."""

    disputes: tuple[Dispute, ...]
    history: tuple[HistoryEntry, ...]
    places: tuple[PlaceRow, ...]
    may_be_one_with: tuple[MergeAdvice, ...]
    may_be_two: tuple[CeasefireRow, ...]
