"""Texts tagged by hand, and what is read and refused in them."""

from datetime import date
from typing import Any

from analysis.displacement.extraction import extract
from analysis.documents import split_sentences
from analysis.records import Declined, DisplacementClaim, Document, Entity, TaggedDocument
from analysis.terms import ActorKind, EntityType

PUBLISHED = date(2019, 10, 19)


def tag(text: str, lang: str, *names: tuple[str, dict[str, Any]]) -> TaggedDocument:
    """Tag a text by hand: each name is looked for after the one before it."""
    entities, at = [], 0
    for surface, fields in names:
        at = text.index(surface, at)
        values = {"type": EntityType.LOC, "score": 0.9, **fields}
        end = at + len(surface)
        entities.append(Entity(start=at, end=end, text=surface, **values))
        at = end
    document = Document(id="t", text=text, lang=lang, published_on=PUBLISHED)
    return TaggedDocument(
        document=document, sentences=split_sentences(text), entities=tuple(entities)
    )


def place(name: str, country: str = "SYR", **fields: Any) -> dict[str, Any]:
    values = {"place": name.lower(), "place_name": name, "place_country": country}
    return {**values, **fields}


def actor(name: str, kind: ActorKind = ActorKind.IGO) -> dict[str, Any]:
    return {
        "type": EntityType.ORG,
        "actor": name.lower(),
        "actor_name": name,
        "actor_kind": kind,
        "acts": True,
    }


def figures(text: str, lang: str, *names: tuple[str, dict[str, Any]]) -> list[DisplacementClaim]:
    return list(extract(tag(text, lang, *names))[0])


def refused(text: str, lang: str) -> list[Declined]:
    return list(extract(tag(text, lang))[1])
