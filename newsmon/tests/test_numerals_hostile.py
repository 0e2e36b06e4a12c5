"""Numbers that count nobody, and rarer forms of those that do, in every language."""

import pytest

from newsmon.lib.numerals import NumberKind, find_numbers

NOT_COUNTS = {
    "en": [
        "in 1948", "between 2011 and 2014", "the class of 2019", "on 17/10/2019", "17.10.2019",
        "2019-10-17", "9 October", "October 9, 2019", "call +963 11 555 0199", "0044 20 7946 0018",
        "555-0142-9911", "Resolution 2254", "UN resolution 1701", "resolutions 242 and 338",
        "aged 34", "a 34-year-old man", "34 years old", "won 3-1", "a 2-0 defeat", "a 120-85 vote",
        "by 14 votes to 9", "$300,000", "300 million dollars", "EUR 4,500", "20,000 pounds",
        "35 km", "300 miles", "12.5 metres", "minus 12 degrees", "38C", "a 7.8-magnitude quake",
        "45 percent", "3.5%", "0.5 percentage points", "36.2021 N, 37.1343 E", "at 36°12'N",
        "at 5:30", "at 17:45", "at 5 p.m.", "a Toyota Hilux 4x4", "a Mercedes 300", "a Boeing 737",
        "an Airbus A320", "Article 51", "paragraph 12", "Chapter VII", "chapter 7", "flight 370",
        "Flight MH370", "the 17th Division", "the 4th Brigade", "Brigade 46", "Battalion 101",
        "Street 12", "192.168.10.25", "10.0.0.1", "#300", "#covid19", "COVID-19", "G20", "G7",
        "the 20th century", "the first", "in the 1990s", "the second round", "Apollo 11", "F-16",
        "an S-400 battery", "a T-72 tank", "an AK-47", "MiG-29", "Route 66", "the M5 highway",
        "Highway 15", "Room 101", "page 300", "channel 4", "version 2.5", "Phase 3", "zone 5",
        "10 tonnes", "300 barrels", "12 volts", "3,000 calories", "a 48-hour truce", "for 20 years",
        "three days ago", "within 72 hours", "Day 300 of the war", "a 50-50 chance",
        "one in 10", "9 out of 10", "twice", "3 times", "a score of 85 points", "serial 300500",
        "ISBN 978-3-16-148410-0", "case no. 4521", "postcode 90210", "at gate 12",
    ],
    "ar": [
        "عام 1948", "بين عامي 2011 و2014", "في 17/10/2019", "2019-10-17", "9 أكتوبر",
        "التاسع من تشرين الأول", "الهاتف 0933123456", "+963 11 555 0199", "القرار 2254",
        "القرار الأممي 1701", "القراران 242 و338", "الفصل السابع", "المادة 51", "الفقرة 12",
        "البند 7", "الفرقة 17", "اللواء 46", "الفوج 54", "الكتيبة 101", "عمره 34 عاما",
        "رجل في الـ34 من عمره", "فاز 3-1", "بنتيجة 2-0", "300 ألف دولار", "20 مليون ليرة",
        "4500 يورو", "35 كيلومترا", "على بعد 12 كم", "300 متر", "38 درجة مئوية", "45 في المئة",
        "3.5%", "٪٤٥", "الساعة 5:30", "الساعة 17", "بوينغ 737", "إيرباص 320", "الرحلة 370",
        "رحلة رقم 815", "شارع 17", "طريق إم 5", "الطريق 15", "192.168.10.25", "كوفيد-19",
        "كوفيد 19", "مجموعة العشرين", "قمة مجموعة 20", "القرن العشرين", "القرن 20",
        "الدورة 74", "الجولة الثانية", "المرة الأولى", "الذكرى 70", "إف-16", "إس-400", "تي-72",
        "ميغ 29", "سوخوي 24", "صفحة 300", "القناة 12", "غرفة 101", "300 طن", "10 آلاف برميل",
        "هدنة 48 ساعة", "منذ 20 عاما", "قبل ثلاثة أيام", "خلال 72 ساعة", "واحد من كل عشرة",
        "9 من كل 10", "مرتين", "3 مرات", "خط العرض 36.2", "بقوة 7.8 درجات", "رقم 300",
        "المرسوم 66", "القانون رقم 10", "مليونا دولار", "ربع مليون دولار", "الآية 12",
        "120 صوتا مقابل 85", "بأغلبية 14 صوتا",
    ],
    "tr": [
        "2011 yılında", "17.10.2019", "9 Ekim", "saat 17.30", "saat 5'te", "yüzde 45", "%45",
        "300 bin dolar", "20 milyon lira", "35 kilometre", "12 km", "34 yaşında",
        "2254 sayılı karar", "Boeing 737", "F-16", "S-400", "COVID-19", "G20", "3-1 kazandı",
        "48 saatlik ateşkes",
        "20 yıldır", "192.168.10.25", "51. madde", "21. yüzyıl", "10 ton", "0212 555 44 33",
    ],
    "fa": [
        "سال ۱۳۹۸", "در ۹ مهر", "ساعت ۱۷:۳۰", "۴۵ درصد", "۳۰۰ هزار دلار", "۲۰ میلیون تومان",
        "۳۵ کیلومتر", "۳۴ ساله", "قطعنامه ۲۲۵۴", "ماده ۵۱", "بوئینگ ۷۳۷", "کووید-۱۹",
        "نشست گروه ۲۰",
        "۳-۱", "۴۸ ساعت", "۲۰ سال", "۱۰ تن گندم", "192.168.10.25", "لشکر ۱۷", "قرن بیستم",
    ],
    "fr": [
        "en 1948", "le 9 octobre", "17/10/2019", "à 17 h 30", "à 5 heures", "45 %", "3,5 pour cent",
        "300 000 euros", "20 millions de dollars", "35 kilomètres", "12 km", "34 ans",
        "la résolution 2254", "l'article 51", "Boeing 737", "COVID-19", "le G20", "le XXe siècle",
        "la 17e division", "3-1", "48 heures", "vingt ans", "10 tonnes", "192.168.10.25", "F-16",
        "le vol 370", "la page 300", "01 23 45 67 89",
    ],
    "ru": [
        "в 1948 году", "9 октября", "17.10.2019", "в 17:30", "45 процентов", "3,5%",
        "300 тысяч долларов", "20 миллионов рублей", "35 километров", "12 км", "34 года",
        "резолюция 2254", "статья 51", "Боинг-737", "COVID-19", "XX век", "17-я дивизия", "3:1",
        "48 часов", "20 лет", "10 тонн", "192.168.10.25", "Су-24", "рейс 370", "С-400",
        "8 800 555-35-35",
    ],
    "he": [
        "בשנת 1948", "ב-9 באוקטובר", "17.10.2019", "בשעה 17:30", "45 אחוז", "3.5%", "300 אלף שקל",
        "20 מיליון דולר", "35 קילומטר", "12 ק\"מ", "בן 34", "החלטה 2254", "סעיף 51", "בואינג 737",
        "COVID-19", "3-1", "48 שעות", "20 שנה", "10 טון", "192.168.10.25", "ערוץ 12", "כביש 6",
    ],
    "ku": [
        "sala 2011", "9 cotmehê", "17.10.2019", "saet 17:30", "ji sedî 45", "45%",
        "300 hezar dolar", "20 mîlyon lîre", "35 kîlometre", "12 km", "34 salî", "COVID-19", "F-16",
        "3-1", "48 saet", "20 sal", "10 ton", "192.168.10.25", "ساڵی 2011", "300 هەزار دۆلار",
        "لە سەدا 45",
    ],
}  # fmt: skip

