"""What is told of people counted in other words than "displaced": which count, which do not."""

import pytest

from analysis.terms import Factuality
from analysis.tests.displacement_texts import figures, place

CROSS = "CROSS_BORDER_FLIGHT"
NEW, IDPS, RETURN = "NEW_DISPLACEMENT", "IDPS", "RETURN"

# Text, then value, unit and category of its only figure.
COUNTED = [
    ("en", "The number of people who have fled the region has passed two million.", 2_000_000, NEW),
    ("en", "The number of villagers who have crossed the border topped 600,000.", 600_000, CROSS),
    ("en", "The number of people living in shelters reached 4,000.", 4_000, IDPS),
    ("en", "The raid brought to 70,000 the number displaced since March.", 70_000, NEW),
    ("ar", "تجاوز عدد الفارين من المدينة 200 ألف.", 200_000, NEW),
    ("ar", "بلغ عدد المقيمين في مراكز الإيواء 90 ألفا موزعين على المدارس.", 90_000, IDPS),
    ("ar", "ارتفع عدد الواصلين إلى المخيم إلى 9 آلاف شخص.", 9_000, NEW),
    ("ar", "بلغ عدد العائدين إلى منازلهم 3 آلاف.", 3_000, RETURN),
]

MOVED = [
    ("en", "Six hundred thousand people have been pushed toward the coast.", 600_000, NEW),
    ("en", "Nine hundred thousand civilians have been driven toward the border.", 900_000, NEW),
    ("en", "Officials moved several thousand villagers into bunkers.", 1_000, NEW),
    ("en", "Troops took 200 villagers to safety after the shelling.", 200, NEW),
    ("en", "The flood left 12,000 people without a roof.", 12_000, NEW),
    ("en", "The quake left 12,000 with nowhere to live.", 12_000, NEW),
    ("en", "Some 150 families have moved in with relatives.", 150, NEW),
    ("en", "A convoy brought 110 families home on Monday.", 110, RETURN),
    ("en", "Thousands of people drove toward villages they had fled.", 1_000, RETURN),
    ("en", "Up to 30,000 residents might have abandoned the town.", 30_000, NEW),
    ("en", "Shelling has sent 72,000 people on the road.", 72_000, NEW),
    ("en", "The exodus from the enclave swelled to 65,000.", 65_000, NEW),
    ("en", "Some 1,100 had been brought out of the city by bus.", 1_100, NEW),
    ("en", "In the attack 2,500 families were rendered homeless.", 2_500, NEW),
    ("ar", "وصلت 2700 أسرة إلى مخيم قرب المدينة.", 2_700, NEW),
    ("ar", "رحل عن البلدة أكثر من 5 آلاف ساكن.", 5_000, NEW),
    ("ar", "نقلت السلطات 90 ألفا من مواطنيها من بلدات الحدود.", 90_000, NEW),
    ("ar", "أسفر الهجوم عن مقتل 100 وإصابة 250 وتهجير 12 ألفا من قراهم.", 12_000, NEW),
    ("ar", "نقل الجنود نحو 200 قروي من التلال إلى ملاجئ البلدة.", 200, NEW),
    ("ar", "بينما يقيم أكثر من 500 ألف في مخيمات مؤقتة.", 500_000, IDPS),
    ("ar", "بدأت مئات العائلات العودة إلى بيوتها.", 100, RETURN),
    ("ar", "كما عبر 65 ألفا الحدود إلى الجنوب.", 65_000, CROSS),
    ("ar", "ترك السيل 12 ألفا دون سقف.", 12_000, NEW),
]

NOTHING = [
    ("en", "The number of fighters who have left the city has topped 600."),
    ("en", "The number of people killed has passed 4,000."),
    ("en", "The number of people in need has passed four million."),
    ("en", "A number of prisoners left the jail, and the two sides blamed each other."),
    ("en", "About 40,000 people left the stadium after the match."),
    ("en", "Thousands of people reached hospitals with cholera."),
    ("en", "The ministry wants to settle one million refugees there."),
    ("en", "Some 900 families tried to return but were turned back."),
    ("en", "The company employs 3,000 people and the union puts the figure at 2,500."),
    ("en", "Police said 200 prisoners fled the jail; the governor spoke of 300."),
    ("en", "The army is withdrawing 1,000 soldiers, while 200 stay in the camp."),
    ("en", "Trucks carried medicine for 13,000 children."),
    ("en", "Nearly two in three of the 3,000 inhabitants fled."),
    ("en", "The deal provides for the return of 150,000 refugees."),
    ("ar", "ينص الاتفاق على عودة 150 ألف لاجئ."),
    ("ar", "بلغ عدد المقاتلين الذين غادروا المدينة 600 مقاتل."),
    ("ar", "تجاوز عدد المحتاجين إلى المساعدة 4 ملايين."),
    ("ar", "تريد الحكومة توطين مليون لاجئ في الشمال."),
    ("ar", "حاولت 900 عائلة العودة إلى منازلها لكنها منعت."),
    ("ar", "دخلت قافلة من الشاحنات تحمل أدوية تكفي 13 ألف طفل."),
    ("ar", "قالت الشرطة إن 200 سجين فروا، فيما تحدث المحافظ عن 300."),
    ("ar", "لم ينزح أحد، لكن 300 عائلة تستعد للمغادرة."),
    ("ar", "عاد السكان إلى بلدتهم منذ 2016."),
    ("ar", "وصل آلاف الأشخاص إلى المستشفيات مصابين بالحمى."),
]


