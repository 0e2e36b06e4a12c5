"""Rows of CSV files and what may be wrong with them. Every complaint names file and line."""

import csv
import dataclasses
import math
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

# The widths of the tables' columns.
LONGEST = {
    **{"id": 80, "actor": 80, "parent": 80, "related": 80},
    **{"name_en": 200, "name_ar": 200, "text": 200},
    **{"country": 3, "language": 3, "wikidata": 12, "pcode": 20},
}
_LONGEST_PATH = 300
PATH_SEPARATOR = " / "
# What spreadsheets put between cells, by the country of whoever saves the file.
_DELIMITERS = ",;\t"
_LATITUDE_LIMIT, _LONGITUDE_LIMIT = 90.0, 180.0

_Choice = TypeVar("_Choice", bound=StrEnum)
_Entry = TypeVar("_Entry")


class RegistryError(ValueError):
    """Registry files say what cannot be; each of the complaints names file and line."""

    def __init__(self, *complaints: str) -> None:
        super().__init__("\n".join(complaints))
        self.complaints = complaints


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a file, by the names of its columns."""

    path: Path
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def error(self, complaint: str) -> RegistryError:
        return RegistryError(f"{self.path.name}, line {self.line}: {complaint}")

    def text(self, column: str) -> str:
        return self.text_within(column, LONGEST[column])

    def text_within(self, column: str, longest: int) -> str:
        cell = self.cells[column]
        if len(cell) > longest:
            raise self.error(f"{column} is longer than {longest} characters")
        return cell

    def required(self, column: str) -> str:
        if not self.cells[column]:
            raise self.error(f"{column} is empty")
        return self.text(column)

    def choice(self, column: str, choices: type[_Choice]) -> _Choice:
        try:
            return choices(self.cells[column])
        except ValueError as error:
            known = ", ".join(choices)
            raise self.error(f"{column} {self.cells[column]!r} is none of {known}") from error

    def day(self, column: str) -> date | None:
        if not self.cells[column]:
            return None
        try:
            return date.fromisoformat(self.cells[column])
        except ValueError as error:
            raise self.error(f"{column} {self.cells[column]!r} is no date YYYY-MM-DD") from error

    def period(self) -> tuple[date | None, date | None]:
        first, last = self.day("valid_from"), self.day("valid_to")
        if first and last and first > last:
            raise self.error(f"valid_from {first} is after valid_to {last}")
        return first, last

    def number(self, column: str) -> float | None:
        if not self.cells[column]:
            return None
        try:
            number = float(self.cells[column])
        except ValueError as error:
            raise self.error(f"{column} {self.cells[column]!r} is no number") from error
        if not math.isfinite(number):
            raise self.error(f"{column} {self.cells[column]!r} is no number")
        return number

    def count(self, column: str) -> int:
        number = self.number(column) or 0
        if number < 0:
            raise self.error(f"{column} {number:g} is below zero")
        return int(number)

    def point(self, latitude: str, longitude: str) -> tuple[float | None, float | None]:
        """Give latitude and longitude in degrees, both of them or neither."""
        here = self._degrees(latitude, _LATITUDE_LIMIT), self._degrees(longitude, _LONGITUDE_LIMIT)
        if (here[0] is None) is not (here[1] is None):
            raise self.error(f"{latitude} and {longitude} go together")
        return here

    def units_above(self, units: Iterable[str]) -> tuple[str, ...]:
        """Give the names of the units above, of which some may be unknown."""
        named = tuple(unit for unit in units if unit)
        if len(PATH_SEPARATOR.join(named)) > _LONGEST_PATH:
            raise self.error(f"the names above are longer than {_LONGEST_PATH} characters")
        return named

    def _degrees(self, column: str, limit: float) -> float | None:
        number = self.number(column)
        if number is not None and abs(number) > limit:
            raise self.error(f"{column} {number:g} lies outside -{limit:g} to {limit:g}")
        return number


def read_header(path: Path) -> tuple[str, ...]:
    """Return the names of a file's columns; raises RegistryError where it is no table."""
    _, cells = next(_lines(path), (1, []))
    return tuple(cells)


def read_rows(path: Path, complaints: list[str], *, columns: Iterable[str] = ()) -> list[Row]:
    """Read the rows of a file; one of the wrong length is left out with a complaint.

    Raises RegistryError where the file is no table, or has not exactly the `columns` (none: any).
    """
    header = read_header(path)
    wanted = tuple(columns)
    if wanted and header != wanted:
        raise RegistryError(f"{path.name}, line 1: columns must be {','.join(wanted)}")
    rows: list[Row] = []
    for line, cells in list(_lines(path))[1:]:
        if len(cells) == len(header):
            rows.append(Row(path=path, line=line, cells=dict(zip(header, cells, strict=True))))
        else:
            found = f"{len(cells)} cells instead of {len(header)}"
            complaints.append(f"{path.name}, line {line}: {found}")
    return rows


def made_of(
    rows: Iterable[Row], make: Callable[[Row], _Entry], complaints: list[str]
) -> list[_Entry]:
    """Make an entry of each row; a row of which none can be made is a complaint."""
    made: list[_Entry] = []
    for row in rows:
        try:
            made.append(make(row))
        except RegistryError as error:
            complaints += error.complaints
    return made


def unique(rows: Iterable[Row], column: str, complaints: list[str]) -> list[Row]:
    """Keep the first row of each value; a further or an empty one is a complaint."""
    kept: dict[str, Row] = {}
    for row in rows:
        value = row[column]
        if not value:
            complaints += row.error(f"{column} is empty").complaints
        elif value in kept:
            complaints += row.error(f"{column} {value!r} stands twice").complaints
        else:
            kept[value] = row
    return list(kept.values())


def write_rows(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Write a file, replacing what was there."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the cells of each line that is not blank."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        try:
            first = lines.readline()
            lines.seek(0)
            reader = csv.reader(lines, strict=True, delimiter=_delimiter(first))
            for cells in reader:
                stripped = [_clean(cell) for cell in cells]
                if any(stripped):
                    yield reader.line_num, stripped
        except UnicodeDecodeError as error:
            raise RegistryError(f"{path.name}: is no UTF-8 text; save it as CSV UTF-8") from error
        except csv.Error as error:
            raise RegistryError(f"{path.name}, line {reader.line_num}: {error}") from error


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)


def _clean(cell: str) -> str:
    # PostgreSQL stores no NUL
    return cell.replace("\0", "").strip()
