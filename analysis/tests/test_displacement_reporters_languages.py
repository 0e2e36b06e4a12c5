"""Who says a figure in French, Turkish, Russian, Persian, Hebrew and Kurdish."""

from typing import Any

import pytest

from analysis.tests.displacement_texts import actor, figures, place

Names = list[tuple[str, dict[str, Any]]]
UN, OCHA, IOM = actor("United Nations"), actor("UN OCHA"), actor("IOM")

NAMED: list[tuple[str, str, Names, str]] = [
    ("fr", "Selon l'ONU, 5 000 personnes ont été déplacées.", [("ONU", UN)], "United Nations"),
    ("fr", "5 000 personnes ont été déplacées, selon l'ONU.", [("ONU", UN)], "United Nations"),
    ("fr", "D'après l'OIM, 5 000 personnes ont été déplacées.", [("OIM", IOM)], "IOM"),
    ("fr", "L'OIM a déclaré que 5 000 personnes ont été déplacées.", [("OIM", IOM)], "IOM"),
    ("fr", "5 000 personnes ont été déplacées, a indiqué l'OIM.", [("OIM", IOM)], "IOM"),
    ("fr", "Selon des responsables locaux, 5 000 personnes ont été déplacées.", [],
     "local officials"),
    ("fr", "Le maire affirme que 5 000 personnes ont été déplacées.", [], "mayor"),
    ("tr", "OCHA'ya göre 5 bin kişi yerinden edildi.", [("OCHA", OCHA)], "UN OCHA"),
    ("tr", "BM'ye göre 5 bin kişi yerinden edildi.", [("BM", UN)], "United Nations"),
    ("tr", "OCHA, 5 bin kişinin yerinden edildiğini açıkladı.", [("OCHA", OCHA)], "UN OCHA"),
    ("tr", "BM, İdlib'de 5 bin kişinin yerinden edildiğini bildirdi.",
     [("BM", UN), ("İdlib", place("Idlib"))], "United Nations"),
    ("tr", "Yerel yetkililere göre 5 bin kişi yerinden edildi.", [], "local officials"),
    ("tr", "Vali, 5 bin kişinin yerinden edildiğini söyledi.", [], "governor"),
    ("ru", "По данным ООН, 5 тысяч человек покинули свои дома.", [("ООН", UN)], "United Nations"),
    ("ru", "По словам губернатора, 5 тысяч человек покинули свои дома.", [], "governor"),
    ("ru", "ООН сообщила, что 5 тысяч человек покинули свои дома.", [("ООН", UN)],
     "United Nations"),
    ("ru", "5 тысяч человек покинули свои дома, сообщила ООН.", [("ООН", UN)], "United Nations"),
    ("ru", "Местные власти заявили, что 5 тысяч человек покинули свои дома.", [],
     "local authorities"),
    ("ru", "5 тысяч человек покинули свои дома, сообщили в МОМ.", [("МОМ", IOM)], "IOM"),
    ("fa", "به گفته سازمان ملل، ۵ هزار نفر آواره شدند.", [("سازمان ملل", UN)], "United Nations"),
    ("fa", "سازمان ملل اعلام کرد ۵ هزار نفر آواره شدند.", [("سازمان ملل", UN)], "United Nations"),
    ("fa", "سازمان ملل گفت که ۵ هزار نفر آواره شدند.", [("سازمان ملل", UN)], "United Nations"),
    ("fa", "به گفته مقامات محلی، ۵ هزار نفر آواره شدند.", [], "local officials"),
    ("fa", "استاندار گفت ۵ هزار نفر آواره شدند.", [], "governor"),
    ("fa", "به گزارش هلال احمر، ۵ هزار نفر آواره شدند.", [], "red crescent"),
    ("he", "לדברי האו\"ם, 5,000 איש נמלטו מבתיהם.", [("האו\"ם", UN)], "United Nations"),
    ("he", "על פי האו\"ם, 5,000 איש נמלטו מבתיהם.", [("האו\"ם", UN)], "United Nations"),
    ("he", "לפי גורמים מקומיים, 5,000 איש נמלטו מבתיהם.", [], "local officials"),
    ("he", "האו\"ם הודיע כי 5,000 איש נמלטו מבתיהם.", [("האו\"ם", UN)], "United Nations"),
    ("he", "המשטרה מסרה כי 5,000 איש נמלטו מבתיהם.", [], "police"),
    ("he", "5,000 איש נמלטו מבתיהם, מסר המושל.", [], "governor"),
    ("ku", "Li gorî NY, 5 hezar kes koçber bûn.", [("NY", UN)], "United Nations"),
    ("ku", "NY ragihand ku 5 hezar kes koçber bûn.", [("NY", UN)], "United Nations"),
    ("ku", "Parêzgar got ku 5 hezar kes koçber bûn.", [], "governor"),
    ("ku", "بە وتەی نەتەوە یەکگرتووەکان 5 هەزار کەس ئاوارە بوون.",
     [("نەتەوە یەکگرتووەکان", UN)], "United Nations"),
    ("ku", "پارێزگار ڕایگەیاند 5 هەزار کەس ئاوارە بوون.", [], "governor"),
    ("ku", "بەپێی ڕاپۆرتی IOM 5 هەزار کەس ئاوارە بوون.", [("IOM", IOM)], "IOM"),
]  # fmt: skip

