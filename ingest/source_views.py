"""Pages around the administration of sources: found by a site's address, looked at before they are
saved, taken in and given out as lists, and articles entered by hand."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ingest import curation, pipeline, preview
from ingest.canonical import BadUrl
from ingest.discovery import Candidate, Discovery, discover
from ingest.extraction import compose
from ingest.fetching import looking_client
from ingest.listing import slug_of
from ingest.models import Source
from ingest.records import (
    BadList,
    ExtractedArticle,
    FeedKind,
    GivenArticle,
    GivenOutcome,
    Outcome,
    PublishedOrigin,
    Refused,
    Selectors,
)
from ingest.selectors import MAX_SELECTOR_LENGTH, BadSelector, check
from ingest.wording import (
    EXTRACTOR_WORDS,
    FOUND_WORDS,
    KIND_WORDS,
    ORIGIN_WORDS,
    in_words,
    reason_said,
)

# A person waits: what is not read by then is shown as not read.
LOOK_SECONDS = 25.0
MAX_FEEDS_PREVIEWED = 3
LARGEST_LIST_BYTES = 5 * 1024 * 1024
HAND_EXTRACTOR = "by hand"
KIND_CHOICES = [(kind, words) for kind, words in KIND_WORDS.items() if kind != FeedKind.MANUAL]


class SelectorField(forms.CharField):
    """CSS or XPath that a page can be searched with."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=MAX_SELECTOR_LENGTH, **options)

    def clean(self, value: Any) -> str:
        selector: str = super().clean(value)
        try:
            if selector:
                check(selector)
        except BadSelector as error:
            raise ValidationError(str(error)) from error
        return selector


class AddressForm(forms.Form):
    url = forms.URLField(
        label=gettext_lazy("Address of the site, of a section or of a feed"),
        assume_scheme="https",
        max_length=1000,
    )


class PreviewedFeedForm(forms.Form):
    """A line of the feeds on a source's page, saved or not."""

    url = forms.URLField(assume_scheme="https", max_length=1000)
    kind = forms.ChoiceField(choices=KIND_CHOICES, required=False)
    link_selector = SelectorField()


class SelectorsForm(forms.Form):
    """The selectors on a source's page, saved or not."""

    text_selector = SelectorField()
    title_selector = SelectorField()
    author_selector = SelectorField()
    date_selector = SelectorField()
    drop_selector = SelectorField()

    def selectors(self) -> Selectors:
        data = self.cleaned_data
        return Selectors(
            text=data["text_selector"],
            title=data["title_selector"],
            author=data["author_selector"],
            published=data["date_selector"],
            dropped=data["drop_selector"],
        )


class ListForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("OPML or CSV file"))
    is_enabled = forms.BooleanField(label=gettext_lazy("Switch on at once"), required=False)

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_LIST_BYTES:
            raise ValidationError(_("The file is too large."))
        return file


class HandForm(forms.Form):
    """An article entered by hand: its text, or an address to read it from, or both."""

    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=200,
        help_text=gettext_lazy("known or new"),
        widget=forms.TextInput(attrs={"list": "source-names", "dir": "auto"}),
    )
    url = forms.URLField(
        label=gettext_lazy("Address"), assume_scheme="https", max_length=1000, required=False
    )
    title = forms.CharField(label=gettext_lazy("Headline"), max_length=1000, required=False)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"dir": "auto", "cols": 90, "rows": 16}),
        help_text=gettext_lazy("Left blank, the text is read from the address."),
    )
    published_at = forms.DateTimeField(
        label=gettext_lazy("Published (UTC)"),
        required=False,
        widget=forms.DateTimeInput(attrs={"placeholder": "2024-02-29 10:15"}),
    )

    def clean_published_at(self) -> Any:
        moment = self.cleaned_data["published_at"]
        if moment is not None and moment > timezone.now():
            raise ValidationError(_("This time lies in the future."))
        return moment

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("url") and not data.get("text") and not self.errors:
            raise ValidationError(_("Enter a text or an address."))
        return data


