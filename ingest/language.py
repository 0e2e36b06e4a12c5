"""Which language a text is in: script first, then letter statistics among its languages."""

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from ingest.records import Direction, LanguageGuess

# Dialects, historical forms and script variants by the language that readers know.
_ALIASES = {"sdh": "ku", "ckb": "ku", "ary": "ar", "arz": "ar", "hbo": "he", "nn": "no"}
# What is printed about the region; the model's other languages only draw votes away.
_LANGUAGES_BY_SCRIPT = {
    "arabic": ("ar", "ary", "arz", "fa", "ps", "sdh", "ug", "ur"),
    "hebrew": ("he", "hbo"),
    "latin": (
        *("az", "ca", "cs", "da", "de", "en", "es", "fi", "fr", "hr", "hu", "id", "it", "ku", "ms"),
        *("nl", "nn", "no", "pl", "pt", "ro", "sk", "sl", "so", "sq", "sv", "sw", "tk", "tr", "uz"),
        *("vi",),
    ),
    "cyrillic": ("bg", "kk", "ky", "mk", "ru", "sr", "tg", "uk"),
}
_SCRIPTS = {
    "arabic": re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufefc]"),
    "hebrew": re.compile(r"[\u05d0-\u05ea]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
    "cyrillic": re.compile(r"[\u0400-\u052f]"),
}
# One script, one language: no statistics needed.
_SOLE_LANGUAGES = {
    "armenian": ("hy", re.compile(r"[\u0531-\u0587]")),
    "greek": ("el", re.compile(r"[\u0370-\u03ff]")),
    "georgian": ("ka", re.compile(r"[\u10a0-\u10ff]")),
}
_RTL_SCRIPTS = frozenset({"arabic", "hebrew"})
# Below this many letters ("Ankara", "أردوغان") a name decides, not a language.
_MIN_LETTERS = 18
_SHORT_SCORE = 0.2
_MIN_SCORE = 0.5
_SAMPLE_CHARACTERS = 4000


def identify(text: str) -> LanguageGuess:
    """Guess the language of a text; "und", with a low score, for a few words or none."""
    sample = text[:_SAMPLE_CHARACTERS]
    script, letters = _main_script(sample)
    direction = Direction.RTL if script in _RTL_SCRIPTS else Direction.LTR
    if letters < _MIN_LETTERS:
        score = _SHORT_SCORE if letters else 0.0
        return LanguageGuess(code="und", score=score, direction=direction)
    code, score = _best_language(sample, script)
    if score < _MIN_SCORE:
        code = "und"
    return LanguageGuess(code=code, score=round(score, 3), direction=direction)


def _main_script(sample: str) -> tuple[str, int]:
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS.items()}
    counts |= {name: len(pattern.findall(sample)) for name, (_, pattern) in _SOLE_LANGUAGES.items()}
    script = max(counts, key=lambda name: counts[name])
    return script, counts[script]


def _best_language(sample: str, script: str) -> tuple[str, float]:
    if script in _SOLE_LANGUAGES:
        return _SOLE_LANGUAGES[script][0], 1.0
    votes: dict[str, float] = {}
    for code, share in _identifier(script).rank(sample):
        known = _ALIASES.get(code, code)
        votes[known] = votes.get(known, 0.0) + float(share)
    best = max(votes, key=lambda code: votes[code])
    return best, votes[best]


@lru_cache(maxsize=len(_LANGUAGES_BY_SCRIPT))
def _identifier(script: str) -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(_LANGUAGES_BY_SCRIPT[script]))
    return identifier
