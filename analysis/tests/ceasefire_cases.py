"""A small registry of names, and the claims that truces' tests read out of a text with it."""

import re
from datetime import date

from analysis.ceasefires.extraction import extract
from analysis.documents import split_sentences
from analysis.records import CeasefireClaim, Document, Entity, TaggedDocument
from analysis.terms import ActorKind, EntityType

THURSDAY = date(2024, 5, 16)

STATES = {
    "Israel": ("Israel", "İsrail", "Israël", "Израиль", "إسرائيل", "ישראל", "Îsraîl"),
    "Lebanon": ("لبنان",),
    "Russia": ("Russia", "Moscow", "Rusya", "Россия", "روسیه", "روسيا", "موسكو", "רוסיה", "Rûsya"),
    "Ukraine": ("Ukraine", "Kyiv", "اوکراین", "أوكرانيا", "كييف"),
    "Turkey": ("Turkey", "أنقرة", "تركيا"),
    "United States": ("United States", "واشنطن", "الولايات المتحدة"),
    "Armenia": ("Armenia", "أرمينيا"),
    "Azerbaijan": ("Azerbaijan", "أذربيجان"),
    "India": ("India", "الهند"),
    "Pakistan": ("Pakistan", "باكستان"),
    "Ethiopia": ("Ethiopia", "الحكومة الإثيوبية"),
    "Colombia": ("Colombia", "الحكومة الكولومبية"),
    "Saudi Arabia": ("Saudi Arabia", "السعودية"),
    "Egypt": ("Egypt", "مصر"),
    "Qatar": ("Qatar", "قطر"),
    "Sudan": ("Sudan", "السودان"),
    "Yemen": ("Yemen", "اليمن"),
    "Syria": ("Syria",),
}

GROUPS = {
    "Hamas": ("Hamas", "حركة حماس", "حماس"),
    "Hezbollah": ("Hezbollah", "حزب الله"),
    "Houthis": ("The Houthis", "Houthis", "جماعة الحوثي", "الحوثيين"),
    "Rapid Support Forces": ("Rapid Support Forces", "RSF", "قوات الدعم السريع"),
    "Sudanese Armed Forces": ("Sudan's army", "Sudanese army", "الجيش السوداني"),
    "ELN": ("ELN", "جيش التحرير الوطني"),
    "Taliban": ("Taliban", "حركة طالبان"),
    "TPLF": ("Tigrayan forces", "جبهة تحرير تيغراي"),
}

BODIES = {
    "United Nations": ("United Nations", "U.N.", "الأمم المتحدة"),
    "UN Security Council": ("Security Council", "مجلس الأمن الدولي"),
}

PLACES = {
    "Gaza": ("Gaza", "غزة"),
    "Aleppo": ("Aleppo", "حلب"),
    "Khartoum": ("Khartoum", "الخرطوم"),
    "Nagorno-Karabakh": ("Nagorno-Karabakh", "ناغورني قره باغ"),
    "northern Syria": ("northern Syria", "شمالي سوريا"),
    "Hodeidah": ("Hodeidah", "الحديدة"),
    "Idlib": ("Idlib", "إدلب"),
    "Darfur": ("Darfur", "دارفور"),
    "Kashmir": ("Kashmir", "كشمير"),
}


def _entities(text: str) -> tuple[Entity, ...]:
    """Tag the names above, as a linker would; a country after a word of place does not act."""
    found: list[Entity] = []
    for kind, names in (
        (None, PLACES),
        (ActorKind.ARMED_GROUP, GROUPS),
        (ActorKind.IGO, BODIES),
        (ActorKind.STATE, STATES),
    ):
        for name, surfaces in names.items():
            for surface in sorted(surfaces, key=len, reverse=True):
                for m in re.finditer(rf"(?<!\w)(?:[وبفل]?)({re.escape(surface)})(?!\w)", text):
                    if not any(e.start < m.end(1) and m.start(1) < e.end for e in found):
                        found.append(_entity(text, m.start(1), m.end(1), name, kind))
    return tuple(sorted(found, key=lambda entity: entity.start))


def _entity(text: str, start: int, end: int, name: str, kind: ActorKind | None) -> Entity:
    located = bool(re.search(r"(?:\b(?:in|into|to) |(?:في|إلى) |(?<!\w)ب)$", text[:start]))
    is_place = kind is None or kind is ActorKind.STATE
    return Entity(
        start=start,
        end=end,
        text=text[start:end],
        type=EntityType.LOC if is_place else EntityType.ORG,
        score=0.9,
        actor=None if kind is None else name.lower(),
        actor_name=None if kind is None else name,
        actor_kind=kind,
        place=name.lower() if is_place else None,
        place_name=name if is_place else None,
        acts=kind is not None and not located,
    )


def claims_in(
    text: str, lang: str, published_on: date | None = THURSDAY
) -> tuple[CeasefireClaim, ...]:
    document = Document(id="1", text=text, lang=lang, published_on=published_on)
    tagged = TaggedDocument(
        document=document, sentences=split_sentences(text), entities=_entities(text)
    )
    claims, _ = extract(tagged)
    for claim in claims:
        assert text[claim.start : claim.end] == claim.quote
    return claims


def only_claim(text: str, lang: str, published_on: date | None = THURSDAY) -> CeasefireClaim:
    claims = claims_in(text, lang, published_on)
    assert len(claims) == 1, claims
    return claims[0]


def names(actors: object) -> set[str]:
    return {actor.name for actor in actors}  # type: ignore[attr-defined]
