"""Pages whose label lies are read as they were written."""

from hashlib import sha256

import pytest

from newsmon.lib.charsets import Undecodable, decode

ARABIC = "أعلنت الأمم المتحدة نزوح آلاف المدنيين من مدينة رأس العين، مع استمرار القصف"
HEBREW = "הצבא פתח הלילה מעבר בצפון לפליטים"
TURKISH = "Kuvvetler bölgeye girdi, çatışmalar şiddetlendi; ağır kayıplar bildiriliyor"
FRENCH = "Les réfugiés sont arrivés à l'été près de la frontière"
RUSSIAN = "Беженцы прибыли в северный район"
PERSIAN = "گروهي از آوارگان به چهار پناهگاه رسيدند"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (ARABIC, "cp1256"),
        (PERSIAN, "cp1256"),
        (ARABIC, "iso8859-6"),
        (HEBREW, "cp1255"),
        (TURKISH, "cp1254"),
        (FRENCH, "cp1252"),
        (RUSSIAN, "cp1251"),
        (ARABIC, "utf-8"),
        (HEBREW, "utf-8-sig"),
        (ARABIC, "utf-16"),
    ],
)
@pytest.mark.parametrize("label", ["", "utf-8", "iso-8859-1", "no-such-charset"])
def test_text_is_recovered_whatever_the_label_says(text: str, written: str, label: str) -> None:
    assert decode(text.encode(written), label).text == text


def test_windows_1256_labelled_utf_8_is_noted() -> None:
    decoded = decode(ARABIC.encode("cp1256"), "utf-8")
    assert decoded.charset == "windows-1256"
    assert decoded.note == "decoded as windows-1256 although labelled utf-8."


@pytest.mark.parametrize("label", ["utf-8", "UTF-8", "utf8"])
def test_a_true_label_leaves_no_note(label: str) -> None:
    assert decode(ARABIC.encode(), label).note == ""


def test_ascii_under_any_label_leaves_no_note() -> None:
    assert decode(b"plain words", "iso-8859-1").note == ""


def test_label_inside_the_page_is_read() -> None:
    page = '<html><head><meta charset="windows-1251"></head>' + RUSSIAN
    assert decode(page.encode("cp1251")).charset == "windows-1251"


def test_label_inside_the_page_that_lies_is_noted() -> None:
    page = '<html><head><meta charset="utf-8"></head>' + ARABIC
    decoded = decode(page.encode("cp1256"))
    assert decoded.text == page
    assert "windows-1256" in decoded.note


def test_one_torn_character_leaves_utf_8_what_it_is() -> None:
    decoded = decode(ARABIC.encode()[:-1], "utf-8")
    assert decoded.charset == "utf-8"
    assert decoded.text.endswith("\ufffd")
    assert "no UTF-8" in decoded.note


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("beginning", ["<p>", '{"title": "'])
def test_utf_16_without_mark_and_label_is_known_by_its_beginning(
    beginning: str, charset: str
) -> None:
    decoded = decode((beginning + ARABIC).encode(charset))
    assert (decoded.text, decoded.charset) == (beginning + ARABIC, charset)


def test_a_label_of_the_page_is_told_by_its_public_name() -> None:
    page = '<?xml version="1.0" encoding="windows-1256"?>' + ARABIC
    assert "labelled windows-1256" in decode(page.encode()).note


def test_a_stray_zero_leaves_a_text_a_text() -> None:
    assert decode(ARABIC.encode() + b"\x00").text == ARABIC + "\x00"


NOISE = b"".join(sha256(bytes([n, m])).digest() for n in range(16) for m in range(16))
PICTURE = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 50


@pytest.mark.parametrize(
    "body", [b"\x89PNG\r\n\x1a\n\x00\x00\x00", b"\x00" * 50, NOISE, PICTURE, b"<\x00\x01"]
)
def test_bytes_that_are_no_text_are_refused(body: bytes) -> None:
    with pytest.raises(Undecodable):
        decode(body)


def test_a_label_that_python_would_execute_is_not_believed() -> None:
    assert decode(b"\\u0041", "unicode_escape").text == "\\u0041"