def read_by_hand(data: dict[str, Any]) -> GivenOutcome:
    """Store what a HandForm holds. Raises BadUrl and Refused."""
    now = timezone.now()
    if not data["text"].strip():
        return pipeline.ingest_address(
            data["url"], data["source"], now, looking_client(), published_at=data["published_at"]
        )
    body = data["text"].replace("\r\n", "\n").strip()
    title = " ".join(data["title"].split()) or body.split("\n")[0].strip()[:1000]
    is_dated = data["published_at"] is not None
    extracted = ExtractedArticle(
        title=title,
        text=compose(title, body),
        author="",
        published_at=data["published_at"],
        published_origin=PublishedOrigin.GIVEN if is_dated else PublishedOrigin.NONE,
        extractor=HAND_EXTRACTOR,
    )
    given = GivenArticle(extracted=extracted, url=data["url"], source_name=data["source"])
    return pipeline.ingest_given(given, now)


class SourceViews(admin.ModelAdmin[Source]):
    """Adds the pages to the administration of a source."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        views: dict[str, Callable[..., HttpResponse]] = {
            "discover": self.discover,
            "preview": self.preview,
            "import": self.import_list,
            "hand-in": self.hand_in,
        }
        return [
            *(
                path(f"{name}/", wrap(view), name=f"ingest_source_{name.replace('-', '_')}")
                for name, view in views.items()
            ),
            *super().get_urls(),
        ]

    def discover(self, request: HttpRequest) -> HttpResponse:
        """Look for feeds at a site's address, and offer each for a new source."""
        self._require_adding(request)
        form = AddressForm(request.POST or None)
        found = None
        if request.method == "POST" and form.is_valid():
            try:
                found = discover(
                    form.cleaned_data["url"], looking_client(), timezone.now(), has_time=_time()
                )
            except BadUrl as error:
                form.add_error("url", str(error))
        context = {"form": form, "found": found, "rows": _rows(found), **_told(found)}
        return self._page(request, "discover", _("Add a source by its address"), context)

    def preview(self, request: HttpRequest) -> HttpResponse:
        """Show what the feeds of the form that was sent would bring in; nothing is stored."""
        if request.method != "POST":
            raise PermissionDenied
        self._require_adding(request)
        selectors = SelectorsForm(request.POST)
        forms_of_feeds = _feeds_of(request)
        has_time = _time()
        blocks = [_previewed(form, selectors, has_time) for form in forms_of_feeds]
        context = {"blocks": blocks, "selector_errors": selectors.errors}
        if request.headers.get("X-Requested-With") == "fetch":
            return TemplateResponse(request, "admin/ingest/source/_preview.html", context)
        return self._page(request, "preview", _("Preview"), context)

    def import_list(self, request: HttpRequest) -> HttpResponse:
        """Take in a list of sources and say what became of it."""
        self._require_adding(request)
        form = ListForm(request.POST or None, request.FILES or None)
        imported = None
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                imported = curation.import_list(
                    str(file.name), file.read(), is_enabled=form.cleaned_data["is_enabled"]
                )
            except BadList as error:
                for fault in error.faults:
                    form.add_error("file", fault)
        if imported and imported.added:
            count = imported.added
            self.message_user(request, ngettext("%d feed added.", "%d feeds added.", count) % count)
        context = {"form": form, "imported": imported}
        return self._page(request, "import", _("Import a list of sources"), context)

    def hand_in(self, request: HttpRequest) -> HttpResponse:
        """Take in one article, pasted or by its address."""
        self._require_adding(request)
        form = HandForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                stored = read_by_hand(form.cleaned_data)
            except BadUrl as error:
                form.add_error("url", str(error))
            except Refused as refused:
                form.add_error(None, in_words(refused.outcome, refused.reason))
            else:
                words = in_words(stored.outcome, stored.reason)
                text = words if stored.is_new else _("This article was there before: ") + words
                self.message_user(request, text, messages.SUCCESS)
                address = reverse("admin:ingest_article_change", args=[stored.article_id])
                return HttpResponseRedirect(address)
        names = Source.objects.values_list("name", flat=True)
        context = {"form": form, "names": names}
        return self._page(request, "hand_in", _("Enter an article"), context)

    def _require_adding(self, request: HttpRequest) -> None:
        if not self.has_add_permission(request):
            raise PermissionDenied

    def _page(
        self, request: HttpRequest, name: str, title: str, context: dict[str, Any]
    ) -> TemplateResponse:
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        template = f"admin/ingest/source/{name}.html"
        return TemplateResponse(request, template, {**frame, **context})


