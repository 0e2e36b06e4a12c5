"""Names of actors and places are linked in the languages that inflect them or write no Arabic."""

import pytest

from analysis.documents import split_sentences
from analysis.linking.linker import link
from analysis.records import Document
from analysis.tests.test_linking import Linker, gazetteer, linker, registry

__all__ = ["gazetteer", "linker", "registry"]  # fixtures


def linked(linker: Linker, language: str, text: str) -> list[str]:
    """Give the ids of actors that act and of places where nothing acts, in order."""
    document = Document(id="1", text=text, lang=language)
    sentences = split_sentences(text)
    entities = link(document, sentences, [], linker.registry, linker.gazetteer)
    named = [e.actor if e.acts else e.place for e in entities if e.reason != "demonym"]
    return [name for name in named if name]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ru", "Взрыв прогремел в провинции Эль-Хасака.", "ocha-SY08"),
        ("ru", "Колонна вышла из Эль-Хасаке.", "ocha-C4360"),
        ("ru", "Обстрел Газы продолжается.", "reg-gaza-strip"),
        ("he", "פיצוץ אירע אתמול בקמישלי.", "ocha-C4564"),
        ("ku", "Li Hesekeyê teqînek çêbû.", "ocha-C4360"),
        ("ku", "لە قامیشلۆدا تەقینەوەیەک ڕوویدا.", "ocha-C4564"),
        ("tr", "Kamışlı kentinde patlama oldu.", "ocha-C4564"),
        ("tr", "Patlama Haseke'de oldu.", "ocha-C4360"),
        ("fr", "Une explosion a eu lieu à Hassaké.", "ocha-C4360"),
        ("fr", "Des familles ont fui la ville de Manbij.", "ocha-C1767"),
    ],
)
def test_a_town_is_known_by_its_name_in_the_language(
    linker: Linker, language: str, text: str, wanted: str
) -> None:
    assert linked(linker, language, text) == [wanted]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Поставки газа выросли."),
        ("ru", "Цена газа и бензина стоит на месте."),
        ("he", "הבורסה נסגרה בירידות."),
        ("he", "הממשלה דוחה את ההצעה."),
        ("tr", "Bu sana yakışmadı."),
        ("ku", "Wan got ku dê werin."),
        ("ru", "Этот взгляд на рим и мир устарел."),
    ],
)
def test_a_common_word_is_no_town(linker: Linker, language: str, text: str) -> None:
    assert linked(linker, language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("tr", "SDG'nin açıklaması bekleniyor.", "sdf"),
        ("tr", "Türk Silahlı Kuvvetlerinin açıklaması bekleniyor.", "turkish-armed-forces"),
        ("ku", "HSDê daxuyaniyek belav kir.", "sdf"),
        ("he", "צה״ל הודיע על כך.", "israeli-army"),
        ("fr", "L'armée israélienne a publié un communiqué.", "israeli-army"),
    ],
)
def test_a_body_is_known_with_its_ending(
    linker: Linker, language: str, text: str, wanted: str
) -> None:
    assert linked(linker, language, text) == [wanted]


@pytest.mark.parametrize("text", ["SDGNİN açıklaması", "sdg'nin açıklaması", "SDGa açıklaması"])
def test_another_word_that_begins_so_is_no_acronym(linker: Linker, text: str) -> None:
    assert linked(linker, "tr", text) == []
