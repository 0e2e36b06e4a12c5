"""Plain wordings of the languages beside Arabic and English."""

import pytest

from analysis.tests.displacement_texts import figures

NEW, IDPS, ABROAD = "NEW_DISPLACEMENT", "IDPS", "PEOPLE_DISPLACED_ACROSS_BORDERS"
CROSS, RETURN = "CROSS_BORDER_FLIGHT", "RETURN"

OTHER_LANGUAGES = [
    ("tr", "Yaklaşık 300 bin kişi yerinden edildi.", 300_000, NEW),
    ("tr", "On binlerce sivil evlerini terk etti.", 10_000, NEW),
    ("tr", "Ülke 3,6 milyon Suriyeli mülteciye ev sahipliği yapıyor.", 3_600_000, ABROAD),
    ("fa", "بیش از ۳۰۰ هزار نفر از خانه‌های خود آواره شدند.", 300_000, NEW),
    ("fa", "این کشور میزبان سه میلیون پناهنده است.", 3_000_000, ABROAD),
    ("fr", "Environ 300 000 personnes ont été déplacées.", 300_000, NEW),
    ("fr", "Plus de 2 000 familles ont fui leurs maisons.", 2_000, NEW),
    ("ru", "Около 300 тысяч человек покинули свои дома.", 300_000, NEW),
    ("ru", "Более 5 миллионов беженцев находятся в соседних странах.", 5_000_000, ABROAD),
]


@pytest.mark.parametrize(("lang", "text", "value", "category"), OTHER_LANGUAGES)
def test_figure_of_another_language_is_read(
    lang: str, text: str, value: int, category: str
) -> None:
    (claim,) = figures(text, lang)
    assert (claim.reported, claim.category) == (value, category)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("tr", "Çatışmalarda 20'den fazla sivil öldü."),
        ("fa", "در این حمله ۵۰ نفر کشته شدند."),
        ("fr", "Au moins 50 civils ont été tués."),
        ("ru", "Погибли 20 человек."),
        ("he", "300 איש נהרגו."),
    ],
)
def test_killed_are_not_displaced_in_other_languages(lang: str, text: str) -> None:
    assert figures(text, lang) == []


def test_unknown_language_is_read_by_its_script() -> None:
    assert figures("نزوح 300 ألف مدني.", "und")[0].reported == 300_000
    assert figures("300,000 people fled.", "und")[0].reported == 300_000


