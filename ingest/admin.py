"""Administration of the sources, and a look at what was fetched from them."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Field, Model, QuerySet
from django.db.models import URLField as UrlColumn
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from ingest import curation, source_store
from ingest.health_views import ConcernFilter, HealthViews
from ingest.models import Article, ArticleVersion, Feed, FetchLog, Source
from ingest.records import FeedKind
from ingest.source_views import KIND_CHOICES, SelectorField, SourceViews
from ingest.wording import OUTCOME_WORDS, in_words, moment_in_words
from newsmon.lib.http_client import origin_of


class UrlsAreHttps:
    """Reads an address typed without a scheme as https."""

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest | None, **kwargs: Any
    ) -> forms.Field | None:
        if isinstance(db_field, UrlColumn):
            kwargs["assume_scheme"] = "https"
        field: forms.Field | None = super().formfield_for_dbfield(  # type: ignore[misc]
            db_field, request, **kwargs
        )
        return field


class ReadOnly:
    """Rows that the machine writes: to be read here, never edited."""

    def has_add_permission(self, *_args: Any, **_options: Any) -> bool:
        return False

    def has_change_permission(self, *_args: Any, **_options: Any) -> bool:
        return False


class OutcomeFilter(admin.ChoicesFieldListFilter):
    """Offers outcomes in words."""

    def choices(self, changelist: Any) -> Any:
        for choice in super().choices(changelist):
            words = OUTCOME_WORDS.get(str(choice["display"]))
            yield {**choice, "display": words or choice["display"]}


class TakesItsRowsAlong:
    """Whoever may delete such a row may delete what came from it, though that is read-only."""

    # What goes along, by the name of its foreign key.
    taken_along: tuple[tuple[type[Model], str], ...] = ()

    def get_deleted_objects(
        self, objs: Iterable[Model], _request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Count what goes along, as a list may name every article of years."""
        going = list(objs)
        counts = {
            str(model._meta.verbose_name_plural): model._default_manager.filter(
                **{f"{key}__in": [row.pk for row in going]}
            ).count()
            for model, key in self.taken_along
        }
        return list(map(str, going)), counts, set(), []


class FeedForm(forms.ModelForm[Feed]):
    kind = forms.ChoiceField(
        label=_("kind"), choices=KIND_CHOICES, required=False, initial=FeedKind.UNCLEAR
    )
    link_selector = SelectorField(
        label=_("selector of links"),
        help_text=_("CSS or XPath, for a section page"),
    )

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or FeedKind.UNCLEAR

    def save(self, commit: bool = True) -> Feed:
        """Let a feed that is to be read otherwise be read anew, and soon."""
        if {"url", "kind", "link_selector"} & set(self.changed_data):
            self.instance.etag = self.instance.last_modified = self.instance.document_hash = ""
            if self.instance.pk and "next_attempt_at" not in self.changed_data:
                self.instance.next_attempt_at = timezone.now()
        return super().save(commit)

    def clean_url(self) -> str:
        """Refuse what can never be fetched. Whether it answers, the first poll says."""
        url: str = self.cleaned_data["url"]
        try:
            origin_of(url)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if "@" in urlsplit(url).netloc:
            raise ValidationError(
                _("An address with a password would be shown to all readers: leave it out.")
            )
        return url


class SourceForm(forms.ModelForm[Source]):
    text_selector = SelectorField(label=_("where the text is"))
    title_selector = SelectorField(label=_("where the headline is"))
    author_selector = SelectorField(label=_("where the author is"))
    date_selector = SelectorField(label=_("where the date is"))
    drop_selector = SelectorField(label=_("what to leave out"))


class FeedStates:
    """How a feed fares, in words."""

    @admin.display(description=pgettext_lazy("feed", "state"))
    def state_in_words(self, feed: Feed) -> str:
        return in_words(feed.state, feed.state_reason)

    @admin.display(description=_("next attempt"), ordering="next_attempt_at")
    def next_attempt(self, feed: Feed) -> Any:
        moment = feed.next_attempt_at
        return moment_in_words(moment) if moment else _("at once")


class FeedInline(UrlsAreHttps, FeedStates, admin.StackedInline[Feed, Source]):
    model = Feed
    form = FeedForm
    extra = 1
    fields = (
        "url",
        ("kind", "link_selector", "interval_minutes"),
        ("state_in_words", "last_new_at", "next_attempt"),
    )
    readonly_fields = ("state_in_words", "last_new_at", "next_attempt")


