"""Figures of displaced people: what counts, what does not, and how exactly."""

import pytest

from analysis.displacement.extraction import extract
from analysis.records import TaggedDocument
from analysis.terms import Category, Factuality, Measure, Quantifier, Term
from analysis.tests.displacement_texts import figures, refused, tag

NEW, IDPS, ABROAD = "NEW_DISPLACEMENT", "IDPS", "PEOPLE_DISPLACED_ACROSS_BORDERS"
CROSS, RETURN = "CROSS_BORDER_FLIGHT", "RETURN"

# Text, then value, quantifier, unit and category of its only figure.
ARABIC = [
    ("مع نزوح نحو 300 ألف مدني إلى جانب مئات القتلى.", 300_000, "APPROXIMATELY", "PERSON", NEW),
    ("أكثر من 190 ألف شخص نزحوا من البلدة.", 190_000, "MORE_THAN", "PERSON", NEW),
    ("نزح ما لا يقل عن خمسين ألفا خلال أسبوع.", 50_000, "MORE_THAN", "PERSON", NEW),
    ("فر ما بين 150 و160 ألف مدني من منازلهم.", 150_000, "RANGE", "PERSON", NEW),
    ("نزحت ٦ آلاف أسرة هربا من المعارك.", 6_000, "EXACT", "HOUSEHOLD", NEW),
    ("أدى القصف إلى تهجير مئات الأسر.", 100, "VAGUE", "HOUSEHOLD", NEW),
    ("تسبب الزلزال في تشريد مليون ونصف المليون شخص.", 1_500_000, "EXACT", "PERSON", NEW),
    ("اضطرت عشرات العائلات إلى مغادرة منازلها.", 10, "VAGUE", "HOUSEHOLD", NEW),
    ("أجبرت المعارك 3 آلاف عائلة على الفرار.", 3_000, "EXACT", "HOUSEHOLD", NEW),
    ("تعرض 60 ألف مسيحي للتهجير من المدينة.", 60_000, "EXACT", "PERSON", NEW),
    ("باتت 8 آلاف أسرة بلا مأوى جراء السيول.", 8_000, "EXACT", "HOUSEHOLD", NEW),
    ("وقد فقد 45 ألف شخص منازلهم.", 45_000, "EXACT", "PERSON", NEW),
    ("نزحت عائلتان من الحي بعد تهديدات.", 2, "EXACT", "HOUSEHOLD", NEW),
    ("بدأ الآلاف حركة نزوح جديدة جنوبا.", 1_000, "VAGUE", "PERSON", NEW),
    ("يستمر نزوح السكان بالآلاف من القرى.", 1_000, "VAGUE", "PERSON", NEW),
    ("مقتل 2300 شخص ونزوح 1.2 مليون آخرين.", 1_200_000, "EXACT", "PERSON", NEW),
    ("أجلت السلطات نحو ألفي عائلة من القرى.", 2_000, "APPROXIMATELY", "HOUSEHOLD", NEW),
    ("تم إجلاء 150 من أهالي البلدة، بينهم 60 طفلا.", 150, "EXACT", "PERSON", NEW),
    ("خلفت الحرب نحو مليوني نازح.", 2_000_000, "APPROXIMATELY", "PERSON", IDPS),
    ("بلغ عدد النازحين داخليا 435 ألفا.", 435_000, "EXACT", "PERSON", IDPS),
    ("تجاوز عدد النازحين 137 ألف نسمة.", 137_000, "MORE_THAN", "PERSON", IDPS),
    ("وصل عدد النازحين إلى نحو 90 ألفا.", 90_000, "APPROXIMATELY", "PERSON", IDPS),
    ("بقي 8 آلاف نازح في العراء.", 8_000, "EXACT", "PERSON", IDPS),
    ("في المدينة 600 عائلة نازحة.", 600, "EXACT", "HOUSEHOLD", IDPS),
    ("تؤوي المدرسة 400 شخص فروا من القصف.", 400, "EXACT", "PERSON", IDPS),
    ("تستضيف البلاد أكثر من 130 ألف لاجئ سوري.", 130_000, "MORE_THAN", "PERSON", ABROAD),
    ("عدد اللاجئين ارتفع من 4 ملايين إلى 6 ملايين.", 6_000_000, "EXACT", "PERSON", ABROAD),
    ("اللاجئون الذين يتخطى عددهم نصف مليون.", 500_000, "MORE_THAN", "PERSON", ABROAD),
    ("عبر الحدود خلال يومين 1700 شخص.", 1_700, "EXACT", "PERSON", CROSS),
    ("لجأ 5.6 ملايين شخص إلى دول الجوار.", 5_600_000, "EXACT", "PERSON", CROSS),
    ("قتل 12 مسلحا و3 مدنيين، ونزح حوالي 2000 مواطن.", 2_000, "APPROXIMATELY", "PERSON", NEW),
    ("توافد المئات من الأهالي إلى المعبر هربا من القصف.", 100, "VAGUE", "PERSON", NEW),
    ("وناهز عدد اللاجئين أربعة ملايين لاجئ.", 4_000_000, "APPROXIMATELY", "PERSON", ABROAD),
    ("ساعدت المنظمة 25 ألف أسرة في العودة إلى ديارها.", 25_000, "EXACT", "HOUSEHOLD", RETURN),
    ("عاد نحو خمسة آلاف نازح إلى بلداتهم.", 5_000, "APPROXIMATELY", "PERSON", RETURN),
    ("سجلت المحافظة عودة 200 أسرة نازحة.", 200, "EXACT", "HOUSEHOLD", RETURN),
    ("يعود كل يوم ما بين 500 و700 شخص إلى المدينة.", 500, "RANGE", "PERSON", RETURN),
]