# Language, text, then value, quantifier and unit of its only figure.
PLAIN = [
    (
        "tr",
        "BM, yaklaşık 130 bin kişinin yerinden edildiğini açıkladı.",
        130_000,
        "APPROXIMATELY",
        "PERSON",
    ),
    (
        "tr",
        "AFAD, 158 binden fazla vatandaşın tahliye edildiğini bildirdi.",
        158_000,
        "MORE_THAN",
        "PERSON",
    ),
    (
        "tr",
        "Manavgat'ta yangın nedeniyle 3 bin 200 kişi evlerini terk etti.",
        3_200,
        "EXACT",
        "PERSON",
    ),
    ("tr", "Son on günde 25 bin Suriyeli ülkesine döndü.", 25_000, "EXACT", "PERSON"),
    (
        "tr",
        "İdlib'de en az 390 bin sivil Türkiye sınırına doğru göç etti.",
        390_000,
        "MORE_THAN",
        "PERSON",
    ),
    (
        "tr",
        "Ukrayna'dan kaçan 1,3 milyon kişi komşu ülkelere sığındı.",
        1_300_000,
        "EXACT",
        "PERSON",
    ),
    (
        "tr",
        "Kastamonu'da selden etkilenen 120 aile geçici barınma merkezlerine yerleştirildi.",
        120,
        "EXACT",
        "HOUSEHOLD",
    ),
    ("tr", "IŞİD'den kaçan on binlerce Kürt Suruç'a geçti.", 10_000, "VAGUE", "PERSON"),
    (
        "tr",
        "Depremde 1,5 milyon kişi evsiz kaldı, 45 bin kişi hayatını kaybetti.",
        1_500_000,
        "EXACT",
        "PERSON",
    ),
    ("tr", "Van'da çığ tehlikesi nedeniyle 40 hane boşaltıldı.", 40, "EXACT", "HOUSEHOLD"),
    ("tr", "Doğu Halep'ten 8 bin kişi otobüslerle tahliye edildi.", 8_000, "EXACT", "PERSON"),
    ("tr", "Lübnan'da 1 milyondan fazla insan yerinden oldu.", 1_000_000, "MORE_THAN", "PERSON"),
    (
        "fa",
        "سازمان ملل می‌گوید حدود ۴۰۰ هزار نفر از آغاز سال در افغانستان آواره شده‌اند.",
        400_000,
        "APPROXIMATELY",
        "PERSON",
    ),
    (
        "fa",
        "سیل در خوزستان بیش از ۶۰ هزار نفر را از خانه‌هایشان آواره کرد.",
        60_000,
        "MORE_THAN",
        "PERSON",
    ),
    (
        "fa",
        "از ابتدای مهر ۲۵۰ هزار مهاجر افغان از پاکستان به کشورشان بازگشتند.",
        250_000,
        "EXACT",
        "PERSON",
    ),
    ("fa", "زلزله کرمانشاه ۷۰ هزار نفر را بی‌خانمان کرد.", 70_000, "EXACT", "PERSON"),
    ("fa", "ده‌ها هزار ایزدی از سنجار گریختند.", 10_000, "VAGUE", "PERSON"),
    ("fa", "دو میلیون نفر از اوکراین به کشورهای همسایه گریخته‌اند.", 2_000_000, "EXACT", "PERSON"),
    ("fa", "هشت هزار نفر از شرق حلب تخلیه شدند.", 8_000, "EXACT", "PERSON"),
    (
        "fa",
        "نزدیک به یک میلیون نفر در ادلب خانه‌های خود را ترک کرده‌اند.",
        1_000_000,
        "APPROXIMATELY",
        "PERSON",
    ),
    ("fa", "پس از زمین‌لرزه هرات ۱۲۰۰ خانواده در چادرها زندگی می‌کنند.", 1_200, "EXACT", "HOUSEHOLD"),
    ("fa", "دست‌کم ۲۷۰ هزار سوری از درعا فرار کرده‌اند.", 270_000, "MORE_THAN", "PERSON"),
    ("fa", "شمار آوارگان لبنان از یک میلیون نفر گذشت.", 1_000_000, "MORE_THAN", "PERSON"),
    (
        "fa",
        "ایران میزبان نزدیک به یک میلیون پناهنده افغان است.",
        1_000_000,
        "APPROXIMATELY",
        "PERSON",
    ),
    (
        "fa",
        "اهالی دو روستای امامزاده داوود تخلیه شدند و ۵۰۰ نفر به اماکن امن منتقل شدند.",
        500,
        "EXACT",
        "PERSON",
    ),
    ("fa", "پنج هزار خانوار از روستاهای اطراف قندوز کوچ کردند.", 5_000, "EXACT", "HOUSEHOLD"),
    (
        "fr",
        "Plus de 334 000 personnes ont été déplacées par les combats au Soudan, selon l'OIM.",
        334_000,
        "MORE_THAN",
        "PERSON",
    ),
    (
        "fr",
        "En Gironde, 10 000 habitants ont dû quitter leur domicile devant les flammes.",
        10_000,
        "EXACT",
        "PERSON",
    ),
    (
        "fr",
        "Quelque 400 000 personnes ont fui Goma après l'éruption du Nyiragongo.",
        400_000,
        "APPROXIMATELY",
        "PERSON",
    ),
    (
        "fr",
        "Plus de cent mille Arméniens du Haut-Karabakh se sont réfugiés en Arménie.",
        100_000,
        "MORE_THAN",
        "PERSON",
    ),
    (
        "fr",
        "Quelque 5 600 migrants ont été évacués de la « jungle » de Calais.",
        5_600,
        "APPROXIMATELY",
        "PERSON",
    ),
    (
        "fr",
        "À Djibo, 2 400 ménages déplacés vivent dans des abris de fortune.",
        2_400,
        "EXACT",
        "HOUSEHOLD",
    ),
    (
        "fr",
        "Au moins 15 000 Nigérians ont traversé la frontière pour se réfugier au Tchad.",
        15_000,
        "MORE_THAN",
        "PERSON",
    ),
    (
        "fr",
        "Des milliers de sinistrés sont hébergés dans des gymnases près de Liège.",
        1_000,
        "VAGUE",
        "PERSON",
    ),
    (
        "fr",
        "Le pays compte 1,5 million de déplacés internes, d'après l'ONU.",
        1_500_000,
        "EXACT",
        "PERSON",
    ),
    (
        "fr",
        "Environ 35 000 Syriens sont rentrés chez eux depuis la chute d'Assad.",
        35_000,
        "APPROXIMATELY",
        "PERSON",
    ),
    (
        "fr",
        "Une centaine de familles chassées de leurs maisons campent à l'aéroport de Bangui.",
        100,
        "APPROXIMATELY",
        "HOUSEHOLD",
    ),
    ("fr", "Irma laisse 8 000 sans-abri à Saint-Martin.", 8_000, "EXACT", "PERSON"),
    (
        "fr",
        "Entre 70 000 et 75 000 habitants du Karabakh ont abandonné leurs foyers.",
        70_000,
        "RANGE",
        "PERSON",
    ),
    ("fr", "Le camp de Dadaab accueille 230 000 réfugiés somaliens.", 230_000, "EXACT", "PERSON"),
    (
        "ru",
        "По данным ООН, более 2 миллионов человек покинули Украину.",
        2_000_000,
        "MORE_THAN",
        "PERSON",
    ),
    (
        "ru",
        "Из приграничных районов Курской области эвакуированы 76 тысяч человек.",
        76_000,
        "EXACT",
        "PERSON",
    ),
    (
        "ru",
        "После разрушения плотины в Херсонской области без крова остались 6 тысяч жителей.",
        6_000,
        "EXACT",
        "PERSON",
    ),
    (
        "ru",
        "В Армению прибыли свыше 100 тысяч вынужденных переселенцев из Карабаха.",
        100_000,
        "MORE_THAN",
        "PERSON",
    ),
    (
        "ru",
        "Из-за пожаров в Якутии из домов вывезли около 2,5 тысячи жителей.",
        2_500,
        "APPROXIMATELY",
        "PERSON",
    ),
    (
        "ru",
        "Десятки тысяч сирийцев бежали из Дераа к границе с Иорданией.",
        10_000,
        "VAGUE",
        "PERSON",
    ),
    (
        "ru",
        "В пункты временного размещения Тулуна помещены 1138 человек.",
        1_138,
        "EXACT",
        "PERSON",
    ),
    ("ru", "В Степанакерт вернулись 25 тысяч беженцев.", 25_000, "EXACT", "PERSON"),
    (
        "ru",
        "В Орске подтоплено 7 тысяч домов, свои дома покинули не менее 4,5 тыс. человек.",
        4_500,
        "MORE_THAN",
        "PERSON",
    ),
    (
        "ru",
        "Из восточного Алеппо вывезено 25 тысяч человек, сообщил Красный Крест.",
        25_000,
        "EXACT",
        "PERSON",
    ),
    (
        "ru",
        "Число вынужденных переселенцев на Украине достигло 980 тысяч.",
        980_000,
        "EXACT",
        "PERSON",
    ),
    ("ru", "Около 75 тысяч узбеков бежали из Оша в Узбекистан.", 75_000, "APPROXIMATELY", "PERSON"),
    (
        "ru",
        "Порядка 300 семей переехали из зоны обстрелов в общежития.",
        300,
        "APPROXIMATELY",
        "HOUSEHOLD",
    ),
    ("ru", "Из Мосула за год бежал почти миллион человек.", 1_000_000, "APPROXIMATELY", "PERSON"),
    (
        "he",
        "כ-200 אלף תושבים פונו מיישובי הצפון והדרום מאז תחילת המלחמה.",
        200_000,
        "APPROXIMATELY",
        "PERSON",
    ),
    ("he", "יותר ממיליון לבנונים נעקרו מבתיהם, לפי ממשלת לבנון.", 1_000_000, "MORE_THAN", "PERSON"),
    ("he", "מאות אלפי עזתים שבו לצפון הרצועה.", 100_000, "VAGUE", "PERSON"),
    ("he", "1.5 מיליון בני אדם ברחו מאוקראינה למדינות השכנות.", 1_500_000, "EXACT", "PERSON"),
    ("he", "בחיפה פונו 75 אלף איש מבתיהם בשל השריפה.", 75_000, "EXACT", "PERSON"),
    ("he", "רעידת האדמה הותירה 2 מיליון איש ללא קורת גג.", 2_000_000, "EXACT", "PERSON"),
    ("he", "כ-10,000 פלסטינים עזבו את בתיהם בעזה.", 10_000, "APPROXIMATELY", "PERSON"),
    ("he", '80 אלף בני אדם שוהים בבתי ספר של אונר"א.', 80_000, "EXACT", "PERSON"),
    ("he", "עשרות משפחות נאלצו לעזוב את בתיהן בקריית שמונה.", 10, "VAGUE", "HOUSEHOLD"),
    ("he", "בירדן חיים 630 אלף פליטים סורים.", 630_000, "EXACT", "PERSON"),
    (
        "he",
        "לפחות 130 משפחות מתגוררות במלון באילת לאחר שפונו משדרות.",
        130,
        "MORE_THAN",
        "HOUSEHOLD",
    ),
    ("he", "900 אלף סורים נמלטו מאידליב מאז דצמבר.", 900_000, "EXACT", "PERSON"),
    ("he", "כ-4,000 איש פונו באוטובוסים מקונייטרה.", 4_000, "APPROXIMATELY", "PERSON"),
    ("he", "130 אלף עקורים נרשמו בצפון סוריה.", 130_000, "EXACT", "PERSON"),
    (
        "ku",
        "Ji ber êrîşa li ser bakurê Sûriyê zêdetirî 200 hezar kes koçber bûn.",
        200_000,
        "MORE_THAN",
        "PERSON",
    ),
    ("ku", "Nêzîkî 150 hezar kes ji Efrînê reviyan.", 150_000, "APPROXIMATELY", "PERSON"),
    ("ku", "Bi deh hezaran Êzidî ji Şengalê reviyan çiyê.", 10_000, "VAGUE", "PERSON"),
    ("ku", "300 malbat vegeriyan gundên xwe li Şengalê.", 300, "EXACT", "HOUSEHOLD"),
    ("ku", "Piştî erdhejê 5 hezar kes bê mal man.", 5_000, "EXACT", "PERSON"),
    ("ku", "١٨٠ هەزار کەس لە کەرکووک ئاوارە بوون.", 180_000, "EXACT", "PERSON"),
    ("ku", "زیاتر لە ٥٠٠ هەزار کەس لە مووسڵ هەڵاتن.", 500_000, "MORE_THAN", "PERSON"),
    ("ku", "٢٠٠ خێزان گەڕانەوە بۆ گوندەکانیان.", 200, "EXACT", "HOUSEHOLD"),
    ("ku", "نزیکەی ٣٠٠ هەزار ئاوارە لە کەمپەکانی دهۆک دەژین.", 300_000, "APPROXIMATELY", "PERSON"),
    ("ku", "هەرێمی کوردستان ٢٥٠ هەزار پەنابەری سووری لەخۆ گرتووە.", 250_000, "EXACT", "PERSON"),
    ("ku", "7 hezar penaber derbasî Herêma Kurdistanê bûn.", 7_000, "EXACT", "PERSON"),
    ("ku", "8 hezar kes ji Helebê hatin derxistin.", 8_000, "EXACT", "PERSON"),
    ("ku", "یەک ملیۆن کەس لە ئۆکرانیا هەڵاتوون.", 1_000_000, "EXACT", "PERSON"),
    ("ku", "100 hezar kes ji Til Rifetê koç kirin.", 100_000, "EXACT", "PERSON"),
]


@pytest.mark.parametrize(("lang", "text", "value", "quantifier", "unit"), PLAIN)
def test_plain_wording_of_another_language_is_read(
    lang: str, text: str, value: int, quantifier: str, unit: str
) -> None:
    (claim,) = figures(text, lang)
    assert (claim.reported, claim.quantifier, claim.unit) == (value, quantifier, unit)


def test_sorani_is_read_as_kurdish() -> None:
    (claim,) = figures("٢٠٠ خێزان گەڕانەوە بۆ گوندەکانیان.", "ckb")
    assert (claim.reported, claim.category) == (200, "RETURN")
