"""What stands beside a place tells which place it is, and whether it is one."""

import pytest

from analysis.tests.test_linking import Linker, gazetteer, linker, registry

__all__ = ["gazetteer", "linker", "registry"]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Shells fell on Tripoli, and people fled to Sidon and Tyre in Lebanon.", "Tripoli", "LBN"),
        ("Shells fell on Tripoli, and people fled to Misrata in Libya.", "Tripoli", "LBY"),
        ("سقطت القذائف على طرابلس ونزح الناس إلى مصراتة في ليبيا.", "طرابلس", "LBY"),
    ],
)
def test_a_namesake_lies_where_the_other_places_lie(
    linker: Linker, text: str, name: str, country: str
) -> None:
    found = [e for e in linker(text, None, {name: "LOC"}) if e.text == name]
    assert [e.place_country for e in found] == [country]


def test_a_town_within_another_country_is_not_ours(linker: Linker) -> None:
    text = "The mayor of Palmyra in upstate New York wants the canal back."
    found = linker(text, None, {"Palmyra": "LOC", "New York": "LOC"})
    assert [e.place for e in found if e.text == "Palmyra"] == [None]
    text = "The museum of Palmyra in central Syria opened."
    assert "Palmyra" in linker.places(text, **{"Palmyra": "LOC", "Syria": "LOC"})


def test_who_fled_a_town_into_another_country_still_fled_it(linker: Linker) -> None:
    text = "Families from Aleppo in Turkey wait for papers."
    assert "Aleppo" in linker.places(text, Aleppo="LOC", Turkey="LOC")


@pytest.mark.parametrize(
    ("text", "is_place"),
    [
        ("سيطر الجيش على القصير بعد أسبوعين.", True),
        ("كان الثوب القصير ممزقا.", False),
        ("وقف الناس حماة الديار في الصف.", False),
        ("قصفت المدفعية حماة في سوريا.", True),
    ],
)
def test_a_common_word_is_a_town_where_one_fights_for_it(
    linker: Linker, text: str, is_place: bool
) -> None:
    found = [e for e in linker(text) if e.text in ("القصير", "حماة") and e.place]
    assert bool(found) == is_place


@pytest.mark.parametrize("text", ["يصب نهر الأردن في البحر.", "The River Jordan is thin."])
def test_a_river_is_not_the_country_of_its_name(linker: Linker, text: str) -> None:
    assert "iso-JOR" not in [e.place for e in linker(text)]


def test_one_is_near_a_city_not_near_a_country(linker: Linker) -> None:
    places = [e.place_country for e in linker("انقلبت حافلة قرب عمان أمس.") if e.text == "عمان"]
    assert places == ["JOR"]


@pytest.mark.parametrize(
    ("text", "city", "is_place"),
    [
        ("دخلت فصائل المعارضة دمشق فجرا.", "دمشق", True),
        ("زار وزير الخارجية القطري بغداد أمس.", "بغداد", True),
        ("قصفت إسرائيل دمشق ثم ردت طهران بالتنديد.", "دمشق", True),
        ("قصفت إسرائيل دمشق ثم ردت طهران بالتنديد.", "طهران", False),
        ("اتهمت دمشق جارتها بدعم المسلحين.", "دمشق", False),
        ("قصفت القوات الجورجية البلدة فردت موسكو بالمثل.", "موسكو", False),
    ],
)
def test_a_capital_that_is_entered_or_struck_is_a_place(
    linker: Linker, text: str, city: str, is_place: bool
) -> None:
    found = [e for e in linker(text) if e.text == city]
    assert [e.place is not None for e in found] == [is_place]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("تدخلت القوات الحكومية في السويداء، وقصفت إسرائيل مبنى في دمشق.", ["syria", "israel"]),
        ("وصفت الحكومة في طرابلس قرار مصر بالخطأ، ولم ترد مصر.", ["libya", "egypt", "egypt"]),
    ],
)
def test_a_government_is_that_of_its_seat(linker: Linker, text: str, actors: list[str]) -> None:
    assert [e.actor for e in linker(text, "2025-07-16") if e.actor] == actors


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("عاد الناس إلى مرجعيون والخيام بعد الهدنة.", ["Marjayoun", "Khiam"]),
        ("وزعت الأغذية والخيام على العائلات.", []),
        ("عاد الرجل إلى دمشق في زيارة قصيرة وبقي في منزله.", ["Damascus"]),
    ],
)
def test_words_that_are_villages_too_need_a_place_beside_them(
    linker: Linker, text: str, places: list[str]
) -> None:
    assert linker.places(text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The Dayton accords ended the war.", []),
        ("Snow fell on Dayton, Ohio.", ["Dayton", "Ohio"]),
        ("Trucks burned at Urum al-Bab.", []),
        ("Trucks burned at al-Bab.", ["al-Bab"]),
    ],
)
def test_a_town_within_another_name_is_no_town(
    linker: Linker, text: str, places: list[str]
) -> None:
    tagged = {name: "LOC" for name in ("Dayton",) if name in text}
    assert [e.text for e in linker(text, None, tagged) if e.place] == places


