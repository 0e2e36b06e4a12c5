"""Where the people of a figure left and where they went."""

from analysis.terms import Category, PlaceRole
from analysis.tests.displacement_texts import figures, place


def test_origin_and_destination_are_told_by_prepositions() -> None:
    names = (("Madaya", place("Madaya")), ("Idlib", place("Idlib")))
    (claim,) = figures("Some 2,000 people fled from Madaya to Idlib.", "en", *names)
    assert {(p.name, p.role) for p in claim.places} == {
        ("Madaya", PlaceRole.ORIGIN),
        ("Idlib", PlaceRole.DESTINATION),
    }


def test_arabic_clitic_gives_the_role_of_a_place() -> None:
    names = (("جنين", place("Jenin", "PSE")), ("نابلس", place("Nablus", "PSE")))
    (claim,) = figures("نزح 15 ألف شخص من جنين إلى نابلس.", "ar", *names)
    assert [(p.name, p.role) for p in claim.places] == [
        ("Jenin", PlaceRole.ORIGIN),
        ("Nablus", PlaceRole.DESTINATION),
    ]


def test_place_joined_by_and_shares_the_role() -> None:
    names = (("طولكرم", place("Tulkarm", "PSE")), ("جنين", place("Jenin", "PSE")))
    (claim,) = figures("نزوح آلاف السكان من طولكرم وجنين.", "ar", *names)
    assert [p.role for p in claim.places] == [PlaceRole.ORIGIN, PlaceRole.ORIGIN]


def test_state_that_acts_is_not_the_place() -> None:
    names = (("Israel", place("Israel", "ISR", acts=True)), ("Rafah", place("Rafah", "PSE")))
    (claim,) = figures("Israel has forced 1,000 people to flee Rafah.", "en", *names)
    assert [p.name for p in claim.places] == ["Rafah"]


def test_people_of_a_nation_imply_their_country() -> None:
    (claim,) = figures("الصليب الأحمر: 1.3 مليون يمني أجبروا على النزوح.", "ar")
    assert [(p.name, p.role) for p in claim.places] == [("Yemen", PlaceRole.ORIGIN)]


def test_place_of_the_sentence_before_is_taken_when_none_is_nearer() -> None:
    text = "Clashes went on in Manbij. Hundreds of people fled."
    (claim,) = figures(text, "en", ("Manbij", place("Manbij")))
    assert [p.name for p in claim.places] == ["Manbij"]


def test_host_country_is_the_destination() -> None:
    host = ("Turkey", place("Turkey", "TUR", acts=True))
    (claim,) = figures("Turkey hosts 3.6 million Syrian refugees.", "en", host)
    assert [(p.name, p.role) for p in claim.places] == [
        ("Turkey", PlaceRole.DESTINATION),
        ("Syria", PlaceRole.ORIGIN),
    ]


def test_border_of_a_country_leads_to_it() -> None:
    border = ("Turkish", place("Turkey", "TUR", reason="demonym"))
    (claim,) = figures("Thousands of people fled across the Turkish border.", "en", border)
    assert [(p.name, p.role) for p in claim.places] == [("Turkey", PlaceRole.DESTINATION)]


def test_newspaper_named_like_a_place_is_none() -> None:
    paper = ("الشرق الأوسط", place("Middle East", "", place_country=None))
    (claim,) = figures("قال لـ«الشرق الأوسط» إن مئات الأسر نزحت.", "ar", paper)
    assert claim.places == ()


def test_no_place_is_invented() -> None:
    (claim,) = figures("Hundreds of people fled.", "en")
    assert claim.places == ()


def test_flight_to_another_country_crosses_the_border() -> None:
    text = "Some 700,000 Rohingya fled to Bangladesh."
    (claim,) = figures(text, "en", ("Bangladesh", place("Bangladesh", "BGD")))
    assert claim.category is Category.CROSS_BORDER_FLIGHT
