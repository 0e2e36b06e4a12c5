"""Numbers in news text: values, quantifiers, kinds, and what only looks like a count."""

import pytest

from newsmon.lib.numerals import Number, NumberKind, Quantity, find_numbers

# Text, value, high end of a range, quantifier.
ARABIC_COUNTS = [
    ("300 ألف", 300_000, None, "EXACT"),
    ("نحو 300 ألف مدني", 300_000, None, "APPROXIMATELY"),
    ("٣٠٠ ألف", 300_000, None, "EXACT"),
    ("۳۰۰ ألف", 300_000, None, "EXACT"),
    ("1,200 عائلة", 1_200, None, "EXACT"),
    ("1.200 عائلة", 1_200, None, "EXACT"),
    ("١٬٢٠٠ عائلة", 1_200, None, "EXACT"),
    ("1،200 عائلة", 1_200, None, "EXACT"),
    ("1.200.000 شخص", 1_200_000, None, "EXACT"),
    ("12500 نسمة", 12_500, None, "EXACT"),
    ("1.2 مليون", 1_200_000, None, "EXACT"),
    ("١٫٥ مليون نازح", 1_500_000, None, "EXACT"),
    ("6,5 ملايين نازح", 6_500_000, None, "EXACT"),
    ("1.250 مليون", 1_250_000, None, "EXACT"),
    ("000 29 لاجئ", 29_000, None, "EXACT"),
    ("724 11 لاجئا", 11_724, None, "EXACT"),
    ("ألف شخص", 1_000, None, "EXACT"),
    ("ألفي أسرة", 2_000, None, "EXACT"),
    ("ألفا شخص", 2_000, None, "EXACT"),
    ("ألفين", 2_000, None, "EXACT"),
    ("ألفًا و200 شخص", 1_200, None, "EXACT"),
    ("خمسة آلاف", 5_000, None, "EXACT"),
    ("٦ آلاف أسرة", 6_000, None, "EXACT"),
    ("عشرة آلاف", 10_000, None, "EXACT"),
    ("خمسة عشر ألف نازح", 15_000, None, "EXACT"),
    ("عشرين ألفا", 20_000, None, "EXACT"),
    ("خمسة وعشرين ألفا", 25_000, None, "EXACT"),
    ("خمس وعشرون ألف أسرة", 25_000, None, "EXACT"),
    ("مئة وعشرين شخصا", 120, None, "EXACT"),
    ("مئة وخمسة وعشرين شخصا", 125, None, "EXACT"),
    ("مائة ألف", 100_000, None, "EXACT"),
    ("مائتي ألف", 200_000, None, "EXACT"),
    ("مئتا عائلة", 200, None, "EXACT"),
    ("ثلاثمئة ألف", 300_000, None, "EXACT"),
    ("ثلاثمائة ألف", 300_000, None, "EXACT"),
    ("ثلاث مئة ألف", 300_000, None, "EXACT"),
    ("أربعمئة وخمسين ألفا", 450_000, None, "EXACT"),
    ("مليون شخص", 1_000_000, None, "EXACT"),
    ("مليوني فلسطيني", 2_000_000, None, "EXACT"),
    ("مليونا شخص", 2_000_000, None, "EXACT"),
    ("مليونين", 2_000_000, None, "EXACT"),
    ("ثلاثة ملايين", 3_000_000, None, "EXACT"),
    ("20 مليونا", 20_000_000, None, "EXACT"),
    ("نصف مليون", 500_000, None, "EXACT"),
    ("ربع مليون", 250_000, None, "EXACT"),
    ("مليون ونصف", 1_500_000, None, "EXACT"),
    ("مليون ونصف المليون", 1_500_000, None, "EXACT"),
    ("مليون ونصف مليون", 1_500_000, None, "EXACT"),
    ("مليونا ونصف", 1_500_000, None, "EXACT"),
    ("مليونين ونصف المليون", 2_500_000, None, "EXACT"),
    ("مليون وربع المليون", 1_250_000, None, "EXACT"),
    ("مليون و200 ألف شخص", 1_200_000, None, "EXACT"),
    ("مليون ومئتي ألف شخص", 1_200_000, None, "EXACT"),
    ("ثلاثة ملايين ومئتين وخمسين ألفا", 3_250_000, None, "EXACT"),
    ("مليار نسمة", 1_000_000_000, None, "EXACT"),
    ("أكثر من 23 ألف لاجئ", 23_000, None, "MORE_THAN"),
    ("لا يتجاوز عدد المسجلين لديها 670 ألفا", 670_000, None, "LESS_THAN"),
    ("يقدر عدد النازحين بمليون ونصف المليون", 1_500_000, None, "APPROXIMATELY"),
    ("قدرت المنظمة عدد الفارين بأكثر من 200 ألف", 200_000, None, "MORE_THAN"),
    ("بلغ عدد الفارين 200 ألف", 200_000, None, "EXACT"),
    ("وأكثر من 23 ألف لاجئ", 23_000, None, "MORE_THAN"),
    ("لأكثر من 35 ألف", 35_000, None, "MORE_THAN"),
    ("ما لا يقل عن 500 عائلة", 500, None, "MORE_THAN"),
    ("ما يزيد على مليون ونصف يمني", 1_500_000, None, "MORE_THAN"),
    ("ما يزيد عن 40 ألفا", 40_000, None, "MORE_THAN"),
    ("تجاوز المليون", 1_000_000, None, "MORE_THAN"),
    ("تجاوز عدد النازحين 20 ألفا", 20_000, None, "MORE_THAN"),
    ("تجاوز عددهم 20 ألفا", 20_000, None, "MORE_THAN"),
    ("يتخطى عددهم نصف مليون", 500_000, None, "MORE_THAN"),
    ("يفوق 30 ألفا", 30_000, None, "MORE_THAN"),
    ("500 شخص على الأقل", 500, None, "MORE_THAN"),
    ("على الأقل 500 شخص", 500, None, "MORE_THAN"),
    ("500 شخص أو يزيد", 500, None, "MORE_THAN"),
    ("ما يصل إلى 5000 شخص", 5_000, None, "LESS_THAN"),
    ("أقل من 300 شخص", 300, None, "LESS_THAN"),
    ("لا يتجاوز 300 شخص", 300, None, "LESS_THAN"),
    ("حوالي 2 مليون", 2_000_000, None, "APPROXIMATELY"),
    ("بنحو 30 ألفا", 30_000, None, "APPROXIMATELY"),
    ("ونحو 30 ألفا", 30_000, None, "APPROXIMATELY"),
    ("قرابة 30 ألفا", 30_000, None, "APPROXIMATELY"),
    ("زهاء 30 ألفا", 30_000, None, "APPROXIMATELY"),
    ("ما يقارب 30 ألفا", 30_000, None, "APPROXIMATELY"),
    ("ما يقرب من 30 ألفا", 30_000, None, "APPROXIMATELY"),
    ("30 ألفا تقريبا", 30_000, None, "APPROXIMATELY"),
    ("بين 20 و30 ألف عائلة", 20_000, 30_000, "RANGE"),
    ("ما بين 150 و160 ألف مدني", 150_000, 160_000, "RANGE"),
    ("من 5 إلى 6 آلاف شخص", 5_000, 6_000, "RANGE"),
    ("3 ـ 4 مليون مسلم", 3_000_000, 4_000_000, "RANGE"),
    ("3 - 4 ملايين", 3_000_000, 4_000_000, "RANGE"),
    ("20-30 ألف شخص", 20_000, 30_000, "RANGE"),
    ("بين ثلاثة وأربعة آلاف", 3_000, 4_000, "RANGE"),
    ("500 إلى 700 شخص", 500, 700, "RANGE"),
    ("عشرات العائلات", 10, None, "VAGUE"),
    ("مئات الأسر", 100, None, "VAGUE"),
    ("آلاف المدنيين", 1_000, None, "VAGUE"),
    ("الآلاف", 1_000, None, "VAGUE"),
    ("بالآلاف", 1_000, None, "VAGUE"),
    ("بالمئات", 100, None, "VAGUE"),
    ("عشرات الآلاف", 10_000, None, "VAGUE"),
    ("مئات الآلاف", 100_000, None, "VAGUE"),
    ("مئات آلاف الفلسطينيين", 100_000, None, "VAGUE"),
    ("ملايين السوريين", 1_000_000, None, "VAGUE"),
    ("بضعة آلاف", 1_000, None, "VAGUE"),
    ("عدة مئات", 100, None, "VAGUE"),
    ("عائلتان", 2, None, "EXACT"),
    ("أسرتين", 2, None, "EXACT"),
    ("شخصين", 2, None, "EXACT"),
    ("«300» شخص", 300, None, "EXACT"),
    ("\u200f300 ألف", 300_000, None, "EXACT"),
    ("ثـلاثـة آلاف", 3_000, None, "EXACT"),
    ("ثَلاثةُ آلافِ", 3_000, None, "EXACT"),
]