UNNAMED: list[tuple[str, str, Names]] = [
    ("fr", "Environ 5 000 personnes ont été déplacées.", []),
    ("fr", "5 000 personnes ont fui la police.", []),
    ("fr", "Selon toute vraisemblance, 5 000 personnes ont été déplacées.", []),
    ("fr", "5 000 personnes ont été déplacées à Idlib.", [("Idlib", place("Idlib"))]),
    ("fr", "L'ONU a aidé 5 000 personnes déplacées.", [("ONU", UN)]),
    ("fr", "5 000 personnes ont été déplacées vers un camp de l'ONU.", [("ONU", UN)]),
    ("tr", "Yaklaşık 5 bin kişi yerinden edildi.", []),
    ("tr", "5 bin kişi İdlib'de yerinden edildi.", [("İdlib", place("Idlib"))]),
    ("tr", "Polisten kaçan 5 bin kişi yerinden edildi.", []),
    ("tr", "Plana göre 5 bin kişi yerinden edildi.", []),
    ("tr", "BM'nin kampında 5 bin mülteci var.", [("BM", UN)]),
    ("tr", "Geçen yıla göre 5 bin kişi daha yerinden edildi.", []),
    ("ru", "Около 5 тысяч человек покинули свои дома.", []),
    ("ru", "5 тысяч человек покинули Идлиб.", [("Идлиб", place("Idlib"))]),
    ("ru", "По дороге на север 5 тысяч человек покинули свои дома.", []),
    ("ru", "По плану 5 тысяч человек покинули свои дома.", []),
    ("ru", "5 тысяч беженцев находятся в лагере ООН.", [("ООН", UN)]),
    ("ru", "5 тысяч человек покинули свои дома после прихода полиции.", []),
    ("fa", "حدود ۵ هزار نفر آواره شدند.", []),
    ("fa", "۵ هزار نفر در ادلب آواره شدند.", [("ادلب", place("Idlib"))]),
    ("fa", "به دلیل درگیری‌ها ۵ هزار نفر آواره شدند.", []),
    ("fa", "۵ هزار نفر از دست پلیس گریختند و آواره شدند.", []),
    ("fa", "بر اساس توافق ۵ هزار نفر آواره شدند.", []),
    ("fa", "۵ هزار پناهنده در اردوگاه سازمان ملل هستند.", [("سازمان ملل", UN)]),
    ("he", "כ-5,000 איש נמלטו מבתיהם.", []),
    ("he", "5,000 איש נמלטו מאידליב.", [("אידליב", place("Idlib"))]),
    ("he", "5,000 איש נמלטו מפני המשטרה.", []),
    ("he", "לפי התוכנית 5,000 איש נמלטו מבתיהם.", []),
    ("he", "5,000 פליטים שוהים במחנה של האו\"ם.", [("האו\"ם", UN)]),
    ("he", "על פי ההערכה 5,000 איש נמלטו מבתיהם.", []),
    ("ku", "Nêzîkî 5 hezar kes koçber bûn.", []),
    ("ku", "Li Idlibê 5 hezar kes koçber bûn.", [("Idlib", place("Idlib"))]),
    ("ku", "Ji ber şer 5 hezar kes koçber bûn.", []),
    ("ku", "نزیکەی 5 هەزار کەس ئاوارە بوون.", []),
    ("ku", "بەهۆی شەڕەوە 5 هەزار کەس ئاوارە بوون.", []),
    ("ku", "بەپێی پلان 5 هەزار کەس ئاوارە بوون.", []),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "names", "expected"), NAMED)
def test_reporter_of_another_language(lang: str, text: str, names: Names, expected: str) -> None:
    (claim,) = figures(text, lang, *names)
    assert [each.name for each in claim.reported_by] == [expected]


@pytest.mark.parametrize(("lang", "text", "names"), UNNAMED)
def test_nobody_is_named_as_reporter(lang: str, text: str, names: Names) -> None:
    assert [claim.reported_by for claim in figures(text, lang, *names)] in ([()], [])


def test_each_language_has_as_many_negatives() -> None:
    for lang in ("fr", "tr", "ru", "fa", "he", "ku"):
        named = sum(row[0] == lang for row in NAMED)
        unnamed = sum(row[0] == lang for row in UNNAMED)
        assert named >= 6 and unnamed >= 6 and named + unnamed >= 12
