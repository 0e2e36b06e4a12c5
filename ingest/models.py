"""Where articles come from, what was fetched, and every version of every text."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ingest.querysets import (
    ArticleQuerySet,
    FeedQuerySet,
    FetchLogQuerySet,
    SearchEntryQuerySet,
    SourceQuerySet,
)
from ingest.records import Direction, FeedKind, Outcome, PublishedOrigin


class Reliability(models.TextChoices):
    LOW = "LOW", _("low")
    MEDIUM = "MEDIUM", _("medium")
    HIGH = "HIGH", _("high")
    UNCLEAR = "UNCLEAR", _("unclear")


class Source(models.Model):
    """An outlet: who prints."""

    slug = models.SlugField(_("short name"), unique=True, max_length=80)
    name = models.CharField(_("name"), max_length=200)
    name_ar = models.CharField(_("name in Arabic"), max_length=200, blank=True)
    homepage = models.URLField(_("homepage"), max_length=500, blank=True)
    country = models.CharField(
        _("country"), max_length=3, blank=True, help_text=_("ISO 3166 alpha-3")
    )
    languages = models.CharField(
        _("languages"), max_length=60, blank=True, help_text=_("ISO 639-1, comma-separated")
    )
    owner = models.CharField(_("owner"), max_length=200, blank=True)
    group = models.CharField(_("group"), max_length=100, blank=True)
    reliability = models.CharField(
        _("reliability"), max_length=8, choices=Reliability.choices, default=Reliability.UNCLEAR
    )
    reliability_reason = models.TextField(_("reason for the reliability"), blank=True)
    text_selector = models.CharField(_("where the text is"), max_length=500, blank=True)
    title_selector = models.CharField(_("where the headline is"), max_length=500, blank=True)
    author_selector = models.CharField(_("where the author is"), max_length=500, blank=True)
    date_selector = models.CharField(_("where the date is"), max_length=500, blank=True)
    drop_selector = models.CharField(_("what to leave out"), max_length=500, blank=True)
    is_enabled = models.BooleanField(_("switched on"), default=False)
    is_sample = models.BooleanField(_("sample"), default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.name


class Feed(models.Model):
    """An address that is polled for a source, and how the last polls went."""

    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.CASCADE, related_name="feeds"
    )
    url = models.URLField(_("address"), unique=True, max_length=1000)
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=[(k.value, k.value) for k in FeedKind],
        default=FeedKind.UNCLEAR,
    )
    link_selector = models.CharField(
        _("selector of links"),
        max_length=500,
        blank=True,
        help_text=_("CSS or XPath, for a section page"),
    )
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    document_hash = models.CharField(max_length=64, blank=True, editable=False)
    failure_score = models.FloatField(_("weight of failures"), default=0.0, editable=False)
    interval_minutes = models.PositiveIntegerField(_("minutes between polls"), default=30)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True, blank=True, db_index=True)
    last_fetched_at = models.DateTimeField(_("last fetched"), null=True, blank=True, editable=False)
    last_new_at = models.DateTimeField(_("last new article"), null=True, blank=True, editable=False)
    state = models.CharField(
        pgettext_lazy("feed", "state"),
        max_length=20,
        blank=True,
        choices=[(o.value, o.value) for o in Outcome],
        editable=False,
    )
    state_reason = models.TextField(blank=True, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True, editable=False)
    told_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="when curators were told that it fails"
    )

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ("source__name", "url")
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")

    def __str__(self) -> str:
        return self.url


class Host(models.Model):
    """When a host was asked last, by whichever worker (ingest/turns.py). `busy_until` holds an end
    for each request that is being made."""

    name = models.CharField(primary_key=True, max_length=300)
    asked_at = models.DateTimeField(null=True)
    busy_until = ArrayField(models.DateTimeField(), default=list)

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")

    def __str__(self) -> str:
        return self.name


class RobotsFile(models.Model):
    """What a site says to robots, as any worker last read it (ingest/turns.py). `end` is how
    reading it failed, empty where it was read."""

    origin = models.CharField(primary_key=True, max_length=300)
    text = models.TextField(blank=True)
    end = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    kept_until = models.DateTimeField()

    class Meta:
        verbose_name = "robots.txt"
        verbose_name_plural = "robots.txt"

    def __str__(self) -> str:
        return self.origin


class Story(models.Model):
    """Reports of one event, of all outlets and languages, with their reprints."""

    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def __str__(self) -> str:
        return f"story {self.pk}"


READABLE = models.Q(outcome=Outcome.OK, current__isnull=False)


class Article(models.Model):
    """A report that an outlet printed. A row exists from the moment a feed names it: `outcome` is
    empty and `next_attempt_at` set until its page was read."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="articles")
    feed = models.ForeignKey(
        Feed, on_delete=models.SET_NULL, null=True, blank=True, related_name="articles"
    )
    canonical_url = models.CharField(unique=True, max_length=1000)
    guid = models.CharField(max_length=1000, blank=True)
    title = models.CharField(max_length=1000, blank=True)
    title_hash = models.CharField(max_length=64, blank=True, db_index=True)
    feed_text = models.TextField(blank=True, help_text=_("the feed's own text"))
    author = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(null=True, blank=True, db_index=True)
    published_origin = models.CharField(
        max_length=5,
        choices=[(o.value, o.value) for o in PublishedOrigin],
        default=PublishedOrigin.NONE,
    )
    discovered_at = models.DateTimeField(auto_now_add=True)
    fetched_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=3, default="und", db_index=True)
    language_score = models.FloatField(default=0.0)
    direction = models.CharField(
        max_length=3, choices=[(d.value, d.value) for d in Direction], default=Direction.LTR
    )
    outcome = models.CharField(
        max_length=20, blank=True, choices=[(o.value, o.value) for o in Outcome], db_index=True
    )
    outcome_reason = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True, db_index=True)
    revisit_at = models.DateTimeField(
        null=True, blank=True, db_index=True, help_text=_("when its page is read again for edits")
    )
    revisits = models.PositiveSmallIntegerField(default=0)
    content_hash = models.CharField(max_length=64, blank=True, db_index=True)
    duplicate_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="reprints"
    )
    story = models.ForeignKey(
        Story, on_delete=models.SET_NULL, null=True, blank=True, related_name="articles"
    )
    current = models.ForeignKey(
        "ArticleVersion", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ("-published_at", "-id")
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = (
            models.Index(fields=("source", "-published_at")),
            models.Index(fields=("source", "discovered_at"), name="articles_as_they_came"),
            # The pages count and list readable articles, by their days and by their outlets.
            models.Index(
                fields=("published_at", "id"),
                include=("source", "language"),
                condition=READABLE,
                name="readable_of_days",
            ),
            models.Index(
                fields=("source", "published_at"),
                include=("language",),
                condition=READABLE,
                name="readable_of_source",
            ),
        )

    def __str__(self) -> str:
        return self.title or self.canonical_url


class ArticleVersion(models.Model):
    """A text of an article as it stood when fetched: headline, line break, body. Never edited."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=1000, blank=True)
    text = models.TextField()
    content_hash = models.CharField(max_length=64)
    extractor = models.CharField(max_length=40)
    note = models.TextField(blank=True)
    fetched_at = models.DateTimeField()

    class Meta:
        ordering = ("article", "number")
        constraints = (
            models.UniqueConstraint(fields=("article", "number"), name="one_row_per_version"),
        )
        verbose_name = _("article version")
        verbose_name_plural = _("article versions")

    def __str__(self) -> str:
        return f"{self.article_id} v{self.number}"


class Fingerprint(models.Model):
    """Where an article's text meets its near-duplicates (ingest/reprints.py)."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="fingerprint")
    buckets = ArrayField(models.BigIntegerField())

    class Meta:
        indexes = (GinIndex(fields=("buckets",), name="near_duplicates_meet"),)

    def __str__(self) -> str:
        return f"fingerprint of {self.article_id}"


class SearchEntry(models.Model):
    """A report as the search finds it (ingest/search_entries.py): the words of its current text,
    and what results are narrowed and sorted by. Reprints have none: their report speaks for them.

    It is a table of its own because articles are written to all day, which an index of words
    makes dear, and because a search reads many of its rows and few articles."""

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="search_entry"
    )
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=3)
    published_at = models.DateTimeField(null=True)
    title_key = models.TextField()
    words = SearchVectorField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        indexes = (
            GinIndex(fields=("words",), name="search_by_words"),
            GinIndex(
                fields=("title_key",), opclasses=("gin_trgm_ops",), name="search_by_alike_title"
            ),
            models.Index(
                models.F("published_at").desc(nulls_last=True),
                models.F("article").desc(),
                include=("source", "language"),
                name="newest_of_search",
            ),
        )

    def __str__(self) -> str:
        return f"words of {self.article_id}"


class FetchLog(models.Model):
    """One fetch of a feed or of an article's page, kept so that a source can say how it fares."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="fetches")
    feed = models.ForeignKey(
        Feed, on_delete=models.CASCADE, null=True, blank=True, related_name="fetches"
    )
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, null=True, blank=True, related_name="fetches"
    )
    url = models.CharField(max_length=1000)
    started_at = models.DateTimeField()
    duration_ms = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=20, choices=[(o.value, o.value) for o in Outcome])
    reason = models.TextField(blank=True)
    http_status = models.PositiveSmallIntegerField(null=True, blank=True)
    size_bytes = models.PositiveBigIntegerField(default=0)
    entries_seen = models.PositiveIntegerField(default=0)
    articles_new = models.PositiveIntegerField(default=0)
    articles_known = models.PositiveIntegerField(default=0)

    objects = FetchLogQuerySet.as_manager()

    class Meta:
        ordering = ("-started_at", "-id")
        verbose_name = _("fetch")
        verbose_name_plural = _("fetches")
        indexes = (models.Index(fields=("source", "-started_at")),)

    def __str__(self) -> str:
        return f"{self.outcome} {self.url}"
