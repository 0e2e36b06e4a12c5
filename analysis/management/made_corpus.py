"""Makes a corpus of any size, to see how pages and queries fare on it; no word of it is news.

Articles, versions, mentions and claims are drawn by a seed and copied straight into the tables.
Actors, places and outlets are named as unevenly as the press names them (Zipf), and the volume
grows over the years. Every claim's offsets point at the sentence that says it.
"""

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from string import Formatter
from typing import Any

from django.db import connection, models, transaction

from analysis.models import (
    Actor,
    AnalysisRun,
    Ceasefire,
    CeasefireClaim,
    ClaimActor,
    ClaimPlace,
    DisplacementFigure,
    FigurePlace,
    FigureReporter,
    Mention,
    Place,
    RunState,
    Stance,
)
from ingest.models import Article, ArticleVersion, SearchEntry, Source
from ingest.records import Outcome, PublishedOrigin
from newsmon.lib.search_words import vector_of
from newsmon.lib.text import fold_name

GROUP = "made"
EXTRACTOR = "made"
SENTENCES: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("made_sentences.json").read_text(encoding="utf-8")
)
SOURCES = 300
ACTORS = 600
PLACES = 2_000
CEASEFIRES = 400
YEARS = 10
# About as often as a name of that rank stands in the press.
ZIPF = 1.0
LANGUAGES = ("ar", "ar", "en")
COUNTRIES = ("SYR", "LBN", "IRQ", "EGY", "JOR", "QAT", "SAU", "TUR", "GBR", "USA", "FRA", "SDN")
# Of all articles. In all 0.2 claims an article and eight names.
SHARES = {"SUPPORT": 0.03, "OPPOSE": 0.04, "NEUTRAL": 0.03, "FIGURE": 0.05}
CEASEFIRE_SHARES = {"VIOLATED": 0.03, "AGREED": 0.01, "EXTENDED": 0.01}
PLAIN_SENTENCES = 3
# Later years print more: 1 would be even.
GROWTH = 0.7
BATCH = 10_000


class Names:
    """Things to name, the first most often; `draw` gives the number of one."""

    def __init__(self, keys: Sequence[int], names: dict[str, Sequence[str]]) -> None:
        self.keys = keys
        self.names = names
        self._weights = list(accumulate(1 / rank**ZIPF for rank in range(1, len(keys) + 1)))

    def draw(self, random: Random, count: int) -> list[int]:
        return random.choices(range(len(self.keys)), cum_weights=self._weights, k=count)


class Table:
    """Rows of a model on their way into its table; what is not given is the field's default."""

    def __init__(self, model: type[models.Model], **constant: Any) -> None:
        self._fields = [
            each for each in model._meta.concrete_fields if not getattr(each, "generated", False)
        ]
        self._name = model._meta.db_table
        self._row = {
            each.attname: constant.get(each.attname, _default(each)) for each in self._fields
        }
        self._lines = io.StringIO()
        key = model._meta.pk.attname
        # A row that belongs to another one bears that one's number.
        self._is_numbered = key == "id"
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT coalesce(max("{key}"), 0) FROM "{self._name}"')
            self.last: int = cursor.fetchone()[0]

    def add(self, **given: Any) -> int:
        """Take a row and return its number."""
        self.last += 1
        row = {**self._row, **given}
        if self._is_numbered:
            row["id"] = self.last
        self._lines.write("\t".join(map(_written, row.values())) + "\n")
        return self.last

    def store(self) -> None:
        """Copy the rows into the table, and let its sequence go on after them."""
        self._lines.seek(0)
        columns = ", ".join(f'"{each.column}"' for each in self._fields)
        with connection.cursor() as cursor:
            cursor.copy_expert(f'COPY "{self._name}" ({columns}) FROM STDIN', self._lines)
            if self._is_numbered:
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('\"{self._name}\"', 'id'), %s)",
                    [max(self.last, 1)],
                )
        self._lines = io.StringIO()


def _default(each: models.Field[Any, Any]) -> Any:
    if getattr(each, "auto_now", False) or getattr(each, "auto_now_add", False):
        return datetime.now(UTC)
    value = each.get_default()
    return json.dumps(value) if isinstance(each, models.JSONField) else value


