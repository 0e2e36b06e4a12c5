"""Every pair of reports is scored, and those across languages once more."""

import json

from analysis.evaluation.report import Verdict
from analysis.evaluation.story_groups import measure, read

ROWS = [
    {"id": "r1", "story": "s1", "lang": "en", "title": "Truce in Homs", "lead": "It holds."},
    {"id": "r2", "story": "s1", "lang": "ar", "title": "هدنة في حمص", "lead": "الهدنة صامدة."},
    {"id": "r3", "story": "s2", "lang": "en", "title": "Truce in Hama", "lead": "It holds."},
]
REPORTS = read(
    json.dumps({**row, "published": f"2025-03-0{n}T08:00:00Z"}) for n, row in enumerate(ROWS, 1)
)


def test_pairs_across_languages_are_scored_apart() -> None:
    result = measure("stories_ar_en", REPORTS, [0, 0, 0])
    assert result.figures["crosslingual precision"] == 0.5
    assert result.figures["crosslingual recall"] == 1.0
    assert round(result.figures["all precision"], 3) == 0.333
    assert result.items == {
        "r1 r2": Verdict.RIGHT,
        "r1 r3": Verdict.INVENTED,
        "r2 r3": Verdict.INVENTED,
    }


def test_a_pair_told_apart_is_missed() -> None:
    result = measure("stories_ar_en", REPORTS, [0, 1, 2])
    assert result.figures["all recall"] == 0.0
    assert result.errors[0].startswith("told apart: r1 r2")