ENGLISH = [
    ("At least 130,000 people have been displaced.", 130_000, "MORE_THAN", "PERSON", NEW),
    ("The fighting displaced up to 160,000.", 160_000, "LESS_THAN", "PERSON", NEW),
    ("Clashes have forced 13000 residents to flee.", 13_000, "EXACT", "PERSON", NEW),
    ("Between 5,000 and 6,000 families fled.", 5_000, "RANGE", "HOUSEHOLD", NEW),
    ("Thousands of villagers have fled their homes.", 1_000, "VAGUE", "PERSON", NEW),
    ("Dozens of families have been uprooted.", 10, "VAGUE", "HOUSEHOLD", NEW),
    ("The storm left 40,000 people homeless.", 40_000, "EXACT", "PERSON", NEW),
    ("More than half a million Palestinians flee.", 500_000, "MORE_THAN", "PERSON", NEW),
    ("The raids drove 400 people out of the town.", 400, "EXACT", "PERSON", NEW),
    ("Shelling sent tens of thousands fleeing.", 10_000, "VAGUE", "PERSON", NEW),
    ("It recorded 11,500 new displacements in March.", 11_500, "EXACT", "PERSON", NEW),
    ("In May 2,000 people fled the town.", 2_000, "EXACT", "PERSON", NEW),
    ("It killed 300 fighters and displaced 100000 civilians.", 100_000, "EXACT", "PERSON", NEW),
    ("4,000 flee as rebels seize town", 4_000, "EXACT", "PERSON", NEW),
    ("Authorities evacuated 3,500 residents.", 3_500, "EXACT", "PERSON", NEW),
    ("Around 1,500 people were evacuated.", 1_500, "APPROXIMATELY", "PERSON", NEW),
    ("Rebels let 500 civilians leave the enclave.", 500, "EXACT", "PERSON", NEW),
    ("Some 900000 displaced Syrians live there.", 900_000, "APPROXIMATELY", "PERSON", IDPS),
    ("More than 6 million are internally displaced.", 6_000_000, "MORE_THAN", "PERSON", IDPS),
    ("The war has left 11 million displaced.", 11_000_000, "EXACT", "PERSON", IDPS),
    ("Around 8,400 IDPs were still in the area.", 8_400, "APPROXIMATELY", "PERSON", IDPS),
    ("It had registered 262,704 people as IDPs.", 262_704, "EXACT", "PERSON", IDPS),
    ("IDPs live in the province (up to 1.5 million).", 1_500_000, "LESS_THAN", "PERSON", IDPS),
    ("The displaced numbered 7,500 families.", 7_500, "EXACT", "HOUSEHOLD", IDPS),
    ("Turkey hosts 3.6 million Syrian refugees.", 3_600_000, "EXACT", "PERSON", ABROAD),
    ("Lebanon hosts 1.5 million Syrians.", 1_500_000, "EXACT", "PERSON", ABROAD),
    ("Refugees: 5.6 million.", 5_600_000, "EXACT", "PERSON", ABROAD),
    ("Some 186000 residents fled across the border.", 186_000, "APPROXIMATELY", "PERSON", CROSS),
    ("700 people including 47 wounded crossed the border.", 700, "EXACT", "PERSON", CROSS),
    ("About 400 families returned to their homes.", 400, "APPROXIMATELY", "HOUSEHOLD", RETURN),
    ("It announced the return of 1,500 displaced people.", 1_500, "EXACT", "PERSON", RETURN),
]

