"""A list of sources as a table: CSV to records, and back. Columns are told by name."""

import csv
import io
from collections.abc import Iterable, Iterator

from ingest.listing import FIELDS, listed_feed, values_of
from ingest.records import BadList, ListedFeed
from newsmon.lib.charsets import Undecodable, decode

MAX_ROWS = 10_000
# Other names under which tables have these columns.
_ALIASES = {
    **{"xmlurl": "url", "feed": "url", "feed_url": "url", "address": "url", "rss": "url"},
    **{"htmlurl": "homepage", "site": "homepage", "website": "homepage", "title": "name"},
    **{"languages": "language", "lang": "language", "name_en": "name", "category": "group"},
    **{"folder": "group", "reason": "reliability_reason"},
}
# What a spreadsheet would take for a formula is written with an apostrophe before it.
_FORMULA_SIGNS = ("=", "+", "-", "@")


def parse_table(body: bytes, *, skipped: list[str] | None = None) -> tuple[ListedFeed, ...]:
    """Read a CSV with a head line; commas, semicolons or tabs. Raises BadList with every fault and
    its line, unless `skipped` takes them."""
    try:
        text = decode(body).text
    except Undecodable as error:
        raise BadList(str(error)) from error
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    listed: list[ListedFeed] = []
    faults: list[str] = []
    for number, values in _rows(lines):
        try:
            listed.append(listed_feed(values))
        except BadList as error:
            faults += [f"line {number}: {fault}" for fault in error.faults]
    if faults and skipped is None:
        raise BadList(*faults)
    (skipped if skipped is not None else []).extend(faults)
    if not listed and not faults:
        raise BadList("the table has no rows")
    return tuple(listed)


def render_table(listed: Iterable[ListedFeed]) -> str:
    """Write a list of sources as CSV; reading it again gives the same records."""
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS, lineterminator="\n")
    writer.writeheader()
    for feed in listed:
        writer.writerow({name: _written(value) for name, value in values_of(feed).items()})
    return out.getvalue()


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        names = [_column(name) for name in next(reader, [])]
        if "url" not in names:
            raise BadList("line 1: no column is called url")
        for row in reader:
            if len(row) > 0 and any(cell.strip() for cell in row):
                yield reader.line_num, _values(names, row)
            if reader.line_num > MAX_ROWS:
                raise BadList(f"the table has more than {MAX_ROWS} lines")
    except csv.Error as error:
        raise BadList(f"line {reader.line_num}: {error}") from error


def _column(name: str) -> str:
    plain = name.strip().lstrip("\ufeff").lower().replace(" ", "_").replace("-", "_")
    return _ALIASES.get(plain, plain)


def _values(names: list[str], row: list[str]) -> dict[str, str]:
    return {name: _read(cell) for name, cell in zip(names, row, strict=False) if name in FIELDS}


def _written(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA_SIGNS) else value


def _read(cell: str) -> str:
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA_SIGNS) else text