ENGLISH_COUNTS = [
    ("300,000 people", 300_000, None, "EXACT"),
    ("300000 people", 300_000, None, "EXACT"),
    ("2,00,000 people", 200_000, None, "EXACT"),
    ("300 thousand people", 300_000, None, "EXACT"),
    ("300\u00a0000 people", 300_000, None, "EXACT"),
    ("1.2 million", 1_200_000, None, "EXACT"),
    ("1.2m people", 1_200_000, None, "EXACT"),
    ("300k people", 300_000, None, "EXACT"),
    ("2½ million people", 2_500_000, None, "EXACT"),
    ("two million", 2_000_000, None, "EXACT"),
    ("twenty-five thousand", 25_000, None, "EXACT"),
    ("two hundred and fifty thousand", 250_000, None, "EXACT"),
    ("two hundred fifty families", 250, None, "EXACT"),
    ("a hundred and fifty families", 150, None, "EXACT"),
    ("a hundred thousand", 100_000, None, "EXACT"),
    ("half a million", 500_000, None, "EXACT"),
    ("a quarter of a million", 250_000, None, "EXACT"),
    ("three quarters of a million", 750_000, None, "EXACT"),
    ("a million and a half", 1_500_000, None, "EXACT"),
    ("one and a half million", 1_500_000, None, "EXACT"),
    ("two dozen families", 24, None, "EXACT"),
    ("2000 civilians", 2_000, None, "EXACT"),
    ("some 900000 displaced", 900_000, None, "APPROXIMATELY"),
    ("about 300 families", 300, None, "APPROXIMATELY"),
    ("around 300 families", 300, None, "APPROXIMATELY"),
    ("nearly 300 families", 300, None, "APPROXIMATELY"),
    ("almost 300 families", 300, None, "APPROXIMATELY"),
    ("an estimated 300 families", 300, None, "APPROXIMATELY"),
    ("An estimated 300 families", 300, None, "APPROXIMATELY"),
    ("roughly 300 families", 300, None, "APPROXIMATELY"),
    ("approximately 300 families", 300, None, "APPROXIMATELY"),
    ("close to 300 families", 300, None, "APPROXIMATELY"),
    ("300 or so families", 300, None, "APPROXIMATELY"),
    ("more than 300 families", 300, None, "MORE_THAN"),
    ("More than half a million", 500_000, None, "MORE_THAN"),
    ("over 300 families", 300, None, "MORE_THAN"),
    ("at least 300 families", 300, None, "MORE_THAN"),
    ("at least another 300 families", 300, None, "MORE_THAN"),
    ("upwards of 300 families", 300, None, "MORE_THAN"),
    ("no fewer than 300 families", 300, None, "MORE_THAN"),
    ("exceeded 300 families", 300, None, "MORE_THAN"),
    ("topped 300,000", 300_000, None, "MORE_THAN"),
    ("300,000+ people", 300_000, None, "MORE_THAN"),
    ("300 or more families", 300, None, "MORE_THAN"),
    ("300 people or more", 300, None, "MORE_THAN"),
    ("up to 300 families", 300, None, "LESS_THAN"),
    ("as many as 300 families", 300, None, "LESS_THAN"),
    ("fewer than 300 families", 300, None, "LESS_THAN"),
    ("less than 300 families", 300, None, "LESS_THAN"),
    ("no more than 300 families", 300, None, "LESS_THAN"),
    ("between 954,000 and 1.2 million people", 954_000, 1_200_000, "RANGE"),
    ("between 5,000 and 6,000 families", 5_000, 6_000, "RANGE"),
    ("20 to 30 thousand people", 20_000, 30_000, "RANGE"),
    ("some 40,000 to 50,000 people", 40_000, 50_000, "RANGE"),
    ("40,000-50,000 people", 40_000, 50_000, "RANGE"),
    ("40,000–50,000 people", 40_000, 50_000, "RANGE"),
    ("two or three families", 2, 3, "RANGE"),
    ("from 500 to 700 people", 500, 700, "RANGE"),
    ("dozens of families", 10, None, "VAGUE"),
    ("scores of families", 20, None, "VAGUE"),
    ("hundreds of families", 100, None, "VAGUE"),
    ("several hundred families", 100, None, "VAGUE"),
    ("a few hundred families", 100, None, "VAGUE"),
    ("thousands of families", 1_000, None, "VAGUE"),
    ("several thousand refugees", 1_000, None, "VAGUE"),
    ("many thousands of people", 1_000, None, "VAGUE"),
    ("tens of thousands", 10_000, None, "VAGUE"),
    ("hundreds of thousands", 100_000, None, "VAGUE"),
    ("millions of people", 1_000_000, None, "VAGUE"),
]