# Text and a part of the reason, or "" where nothing need be said.
ARABIC_TRAPS = [
    ("قُتل 70 مدنيا وأصيب أكثر من 200 آخرين في القصف.", ""),
    ("استشهد 15 نازحا في قصف على خيام.", "killed"),
    ("انتشال جثث 25 نازحا من تحت أنقاض مدرسة.", "killed"),
    ("فر 785 عنصرا من التنظيم من المخيم.", "fighters"),
    ("فرار 120 سجينا من سجن المدينة.", "prisoners"),
    ("ألقت الشرطة القبض على 15 لاجئا.", "captured"),
    ("قام التنظيم باحتجاز 50 عائلة حاولت المغادرة.", ""),
    ("نزوح السكان إلى بلدة تبعد 35 كيلومترا.", ""),
    ("خصصت الحكومة 5 ملايين دولار لإيواء النازحين.", ""),
    ("وزعت المنظمة 3500 سلة غذائية على النازحين.", "not people"),
    ("نصبت المنظمات 300 خيمة لإيواء النازحين.", "not people"),
    ("تخطط الحكومة لإعادة مليون لاجئ إلى بلادهم.", "plan"),
    ("حذرت المنظمة من نزوح 700 ألف شخص.", "plan"),
    ("وقد يضطر 90 ألف شخص للنزوح.", "plan"),
    ("إصدار أمر لنحو 100 ألف شخص بالإخلاء.", "order"),
    ("يهدد الجيش 200 ألف شخص بإخلاء منازلهم.", "threatened"),
    ("يحتاج 11 مليون شخص إلى مساعدات بعد نزوح جيرانهم.", "need"),
    ("شارك الآلاف في مظاهرة ضد التهجير.", "crowd"),
    ("ويبلغ عدد سكان البلدة مع نازحيها 12500 نسمة.", "residents"),
    ("بقيت 500 عائلة في منازلها رغم نزوح الجيران.", "stay"),
    ("70 في المائة من السكان نزحوا.", ""),
    ("80% من السكان البالغ عددهم 2.3 مليون نزحوا.", "share"),
    ("إجلاء 30 مريضا من المستشفى.", "not said to be displaced"),
    ("نزوح الأموال بلغ 40 مليون ليرة.", ""),
    ("منحت الدولة حق اللجوء لنحو 40 ألف سوري.", "asylum"),
    ("غرق 20 مهاجرا قبالة السواحل.", ""),
    ("نزح السكان عام 2014 بعد القرار 2254.", ""),
    ("تطعيم أكثر من 640 ألف طفل ضد الشلل.", ""),
]

ENGLISH_TRAPS = [
    ("Nine people were killed in a strike on a camp for displaced people.", "killed"),
    ("Five soldiers died and 20 refugees were wounded.", "wounded"),
    ("Some 785 IS supporters escaped from a camp.", "fighters"),
    ("About 120 inmates fled the prison.", "prisoners"),
    ("Police detained 300 refugees.", "captured"),
    ("Iraqi forces freed 1,500 families used as shields.", ""),
    ("They fled 30 kilometers on foot.", ""),
    ("It cost $7,000 to flee.", ""),
    ("The UN sent 25,000 tons of food to refugees.", ""),
    ("Dozens of buses carrying evacuees arrived.", "not people"),
    ("Military jets killed at least 60 civilians trying to flee.", "killed"),
    ("More than 30000 people are set for evacuation.", "plan"),
    ("Israel orders the evacuation of 1.1 million people.", "order"),
    ("Israel ordered 100,000 people to evacuate.", "order"),
    ("Hundreds of thousands could be forced to flee.", "plan"),
    ("The operation would displace at least 200,000 people.", "plan"),
    ("The leader wants to resettle 2 million refugees.", "plan"),
    ("Thousands marched against the displacement of villagers.", "crowd"),
    ("The mayor said 90% of the town's 14,000 residents had fled.", "share"),
    ("Two million people lacked water after neighbours fled.", "need"),
    ("Fewer than 500 people remain after the others fled.", "stay"),
    ("He fled with his wife and three children.", ""),
    ("Ali was among 250 children evacuated for medical treatment.", "treatment"),
    ("8% rise in displaced people worldwide", ""),
    ("They fled in 2014 and returned in 2017.", ""),
    ("Nine in 10 people fled.", ""),
    ("Some 160,000 fled, including 70,000 children.", "part of a figure"),
]


@pytest.mark.parametrize(("text", "value", "quantifier", "unit", "category"), ARABIC)
def test_arabic_figure_is_read(
    text: str, value: int, quantifier: str, unit: str, category: str
) -> None:
    (claim,) = figures(text, "ar")
    assert (claim.reported, claim.quantifier, claim.unit) == (value, quantifier, unit)
    assert claim.category == category


@pytest.mark.parametrize(("text", "value", "quantifier", "unit", "category"), ENGLISH)
def test_english_figure_is_read(
    text: str, value: int, quantifier: str, unit: str, category: str
) -> None:
    (claim,) = figures(text, "en")
    assert (claim.reported, claim.quantifier, claim.unit) == (value, quantifier, unit)
    assert claim.category == category


