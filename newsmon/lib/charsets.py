"""Bytes to text where the label may lie: regional pages say UTF-8 and mean windows-1256.

Order of trust: byte-order mark; UTF-8 that holds (it proves itself); the label, unless it is a
server's default; then the 8-bit code pages of the region, chosen by which of them yields words of
one script.
"""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Only these labels are believed: Python also knows "zlib", "rot13" and "unicode_escape".
_KNOWN = (
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "windows-1250", "windows-1251", "windows-1252",
    "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257", "iso8859-1",
    "iso8859-2", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-9", "iso8859-15",
    "koi8-r", "koi8-u", "cp720", "cp864", "mac-arabic", "ascii", "gb18030", "gbk", "big5",
    "shift_jis", "euc-jp", "euc-kr",
)  # fmt: skip
_KNOWN_NAMES = frozenset(codecs.lookup(name).name for name in _KNOWN)
# What servers say when nobody told them: no evidence of anything.
_DEFAULTS = frozenset({"ascii", "iso8859-1", "cp1252"})
# Code pages of the region, the likelier first: ties go to the earlier.
_CANDIDATES = ("cp1256", "cp1254", "cp1252", "cp1255", "cp1251", "iso8859-6", "cp1253", "cp1250")
_NAMES = {f"cp{number}": f"windows-{number}" for number in range(1250, 1259)}
_LABEL = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([\w.:-]{1,40})"""
    rb"""|<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
# HTML asks for the first 1024 bytes to be searched; pages put scripts before their label.
_LABEL_WITHIN_BYTES = 8192
# A torn character, or an advertisement in another code page, leaves a page UTF-8: bytes of an 8-bit
# code page hardly ever form whole characters of UTF-8 by chance.
_MAX_TORN_SHARE = 0.2
_MIN_PLAUSIBLE_SHARE = 0.5
# How markup and JSON begin in UTF-16 without a mark (XML 1.0, appendix F).
_UNMARKED = (
    (b"<\x00", "utf-16-le"),
    (b"{\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
    (b"\x00{", "utf-16-be"),
)
# A stray zero or control is a fault of a text; images and archives are full of them.
_MAX_CONTROL_SHARE = 0.02
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\r\f\x1b"))
_SAMPLE_BYTES = 200_000
_WORDS_WITH_HIGH_LETTERS = re.compile(r"[^\W\d_]*[^\W\d_\x00-\x7f][^\W\d_]*")
_SCRIPTS = (
    re.compile(r"[\u0600-\u06ff]+"),
    re.compile(r"[\u05d0-\u05ea]+"),
    re.compile(r"[\u0400-\u042f]?[\u0430-\u045f]+|[\u0400-\u042f]+"),
    re.compile(r"[\u0370-\u03ab]?[\u03ac-\u03ce]+"),
)
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u017f][a-z\u00df-\u017f]*|[A-Z\u00c0-\u017f]+")
# The letters that carry half of any Arabic or Persian text.
_FREQUENT_ARABIC = frozenset("اليمونرتبده")
_MIN_FREQUENT_ARABIC = 0.45
# windows-1256 holds the French letters too: without Arabic it yields to the Latin pages.
_NO_ARABIC_WEIGHT = 0.9


class Undecodable(ValueError):
    """The bytes are no text in any code page that is tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text, the code page that gave it, and a note where that is not what was declared."""

    text: str
    charset: str
    note: str = ""


