"""Who stands for whom when claims add up, and which country an article is about."""

from datetime import date

import pytest

from analysis.ceasefires.events import build_ceasefires
from analysis.ceasefires.rows import ClaimRow, PlaceRef
from analysis.ceasefires.standing import Side, Tie, folded, home_of, standing
from analysis.records import NamedActor
from analysis.terms import ActorKind, AffiliationKind, CeasefireKind

Kind = CeasefireKind
SYRIA = PlaceRef(key="syria", name="Syria", country="SYR", is_country=True)
SUDAN = PlaceRef(key="sudan", name="Sudan", country="SDN", is_country=True)
NORTH = PlaceRef(key="north-syria", name="northern Syria", country="SYR")
ANKARA = PlaceRef(key="ankara", name="Ankara", country="TUR")
DAY = date(2019, 10, 18)
STANDS_FOR = standing(
    [
        Side(slug="turkey", name="Turkey", kind=ActorKind.STATE, country="TUR"),
        Side(slug="sudan", name="Sudan", kind=ActorKind.STATE, country="SDN"),
        Side(slug="us", name="United States", kind=ActorKind.STATE, country="USA"),
        Side(slug="sdf", name="Syrian Democratic Forces", kind=ActorKind.ARMED_GROUP),
        Side(slug="saf", name="Sudanese Armed Forces", kind=ActorKind.STATE_FORCE, country="SDN"),
        Side(slug="party", name="Ruling party", kind=ActorKind.ORGANIZATION, country="TUR"),
        Side(slug="un", name="United Nations", kind=ActorKind.IGO),
        Side(slug="chief", name="A Chief", kind=ActorKind.PERSON),
        Side(slug="president", name="A President", kind=ActorKind.PERSON),
        Side(slug="envoy", name="An Envoy", kind=ActorKind.PERSON),
        Side(slug="nobody", name="A Nobody", kind=ActorKind.PERSON),
    ],
    [
        Tie(actor="chief", kind=AffiliationKind.LEADS, related="sdf", valid_to=date(2020, 1, 1)),
        Tie(actor="president", kind=AffiliationKind.LEADS, related="turkey"),
        Tie(actor="president", kind=AffiliationKind.LEADS, related="party"),
        Tie(actor="envoy", kind=AffiliationKind.SPEAKS_FOR, related="un"),
        Tie(actor="nobody", kind=AffiliationKind.ALLY_OF, related="turkey"),
    ],
)


def actor(slug: str | None, name: str = "") -> NamedActor:
    return NamedActor(actor=slug, name=name or str(slug))


