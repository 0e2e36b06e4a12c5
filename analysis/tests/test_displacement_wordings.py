"""Wordings of flight, shelter and return by what people leave and reach, and their traps."""

import pytest

from analysis.terms import Category, Quantifier, Term
from analysis.tests.displacement_texts import figures

# Language, text, value and term of its only figure.
READ = [
    ("en", "Some 900 villagers abandoned their farms when the dam broke.", 900, "FORCED_TO_FLEE"),
    ("en", "The gales put 900 people out of house and home.", 900, "DISPLACED"),
    ("en", "Landlords turned 40 families onto the streets.", 40, "DISPLACED"),
    ("en", "After the quake 900 people are sleeping in the open.", 900, "DISPLACED"),
    ("en", "Some 900 survivors are crammed into four schools.", 900, "SHELTERED"),
    ("en", "1,200 people in 14 evacuation centres after the storm", 1_200, "SHELTERED"),
    ("en", "Some 900 people came over the border at night.", 900, "FORCED_TO_FLEE"),
    ("en", "After the shelling 900 people trickled back to the town.", 900, "RETURNS"),
    ("en", "The army ferried 900 villagers to higher ground.", 900, "EVACUATED"),
    ("en", "The number of the newly displaced stands at 332,000 nationwide.", 332_000, "DISPLACED"),
    ("en", "Around 900 migrants were bused out of the camp.", 900, "EVACUATED"),
    ("en", "The water sent 900 villagers searching for dry ground.", 900, "FORCED_TO_FLEE"),
    ("en", "The fall of the town drives 55,400 from the valley.", 55_400, "FORCED_TO_FLEE"),
    ("en", "The shells have emptied the valley of 900 inhabitants.", 900, "DISPLACED"),
    (
        "en",
        "The army has had to shift 900 villagers out of the path of the river.",
        900,
        "EVACUATED",
    ),
    ("en", "Helicopters lifted 900 villagers off rooftops.", 900, "EVACUATED"),
    ("en", "900 families now under canvas after the quake", 900, "SHELTERED"),
    ("en", "Some 900 people have moved into 31 cyclone shelters.", 900, "SHELTERED"),
    ("en", "About 900 evacuees are bedded down at shelters.", 900, "SHELTERED"),
    ("en", "Some 21,000 asylum seekers turned up in the valley.", 21_000, "FORCED_TO_FLEE"),
    ("en", "Homeward after the war: 900 people in five days.", 900, "RETURNS"),
    ("en", "After the truce 900 villagers are back already.", 900, "RETURNS"),
    ("ar", "خلف الإعصار 36 ألف نازح.", 36_000, "DISPLACED"),
    ("ar", "وصلت إلى القرى 900 عائلة هاربة من القصف.", 900, "FORCED_TO_FLEE"),
    ("ar", "نحو 900 عائلة غادروها بعد القصف.", 900, "FORCED_TO_FLEE"),
    ("ar", "حافلات المنظمة نقلت 900 مدني إلى الريف بعد القصف.", 900, "EVACUATED"),
    ("ar", "نزلت 900 أسرة عند أقاربها بعد القصف.", 900, "SHELTERED"),
    ("ar", "900 أسرة أمضت ليلتها الثانية تحت الخيام.", 900, "SHELTERED"),
    ("ar", "بلغ من نقلتهم السفن من البلاد 5400.", 5_400, "EVACUATED"),
    ("ar", "أخرجت السيول من الديار 900 أسرة.", 900, "FORCED_TO_FLEE"),
    ("ar", "ينام نحو 1.9 مليون شخص في الخيام.", 1_900_000, "SHELTERED"),
    ("ar", "باتت 900 أسرة في العراء بعد الزلزال.", 900, "DISPLACED"),
    ("ar", "900 شخص في مراكز الإيواء بعد الإعصار.", 900, "SHELTERED"),
    ("ar", "عاد عبر معبر نصيب 900 سوري كانوا عالقين في عمان.", 900, "RETURNS"),
    ("ar", "أجبر الإعصار 3000 فلبيني على مغادرة بيوتهم.", 3_000, "FORCED_TO_FLEE"),
    ("ar", "حزم أمتعتهم 900 شخص هربا من المعارك.", 900, "FORCED_TO_FLEE"),
]

TRAPS = [
    ("en", "Some 900 fishermen are back at sea after the war."),
    ("en", "A crowd of several thousand surged towards the trucks."),
    ("en", "Police evicted 120 squatters' tents after the fire."),
    ("en", "Residents by the thousand poured into the streets to cheer the army."),
    ("en", "A fishing boat carrying 750 migrants capsized; all were rescued."),
    ("en", "In Rafah, normally home to 280,000, displaced families beg for water."),
    ("en", "Some 900 foreigners linked to the group escaped the facility."),
    ("en", "Volunteers drove 60 elderly dogs to a shelter."),
    ("en", "The programme lifted 900 people out of poverty."),
    ("en", "Some 900 people came from the coast for the match."),
    ("en", "Of every four, three had moved before."),
    ("en", "The team's 900 job seekers moved to the capital to work."),
    ("ar", "أخرجوا 900 طالب من المستشفى بعد العلاج."),
    ("ar", "أبعدت السلطات نشطاء المسيرة ورحلت العشرات منهم."),
    ("ar", "سجلت المدرسة 900 طالب من 96 جنسية."),
    ("ar", "تفرق 900 متظاهر بين الشوارع."),
    ("ar", "يتوقع خبراء أن يضطر الإعصار 800 ألف شخص إلى الرحيل."),
    ("ar", "شحنت الشركة 45 ألف حاوية وعادت 12 ألفا منها فارغة."),
    ("ar", "تضم المدينة، البالغ عدد سكانها 2.3 مليون نسمة، نازحين كثرا."),
    ("ar", "سلمت إدارة المخيم 98 طفلا إلى وفد أجنبي."),
    ("ar", "قالت منظمة دولية للهجرة إن 900 شخص قتلوا."),
]


@pytest.mark.parametrize(("lang", "text", "value", "term"), READ)
def test_wording_is_read(lang: str, text: str, value: int, term: str) -> None:
    (claim,) = figures(text, lang)
    assert (claim.reported, claim.term) == (value, term)


@pytest.mark.parametrize(("lang", "text"), TRAPS)
def test_wording_that_tells_of_nobody_displaced_gives_none(lang: str, text: str) -> None:
    assert figures(text, lang) == []


def test_part_of_the_people_told_apart_is_no_figure_of_its_own() -> None:
    (claim,) = figures("Sixteen people, nine of them minors, lost their homes.", "en")
    assert claim.reported == 16


def test_households_in_brackets_are_the_same_people() -> None:
    (claim,) = figures("Some 3,000 people (600 families) fled the town.", "en")
    assert (claim.reported, claim.quantifier) == (3_000, Quantifier.APPROXIMATELY)


def test_joined_figures_share_their_verb() -> None:
    first, second = figures("Some 900 men and 700 women were moved to safety.", "en")
    assert (first.term, second.term) == (Term.EVACUATED, Term.EVACUATED)


def test_flight_that_the_sentence_looks_back_on_counts() -> None:
    (claim,) = figures("Some 900 people are stranded on the hill, having fled the town.", "en")
    assert claim.category is Category.NEW_DISPLACEMENT
