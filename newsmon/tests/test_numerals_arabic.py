"""Arabic numbers: values, quantifiers, kinds, and what only looks like a count."""

import pytest

from newsmon.lib.numerals import Number, NumberKind, find_numbers


def only(text: str, lang: str) -> Number:
    found = find_numbers(text, lang)
    assert found, f"no number in {text!r}"
    return found[0]


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
    ("لا يقل عددهم عن 5000", 5_000, None, "MORE_THAN"),
    ("ما يربو على 300 شخص", 300, None, "MORE_THAN"),
    ("ألف ومئتا عائلة", 1_200, None, "EXACT"),
    ("17 ألفا و900 إنسان", 17_900, None, "EXACT"),
    ("بأربعمئة ألف", 400_000, None, "EXACT"),
    ("ناهز الثلاثين ألفا", 30_000, None, "APPROXIMATELY"),
    ("مليون نازح أو أكثر", 1_000_000, None, "MORE_THAN"),
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
    ("القرار 1701", "LABEL"),
    ("رقم الهاتف 0599123456", "PHONE"),
    ("درجة حرارة 45", "LABEL"),
    ("45 درجة", "MEASURE"),
    ("بقوة 7.8 درجات", "MEASURE"),
    ("فاز 3-1", "SCORE"),
    ("عمره 34 عاما", "AGE"),
    ("في الثلاثين من عمره", "AGE"),
    ("عام 1948", "YEAR"),
    ("سبعة كيلومترات", "DISTANCE"),
    ("مليون يورو", "MONEY"),
    ("53 مليار دولار", "MONEY"),
    ("ثلاثة أرباعهم", "OTHER"),
    ("المادة 99", "LABEL"),
    ("الفقرة 3", "LABEL"),
    ("40 في المئة", "PERCENT"),
    ("12 هكتارا", "DISTANCE"),
    ("الساعة 14:30", "TIME"),
]


@pytest.mark.parametrize(("text", "value", "high", "quantity"), ARABIC_COUNTS)
def test_arabic_number_has_its_value_and_quantifier(
    text: str, value: int, high: int | None, quantity: str
) -> None:
    number = only(text, "ar")
    assert (number.value, number.high, number.quantity) == (value, high, quantity)
    assert number.kind is NumberKind.COUNT


@pytest.mark.parametrize(("text", "kind"), ARABIC_HOSTILE)
def test_arabic_figure_that_counts_nothing_is_no_count(text: str, kind: str) -> None:
    found = find_numbers(text, "ar")
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


def test_arabic_numbers_with_a_noun_between_stay_apart() -> None:
    values = [n.value for n in find_numbers("20 ألف رجل و5 آلاف امرأة", "ar")]
    assert values == [20_000, 5_000]


def test_arabic_year_after_since_is_no_count() -> None:
    assert [n.kind for n in find_numbers("نزحوا منذ 2016.", "ar")] == [NumberKind.YEAR]