def _written(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
    if isinstance(value, list):
        return "{" + ",".join(map(str, value)) + "}"
    return str(value)


@dataclass(slots=True)
class Writing:
    """A text in the making and its length."""

    parts: list[str] = field(default_factory=list)
    length: int = 0

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    @property
    def text(self) -> str:
        return "".join(self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The numbers that one sentence's slots were filled with."""

    a: int
    b: int
    p: int
    n: int = 0


class Maker:
    """Draws articles and gathers their rows; `store` copies what is gathered."""

    def __init__(self, *, seed: int, until: datetime, days: float) -> None:
        self._random = Random(seed)
        self._until, self._days = until, days
        self._actors, self._places = _actors(), _places()
        self._sources = Names(_sources(), {})
        self._ceasefires = _ceasefires(self._random, until, self._actors)
        self.articles = Table(
            Article,
            outcome=Outcome.OK.value,
            published_origin=PublishedOrigin.FEED.value,
            language_score=1.0,
            fetched_at=until,
        )
        self.versions = Table(
            ArticleVersion, number=1, extractor=EXTRACTOR, fetched_at=until, content_hash=""
        )
        self.entries = Table(SearchEntry)
        quoted = {"score": 0.9, "extractor": EXTRACTOR}
        self.runs = Table(AnalysisRun, state=RunState.OK.value, finished_at=until, attempts=1)
        self.mentions = Table(Mention, **quoted, method="ALIAS")
        self.stances = Table(Stance, **quoted, act="NONE")
        certain = {"date_accuracy": "DAY", "factuality": "ASSERTED"}
        self.claims = Table(CeasefireClaim, **quoted, **certain)
        self.claim_actors, self.claim_places = Table(ClaimActor), Table(ClaimPlace)
        self.figures = Table(
            DisplacementFigure,
            **quoted,
            **certain,
            quantifier="APPROXIMATELY",
            unit="PERSON",
            term="DISPLACED",
            category="NEW_DISPLACEMENT",
            measure="FLOW",
        )
        self.figure_places = Table(FigurePlace, role="ORIGIN")
        self.figure_reporters = Table(FigureReporter)

    def article(self) -> None:
        """Draw one article with all that it says."""
        random = self._random
        language = random.choice(LANGUAGES)
        days = int(self._days * (1 - random.random() ** GROWTH))
        at = self._until - timedelta(days=days, seconds=random.randrange(86_400))
        wording = SENTENCES[language]
        writing = Writing()
        title = random.choice(wording["titles"])
        self._write(writing, language, title, self._filled())
        headline = writing.text
        kinds = [
            kind for kind, share in (SHARES | CEASEFIRE_SHARES).items() if random.random() < share
        ]
        plain = random.sample(wording["plain"], PLAIN_SENTENCES)
        told = [(kind, wording[kind]) for kind in kinds]
        body = [*(("", sentence) for sentence in plain[:1]), *told, *(("", s) for s in plain[1:])]
        said = []
        writing.write("\n")
        for kind, sentence in body:
            filled = self._filled()
            start = writing.length
            slots = self._write(writing, language, sentence, filled)
            said.append((kind, filled, start, writing.length, slots))
            writing.write(" ")
        article = self.articles.last + 1
        source = self._sources.keys[self._sources.draw(random, 1)[0]]
        version = self.versions.add(article_id=article, title=headline, text=writing.text.rstrip())
        self.articles.add(
            source_id=source,
            canonical_url=f"https://made.example/{article}",
            title=headline,
            published_at=at,
            discovered_at=at,
            language=language,
            direction="rtl" if language == "ar" else "ltr",
            content_hash=str(article),
            current_id=version,
        )
        self.runs.add(version_id=version)
        self.entries.add(
            article_id=article,
            source_id=source,
            language=language,
            published_at=at,
            title_key=fold_name(headline),
            words=vector_of(writing.text),
        )
        for kind, filled, start, end, slots in said:
            base = {"article_id": article, "version_id": version, "quote": writing.text[start:end]}
            self._names(base, slots)
            if kind:
                self._claim(kind, filled, {**base, "start": start, "end": end}, at, language, slots)

    def _filled(self) -> Filled:
        a, b = self._actors.draw(self._random, 2)
        number = self._random.randint(2, 300) * 10 ** self._random.randint(1, 3)
        return Filled(a=a, b=b, p=self._places.draw(self._random, 1)[0], n=number)

    def _write(
        self, writing: Writing, language: str, sentence: str, filled: Filled
    ) -> list[tuple[str, int, int, int]]:
        """Write a sentence; return (slot, number, start, end) of each of its slots."""
        slots = []
        for text, slot, _format, _conversion in Formatter().parse(sentence):
            writing.write(text)
            if slot is None:
                continue
            number = getattr(filled, slot)
            start = writing.length
            writing.write(str(number) if slot == "n" else self._named(slot).names[language][number])
            slots.append((slot, number, start, writing.length))
        return slots

    def _named(self, slot: str) -> Names:
        return self._places if slot == "p" else self._actors

    def _names(self, base: dict[str, Any], slots: Sequence[tuple[str, int, int, int]]) -> None:
        for slot, number, start, end in slots:
            if slot == "n":
                continue
            key = self._named(slot).keys[number]
            is_place = slot == "p"
            self.mentions.add(
                **base,
                start=start,
                end=end,
                type="LOC" if is_place else "ORG",
                place_id=key if is_place else None,
                actor_id=None if is_place else key,
                acts=not is_place,
            )

    def _claim(
        self,
        kind: str,
        filled: Filled,
        base: dict[str, Any],
        at: datetime,
        language: str,
        slots: Sequence[tuple[str, int, int, int]],
    ) -> None:
        actors, places = self._actors, self._places
        if kind in CEASEFIRE_SHARES:
            claim = self.claims.add(
                **base,
                printed_at=at,
                kind=kind,
                declared_on=at.date(),
                ceasefire_id=self._ceasefire(at),
            )
            for number, role in ((filled.a, "ALLEGED_BY"), (filled.b, "PERPETRATOR")):
                self.claim_actors.add(
                    claim_id=claim,
                    actor_id=actors.keys[number],
                    name=actors.names[language][number],
                    role=role if kind == "VIOLATED" else "PARTY",
                )
            self.claim_places.add(
                claim_id=claim,
                place_id=places.keys[filled.p],
                name=places.names[language][filled.p],
            )
        elif kind == "FIGURE":
            span = next((start, end) for slot, _number, start, end in slots if slot == "n")
            figure = self.figures.add(
                **base,
                printed_at=at,
                reported=filled.n,
                start_on=at.date(),
                end_on=at.date(),
                figure_start=span[0],
                figure_end=span[1],
            )
            self.figure_places.add(
                figure_id=figure,
                place_id=places.keys[filled.p],
                name=places.names[language][filled.p],
            )
            self.figure_reporters.add(
                figure_id=figure,
                actor_id=actors.keys[filled.a],
                name=actors.names[language][filled.a],
            )
        else:
            self.stances.add(
                **base,
                printed_at=at,
                holder_id=actors.keys[filled.a],
                holder_name=actors.names[language][filled.a],
                target_id=actors.keys[filled.b],
                target_name=actors.names[language][filled.b],
                polarity=kind,
            )

    def _ceasefire(self, at: datetime) -> int:
        # They follow each other evenly: each is claimed of around its own days.
        share = (self._until - at) / timedelta(days=YEARS * 365.25)
        return self._ceasefires[min(len(self._ceasefires) - 1, int(share * len(self._ceasefires)))]

    def store(self, *, checked: bool) -> None:
        """Copy all that is gathered, in one transaction; `checked` as any other write is."""
        with transaction.atomic():
            with connection.cursor() as cursor:
                # The rows point at each other by design; checking each takes most of the time.
                # Only a superuser may leave it out.
                cursor.execute("SELECT current_setting('is_superuser')")
                if cursor.fetchone() == ("on",) and not checked:
                    cursor.execute("SET LOCAL session_replication_role = replica")
            for table in (value for value in vars(self).values() if isinstance(value, Table)):
                table.store()


def make(
    articles: int,
    *,
    seed: int,
    until: datetime,
    days: float = YEARS * 365.25,
    batch_size: int = BATCH,
) -> Iterator[int]:
    """Store so many made articles of the `days` that end with a moment; yield how many are stored
    after each batch.

    Small batches are written as news is, with all checks; large ones at once. Raises ValueError
    where actors or places are missing."""
    maker = Maker(seed=seed, until=until, days=days)
    for done in range(0, articles, batch_size):
        batch = min(batch_size, articles - done)
        for _ in range(batch):
            maker.article()
        maker.store(checked=batch_size < BATCH)
        yield done + batch


def _sources() -> list[int]:
    Source.objects.bulk_create(
        (
            Source(
                slug=f"made-{number}",
                name=f"Made outlet {number}",
                name_ar=f"منبر مصنوع {number}",
                country=COUNTRIES[number % len(COUNTRIES)],
                group=GROUP,
                is_sample=True,
            )
            for number in range(SOURCES)
        ),
        ignore_conflicts=True,
    )
    found = Source.objects.filter(group=GROUP, is_sample=True).order_by("pk")
    return list(found.values_list("pk", flat=True))


def _actors() -> Names:
    found = Actor.objects.order_by("pk").values_list("pk", "name_en", "name_ar")[:ACTORS]
    return _named("actors", list(found))


def _places() -> Names:
    found = Place.objects.order_by("-population", "pk").values_list("pk", "name_en", "name_ar")
    return _named("places", list(found[:PLACES]))


def _named(what: str, rows: Sequence[tuple[int, str, str]]) -> Names:
    if not rows:
        raise ValueError(f"there are no {what} yet: load the registries first")
    return Names(
        [pk for pk, *_names in rows],
        {"en": [en for _pk, en, _ar in rows], "ar": [ar or en for _pk, en, ar in rows]},
    )


def _ceasefires(random: Random, until: datetime, actors: Names) -> list[int]:
    """Return the numbers of made ceasefires, the newest first."""
    step = timedelta(days=YEARS * 365.25 / CEASEFIRES)
    made = []
    for number in range(CEASEFIRES):
        on = (until - step * (number + 1)).date()
        one, two = random.sample(range(len(actors.keys)), 2)
        truce, _ = Ceasefire.objects.update_or_create(
            key=f"made-{number}",
            defaults={
                "name": f"{actors.names['en'][one]} – {actors.names['en'][two]}",
                "status": random.choice(("IN_EFFECT", "LAPSED", "ENDED_VIOLENCE", "EXTENDED")),
                "side": "BILATERAL",
                "party_names": [actors.names["en"][one], actors.names["en"][two]],
                "first_reported_on": on,
                "declared_on": on,
                "effective_on": on,
                "planned_end_on": on + timedelta(days=random.randint(2, 60)),
                "is_sample": True,
            },
        )
        truce.parties.set([actors.keys[one], actors.keys[two]])
        made.append(truce.pk)
    return made
