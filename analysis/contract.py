"""The JSON that `manage.py analyse` reads and prints: one document a line, fixed keys.

docs/api.md describes it field by field.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from analysis.linking.linker import Registry
from analysis.records import (
    ActorEntry,
    Analysis,
    CeasefireClaim,
    Declined,
    DisplacementClaim,
    Document,
    Entity,
    NamedActor,
    NamedPlace,
    StanceTag,
)

Json = dict[str, Any]


class BadInput(ValueError):
    """A line of input is not a document; the message names the line and what is wrong."""


def read_documents(lines: Iterable[str]) -> list[Document]:
    """Read JSON Lines; blank lines are passed over. Raises BadInput at the first bad line."""
    return [_document(line, number) for number, line in enumerate(lines, start=1) if line.strip()]


def _document(line: str, number: int) -> Document:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadInput(f"line {number}: not JSON ({error.msg})") from error
    if not isinstance(row, dict):
        raise BadInput(f"line {number}: a document is a JSON object")
    if not isinstance(row.get("text"), str):
        raise BadInput(f"line {number}: 'text' is missing or no string")
    return Document(
        id=_text(row, "id", number) or str(number),
        text=row["text"],
        title=_text(row, "title", number),
        lang=_text(row, "lang", number),
        published_on=_published(row, number),
        url=_text(row, "url", number),
    )


def _text(row: Mapping[str, Any], key: str, number: int) -> str | None:
    value = row.get(key)
    if value is None or isinstance(value, str):
        return value
    if key == "id" and isinstance(value, int):
        return str(value)
    raise BadInput(f"line {number}: {key!r} must be a string or null")


def _published(row: Mapping[str, Any], number: int) -> date | None:
    value = _text(row, "published", number)
    try:
        return parse_day(value)
    except ValueError as error:
        raise BadInput(f"line {number}: {error}") from error


def parse_day(value: str | None) -> date | None:
    """Read YYYY-MM-DD or an ISO datetime as a day; None for None or ""; raises ValueError."""
    if not value:
        return None
    try:
        return datetime.fromisoformat(value).date()
    except ValueError as error:
        raise ValueError(f"'published' {value!r} is no ISO date such as 2019-10-19") from error


def as_json(analysis: Analysis, registry: Registry) -> Json:
    """Give one analysis in the contract's keys; offsets count code points of the text."""
    return {
        "id": analysis.document.id,
        "lang": analysis.lang,
        "versions": analysis.versions,
        "entities": [_entity(entity) for entity in analysis.entities],
        "actors": _actors(analysis.entities, registry),
        "stances": [_stance(tag) for tag in analysis.stances],
        "ceasefires": [_ceasefire(claim) for claim in analysis.ceasefires],
        "displacements": [_displacement(figure) for figure in analysis.displacements],
        "declined": [_declined(candidate) for candidate in analysis.declined],
    }


def _entity(entity: Entity) -> Json:
    return {
        "start": entity.start,
        "end": entity.end,
        "text": entity.text,
        "type": entity.type,
        "score": round(entity.score, 3),
        "actor": entity.actor,
        "place": entity.place,
        "reason": entity.reason,
    }


def _actors(entities: Iterable[Entity], registry: Registry) -> list[Json]:
    mentions = Counter(entity.actor for entity in entities if entity.actor)
    return [
        _actor(actor, count)
        for actor_id, count in mentions.most_common()
        if (actor := registry.actor(actor_id))
    ]


def _actor(actor: ActorEntry, mentions: int) -> Json:
    return {
        "id": actor.id,
        "name": actor.name_en,
        "name_ar": actor.name_ar,
        "kind": actor.kind,
        "wikidata": actor.wikidata or None,
        "mentions": mentions,
    }


def _stance(tag: StanceTag) -> Json:
    return {
        "holder": tag.holder.actor,
        "holder_name": tag.holder.name,
        "target": tag.target.actor,
        "target_name": tag.target.name,
        "polarity": tag.polarity,
        "act": tag.act,
        **_said(tag),
    }


def _ceasefire(claim: CeasefireClaim) -> Json:
    return {
        "kind": claim.kind,
        "parties": _named(claim.parties),
        "mediators": _named(claim.mediators),
        "perpetrators": _named(claim.perpetrators),
        "alleged_by": _named(claim.alleged_by),
        "denied_by": _named(claim.denied_by),
        "places": [{"name": place.name, "place": place.place} for place in claim.places],
        "duration_hours": claim.duration_hours,
        "declared_on": _iso(claim.declared_on),
        "effective_on": _iso(claim.effective_on),
        "ends_on": _iso(claim.ends_on),
        "date_accuracy": claim.date_accuracy,
        "factuality": claim.factuality,
        **_said(claim),
    }


def _displacement(figure: DisplacementClaim) -> Json:
    return {
        "reported": figure.reported,
        "reported_high": figure.reported_high,
        "quantifier": figure.quantifier,
        "unit": figure.unit,
        "term": figure.term,
        "category": figure.category,
        "measure": figure.measure,
        "cause": figure.cause,
        "hazard": figure.hazard,
        "cause_basis": figure.cause_basis,
        "cumulative": figure.cumulative,
        "since_on": _iso(figure.since_on),
        "places": [_role(place) for place in figure.places],
        "reported_by": _named(figure.reported_by),
        "start_on": _iso(figure.start_on),
        "end_on": _iso(figure.end_on),
        "date_accuracy": figure.date_accuracy,
        "factuality": figure.factuality,
        **_said(figure),
    }


def _said(claim: StanceTag | CeasefireClaim | DisplacementClaim) -> Json:
    return {
        "score": round(claim.score, 3),
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
    }


def _declined(candidate: Declined) -> Json:
    return {
        "kind": candidate.kind,
        "start": candidate.start,
        "end": candidate.end,
        "quote": candidate.quote,
        "reason": candidate.reason,
    }


def _named(actors: Iterable[NamedActor]) -> list[Json]:
    return [{"actor": actor.actor, "name": actor.name} for actor in actors]


def _role(place: NamedPlace) -> Json:
    return {"name": place.name, "place": place.place, "role": place.role}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