OTHER_COUNTS = [
    ("tr", "yaklaşık 300 bin kişi", 300_000, "APPROXIMATELY"),
    ("tr", "20 bin'den fazla kişi", 20_000, "MORE_THAN"),
    ("tr", "40 bini aşkın sivil", 40_000, "MORE_THAN"),
    ("tr", "3,6 milyon", 3_600_000, "EXACT"),
    ("tr", "on binlerce sivil", 10_000, "VAGUE"),
    ("tr", "yüzlerce aile", 100, "VAGUE"),
    ("fa", "حدود ۳۰۰ هزار نفر", 300_000, "APPROXIMATELY"),
    ("fa", "بیش از بیست و پنج هزار نفر", 25_000, "MORE_THAN"),
    ("fa", "۱٫۵ میلیون نفر", 1_500_000, "EXACT"),
    ("fa", "ده‌ها هزار نفر", 10_000, "VAGUE"),
    ("fa", "هزاران نفر", 1_000, "VAGUE"),
    ("fr", "environ 300 000 personnes", 300_000, "APPROXIMATELY"),
    ("fr", "plus de deux mille familles", 2_000, "MORE_THAN"),
    ("fr", "1,5 million de personnes", 1_500_000, "EXACT"),
    ("fr", "des dizaines de milliers", 10_000, "VAGUE"),
    ("fr", "une centaine de familles", 100, "APPROXIMATELY"),
    ("ru", "около 300 тысяч человек", 300_000, "APPROXIMATELY"),
    ("ru", "более 1,5 миллиона человек", 1_500_000, "MORE_THAN"),
    ("ru", "300 тыс. человек", 300_000, "EXACT"),
    ("ru", "двадцать пять тысяч", 25_000, "EXACT"),
    ("ru", "десятки тысяч", 10_000, "VAGUE"),
    ("he", "יותר מ-20 אלף איש", 20_000, "MORE_THAN"),
    ("he", "מיליון וחצי", 1_500_000, "EXACT"),
    ("he", "עשרות אלפי תושבים", 10_000, "VAGUE"),
    ("ku", "nêzîkî 300 hezar kes", 300_000, "APPROXIMATELY"),
    ("ku", "زیاتر لە ٣٠٠ هەزار کەس", 300_000, "MORE_THAN"),
]