def row(key: str, kind: Kind, *slugs: str, **fields: object) -> ClaimRow:
    values: dict[str, object] = {
        "key": key,
        "article": key,
        "story": key,
        "kind": kind,
        "published_on": DAY,
        "parties": tuple(actor(slug) for slug in slugs),
        "home": SYRIA,
    }
    return ClaimRow(**{**values, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("slug", "side"),
    [
        ("chief", "sdf"),
        ("president", "turkey"),
        ("saf", "sudan"),
        ("sdf", "sdf"),
        ("nobody", "nobody"),
        ("unknown", "unknown"),
    ],
)
def test_leader_stands_for_what_is_led_and_army_for_its_state(slug: str, side: str) -> None:
    found = STANDS_FOR(actor(slug), row("a", Kind.ACCEPTED))
    assert found is not None
    assert found.actor == side


@pytest.mark.parametrize("slug", ["un", "envoy"])
def test_mediating_body_is_no_side(slug: str) -> None:
    assert STANDS_FOR(actor(slug), row("a", Kind.DECLARED)) is None


def test_leader_of_another_day_stays_a_person() -> None:
    later = row("a", Kind.ACCEPTED, published_on=date(2021, 1, 1))
    found = STANDS_FOR(actor("chief"), later)
    assert found is not None
    assert found.actor == "chief"


def test_bare_army_is_of_the_country_of_the_article() -> None:
    claim = row("a", Kind.EXTENDED, home=SUDAN)
    assert STANDS_FOR(actor(None, "army"), claim) == actor("sudan", "Sudan")
    homeless = row("a", Kind.EXTENDED, home=None)
    assert STANDS_FOR(actor(None, "army"), homeless) == actor(None, "army")
    assert STANDS_FOR(actor(None, "rebels"), claim) == actor(None, "rebels")


def test_place_of_talks_abroad_is_left_out_and_claims_without_home_keep_theirs() -> None:
    assert folded(row("a", Kind.AGREED, places=(ANKARA, NORTH)), None).places == (NORTH,)
    assert folded(row("a", Kind.AGREED, places=(ANKARA,), home=None), None).places == (ANKARA,)


@pytest.mark.parametrize(
    ("fighters", "places", "states", "home"),
    [
        (["SYR"], ["TUR", "TUR"], [], "SYR"),
        ([], ["LBY", "LBY", "DEU"], [], "LBY"),
        ([], ["DEU"], [], ""),
        ([], ["LBY", "LBY", "DEU", "DEU"], [], ""),
        ([], ["MDA"], ["YEM", "YEM", "SAU"], "YEM"),
        ([], [], ["USA"], ""),
        (["SYR", "LBY"], [], [], ""),
        ([""], [""], [""], ""),
    ],
)
def test_article_is_about_the_country_of_fighters_then_places_then_states(
    fighters: list[str], places: list[str], states: list[str], home: str
) -> None:
    assert home_of(fighters, places, states) == home


def test_acceptance_and_breach_by_the_group_belong_to_the_truce_of_two_states() -> None:
    claims = [
        row("a", Kind.AGREED, "us", "turkey", places=(NORTH,), duration_hours=120, article="1"),
        row("b", Kind.ACCEPTED, "chief", article="1"),
        row("c", Kind.VIOLATED, "turkey", places=(NORTH,)),
        row("d", Kind.DECLARED, places=(ANKARA,)),
    ]
    events = build_ceasefires(claims, DAY, stands_for=STANDS_FOR)
    assert [sorted(e.claims) for e in events] == [["a", "b", "c", "d"]]
    assert [p.name for p in events[0].places] == ["northern Syria"]
    backwards = build_ceasefires(claims[::-1], DAY, stands_for=STANDS_FOR)
    assert backwards == events


def test_party_is_no_mediator_of_its_own_truce() -> None:
    mediators = (actor("turkey", "turkey"), actor("un", "un"))
    claims = [row("a", Kind.AGREED, "us", "turkey", mediators=mediators)]
    assert [m.actor for m in build_ceasefires(claims, DAY)[0].mediators] == ["un"]


def test_truces_of_two_countries_stay_two_though_nothing_else_is_known() -> None:
    claims = [row("a", Kind.AGREED), row("b", Kind.AGREED, home=SUDAN)]
    assert len(build_ceasefires(claims, DAY)) == 2


def test_claims_without_parties_place_or_country_stay_apart() -> None:
    claims = [row("a", Kind.AGREED, home=None), row("b", Kind.AGREED, home=None)]
    assert len(build_ceasefires(claims, DAY)) == 2


def test_short_truce_is_followed_by_another_of_the_same_country() -> None:
    claims = [
        row("a", Kind.DECLARED, "saf", home=SUDAN, duration_hours=24),
        row("b", Kind.AGREED, home=SUDAN, duration_hours=72, published_on=date(2019, 10, 24)),
    ]
    assert len(build_ceasefires(claims, DAY, stands_for=STANDS_FOR)) == 2


def test_ceasefire_without_a_place_is_of_the_country_of_its_articles() -> None:
    events = build_ceasefires([row("a", Kind.AGREED, "us", "turkey")], DAY)
    assert [p.name for p in events[0].places] == ["Syria"]
