"""Numbers with the noun that they count: who is numbered, by head or by household."""

from dataclasses import dataclass

from analysis.displacement.words import Cue, Frame, nation_of, noun_class
from analysis.terms import Unit
from newsmon.lib.numerals import Number, Quantity
from newsmon.lib.tokens import Token, TokenKind

DISPLACED_NOUNS = frozenset({"DISPLACED", "REFUGEE", "RETURNEE", "EVACUEE"})
PEOPLE = frozenset({"PERSON", "HOUSEHOLD"}) | DISPLACED_NOUNS

# One person is a story, not a figure; more than mankind ever displaced is a slip of the pen.
_MOST_NUMBERS = 30
_SIZES = range(2, 1_000_000_000)
_NOUN_PHRASE_WORDS = 6
# Where a noun phrase ends in its head ("displaced Syrian families"); elsewhere it begins with it.
_HEAD_LAST = frozenset({"en", "tr"})
VERB_LAST = frozenset({"tr", "fa", "ku"})
# "three villages displaced ...": a verb after what is no person.
_PARTICIPLES = frozenset({"displaced", "uprooted", "killed", "injured", "wounded"})
_PLURALS = ("s", "people", "men", "women", "children")
# Participles that only describe those counted ("650,000 registered Syrian refugees").
_ADJECTIVES = frozenset({"registered", "documented", "stranded", "fleeing", "returning", "newly"})
_INSIDE_PHRASE = frozenset("\"'«»()[]-")
_COMPANIONS_REACH = 40
_ASIDE_LIMIT = 120
# "Lurs"; shorter capitals are abbreviations ("IS").
_SHORTEST_PEOPLE = 4
_SHARE_REACH = 60
_LIST_JOINTS = frozenset({",", "and"})
_RECOUNT_GAP = 6
_ASIDE_MARKS = ("-", "\u2013", "\u2014", "(")
_SIGN_REACH = 60
# What follows these stands without the article; with it, it begins something else.
_TAKES_INDEFINITE = frozenset({"الفا", "مليونا"})
_PART_OF = frozenset(
    {("of",), ("of", "the"), ("out", "of"), ("من", "اصل"), ("من", "بين"), ("of", "its")}
)
# "are now registered refugees": how far the noun may stand, the verb included.
_PREDICATE_REACH = 4
# "migrants and asylum-seekers": the second noun follows this near, in characters.
_JOINED_NOUN = 24
_NAMED_BEFORE = frozenset({"THING", "UNKNOWN", "PERSON", "HOUSEHOLD"})
# Who "them" may be; of fighters or activists it counts no displaced people.
_THEM = frozenset({"PERSON", "HOUSEHOLD", "OTHER_PEOPLE", "FIGHTER", "CAPTIVE"})
# "200 of them": how far back the people may be named, in words.
_THEM_REACH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its counted noun.

    `head` is the class of the noun ("" when there is none), `displaced` the class of a noun of
    displacement in its phrase, `np_end` where that phrase ends in the sentence, `noun` its folded
    text, `nation` the country whose people it names. `is_subset`: "including 500"; `is_share`:
    "half of the 14,000"; `is_recount`: "2,345 people from 469 families";
    `is_them`: "200 of them", whose verb stands before.
    """

    number: Number
    head: str
    displaced: str
    unit: Unit
    np_end: int
    noun: str
    nation: str | None
    has_companions: bool
    is_subset: bool
    is_share: bool
    is_recount: bool
    is_them: bool = False


def figures_of(frame: Frame) -> tuple[Figure, ...]:
    """Read the figures of a sentence in their order; a row of a table is no sentence."""
    figures: list[Figure] = []
    if len(frame.numbers) > _MOST_NUMBERS:
        return ()
    for number in frame.numbers:
        if number.value in _SIZES:
            figures.append(_figure(frame, number, figures[-1] if figures else None))
    return tuple(figures)


def asides(frame: Frame, figures: tuple[Figure, ...]) -> tuple[tuple[int, int], ...]:
    """Give the spans that a reader skips: brackets, dashes, "including 47 wounded"."""
    spans = [
        (figure.number.start, figure.np_end)
        for figure in figures
        if figure.is_subset or follows_sign(frame, "made_of", figure.number.start, 0)
    ]
    spans.extend((f.number.start, f.np_end) for f in figures if is_census(frame, f))
    pattern = frame.words.signs.get("aside_comma")
    if pattern is not None:
        found = pattern.finditer(frame.folded.text)
        spans.extend(frame.folded.span(match.start(), match.end()) for match in found)
    opened: dict[str, int] = {}
    for token in frame.tokens:
        if token.text == "(":
            opened["("] = token.start
        elif token.text == ")" and "(" in opened:
            spans.append((opened.pop("("), token.end))
        elif token.text in ("-", "\u2014") and token.spaced:
            begun = opened.pop("-", None)
            if begun is not None and token.end - begun <= _ASIDE_LIMIT:
                spans.append((begun, token.end))
            else:
                opened["-"] = token.start
    return tuple(spans)


def is_census(frame: Frame, figure: Figure) -> bool:
    """Say whether a figure is how many live, or lived, in a place ("a city of 2.3 million")."""
    start = figure.number.start
    is_camp = frame.has("camp", max(0, start - _SIGN_REACH), start)
    return follows_sign(frame, "census", start, 0) and not (figure.displaced or is_camp)


def _figure(frame: Frame, number: Number, previous: Figure | None) -> Figure:
    """Read the counted noun after a number."""
    nouns = _noun_phrase(frame, number)
    head = _head(frame, nouns)
    end = max(nouns[-1][0].end, number.end) if nouns else number.end
    if head == "PERSON":
        end = _listed_end(frame, end)
    displaced = next((name for _, name in nouns if name in DISPLACED_NOUNS), "")
    unit = Unit.HOUSEHOLD if any(name == "HOUSEHOLD" for _, name in nouns) else Unit.PERSON
    if not head and previous is not None and follows_sign(frame, "among", number.start, 1):
        head, displaced, unit = previous.head, previous.displaced, previous.unit
    if not head and previous is not None and follows_sign(frame, "more", number.number_start, 1):
        head = previous.head
    whole = _whole(frame, number) if head in ("", "UNKNOWN") else None
    is_them = head in ("", "UNKNOWN") and _is_of_them(frame, number)
    named = _named_whole(frame, whole) if whole else _named_them(frame, number) if is_them else ""
    if is_them and not named and previous is not None and previous.head in _NAMED_BEFORE:
        named = previous.head
    if named:
        head, end = named, number.end
        unit = Unit.HOUSEHOLD if named == "HOUSEHOLD" else Unit.PERSON
    if not head:
        displaced = _predicate(frame, number)
        head = "PERSON" if displaced else ""
    if not head and (said := _said_people(frame, number)):
        head, end = "PERSON", said
    if head in ("PERSON", "HOUSEHOLD") and not displaced and _is_participle_next(frame, end):
        displaced = "DISPLACED"
    if head == "OTHER_PEOPLE" and frame.has("with_refugees", end, end + _JOINED_NOUN):
        head, displaced = "REFUGEE", "REFUGEE"
    is_recount = previous is not None and _is_recount(frame, previous, number)
    return Figure(
        number=number,
        head=head,
        displaced=displaced if head in PEOPLE else "",
        unit=unit,
        np_end=end,
        noun=" ".join(token.text for token, _ in nouns),
        nation=_nation(frame, nouns),
        has_companions=frame.has("companions", end, end + _COMPANIONS_REACH),
        is_subset=follows_sign(frame, "subset", number.start, 8) or is_recount,
        is_recount=is_recount,
        is_share=_is_share(frame, number) or _is_whole(frame, number),
        is_them=is_them and bool(named),
    )


def _is_of_them(frame: Frame, number: Number) -> bool:
    """Find "200 of them", not "8.6 million, of whom 1.8 million"."""
    after = frame.between(number.number_end, number.end + 16)
    is_next = not after.lstrip().startswith((",", "،"))
    return is_next and frame.has("of_them", number.number_end, number.end + 16)


def _listed_end(frame: Frame, end: int) -> int:
    """Give where a list of those counted ends ("3,000 men, women and children")."""
    after = [t for t in frame.tokens if t.start >= end]
    for joint, token in zip(after[::2], after[1::2], strict=False):
        if joint.text not in _LIST_JOINTS or noun_class(token, frame.words) != "PERSON":
            break
        end = token.end
    return end


def _whole(frame: Frame, number: Number) -> Number | None:
    """Give the whole of "30 of some 150 families", None where no number follows."""
    following = next((n for n in frame.numbers if n.start >= number.end), None)
    if following is None:
        return None
    between = frame.between(number.end, following.start).split()
    return following if tuple(between) in _PART_OF else None


def _is_whole(frame: Frame, number: Number) -> bool:
    return any(_whole(frame, n) is number for n in frame.numbers if n.end <= number.start)


def _named_whole(frame: Frame, whole: Number) -> str:
    """Give the class of people that a whole counts, "" for no people."""
    head = _head(frame, _noun_phrase(frame, whole))
    return head if head in PEOPLE else ""


def _named_them(frame: Frame, number: Number) -> str:
    """Give the class of the people named last before "N of them"."""
    before = [t for t in frame.tokens if t.end <= number.start][-_THEM_REACH:]
    classes = [noun_class(token, frame.words) or "" for token in before]
    named = [name for name in classes if name in _THEM]
    return (
        named[-1]
        if named and not any(n.end in range(before[0].start, number.start) for n in frame.numbers)
        else ""
    )


def follows_sign(frame: Frame, sign: str, start: int, slack: int) -> bool:
    """Say whether a sign ends at most `slack` characters before `start`."""
    pattern = frame.words.signs.get(sign)
    window = frame.between(max(0, start - _SIGN_REACH), start).rstrip()
    return pattern is not None and any(
        len(window) - match.end() <= slack for match in pattern.finditer(window)
    )


def _nation(frame: Frame, nouns: list[tuple[Token, str]]) -> str | None:
    """Give the country of the people counted; "South Sudanese" is one people."""
    named = (country for token, _ in nouns if (country := nation_of(token, frame.words)))
    country = next(named, None)
    words = [token.text for token, _ in nouns]
    return "South Sudan" if country == "Sudan" and "south" in words else country


def _is_recount(frame: Frame, previous: Figure, number: Number) -> bool:
    """Find "2,345 people from 469 families", "3,000 (600 families)": the same people twice."""
    adjacent = 0 <= number.start - previous.np_end <= _RECOUNT_GAP
    between = frame.between(previous.np_end, number.start).strip()
    is_aside = between in _ASIDE_MARKS and bool(between)
    return adjacent and (is_aside or follows_sign(frame, "made_of", number.start, 0))


def _is_share(frame: Frame, number: Number) -> bool:
    """Find "90% of the town's 14,000 residents": the number is the whole, not who moved."""
    pattern = frame.words.signs.get("share")
    window = frame.between(max(0, number.start - _SHARE_REACH), number.start).rstrip()
    return pattern is not None and any(m.end() == len(window) for m in pattern.finditer(window))


def _is_participle_next(frame: Frame, end: int) -> bool:
    """Find "people displaced" and "families made homeless": they are displaced people."""
    return frame.has("participle", end, end + 16) and frame.lang == "en"


def _predicate(frame: Frame, number: Number) -> str:
    """Give the class of what a bare number of people are ("22.5 million are refugees")."""
    end = next((n.start for n in frame.numbers if n.start >= number.end), len(frame.text))
    after = [t for t in frame.tokens if number.end <= t.start < end][:_PREDICATE_REACH]
    if not after or not frame.has("is_who", after[0].start, after[0].end):
        return ""
    names = [noun_class(token, frame.words) for token in after[1:]]
    return next((name for name in names if name in DISPLACED_NOUNS), None) or ""


def _said_people(frame: Frame, number: Number) -> int | None:
    """Give where "11,000 were South Sudanese" ends, None where a number is not said to be people
    by what follows it."""
    after = [t for t in frame.tokens if t.start >= number.end][:_PREDICATE_REACH]
    if frame.lang != "en" or not after or after[0].text not in ("were", "are"):
        return None
    ends = [t.end for t in after[1:] if nation_of(t, frame.words)]
    return ends[-1] if ends else None


def _noun_phrase(frame: Frame, number: Number) -> list[tuple[Token, str]]:
    """Collect the words of the noun phrase after a number with their classes ("" unknown)."""
    if number.is_dual_noun:
        return [_dual_noun(frame, number)]
    if _is_adverb(frame, number):
        return []
    found: list[tuple[Token, str]] = []
    for token in frame.tokens:
        if token.start < number.number_end:
            continue
        if token.kind is not TokenKind.WORD:
            if token.text in _INSIDE_PHRASE and len(found) < 2 and token.text != ")":
                continue
            break
        if any(n is not number and n.start <= token.start < n.end for n in frame.numbers):
            break
        if token.text in frame.words.of and not found:
            continue
        if _opens_another(frame, number, token, found):
            break
        name = noun_class(token, frame.words)
        if token.text.startswith("seeker") and found and found[-1][0].text == "asylum":
            name = "REFUGEE"
        if found and name in DISPLACED_NOUNS and _is_verbal(frame, token):
            break
        if name is None and not found and _describes(frame, token):
            found.append((token, ""))
            continue
        if name is None and (_is_stop(frame, token) or _begins_cue(frame, token)):
            break
        found.append((token, name or ""))
        if len(found) == _NOUN_PHRASE_WORDS or _ends_phrase(frame, token, name):
            break
    return _trimmed(frame, found, number)


def _describes(frame: Frame, token: Token) -> bool:
    """Say whether a participle only describes the noun that follows ("fleeing villagers")."""
    following = [t for t in frame.tokens if t.start >= token.end][:1]
    is_noun = any(noun_class(t, frame.words) for t in following)
    return token.text in _ADJECTIVES and is_noun


def _is_verbal(frame: Frame, token: Token) -> bool:
    """Say whether a noun of displacement begins a verb ("koçber bûn", "آواره شدند")."""
    return frame.lang in VERB_LAST and _begins_cue(frame, token)


def _opens_another(
    frame: Frame, number: Number, token: Token, found: list[tuple[Token, str]]
) -> bool:
    """Say whether an Arabic word is no part of the counted noun: a joined verbal noun ("وإصابة"),
    what they left ("12 ألفا من قراهم"), or a definite noun after a number that takes an
    indefinite one ("عبر 65 ألفا الحدود")."""
    if frame.lang != "ar":
        return False
    if token.text.startswith("و") and _begins_cue(frame, token):
        return True
    if found:
        return False
    if token.text.endswith("هم") and noun_class(token, frame.words) in (None, "THING"):
        return True
    last = frame.between(number.number_start, number.number_end).split()[-1]
    is_bound = last in _TAKES_INDEFINITE and frame.between(number.end, token.start).strip() == ""
    return is_bound and token.text.startswith("ال")


def _is_adverb(frame: Frame, number: Number) -> bool:
    """Find "بالآلاف" ("by the thousand"), which counts the people named before it."""
    written = frame.between(number.number_start, number.number_end)
    return number.quantity is Quantity.VAGUE and written.lstrip("و").startswith("بال")


def _dual_noun(frame: Frame, number: Number) -> tuple[Token, str]:
    token = next(t for t in frame.tokens if t.start == number.number_start)
    household = "عايل" in token.text or "اسر" in token.text
    displaced = {"نازح": "DISPLACED", "لاجي": "REFUGEE"}
    named = next((name for stem, name in displaced.items() if stem in token.text), "PERSON")
    return token, "HOUSEHOLD" if household else named


def _is_stop(frame: Frame, token: Token) -> bool:
    """Find a word that ends the phrase; "IS" is a name."""
    written = frame.text[token.start : token.end]
    is_name = len(written) > 1 and written.isupper() and not frame.text.isupper()
    return token.text in frame.words.stop and not is_name


def _begins_cue(frame: Frame, token: Token) -> bool:
    return any(_starts_at(cue, token) for cue in frame.cues)


def _starts_at(cue: Cue, token: Token) -> bool:
    return cue.start == token.start


def _ends_phrase(frame: Frame, token: Token, name: str | None) -> bool:
    """Say whether an English plural ends its noun phrase ("residents", "people")."""
    if frame.lang not in _HEAD_LAST or name is None or name == "THING":
        return False
    if frame.text[token.end : token.end + 1] in ("'", "\u2019"):  # "120 squatters' tents"
        return False
    return token.text.endswith(_PLURALS) and token.text != "homeless"


def _trimmed(
    frame: Frame, found: list[tuple[Token, str]], number: Number
) -> list[tuple[Token, str]]:
    """Drop what follows the last known noun; keep a people that no list knows by its capitals."""
    last = max((i for i, (_, name) in enumerate(found) if name), default=-1)
    if last >= 0:
        return found[: last + 1]
    if frame.lang == "ar" and _needs_no_noun(frame, number):
        return []
    capitals = [pair for pair in found if frame.text[pair[0].start].isupper()]
    return capitals or found[:1]


def _needs_no_noun(frame: Frame, number: Number) -> bool:
    """Say whether the number is "الآلاف", "العشرات": "thousands" with the article stands alone."""
    written = frame.between(number.number_start, number.number_end)
    return number.quantity is Quantity.VAGUE and written.split()[-1].lstrip("وفبك")[:2] in (
        "ال", "لل",
    ) and written.split()[-1].lstrip("وفبك") != "الاف"  # fmt: skip


def _head(frame: Frame, nouns: list[tuple[Token, str]]) -> str:
    classes = [name for _, name in nouns if name]
    if not nouns:
        return ""
    if not classes:
        return _unknown_head(frame, nouns)
    if frame.lang in _HEAD_LAST:
        is_verb = nouns[-1][0].text in _PARTICIPLES and "THING" in classes
        return "THING" if is_verb else classes[-1]
    if nouns[0][1] == "" and len(nouns) > 1 and nouns[1][1] == "":
        return "UNKNOWN"
    return classes[0]


def _unknown_head(frame: Frame, nouns: list[tuple[Token, str]]) -> str:
    """Take a capitalised plural ("Rengma Nagas") for a people."""
    first, last = nouns[0][0], nouns[-1][0]
    is_plural = len(last.text) >= _SHORTEST_PEOPLE and last.text.endswith(("s", "i", "ese"))
    is_people = frame.text[first.start].isupper() and is_plural
    return "PERSON" if is_people and frame.lang not in ("ar", "fa") else "UNKNOWN"