@admin.register(Source)
class SourceAdmin(TakesItsRowsAlong, UrlsAreHttps, HealthViews, SourceViews):
    form = SourceForm
    taken_along = ((Source, "pk"), (Feed, "source"), (Article, "source"), (FetchLog, "source"))
    list_display = (
        *("name", "how_it_fares", "last_new", "is_enabled", "country", "languages", "group"),
        "sample_label",
    )
    list_filter = (*(ConcernFilter, "is_enabled", "is_sample", "group", "country", "reliability"),)
    search_fields = ("name", "name_ar", "slug", "homepage", "feeds__url")
    prepopulated_fields = {"slug": ("name",)}  # noqa: RUF012
    fieldsets = (
        (
            None,
            {
                "fields": (
                    *("name", "name_ar", "slug", "is_enabled", "homepage", "country", "languages"),
                    *("owner", "group", "reliability", "reliability_reason"),
                )
            },
        ),
        (
            _("Where its pages keep what"),
            {
                "classes": ("collapse",),
                "description": _(
                    "CSS or XPath. Left blank, newsmon finds it by itself; look at the preview."
                ),
                "fields": (
                    *("text_selector", "title_selector", "author_selector", "date_selector"),
                    "drop_selector",
                ),
            },
        ),
    )
    inlines = (FeedInline,)
    actions = ("enable", "disable", "fetch_now", "export_opml", "export_csv", "delete_selected")
    delete_confirmation_template = "admin/ingest/source/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/ingest/source/delete_selected_confirmation.html"
    change_list_template = "admin/ingest/source/change_list.html"
    change_form_template = "admin/ingest/source/change_form.html"

    @admin.display(description=_("sample"), ordering="is_sample")
    def sample_label(self, source: Source) -> str:
        return str(_("sample")) if source.is_sample else ""

    @admin.action(description=_("Switch on"), permissions=("change",))
    def enable(self, request: HttpRequest, sources: QuerySet[Source]) -> None:
        self._tell(request, sources.update(is_enabled=True))

    @admin.action(description=_("Switch off"), permissions=("change",))
    def disable(self, request: HttpRequest, sources: QuerySet[Source]) -> None:
        self._tell(request, sources.update(is_enabled=False))

    @admin.action(description=_("Fetch now"), permissions=("change",))
    def fetch_now(self, request: HttpRequest, sources: QuerySet[Source]) -> None:
        count = source_store.make_due(Feed.objects.filter(source__in=sources), timezone.now())
        _tell_due(self, request, count)
        if sources.filter(is_enabled=False).exists():
            text = _("Sources that are switched off are not fetched: switch them on.")
            self.message_user(request, text, messages.WARNING)

    @admin.action(description=_("Export as OPML"), permissions=("view",))
    def export_opml(self, request: HttpRequest, sources: QuerySet[Source]) -> HttpResponse:
        return _file(curation.export_opml(sources), "text/x-opml", "sources.opml")

    @admin.action(description=_("Export as CSV"), permissions=("view",))
    def export_csv(self, request: HttpRequest, sources: QuerySet[Source]) -> HttpResponse:
        return _file(curation.export_table(sources), "text/csv; charset=utf-8", "sources.csv")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin a source that was found by its address switched on, as it was just looked at."""
        found = super().get_changeform_initial_data(request)
        return {"is_enabled": True, **found} if "feed" in found else found

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Source, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """Propose the feed that was found; when it is sent it counts as entered, not as left."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        address = request.GET.get("feed")
        if address and request.method == "GET" and obj.pk is None:
            kind = request.GET.get("kind", FeedKind.UNCLEAR)
            kwargs["initial"] = [{"url": address, "kind": kind}]
        return kwargs

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        chosen = Source.objects.filter(pk=object_id) if object_id.isdecimal() else None
        going = curation.what_goes(chosen) if chosen is not None else None
        return super().delete_view(request, object_id, {"going": going, **(extra_context or {})})

    @admin.action(description=_("Delete selected %(verbose_name_plural)s"), permissions=("delete",))
    def delete_selected(
        self, request: HttpRequest, sources: QuerySet[Source]
    ) -> HttpResponseBase | None:
        """Ask first, and say what goes along."""
        response: Any = delete_selected(self, request, sources)
        if isinstance(response, TemplateResponse) and response.context_data is not None:
            response.context_data["going"] = curation.what_goes(sources)
        return response  # type: ignore[no-any-return]

    def delete_model(self, request: HttpRequest, obj: Source) -> None:
        source_store.remove_sources(Source.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        source_store.remove_sources(queryset)

    def _tell(self, request: HttpRequest, count: int) -> None:
        text = ngettext("%d source changed.", "%d sources changed.", count) % count
        self.message_user(request, text)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        can_remove = self.has_delete_permission(request) and Source.objects.sample().exists()
        return super().changelist_view(
            request, {"can_remove_sample": can_remove, **(extra_context or {})}
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.remove_sample)
        return [
            path("remove-sample/", view, name="ingest_source_remove_sample"),
            *super().get_urls(),
        ]

    def remove_sample(self, request: HttpRequest) -> HttpResponse:
        """Ask, then delete the sample newsroom with everything that came from it."""
        if not self.has_delete_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            count = source_store.remove_sources(Source.objects.sample())
            text = (
                ngettext("%d sample source removed.", "%d sample sources removed.", count) % count
            )
            self.message_user(request, text)
            return HttpResponseRedirect(reverse("admin:ingest_source_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Remove the sample newsroom"),
            "opts": self.opts,
            "sources": Source.objects.sample(),
            "articles": Article.objects.filter(source__is_sample=True).count(),
        }
        return TemplateResponse(request, "admin/ingest/source/remove_sample.html", context)


def _file(content: bytes | str, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _tell_due(model_admin: "admin.ModelAdmin[Any]", request: HttpRequest, count: int) -> None:
    text = ngettext("%d feed is due now.", "%d feeds are due now.", count) % count
    model_admin.message_user(request, text)


@admin.register(Feed)
class FeedAdmin(TakesItsRowsAlong, UrlsAreHttps, FeedStates, admin.ModelAdmin[Feed]):
    taken_along = ((Feed, "pk"), (FetchLog, "feed"))
    form = FeedForm
    list_display = (
        *("url", "source", "sample_label", "state_in_words", "last_fetched_at", "last_new_at"),
        *("failure_score", "next_attempt"),
    )
    list_filter = (("state", OutcomeFilter), "source__is_enabled", "source__is_sample", "kind")
    list_select_related = ("source",)
    search_fields = ("url", "source__name", "source__name_ar")
    autocomplete_fields = ("source",)
    fields = (
        *("source", "url", "kind", "link_selector", "interval_minutes", "next_attempt_at"),
        "state_in_words",
        *("failure_score", "last_fetched_at", "last_new_at", "etag", "last_modified"),
    )
    readonly_fields = (
        *("state_in_words", "failure_score", "last_fetched_at", "last_new_at", "etag"),
        "last_modified",
    )
    actions = ("fetch_now",)

    @admin.display(description=_("sample"), ordering="source__is_sample")
    def sample_label(self, feed: Feed) -> str:
        return str(_("sample")) if feed.source.is_sample else ""

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"next_attempt_at": timezone.now(), **super().get_changeform_initial_data(request)}

    @admin.action(description=_("Fetch now"), permissions=("change",))
    def fetch_now(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        _tell_due(self, request, source_store.make_due(feeds, timezone.now()))


class VersionInline(ReadOnly, admin.StackedInline[ArticleVersion, Article]):
    model = ArticleVersion
    fields = ("number", "fetched_at", "extractor", "note", "title", "text_as_read")
    readonly_fields = ("text_as_read",)
    can_delete = False
    extra = 0

    @admin.display(description=_("text"))
    def text_as_read(self, version: ArticleVersion) -> str:
        return format_html('<div dir="auto" style="white-space: pre-line">{}</div>', version.text)


@admin.register(Article)
class ArticleAdmin(ReadOnly, admin.ModelAdmin[Article]):
    list_display = (
        *("title", "source", "sample_label", "language", "published_at", "published_origin"),
        "outcome_in_words",
    )
    list_filter = (
        ("outcome", OutcomeFilter),
        "language",
        "source__is_sample",
        "published_origin",
        "source",
    )
    list_select_related = ("source",)
    search_fields = ("title", "canonical_url", "guid")
    show_full_result_count = False
    inlines = (VersionInline,)
    exclude = ("current", "title_hash", "content_hash")

    @admin.display(description=_("sample"), ordering="source__is_sample")
    def sample_label(self, article: Article) -> str:
        return str(_("sample")) if article.source.is_sample else ""

    @admin.display(description=_("outcome"), ordering="outcome")
    def outcome_in_words(self, article: Article) -> str:
        return in_words(article.outcome, article.outcome_reason)


@admin.register(FetchLog)
class FetchLogAdmin(ReadOnly, admin.ModelAdmin[FetchLog]):
    list_display = (
        *("started_at", "source", "url", "outcome", "reason", "http_status", "duration_ms"),
        *("size_bytes", "entries_seen", "articles_new", "articles_known"),
    )
    list_filter = (("outcome", OutcomeFilter), "source__is_sample", "source")
    list_select_related = ("source",)
    search_fields = ("url", "reason")
    show_full_result_count = False