# Text, its first number's kind: none of these counts people or things.
ARABIC_HOSTILE = [
    ("عام 2014", "YEAR"),
    ("في العام 2014", "YEAR"),
    ("منذ مطلع عام 2014", "YEAR"),
    ("سنة 1990", "YEAR"),
    ("2010م", "YEAR"),
    ("ديسمبر 2013", "YEAR"),
    ("ديسمبر (كانون الأول) 2013", "YEAR"),
    ("بين عامي 2000 و2014", "YEAR"),
    ("9 أكتوبر", "DATE"),
    ("9 أكتوبر/تشرين الأول الجاري", "DATE"),
    ("17 تشرين الأول", "DATE"),
    ("9/10/2019", "DATE"),
    ("2019-10-09", "DATE"),
    ("الساعة 11", "TIME"),
    ("الساعة (11:59)", "TIME"),
    ("120 ساعة", "DURATION"),
    ("خمسة أيام", "DURATION"),
    ("ثلاث سنوات", "DURATION"),
    ("48 ساعة", "DURATION"),
    ("70 في المائة", "PERCENT"),
    ("80 بالمئة", "PERCENT"),
    ("80%", "PERCENT"),
    ("80٪", "PERCENT"),
    ("250 ألف دولار", "MONEY"),
    ("5 ملايين ليرة", "MONEY"),
    ("مبلغ (3,672,140) ريالاً", "MONEY"),
    ("$500 مليون", "MONEY"),
    ("ملايين الدولارات", "MONEY"),
    ("35 كيلومترا", "DISTANCE"),
    ("30 كم", "DISTANCE"),
    ("مئات الكيلومترات", "DISTANCE"),
    ("25 طنا", "MEASURE"),
    ("40 درجة مئوية", "MEASURE"),
    ("القرار 2254", "LABEL"),
    ("قرار مجلس الأمن رقم 2254", "LABEL"),
    ("المادة 51", "LABEL"),
    ("اللواء 93", "LABEL"),
    ("اليوم الـ213", "ORDINAL"),
    ("في القرن العشرين", "ORDINAL"),
    ("مجموعة العشرين", "ORDINAL"),
    ("عمره 30", "AGE"),
    ("2254/2015", "DATE"),
    ("9 من كل 10 أشخاص", "OTHER"),
    ("هاتف 0112223333", "PHONE"),
]