@pytest.mark.parametrize(("lang", "text", "value", "category"), [*COUNTED, *MOVED])
def test_one_figure_is_read_with_its_category(
    lang: str, text: str, value: int, category: str
) -> None:
    (claim,) = figures(text, lang)
    assert (claim.reported, str(claim.category)) == (value, category)


@pytest.mark.parametrize(("lang", "text"), NOTHING)
def test_those_who_are_not_displaced_are_declined(lang: str, text: str) -> None:
    assert figures(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text", "values"),
    [
        ("en", "The war uprooted 445,000 people, while officials speak of 90,000 families.",
         [445_000, 90_000]),
        ("en", "The war displaced 30,000 people. The opposition put the figure at 50,000.",
         [30_000, 50_000]),
        ("ar", "نزح 85 ألف شخص، غير أن السلطات تتحدث عن 120 ألفا.", [85_000, 120_000]),
    ],
)  # fmt: skip
def test_another_count_of_the_same_people_is_a_figure_too(
    lang: str, text: str, values: list[int]
) -> None:
    claims = figures(text, lang)
    assert [claim.reported for claim in claims] == values
    assert len({claim.category for claim in claims}) == 1


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("en", "In the hamlet 30 of some 150 families have fled.", 30),
        ("en", "Twelve of the 40 families have fled.", 12),
        ("en", "Families were still leaving on Saturday, perhaps 200 of them.", 200),
        ("ar", "فرت 12 من أصل 40 عائلة من القرية.", 12),
    ],
)
def test_a_part_takes_the_people_of_its_whole(lang: str, text: str, value: int) -> None:
    (claim,) = figures(text, lang)
    assert (claim.reported, str(claim.unit)) == (value, "HOUSEHOLD")


def test_a_wound_told_after_a_death_counts_no_flight() -> None:
    claims = figures(
        "أسفرت المواجهات عن مقتل 120 شخصا وإصابة 300 آخرين وأدت إلى نزوح 15 ألفا.", "ar"
    )
    assert [claim.reported for claim in claims] == [15_000]


def test_people_who_are_displaced_already_stay_so_under_a_plan() -> None:
    (claim,) = figures("The deal calls for aid to the 750,000 people uprooted by the war.", "en")
    assert (claim.reported, str(claim.category)) == (750_000, IDPS)


def test_a_figure_that_is_corrected_is_denied() -> None:
    text = "ورد في خبر أمس أن 400 ألف شخص نزحوا، والصواب أنهم بحاجة إلى المساعدة."
    (claim,) = figures(text, "ar")
    assert claim.factuality is Factuality.DENIED


@pytest.mark.parametrize(
    ("text", "lang", "name", "category"),
    [
        ("Some 4,000 people fled to Chad.", "en", ("Chad", "TCD"), CROSS),
        ("Some 4,000 people have fled Sudan.", "en", ("Sudan", "SDN"), CROSS),
        ("Some 4,000 people fled in Sudan.", "en", ("Sudan", "SDN"), NEW),
        ("فر أربعة آلاف شخص إلى تشاد.", "ar", ("تشاد", "TCD"), CROSS),
    ],
)
def test_flight_to_or_from_a_whole_country_crosses_its_border(
    text: str, lang: str, name: tuple[str, str], category: str
) -> None:
    surface, code = name
    entity = place(surface, code, place=f"iso-{code}")
    (claim,) = figures(text, lang, (surface, entity))
    assert str(claim.category) == category


def test_a_people_sheltered_in_another_country_are_refugees() -> None:
    lebanon = place("Lebanon", "LBN", place="iso-LBN")
    (claim,) = figures("Lebanon shelters over a million Syrians.", "en", ("Lebanon", lebanon))
    assert str(claim.category) == "PEOPLE_DISPLACED_ACROSS_BORDERS"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The agency handed out rations to 45,000 displaced people in the camps."),
        ("en", "Some 12,000 displaced children were vaccinated against polio."),
        ("en", "Doctors treated 640 displaced women last month."),
        ("en", "The university surveyed 2,000 refugees in three cities."),
        ("en", "A study interviewed 500 returnees."),
        ("en", "Hackers leaked the data of 40,000 refugees."),
        ("en", "Cholera has sickened 120 people in a displacement camp."),
        ("en", "The shelter has room for 1,200 people."),
        ("ar", "وزعت المنظمة مساعدات على 45 ألف نازح في المخيمات."),
        ("ar", "تلقى 12 ألف طفل نازح لقاحات شلل الأطفال."),
        ("ar", "استفاد 3 آلاف لاجئ من البرنامج."),
        ("ar", "أجرت الجامعة استطلاعا شمل 2000 لاجئ في ثلاث مدن."),
        ("ar", "فقد 220 شخصا بعد انهيار السد."),
        ("ar", "مركز إيواء يتسع لـ 1200 شخص."),
    ],
)
def test_some_of_the_displaced_to_whom_something_is_done_are_no_figure(
    lang: str, text: str
) -> None:
    assert figures(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text", "number"),
    [
        ("en", "The camps, where doctors work, hold 45,000 displaced people.", 45_000),
        ("en", "Some 12,000 displaced people reached the town without help.", 12_000),
        ("ar", "فقد 14 ألف شخص منازلهم ونزحوا إلى المدارس.", 14_000),
        ("ar", "فقد نزح 9 آلاف شخص من البلدة.", 9_000),
        ("ar", "يقيم في المخيم 45 ألف نازح.", 45_000),
    ],
)
def test_the_displaced_themselves_are_still_counted(lang: str, text: str, number: int) -> None:
    assert [figure.reported for figure in figures(text, lang)] == [number]