def decode(body: bytes, declared: str = "") -> Decoded:
    """Decode a page or feed; `declared` is the charset of the HTTP header, "" when it had none.

    Raises Undecodable.
    """
    for mark, charset in _MARKS:
        if body.startswith(mark):
            return _noted(body.decode(charset, "replace").lstrip("\ufeff"), charset, declared)
    labels = _labels(body, declared)
    shown = declared or (labels[0] if labels else "")
    for label in labels:
        if label.startswith("utf-16") and _holds(body, label):
            return Decoded(text=body.decode(label), charset=label)
    for beginning, charset in _UNMARKED:
        if body.startswith(beginning) and _holds(body, charset):
            return Decoded(text=body.decode(charset), charset=charset)
    head = body[:_LABEL_WITHIN_BYTES]
    if len(head) - len(head.translate(None, _CONTROLS)) > _MAX_CONTROL_SHARE * len(head):
        raise Undecodable("the bytes are no text: they hold zeros and other controls")
    if (text := _utf_8(body)) is not None:
        note = "" if "\ufffd" not in text else "some bytes were no UTF-8 and are shown as �"
        return _noted(text, "utf-8", shown, note)
    for label in labels:
        if label not in _DEFAULTS and label != "utf-8" and _holds(body, label):
            return _noted(body.decode(label), label, shown)
    charset = _likeliest(body)
    text = body.decode(charset, "replace")
    same = [label for label in labels if body.decode(label, "replace") == text]
    return _noted(text, same[0] if same else charset, shown)


def _noted(text: str, charset: str, declared: str, note: str = "") -> Decoded:
    name = _NAMES.get(charset, charset)
    official = _official(declared)
    if official and official != charset and not (official in _DEFAULTS and text.isascii()):
        label = _NAMES.get(declared, declared)
        note = f"decoded as {name} although labelled {label}. {note}".strip()
    return Decoded(text=text, charset=name, note=note)


def _labels(body: bytes, declared: str) -> list[str]:
    found = _LABEL.search(body[:_LABEL_WITHIN_BYTES])
    inner = next(filter(None, found.groups()), b"").decode("ascii") if found else ""
    official = [_official(label) for label in (declared, inner)]
    # A page that can be read far enough to find its label is not UTF-16.
    readable = [o for o in official[1:] if not o.startswith("utf-16")]
    return list(dict.fromkeys(filter(None, [official[0], *readable])))


def _official(label: str) -> str:
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return ""
    return name if name in _KNOWN_NAMES else ""


def _holds(body: bytes, charset: str) -> bool:
    try:
        body.decode(charset)
    except UnicodeDecodeError:
        return False
    return True


def _utf_8(body: bytes) -> str | None:
    """Decode UTF-8, forgiving a few torn characters among many whole ones."""
    text = body.decode("utf-8", "replace")
    torn = text.count("\ufffd")
    if not torn:
        return text
    whole = sum(character > "\x7f" for character in text) - torn
    return text if torn <= _MAX_TORN_SHARE * whole else None


def _likeliest(body: bytes) -> str:
    sample = body[:_SAMPLE_BYTES]
    scores = [(_plausibility(sample, charset), charset) for charset in _CANDIDATES]
    best, charset = max(scores, key=lambda scored: scored[0])
    if best < _MIN_PLAUSIBLE_SHARE:
        raise Undecodable("no known code page makes words of these bytes")
    return charset


def _plausibility(sample: bytes, charset: str) -> float:
    """Give the share of the words with letters beyond ASCII that keep to one script."""
    text = sample.decode(charset, "replace")
    # A code page that lacks some of the bytes tears words apart: each is a word that is none.
    torn = text.count("\ufffd")
    words = _WORDS_WITH_HIGH_LETTERS.findall(text)
    if not words:
        return 0.0
    return sum(map(_is_plausible, words)) / (len(words) + torn) * _arabic_weight(words, charset)


def _is_plausible(word: str) -> bool:
    if any(script.fullmatch(word) for script in _SCRIPTS):
        return True
    high = sum(letter > "\x7f" for letter in word)
    return high <= len(word) / 2 and _LATIN_WORD.fullmatch(word) is not None


def _arabic_weight(words: Iterable[str], charset: str) -> float:
    letters = [letter for word in words for letter in word if "\u0600" <= letter <= "\u06ff"]
    if not letters:
        return _NO_ARABIC_WEIGHT if charset == "cp1256" else 1.0
    frequent = sum(letter in _FREQUENT_ARABIC for letter in letters) / len(letters)
    return 1.0 if frequent >= _MIN_FREQUENT_ARABIC else 0.5