def _time() -> Callable[[], bool]:
    ends_at = time.monotonic() + LOOK_SECONDS
    return lambda: time.monotonic() < ends_at


def _told(found: Discovery | None) -> dict[str, Any]:
    """Say how the site's own page ended, where nothing else was found there."""
    if found is None or found.outcome is Outcome.OK:
        return {}
    return {"trouble": in_words(found.outcome, found.reason)}


def _rows(found: Discovery | None) -> list[dict[str, Any]]:
    return [_row(found, candidate) for candidate in found.candidates] if found else []


def _row(found: Discovery, candidate: Candidate) -> dict[str, Any]:
    name = found.site_title or candidate.title
    proposal = {
        "name": name[:200],
        "slug": slug_of(found.url),
        "homepage": found.url if found.url != candidate.url else "",
        "languages": found.language,
        "feed": candidate.url,
        "kind": candidate.kind if candidate.kind is FeedKind.PAGE else FeedKind.UNCLEAR,
    }
    return {
        "candidate": candidate,
        "kind": KIND_WORDS[candidate.kind],
        "found_by": FOUND_WORDS[candidate.found_by],
        "add_url": f"{reverse('admin:ingest_source_add')}?{urlencode(proposal)}",
    }


def _feeds_of(request: HttpRequest) -> list[PreviewedFeedForm]:
    total = request.POST.get("feeds-TOTAL_FORMS", "")
    prefixes = [f"feeds-{n}" for n in range(min(int(total), 50))] if total.isdecimal() else []
    filled = [
        PreviewedFeedForm(request.POST, prefix=prefix)
        for prefix in prefixes
        if request.POST.get(f"{prefix}-url") and not request.POST.get(f"{prefix}-DELETE")
    ]
    return filled[:MAX_FEEDS_PREVIEWED]


def _previewed(
    form: PreviewedFeedForm, selectors: SelectorsForm, has_time: Callable[[], bool]
) -> dict[str, Any]:
    if not form.is_valid() or not selectors.is_valid():
        return {"url": form.data.get(form.add_prefix("url")), "errors": form.errors}
    data = form.cleaned_data
    shown = preview.preview(
        data["url"],
        kind=FeedKind(data["kind"] or FeedKind.UNCLEAR),
        link_selector=data["link_selector"],
        selectors=selectors.selectors(),
        client=looking_client(),
        now=timezone.now(),
        has_time=has_time,
    )
    return {
        "url": data["url"],
        "preview": shown,
        "kind": KIND_WORDS[shown.kind],
        "words": in_words(shown.outcome, shown.reason),
        "note": reason_said(shown.reason),
        "is_readable": shown.outcome is Outcome.OK,
        "rows": [_item_row(item) for item in shown.items],
    }


def _item_row(item: preview.PreviewedItem) -> dict[str, Any]:
    return {
        "item": item,
        "origin": ORIGIN_WORDS[item.published_origin],
        "extractor": EXTRACTOR_WORDS.get(item.extractor, item.extractor),
        "words": "" if item.outcome is None else in_words(item.outcome, item.reason),
    }
