"""Cuts a text at its claims, so that a page can mark them where they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedSpan:
    """A claim, a name or an outlet's loaded words over `text[start:end]`; `kind` names its colour.
    A claim can be gone to; the others lead to the page at `url`, if any, and show `title`."""

    start: int
    end: int
    kind: str
    is_name: bool = False
    is_framing: bool = False
    url: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of text under the same claims. `anchors` are the offsets of the claims that begin
    here; `claims` those of all that cover it; `is_target` says that the claim which was asked for
    covers it. `name` is the name that it is part of, `framing` the loaded words."""

    text: str
    kinds: tuple[str, ...]
    anchors: tuple[int, ...]
    is_target: bool
    claims: tuple[int, ...] = ()
    name: MarkedSpan | None = None
    framing: MarkedSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    segments: tuple[Segment, ...]
    is_headline: bool


def paragraphs(
    text: str, spans: Iterable[MarkedSpan], *, at: int | None = None
) -> tuple[Paragraph, ...]:
    """Cut a text into its lines and each line at the bounds of the spans. Spans may overlap and
    cross lines; those outside the text are ignored. `at` is the start of the span asked for."""
    kept = [span for span in spans if 0 <= span.start < span.end <= len(text)]
    found: list[Paragraph] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            segments = _segments(text, start, end, kept, at)
            found.append(Paragraph(segments=segments, is_headline=start == 0 and "\n" in text))
        start = end + 1
    return tuple(found)


def _segments(
    text: str, start: int, end: int, spans: list[MarkedSpan], at: int | None
) -> tuple[Segment, ...]:
    here = [span for span in spans if span.start < end and span.end > start]
    cuts = {start, end}
    for span in here:
        cuts |= {max(span.start, start), min(span.end, end)}
    bounds = sorted(cuts)
    return tuple(_segment(text, low, high, here, at) for low, high in pairwise(bounds))


def _segment(text: str, low: int, high: int, spans: list[MarkedSpan], at: int | None) -> Segment:
    over = [span for span in spans if span.start <= low and span.end >= high]
    claims = [span for span in over if not (span.is_name or span.is_framing)]
    return Segment(
        text=text[low:high],
        kinds=tuple(sorted({span.kind for span in claims})),
        anchors=tuple(sorted({span.start for span in claims if span.start == low})),
        is_target=any(span.start == at for span in claims),
        claims=tuple(sorted({span.start for span in claims})),
        name=next((span for span in over if span.is_name), None),
        framing=next((span for span in over if span.is_framing), None),
    )
