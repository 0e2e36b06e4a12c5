"""Records as selectors give them, made without a database."""

from dataclasses import replace
from datetime import date
from typing import Any

from analysis.terms import (
    Act,
    Category,
    CeasefireKind,
    CeasefireSide,
    CeasefireStatus,
    DateAccuracy,
    Factuality,
    Measure,
    Polarity,
    Quantifier,
    Term,
    Unit,
)
from analysis.timelines.records import (
    CeasefireBar,
    CeasefireRow,
    ClaimType,
    DateBasis,
    Evidence,
    FigureGroup,
    FigureRow,
    Mark,
    Name,
    Period,
    PeriodNote,
    StanceRow,
)

TURKEY = Name(slug="turkey", en="Turkey", ar="تركيا")
RUSSIA = Name(slug="russia", en="Russia", ar="روسيا")
IDLIB = Name(slug="idlib", en="Idlib", ar="إدلب")
OUTLET = Name(slug="courier", en="Levant Courier", ar="")
OCTOBER = Period(since=date(2019, 10, 1), until=date(2019, 10, 31), note=PeriodNote.GIVEN)


def an_evidence(**fields: Any) -> Evidence:
    base = Evidence(
        claim_type=ClaimType.CEASEFIRE,
        article_id=7,
        version=1,
        is_current=True,
        start=9,
        end=20,
        quote="They agreed.",
        title="Headline",
        source=OUTLET,
        published_on=date(2019, 10, 17),
        language="en",
        direction="ltr",
        is_sample=False,
    )
    return replace(base, **fields)


def a_claim(**fields: Any) -> CeasefireRow:
    base = CeasefireRow(
        evidence=an_evidence(),
        kind=CeasefireKind.AGREED,
        factuality=Factuality.ASSERTED,
        parties=(),
        mediators=(),
        perpetrators=(),
        alleged_by=(),
        denied_by=(),
        places=(),
        duration_hours=None,
        declared_on=None,
        effective_on=None,
        ends_on=None,
        date_accuracy=DateAccuracy.UNCLEAR,
        ceasefire=None,
    )
    return replace(base, **fields)


def a_figure(**fields: Any) -> FigureRow:
    base = FigureRow(
        evidence=an_evidence(claim_type=ClaimType.DISPLACEMENT),
        reported=300_000,
        reported_high=None,
        quantifier=Quantifier.EXACT,
        unit=Unit.PERSON,
        term=Term.DISPLACED,
        category=Category.NEW_DISPLACEMENT,
        measure=Measure.FLOW,
        is_return=False,
        is_cumulative=False,
        since_on=None,
        start_on=None,
        end_on=None,
        date_accuracy=DateAccuracy.UNCLEAR,
        factuality=Factuality.ASSERTED,
        places=(),
        reporters=(),
    )
    return replace(base, **fields)


def a_group(**fields: Any) -> FigureGroup:
    row = a_figure(**fields)
    return FigureGroup(first=row, rows=(row,))


def a_stance(**fields: Any) -> StanceRow:
    base = StanceRow(
        evidence=an_evidence(claim_type=ClaimType.STANCE),
        holder=TURKEY,
        target=RUSSIA,
        polarity=Polarity.OPPOSE,
        act=Act.ACCUSE,
    )
    return replace(base, **fields)


def a_mark(on: date | None, kind: CeasefireKind = CeasefireKind.AGREED, **fields: Any) -> Mark:
    basis = DateBasis.STATED if on else DateBasis.UNKNOWN
    row = a_claim(kind=kind, **fields)
    return Mark(kind=kind, factuality=row.factuality, on=on, basis=basis, rows=(row,))


def a_bar(**fields: Any) -> CeasefireBar:
    base = CeasefireBar(
        key="truce",
        parties=(TURKEY, RUSSIA),
        mediators=(),
        places=(IDLIB,),
        name="Turkey, Russia",
        status=CeasefireStatus.IN_EFFECT,
        status_reason="",
        side=CeasefireSide.BILATERAL,
        first_reported_on=date(2019, 10, 17),
        declared_on=None,
        effective_on=None,
        planned_end_on=None,
        ended_on=None,
        duration_hours=None,
        is_sample=False,
        marks=(),
    )
    return replace(base, **fields)
