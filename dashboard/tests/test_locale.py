"""The catalogues, Arabic and French: whole, compiled, and true to their placeholders."""

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

LOCALE = settings.BASE_DIR / "locale"
# How many forms of a plural each language has.
PLURALS = {"ar": 6, "fr": 2}
APPS = ("analysis", "dashboard", "ingest", "newsmon")
PLAIN = ("gettext", "gettext_lazy", "_", "gettext_noop", "ngettext", "ngettext_lazy")
WITH_CONTEXT = ("pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy")
KEYWORDS: dict[str, None] = dict.fromkeys((*PLAIN, *WITH_CONTEXT))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module", params=PLURALS)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    with (LOCALE / request.param / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=request.param)


def test_every_language_of_the_pages_but_english_has_a_catalogue() -> None:
    assert {"en", *PLURALS} == {code for code, _name in settings.LANGUAGES}


def messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def identity(message: Message) -> tuple[str | None, str]:
    first = message.id if isinstance(message.id, str) else message.id[0]
    context = message.context  # bytes where a compiled catalogue was read
    return context.decode() if isinstance(context, bytes) else context, first


def said(message: Message) -> tuple[str, ...]:
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def test_nothing_is_untranslated_or_fuzzy(catalogue: Catalog) -> None:
    missing = [message.id for message in messages(catalogue) if not all(said(message))]
    assert missing == []
    assert [message.id for message in messages(catalogue) if message.fuzzy] == []


def test_plurals_have_all_the_forms_of_the_language(catalogue: Catalog) -> None:
    plural = [message for message in messages(catalogue) if not isinstance(message.id, str)]
    forms = PLURALS[str(catalogue.locale)]
    assert plural and all(len(said(message)) == forms for message in plural)


def test_translations_keep_the_placeholders(catalogue: Catalog) -> None:
    for message in messages(catalogue):
        if isinstance(message.id, str):
            wanted = sorted(PLACEHOLDER.findall(message.id))
            assert sorted(PLACEHOLDER.findall(said(message)[0])) == wanted, message.id
        else:
            allowed = set(PLACEHOLDER.findall(" ".join(message.id)))
            assert set(PLACEHOLDER.findall(" ".join(said(message)))) <= allowed, message.id
            assert set(PLACEHOLDER.findall(said(message)[-1])) == allowed, message.id


def test_the_compiled_catalogue_is_that_of_the_source(catalogue: Catalog) -> None:
    with (LOCALE / str(catalogue.locale) / "LC_MESSAGES" / "django.mo").open("rb") as file:
        compiled = {identity(message): said(message) for message in messages(read_mo(file))}
    assert compiled == {identity(message): said(message) for message in messages(catalogue)}


def _sources() -> Iterator[tuple[Path, str]]:
    for path in sorted((settings.BASE_DIR / "templates").rglob("*.html")):
        whole = templatize(path.read_text(encoding="utf-8"))
        yield path, "\n".join(line.lstrip() for line in whole.splitlines())
    for app in APPS:
        for path in sorted((settings.BASE_DIR / app).rglob("*.py")):
            if "tests" not in path.parts and "migrations" not in path.parts:
                yield path, path.read_text(encoding="utf-8")


def _strings(source: str) -> Iterator[tuple[str | None, str]]:
    found = extract_python(BytesIO(source.encode()), KEYWORDS, (), {"encoding": "utf-8"})
    for _line, keyword, arguments, _comments in found:
        texts = [arguments] if isinstance(arguments, str) else list(arguments)
        context = texts.pop(0) if keyword in WITH_CONTEXT else None
        if texts and texts[0]:
            yield context, texts[0]


def test_every_string_of_code_and_templates_is_in_the_catalogue(catalogue: Catalog) -> None:
    known = {identity(message) for message in messages(catalogue)}
    missing = {
        (path.name, text)
        for path, source in _sources()
        for context, text in _strings(source)
        if (context, text) not in known
    }
    assert missing == set()


def test_no_string_hides_from_extraction_within_another() -> None:
    hidden = [
        (path.name, node.lineno)
        for path, source in _sources()
        if path.suffix == ".py"
        for outer in ast.walk(ast.parse(source))
        if isinstance(outer, ast.JoinedStr)
        for node in ast.walk(outer)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in KEYWORDS
    ]
    assert hidden == []


def test_french_has_its_own_apostrophes_and_spaces() -> None:
    with (LOCALE / "fr" / "LC_MESSAGES" / "django.po").open("rb") as file:
        french = read_po(file, locale="fr")
    # A plain space before high punctuation would part it from its word at the end of a line.
    careless = re.compile(r"\w'\w| [:;?!»]|« ")
    texts = [text for message in messages(french) for text in said(message)]
    assert [text for text in texts if careless.search(text)] == []