TRUE_COUNTS = [
    ("ar", "نصف مليون ونيف", 500_000, None, "MORE_THAN"),
    ("ar", "مليونان ونصف المليون", 2_500_000, None, "EXACT"),
    ("ar", "مليونين ونصف مليون نازح", 2_500_000, None, "EXACT"),
    ("ar", "ما يناهز 40 ألف شخص", 40_000, None, "APPROXIMATELY"),
    ("ar", "زهاء 40 ألف شخص", 40_000, None, "APPROXIMATELY"),
    ("ar", "بضعة آلاف", 1_000, None, "VAGUE"),
    ("ar", "بضع مئات من العائلات", 100, None, "VAGUE"),
    ("ar", "المئات بل الآلاف", 1_000, None, "VAGUE"),
    ("ar", "3 آلاف و500 شخص", 3_500, None, "EXACT"),
    ("ar", "ثلاثة آلاف و500 شخص", 3_500, None, "EXACT"),
    ("ar", "مليون و200 ألف شخص", 1_200_000, None, "EXACT"),
    ("ar", "ثلاثة أرباع المليون", 750_000, None, "EXACT"),
    ("ar", "ألف ومئتا عائلة", 1_200, None, "EXACT"),
    ("ar", "١٢٬٥٠٠ شخص", 12_500, None, "EXACT"),
    ("ar", "۱۲۳۴ شخصا", 1_234, None, "EXACT"),
    ("ar", "بين 10 و15 ألف شخص", 10_000, 15_000, "RANGE"),
    ("ar", "ما بين مئة ألف ومئتي ألف شخص", 100_000, 200_000, "RANGE"),
    ("ar", "عشرات آلاف العائلات", 10_000, None, "VAGUE"),
    ("en", "some 1.2-1.5m people", 1_200_000, 1_500_000, "RANGE"),
    ("en", "a quarter of a million people", 250_000, None, "EXACT"),
    ("en", "two and a half million people", 2_500_000, None, "EXACT"),
    ("en", "one and a quarter million people", 1_250_000, None, "EXACT"),
    ("en", "three-quarters of a million people", 750_000, None, "EXACT"),
    ("en", "2 lakh people", 200_000, None, "EXACT"),
    ("en", "1.5 crore people", 15_000_000, None, "EXACT"),
    ("en", "12,34,567 people", 1_234_567, None, "EXACT"),
    ("en", "10,000 people", 10_000, None, "EXACT"),
    ("en", "12\u2009500 people", 12_500, None, "EXACT"),
    ("en", "1\u202f200\u202f000 people", 1_200_000, None, "EXACT"),
    ("en", "hundreds, if not thousands, of people", 100, None, "VAGUE"),
    ("en", "hundreds or even thousands of people", 100, None, "VAGUE"),
    ("en", "a few thousand people", 1_000, None, "VAGUE"),
    ("en", "half a million-plus people", 500_000, None, "MORE_THAN"),
    ("tr", "10.000 kişi", 10_000, None, "EXACT"),
    ("tr", "1.250.000 kişi", 1_250_000, None, "EXACT"),
    ("tr", "yarım milyon kişi", 500_000, None, "EXACT"),
    ("tr", "bir buçuk milyon kişi", 1_500_000, None, "EXACT"),
    ("fa", "۱۰٬۰۰۰ نفر", 10_000, None, "EXACT"),
    ("fa", "نیم میلیون نفر", 500_000, None, "EXACT"),
    ("fr", "un demi-million de personnes", 500_000, None, "EXACT"),
    ("fr", "10\u202f000 personnes", 10_000, None, "EXACT"),
    ("fr", "un million et demi de personnes", 1_500_000, None, "EXACT"),
    ("ru", "полмиллиона человек", 500_000, None, "APPROXIMATELY"),
    ("ru", "полтора миллиона человек", 1_500_000, None, "EXACT"),
    ("ru", "10\u00a0000 человек", 10_000, None, "EXACT"),
    ("he", "חצי מיליון איש", 500_000, None, "EXACT"),
    ("he", "רבע מיליון איש", 250_000, None, "EXACT"),
    ("ku", "nîv mîlyon kes", 500_000, None, "EXACT"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "text"), [(lang, text) for lang, texts in NOT_COUNTS.items() for text in texts]
)
def test_what_counts_nobody_is_no_count(lang: str, text: str) -> None:
    counts = [n for n in find_numbers(text, lang) if n.kind is NumberKind.COUNT]
    assert not counts, [(text[n.start : n.end], n.value) for n in counts]


@pytest.mark.parametrize(("lang", "text", "value", "high", "quantity"), TRUE_COUNTS)
def test_rarer_form_of_a_count(
    lang: str, text: str, value: int, high: int | None, quantity: str
) -> None:
    (found,) = [n for n in find_numbers(text, lang) if n.kind is NumberKind.COUNT]
    assert (found.value, found.high, found.quantity) == (value, high, quantity)


@pytest.mark.parametrize(
    ("lang", "text", "whole"),
    [
        ("en", "half of the town's 40,000 people", 40_000),
        ("en", "a third of the 9,000 residents", 9_000),
        ("ar", "نصف سكان البلدة البالغ عددهم 40 ألف نسمة", 40_000),
    ],
)
def test_a_fraction_of_people_is_never_computed(lang: str, text: str, whole: int) -> None:
    values = {n.value for n in find_numbers(text, lang) if n.kind is NumberKind.COUNT}
    assert values <= {whole}
