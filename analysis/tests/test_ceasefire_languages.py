"""Truces in the languages with plainer rules."""

import pytest

from analysis.terms import CeasefireKind
from analysis.tests.ceasefire_cases import claims_in, names, only_claim


@pytest.mark.parametrize(
    ("lang", "text", "kind", "parties"),
    [
        ("tr", "İsrail ile Hamas ateşkes konusunda anlaştı.", "AGREED", {"Israel", "Hamas"}),
        ("tr", "Rusya 72 saatlik ateşkes ilan etti.", "DECLARED", {"Russia"}),
        ("tr", "İsrail ateşkesi ihlal etti.", "VIOLATED", {"Israel"}),
        ("fa", "روسیه آتش‌بس ۷۲ ساعته اعلام کرد.", "DECLARED", {"Russia"}),
        ("fa", "اوکراین آتش‌بس را رد کرد.", "REJECTED", {"Ukraine"}),
        (
            "fr",
            "Israël et le Hamas ont conclu une trêve de quatre jours.",
            "AGREED",
            {"Israel", "Hamas"},
        ),
        ("fr", "La trêve a été prolongée de deux jours.", "EXTENDED", set()),
        ("ru", "Россия объявила о перемирии на 72 часа.", "DECLARED", {"Russia"}),
        ("ru", "Израиль нарушил режим прекращения огня.", "VIOLATED", {"Israel"}),
        ("tr", "Rusya ateşkese vardı.", "AGREED", {"Russia"}),
        ("he", "רוסיה הכריזה על הפסקת אש.", "DECLARED", {"Russia"}),
        ("he", "ישראל דחתה את הצעת הפסקת האש.", "REJECTED", {"Israel"}),
        ("he", "הפסקת האש קרסה.", "ENDED", set()),
        ("ku", "Rûsya agirbest ragihand.", "DECLARED", {"Russia"}),
        ("ku", "Îsraîl agirbest binpê kir.", "VIOLATED", {"Israel"}),
    ],
)
def test_plain_sentence_of_another_language_is_read(
    lang: str, text: str, kind: str, parties: set[str]
) -> None:
    claim = only_claim(text, lang)
    assert claim.kind == CeasefireKind(kind)
    assert names(claim.parties) == parties


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("tr", "Ateşkes sürüyor."),
        ("fr", "Depuis la trêve, le calme est revenu."),
        ("fr", "La trêve hivernale commence bientôt."),
        ("ru", "Стороны соблюдают перемирие."),
        ("ru", "Депутаты заключили перемирие в споре о бюджете."),
        ("fa", "از آغاز آتش‌بس ده سال گذشته است."),
        ("he", "מאז הפסקת האש נפתחו בתי הספר."),
        ("he", "קו הפסקת האש עובר ליד הכפר."),
        ("he", "שני המאמנים הכריזו על הפסקת אש לפני הדרבי."),
        ("ku", "Agirbest berdewam e."),
        ("ku", "Piştî agirbestê dibistan vebûn."),
    ],
)
def test_passing_truce_of_another_language_is_no_claim(lang: str, text: str) -> None:
    assert claims_in(text, lang) == ()