@pytest.mark.parametrize(("text", "reason"), ARABIC_TRAPS)
def test_arabic_trap_gives_no_figure(text: str, reason: str) -> None:
    assert figures(text, "ar") == []
    assert not reason or any(reason in each.reason for each in refused(text, "ar"))


@pytest.mark.parametrize(("text", "reason"), ENGLISH_TRAPS)
def test_english_trap_gives_no_figure_beyond_the_true_one(text: str, reason: str) -> None:
    expected = [160_000] if "160,000" in text else []
    assert [claim.reported for claim in figures(text, "en")] == expected
    assert not reason or any(reason in each.reason for each in refused(text, "en"))


def test_several_figures_of_one_sentence_are_told_apart() -> None:
    text = "Some 30,000 Iraqis have returned while 2,000 families are still living in camps."
    first, second = figures(text, "en")
    assert (first.reported, first.category) == (30_000, Category.RETURN)
    assert (second.reported, second.term) == (2_000, Term.SHELTERED)


def test_arabic_flow_and_flight_abroad_are_told_apart() -> None:
    text = "نزح داخليا 6.2 ملايين شخص ولجأ 5.6 ملايين إلى دول الجوار."
    inside, abroad = figures(text, "ar")
    assert (inside.reported, inside.category) == (6_200_000, Category.NEW_DISPLACEMENT)
    assert (abroad.reported, abroad.category) == (5_600_000, Category.CROSS_BORDER_FLIGHT)


def test_evacuation_is_named_by_its_term() -> None:
    (claim,) = figures("Some 2,000 people were evacuated from the town.", "en")
    assert (claim.term, claim.measure) == (Term.EVACUATED, Measure.FLOW)


def test_plain_movement_counts_only_where_displacement_is_spoken_of() -> None:
    assert figures("Some 2,000 people left the stadium.", "en") == []
    (claim,) = figures("Some 2,000 people left the town on buses under the deal.", "en")
    assert claim.term is Term.EVACUATED


def test_range_keeps_both_ends() -> None:
    (claim,) = figures("Between 954,000 and 1.2 million people were displaced.", "en")
    assert (claim.reported, claim.reported_high) == (954_000, 1_200_000)
    assert claim.quantifier is Quantifier.RANGE


def test_denied_figure_is_kept_as_denied() -> None:
    (claim,) = figures("نفت الحكومة نزوح 50 ألف شخص من المدينة.", "ar")
    assert claim.factuality is Factuality.DENIED


def test_quote_and_figure_span_stand_in_the_text() -> None:
    text = "هدوء.\nوقال سكان إن نحو ٣٠٠ ألفٍ نـزحوا من البلدة. ثم عاد الهدوء."
    (claim,) = figures(text, "ar")
    assert text[claim.start : claim.end] == claim.quote
    assert text[claim.figure_start : claim.figure_end] == "٣٠٠ ألفٍ"


def test_same_figure_of_headline_and_body_is_reported_once() -> None:
    text = "4,000 people flee town\n4,000 people fled the town on Monday."
    assert len(figures(text, "en")) == 1


def test_same_number_of_other_people_is_reported_again() -> None:
    text = "4,000 people fled the town. Some 4,000 families returned."
    assert len(figures(text, "en")) == 2


def test_dead_and_displaced_of_one_list_are_all_dead() -> None:
    text = "It caused the death of 40 civilians and hundreds of displaced people."
    assert figures(text, "en") == []


def test_aside_between_commas_does_not_part_subject_and_verb() -> None:
    text = "At least 33 people, many of them displaced, were killed in the strike."
    assert figures(text, "en") == []
    (claim,) = figures("Some 900 people, mostly women, were evacuated.", "en")
    assert claim.term is Term.EVACUATED


def test_text_that_is_no_body_is_not_read() -> None:
    tagged = tag("300 ألف نازح.", "ar")
    hidden = tuple(
        type(s)(start=s.start, end=s.end, text=s.text, paragraph=0, is_body=False)
        for s in tagged.sentences
    )
    silent = TaggedDocument(document=tagged.document, sentences=hidden, entities=())
    assert extract(silent) == ((), ())


def test_empty_text_says_nothing() -> None:
    assert extract(tag("", "ar")) == ((), ())


def test_absurd_figure_is_no_claim() -> None:
    assert figures("نزح 999999999 مليار شخص.", "ar") == []


@pytest.mark.parametrize("lang", ["ar", "en", "tr", "fa", "fr", "ru", "he", "ku", "xx"])
def test_long_hostile_text_is_survived(lang: str) -> None:
    text = "نزح 300 ألف و displaced 5,000 (" * 400
    assert all(claim.reported for claim in figures(text, lang))