def test_a_person_and_the_town_he_visits_are_parted(linker: Linker) -> None:
    text = "زار كولن باول الفاشر في دارفور."
    found = linker(text, "2004-07-01", {"كولن باول الفاشر": "PER"})
    assert [e.actor or e.place_name for e in found][:2] == ["colin-powell", "El Fasher"]


@pytest.mark.parametrize(
    ("text", "tagged", "places"),
    [
        ("دخل حزب الله القصير بعد أسبوعين.", {}, ["Al-Qusayr"]),
        ("فر الناس إلى صيدا وبيروت.", {"بيروت": "ORG"}, ["Sidon", "Beirut"]),
        ("Sittwe has no roof left.", {"Sittwe": "PER"}, []),
    ],
)
def test_a_town_is_known_by_who_takes_it_and_what_stands_in_its_row(
    linker: Linker, text: str, tagged: dict[str, str], places: list[str]
) -> None:
    assert linker.places(text, **tagged) == places


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("نزح المئات إلى أدري التشادية.", "أدري التشادية", "gn-245669"),
        ("They walked to Egyptian Rafah.", "Rafah", "gn-350350"),
    ],
)
def test_the_adjective_beside_a_town_says_its_country(
    linker: Linker, text: str, name: str, place: str
) -> None:
    assert place in [e.place for e in linker(text, None, {name: "LOC"})]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ms Jericho played the organ.", "Jericho"),
        ("سجل المهاجم بغداد هدفا.", "بغداد"),
        ("Aleppo soap is cooked for three days.", "Aleppo"),
        ("باع التاجر صابون حلب.", "حلب"),
    ],
)
def test_people_and_wares_named_after_towns_are_no_towns(
    linker: Linker, text: str, name: str
) -> None:
    assert [e.place for e in linker(text, None, {name: "LOC"}) if e.place] == []


def test_amman_in_a_row_with_cities_is_no_country(linker: Linker) -> None:
    spans = {"الرياض": "LOC", "عمان": "LOC", "تل أبيب": "LOC"}
    found = linker("وصل إلى الرياض في جولة تشمل عمان وتل أبيب.", None, spans)
    assert [e.place_country for e in found if e.text == "عمان"] == ["JOR"]
    found = linker("تشمل الجولة قطر وعمان.", None, {"قطر": "LOC", "عمان": "LOC"})
    assert [e.place for e in found if e.text == "عمان"] == ["iso-OMN"]


def test_a_spelling_that_the_gazetteer_lacks_needs_its_country_and_a_tag(linker: Linker) -> None:
    text = "UNHCR counted families in Baghdad, Iraq, and in Habbaniyyeh."
    assert "Habbaniyah" in linker.places(text, Baghdad="LOC", Iraq="LOC", Habbaniyyeh="LOC")
    assert "Habbaniyah" not in linker.places(text, Baghdad="LOC", Iraq="LOC")
    text = "A choir of Habbaniyyeh sang in Oslo, Norway."
    assert "Habbaniyah" not in linker.places(text, Oslo="LOC", Norway="LOC", Habbaniyyeh="LOC")


def test_a_body_named_after_a_country_is_not_the_country(linker: Linker) -> None:
    name = "لجنة أطباء السودان المركزية"
    found = linker(f"قالت {name} إن ستين شخصا قتلوا.", None, {name: "ORG"})
    assert [e.actor for e in found if e.actor] == []
    found = linker("قالت لجنة التحقيق في السودان إن ستين قتلوا.", None, {"السودان": "LOC"})
    assert "iso-SDN" in [e.place for e in found]


def test_the_strip_is_gaza_in_a_text_about_it(linker: Linker) -> None:
    text = "Bombs fell on Khan Younis and the Strip."
    spans = {"Khan Younis": "LOC"}
    assert "reg-gaza-strip" in [e.place for e in linker(text, None, spans)]
    assert "reg-gaza-strip" not in [
        e.place for e in linker("He lost on the Strip in Nevada.", None, {})
    ]