ENGLISH_HOSTILE = [
    ("in 2014", "YEAR"),
    ("since 2011", "YEAR"),
    ("In December 2014", "YEAR"),
    ("the 1988-1994 conflict", "YEAR"),
    ("from 1986 to 2005", "YEAR"),
    ("(Hillview University, 2006)", "YEAR"),
    ("By 2005, when", "YEAR"),
    ("the 1990s", "YEAR"),
    ("the 1951 Convention", "YEAR"),
    ("the first half of 2010.", "YEAR"),
    ("October 9", "DATE"),
    ("9 October", "DATE"),
    ("9/10/2019", "DATE"),
    ("11:59 p.m.", "TIME"),
    ("5 pm", "TIME"),
    ("a 48-hour search", "DURATION"),
    ("72-hours", "DURATION"),
    ("a three-day truce", "DURATION"),
    ("60 days", "DURATION"),
    ("eight percent", "PERCENT"),
    ("8% rise", "PERCENT"),
    ("$7,000", "MONEY"),
    ("€2 million", "MONEY"),
    ("40 million dollars", "MONEY"),
    ("30 km", "DISTANCE"),
    ("30 kilometers", "DISTANCE"),
    ("hundreds of miles", "DISTANCE"),
    ("25,000 tons", "MEASURE"),
    ("40 degrees", "MEASURE"),
    ("Resolution 2254", "LABEL"),
    ("Article 5", "LABEL"),
    ("No. 12", "LABEL"),
    ("F-16 jets", "LABEL"),
    ("Covid-19", "LABEL"),
    ("a 15-member council", "LABEL"),
    ("9/11", "LABEL"),
    ("the 12th day", "ORDINAL"),
    ("won 3-1", "SCORE"),
    ("aged 34", "AGE"),
    ("a 30-year-old", "AGE"),
    ("Sami, 34, said", "AGE"),
    ("nine in 10 people", "OTHER"),
    ("+963 11 222 3333", "PHONE"),
    ("2.5 children", "OTHER"),
]


def only(text: str, lang: str) -> Number:
    found = find_numbers(text, lang)
    assert found, f"no number in {text!r}"
    return found[0]


@pytest.mark.parametrize(("text", "value", "high", "quantity"), ARABIC_COUNTS)
def test_arabic_number_has_its_value_and_quantifier(
    text: str, value: int, high: int | None, quantity: str
) -> None:
    number = only(text, "ar")
    assert (number.value, number.high, number.quantity) == (value, high, quantity)
    assert number.kind is NumberKind.COUNT


@pytest.mark.parametrize(("text", "value", "high", "quantity"), ENGLISH_COUNTS)
def test_english_number_has_its_value_and_quantifier(
    text: str, value: int, high: int | None, quantity: str
) -> None:
    number = only(text, "en")
    assert (number.value, number.high, number.quantity) == (value, high, quantity)
    assert number.kind is NumberKind.COUNT


@pytest.mark.parametrize(("lang", "text", "value", "quantity"), OTHER_COUNTS)
def test_simple_numbers_of_other_languages_are_read(
    lang: str, text: str, value: int, quantity: str
) -> None:
    counts = [n for n in find_numbers(text, lang) if n.kind is NumberKind.COUNT]
    assert (counts[0].value, counts[0].quantity) == (value, quantity)


