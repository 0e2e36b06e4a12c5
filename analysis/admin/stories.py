"""Stories: what the machine put together, and how people put them together or apart."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analysis import story_store
from analysis.admin.access import person
from analysis.models import StoryDecision
from ingest.models import Article, Story

NEAR_SHOWN = 8


@admin.register(Story)
class StoryAdmin(admin.ModelAdmin[Story]):
    list_display = ("headline", "report_count", "outlet_count", "languages", "first_at")
    search_fields = ("articles__title",)
    show_full_result_count = False
    list_per_page = 50
    actions = ("merge_selected",)

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        first = Article.objects.filter(story=OuterRef("pk")).order_by("published_at", "pk")
        return (
            super()
            .get_queryset(request)
            .annotate(
                reports=Count("articles", filter=Q(articles__duplicate_of=None), distinct=True),
                outlets=Count("articles__source", distinct=True),
                told_in=Count("articles__language", distinct=True),
                first=Min("articles__published_at"),
                first_title=Subquery(first.values("title")[:1]),
            )
            .order_by("-reports", "-pk")
        )

    @admin.display(description=gettext_lazy("first headline"))
    def headline(self, story: Story) -> SafeString:
        return format_html('<span dir="auto">{}</span>', getattr(story, "first_title", "") or story)

    @admin.display(description=gettext_lazy("reports"), ordering="reports")
    def report_count(self, story: Story) -> int:
        return int(getattr(story, "reports", 0))

    @admin.display(description=gettext_lazy("outlets"), ordering="outlets")
    def outlet_count(self, story: Story) -> int:
        return int(getattr(story, "outlets", 0))

    @admin.display(description=gettext_lazy("languages"), ordering="told_in")
    def languages(self, story: Story) -> int:
        return int(getattr(story, "told_in", 0))

    @admin.display(description=gettext_lazy("first printed"), ordering="first")
    def first_at(self, story: Story) -> Any:
        return getattr(story, "first", None)

    @admin.action(description=gettext_lazy("Put together"), permissions=("change",))
    def merge_selected(self, request: HttpRequest, stories: QuerySet[Story]) -> None:
        ids = list(stories.values_list("pk", flat=True))
        self._try(request, lambda by: story_store.merge(ids, **by), _("put together"))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a story's reports, those that are like them, and what people decided."""
        number = int(object_id) if object_id.isdecimal() else 0
        story = get_object_or_404(Story, pk=number)
        if not self.has_view_permission(request, story):
            raise PermissionDenied
        if request.method == "POST":
            if not self.has_change_permission(request, story):
                raise PermissionDenied
            return self._decided(request, story)
        reports = story_store.reports_of([story.pk]).select_related("source")
        context = {
            **self.admin_site.each_context(request),
            "title": getattr(reports.first(), "title", "") or str(story),
            "opts": self.opts,
            "story": story,
            "reports": reports.prefetch_related("reprints__source"),
            "near": story_store.near_stories(story.pk, limit=NEAR_SHOWN),
            "decisions": story_store.decisions_on(story.pk),
            "may_decide": self.has_change_permission(request, story),
        }
        return TemplateResponse(request, "admin/analysis/story.html", context)

    def _decided(self, request: HttpRequest, story: Story) -> HttpResponse:
        chosen, note = request.POST.get("decision", ""), request.POST.get("note", "")
        numbers = _numbers(request.POST.getlist("chosen"))
        if chosen == "split":
            self._try(
                request,
                lambda by: story_store.split(story.pk, numbers, note=note, **by),
                _("taken apart"),
            )
        elif chosen == "merge":
            self._try(
                request,
                lambda by: story_store.merge([story.pk, *numbers], note=note, **by),
                _("put together"),
            )
        elif chosen == "undo" and numbers:
            self._try(
                request, lambda by: story_store.undo(numbers[0], **by), _("the decision was undone")
            )
        else:
            raise PermissionDenied
        left = Story.objects.filter(pk=story.pk).exists()
        page = "admin:ingest_story_change" if left else "admin:ingest_story_changelist"
        return HttpResponseRedirect(reverse(page, args=[story.pk] if left else []))

    def _try(self, request: HttpRequest, act: Callable[[dict[str, Any]], Any], words: str) -> None:
        """Take a decision and tell of it, or tell why it cannot be taken."""
        try:
            act({"user": person(request), "now": timezone.now()})
        except (story_store.StoryError, StoryDecision.DoesNotExist) as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, words.capitalize())


def _numbers(values: list[str]) -> list[int]:
    return [int(value) for value in values if value.isdecimal()]