@pytest.mark.parametrize(("text", "kind"), ARABIC_HOSTILE)
def test_arabic_figure_that_counts_nothing_is_no_count(text: str, kind: str) -> None:
    found = find_numbers(text, "ar")
    assert found[0].kind == kind
    assert all(number.kind is not NumberKind.COUNT for number in found)


@pytest.mark.parametrize(("text", "kind"), ENGLISH_HOSTILE)
def test_english_figure_that_counts_nothing_is_no_count(text: str, kind: str) -> None:
    found = find_numbers(text, "en")
    assert found[0].kind == kind
    assert all(number.kind is not NumberKind.COUNT for number in found)


@pytest.mark.parametrize(
    "text",
    [
        "يوم الاثنين",
        "أمس الأحد",
        "أحد الأشخاص",
        "إحدى القرى",
        "https://example.org/2019/300000",
        "#300",
        "",
        "لا أرقام هنا",
    ],
)
def test_arabic_text_without_a_number_gives_none(text: str) -> None:
    assert find_numbers(text, "ar") == []


@pytest.mark.parametrize(
    "text", ["https://example.org/2019/300000", "desk3@example.org", "@user300", "no numbers here"]
)
def test_english_text_without_a_number_gives_none(text: str) -> None:
    assert find_numbers(text, "en") == []


def test_change_keeps_the_new_value_as_the_count() -> None:
    old, new = find_numbers("rose from 20,000 to 30,000 people", "en")
    assert (old.kind, new.kind) == (NumberKind.OTHER, NumberKind.COUNT)
    assert new.value == 30_000


def test_arabic_change_keeps_the_new_value_as_the_count() -> None:
    old, new = find_numbers("ارتفع العدد من 4 ملايين إلى 6 ملايين", "ar")
    assert (old.kind, new.value) == (NumberKind.OTHER, 6_000_000)


def test_neighbouring_numbers_stay_apart() -> None:
    values = [n.value for n in find_numbers("killed 300 and displaced 100,000", "en")]
    assert values == [300, 100_000]


def test_arabic_numbers_with_a_noun_between_stay_apart() -> None:
    values = [n.value for n in find_numbers("20 ألف رجل و5 آلاف امرأة", "ar")]
    assert values == [20_000, 5_000]


def test_year_before_a_count_does_not_join_it() -> None:
    year, count = find_numbers("in 2014 300 people fled", "en")
    assert (year.kind, count.value) == (NumberKind.YEAR, 300)


@pytest.mark.parametrize(
    ("text", "lang", "number", "whole"),
    [
        ("نزوح نحو 300 ألف مدني", "ar", "300 ألف", "نحو 300 ألف"),
        ("نزوح نحـو ٣٠٠ ألفٍ", "ar", "٣٠٠ ألفٍ", "نحـو ٣٠٠ ألفٍ"),
        ("fled: at least 1.2 million people", "en", "1.2 million", "at least 1.2 million"),
        ("300,000+ people", "en", "300,000", "300,000+"),
    ],
)
def test_span_covers_the_number_and_its_quantifier(
    text: str, lang: str, number: str, whole: str
) -> None:
    found = only(text, lang)
    assert text[found.number_start : found.number_end] == number
    assert text[found.start : found.end] == whole


def test_unknown_language_is_guessed_from_the_script() -> None:
    assert only("نحو 300 ألف", "xx").value == 300_000
    assert only("около 300 тысяч", "").value == 300_000
    assert only("about 300 thousand", "xx").quantity is Quantity.APPROXIMATELY


@pytest.mark.parametrize(
    "text", ["9" * 6_000, "1," + "000," * 3_000 + "000", "1.5" * 4_000, "ألف " * 2_000, "-" * 5_000]
)
def test_absurd_runs_of_figures_are_survived(text: str) -> None:
    assert isinstance(find_numbers(text, "ar"), list)


def test_arabic_year_after_since_is_no_count() -> None:
    assert [n.kind for n in find_numbers("نزحوا منذ 2016.", "ar")] == [NumberKind.YEAR]


def test_perhaps_makes_a_number_approximate() -> None:
    assert only("perhaps 200 of them", "en").quantity is Quantity.APPROXIMATELY
