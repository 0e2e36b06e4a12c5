"""The registries, and every claim that analysis found, down to its sentence."""

from collections.abc import Iterable
from enum import StrEnum

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from pgvector.django import VectorField

from analysis import records
from analysis.querysets import ActorQuerySet, ClaimQuerySet, FigureQuerySet, StanceQuerySet
from ingest.models import Article, ArticleVersion


def _choices(values: Iterable[StrEnum]) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]


class Actor(models.Model):
    """Who acts: a state, a force, a person, an agency. `slug` is the id in the registry files."""

    slug = models.SlugField(unique=True, max_length=80)
    name_en = models.CharField(max_length=200)
    name_ar = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=12, choices=_choices(records.ActorKind), db_index=True)
    country = models.CharField(max_length=3, blank=True, help_text=_("ISO 3166 alpha-3"))
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="children"
    )
    wikidata = models.CharField(max_length=12, blank=True)
    is_curated = models.BooleanField(
        default=False, help_text=_("edited here: loading the registry files leaves it alone")
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = ActorQuerySet.as_manager()

    class Meta:
        ordering = ("name_en",)
        verbose_name = _("actor")
        verbose_name_plural = _("actors")

    def __str__(self) -> str:
        return self.name_en


class ActorAlias(models.Model):
    """A name of an actor; `kind` says how far it may be trusted to mean that actor."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=200)
    language = models.CharField(max_length=3)
    kind = models.CharField(
        max_length=8, choices=_choices(records.AliasKind), default=records.AliasKind.NAME
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    is_curated = models.BooleanField(
        default=False, help_text=_("added here: loading the registry files leaves it alone")
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("language", "text")
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")

    def __str__(self) -> str:
        return self.text


class ActorAffiliation(models.Model):
    """A dated relation between two actors."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="affiliations")
    kind = models.CharField(max_length=12, choices=_choices(records.AffiliationKind))
    related = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="affiliates")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("actor", "valid_from")
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")

    def __str__(self) -> str:
        return f"{self.actor} {self.kind} {self.related}"


class Place(models.Model):
    """Where. `slug` is the id in the registry files; `admin_path` the units above, widest first."""

    slug = models.CharField(unique=True, max_length=80)
    name_en = models.CharField(max_length=200, db_index=True)
    name_ar = models.CharField(max_length=200, blank=True)
    feature = models.CharField(max_length=12, choices=_choices(records.PlaceFeature))
    country = models.CharField(max_length=3, blank=True, db_index=True)
    admin_path = models.CharField(max_length=300, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    population = models.PositiveBigIntegerField(default=0)
    pcode = models.CharField(max_length=20, blank=True)
    aliases = models.TextField(blank=True, help_text=_("other names, one a line"))
    is_curated = models.BooleanField(
        default=False, help_text=_("edited here: loading the registry files leaves it alone")
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("name_en",)
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self) -> str:
        return self.name_en


class RunState(models.TextChoices):
    DUE = "DUE", _("due")
    OK = "OK", _("done")
    FAILED = "FAILED", _("failed")


class AnalysisRun(models.Model):
    """That a version of an article was, or is to be, analysed: the queue of the nlp worker."""

    version = models.OneToOneField(
        ArticleVersion, on_delete=models.CASCADE, related_name="analysis_run"
    )
    state = models.CharField(max_length=6, choices=RunState.choices, default=RunState.DUE)
    reason = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True, db_index=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    extractors = models.JSONField(default=dict)
    declined = models.JSONField(default=list, help_text=_("candidates refused, with reasons"))
    figures_changed = models.BooleanField(
        default=False, db_index=True, help_text=_("an edit changed what is claimed")
    )
    changes = models.JSONField(
        default=dict, help_text=_("claims only of the version before, and new")
    )

    class Meta:
        verbose_name = _("analysis run")
        verbose_name_plural = _("analysis runs")

    def __str__(self) -> str:
        return f"{self.version} {self.state}"


class Quoted(models.Model):
    """What every extracted row carries: the version's text at `start:end` is `quote`."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="%(class)ss")
    version = models.ForeignKey(ArticleVersion, on_delete=models.CASCADE, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    score = models.FloatField()
    extractor = models.CharField(max_length=60)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.quote[:80]


class Mention(Quoted):
    """A name in a text, linked to an actor or a place, or to none with the reason."""

    type = models.CharField(max_length=3, choices=_choices(records.EntityType))
    actor = models.ForeignKey(
        Actor, on_delete=models.CASCADE, null=True, blank=True, related_name="mentions"
    )
    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, null=True, blank=True, related_name="mentions"
    )
    acts = models.BooleanField(default=False)
    method = models.CharField(max_length=8, blank=True, choices=_choices(records.LinkMethod))
    reason = models.CharField(max_length=200, blank=True)
    # Of a name without a link, once it was looked at (analysis/candidates.py): its folded form.
    key = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ("article", "start")
        indexes = (
            models.Index(
                fields=("key",),
                condition=models.Q(actor=None, place=None),
                name="mention_of_unknown_name",
            ),
            # The pages count reports, not mentions: which articles name an actor or a place.
            models.Index(
                fields=("actor", "article"),
                condition=models.Q(actor__isnull=False),
                name="mention_of_actor",
            ),
            models.Index(
                fields=("place", "article"),
                condition=models.Q(place__isnull=False),
                name="mention_of_place",
            ),
        )


class Stance(Quoted):
    """A holder for or against a target, in one sentence."""

    holder = models.ForeignKey(
        Actor, on_delete=models.CASCADE, null=True, blank=True, related_name="stances_held"
    )
    holder_name = models.CharField(max_length=200)
    target = models.ForeignKey(
        Actor, on_delete=models.CASCADE, null=True, blank=True, related_name="stances_received"
    )
    target_name = models.CharField(max_length=200)
    polarity = models.CharField(max_length=12, choices=_choices(records.Polarity))
    act = models.CharField(max_length=10, choices=_choices(records.Act))

    objects = StanceQuerySet.as_manager()

    class Meta:
        ordering = ("article", "start")


class Framing(Quoted):
    """An outlet's own loaded words in one sentence: how it frames, never a stance of an actor."""

    term = models.CharField(max_length=40)
    words = models.CharField(max_length=200)
    actor = models.ForeignKey(
        Actor, on_delete=models.CASCADE, null=True, blank=True, related_name="framings"
    )

    class Meta:
        ordering = ("article", "start")
        indexes = (models.Index(fields=("actor", "term"), name="framing_of_actor"),)


class Ceasefire(models.Model):
    """What claims add up to. Rebuilt from all claims; `key` is stable across rebuilds."""

    key = models.CharField(unique=True, max_length=64)
    name = models.CharField(max_length=300)
    status = models.CharField(max_length=16, choices=_choices(records.CeasefireStatus))
    status_reason = models.TextField(blank=True)
    side = models.CharField(max_length=12, choices=_choices(records.CeasefireSide))
    parties = models.ManyToManyField(Actor, blank=True, related_name="ceasefires")
    party_names = models.JSONField(default=list)
    mediator_names = models.JSONField(default=list)
    place_names = models.JSONField(default=list)
    country = models.CharField(max_length=3, blank=True)
    first_reported_on = models.DateField(null=True, blank=True)
    declared_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    planned_end_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    duration_hours = models.PositiveIntegerField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)
    # Of what was known on which day, and what may be put together or taken apart.
    history = models.JSONField(default=list, blank=True)
    suggestions = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("-first_reported_on", "key")
        verbose_name = _("ceasefire")
        verbose_name_plural = _("ceasefires")

    def __str__(self) -> str:
        return self.name


class CeasefireDecision(models.Model):
    """That a person put ceasefires together or took claims out of one. It names claims by what
    stays when an article is analysed anew: the article and the sentence."""

    kind = models.CharField(max_length=5, choices=_choices(records.RulingKind))
    anchors = models.JSONField(default=list)
    title = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("decided_at", "pk")
        verbose_name = _("decision on ceasefires")
        verbose_name_plural = _("decisions on ceasefires")

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"


class CeasefireClaim(Quoted):
    """One sentence says something of a ceasefire."""

    kind = models.CharField(max_length=20, choices=_choices(records.CeasefireKind), db_index=True)
    duration_hours = models.PositiveIntegerField(null=True, blank=True)
    declared_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    date_accuracy = models.CharField(max_length=7, choices=_choices(records.DateAccuracy))
    factuality = models.CharField(max_length=12, choices=_choices(records.Factuality))
    ceasefire = models.ForeignKey(
        Ceasefire, on_delete=models.SET_NULL, null=True, blank=True, related_name="claims"
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ("article", "start")
        verbose_name = _("ceasefire claim")
        verbose_name_plural = _("ceasefire claims")


class ClaimActor(models.Model):
    """An actor's part in a ceasefire claim; `actor` is null where the registry lacks the name."""

    claim = models.ForeignKey(CeasefireClaim, on_delete=models.CASCADE, related_name="actors")
    actor = models.ForeignKey(
        Actor, on_delete=models.SET_NULL, null=True, blank=True, related_name="claim_parts"
    )
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=11, choices=_choices(records.PartyRole))

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.role} {self.name}"


class ClaimPlace(models.Model):
    """A place that a ceasefire claim names."""

    claim = models.ForeignKey(CeasefireClaim, on_delete=models.CASCADE, related_name="places")
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="claim_parts"
    )
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class DisplacementFigure(Quoted):
    """One figure of people on the move, as printed. No number here is computed."""

    reported = models.PositiveBigIntegerField(null=True, blank=True)
    reported_high = models.PositiveBigIntegerField(null=True, blank=True)
    quantifier = models.CharField(max_length=13, choices=_choices(records.Quantifier))
    unit = models.CharField(max_length=9, choices=_choices(records.Unit))
    term = models.CharField(max_length=27, choices=_choices(records.Term))
    category = models.CharField(max_length=31, choices=_choices(records.Category))
    measure = models.CharField(max_length=7, choices=_choices(records.Measure))
    is_cumulative = models.BooleanField(default=False)
    since_on = models.DateField(null=True, blank=True)
    start_on = models.DateField(null=True, blank=True)
    end_on = models.DateField(null=True, blank=True)
    date_accuracy = models.CharField(max_length=7, choices=_choices(records.DateAccuracy))
    factuality = models.CharField(max_length=12, choices=_choices(records.Factuality))
    figure_start = models.PositiveIntegerField()
    figure_end = models.PositiveIntegerField()

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ("article", "start")
        verbose_name = _("displacement figure")
        verbose_name_plural = _("displacement figures")


class FigurePlace(models.Model):
    """A place that a figure names, and whether people left or reached it."""

    figure = models.ForeignKey(DisplacementFigure, on_delete=models.CASCADE, related_name="places")
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="figure_parts"
    )
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=22, choices=_choices(records.PlaceRole))

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.role} {self.name}"


class FigureReporter(models.Model):
    """Who says a figure, apart from who printed it."""

    figure = models.ForeignKey(
        DisplacementFigure, on_delete=models.CASCADE, related_name="reporters"
    )
    actor = models.ForeignKey(
        Actor, on_delete=models.SET_NULL, null=True, blank=True, related_name="figure_parts"
    )
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class Decision(models.TextChoices):
    ACCEPTED = "ACCEPTED", _("accepted")
    CORRECTED = "CORRECTED", _("corrected")
    WRONG = "WRONG", _("wrong")
    MISSING = "MISSING", _("missing")
    DUPLICATE = "DUPLICATE", _("duplicate")


class Correction(models.Model):
    """A person's decision on a machine's row. Append-only, and keyed by article, kind of claim,
    hash of the quote and field, so that it survives when the rows are made anew."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(max_length=20)
    quote_hash = models.CharField(max_length=64)
    field = models.CharField(max_length=40, blank=True)
    predicted = models.JSONField(null=True, blank=True)
    value = models.JSONField(null=True, blank=True)
    decision = models.CharField(max_length=9, choices=Decision.choices)
    note = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="corrections"
    )
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("decided_at", "pk")
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        indexes = (models.Index(fields=("article", "kind", "quote_hash")),)

    def __str__(self) -> str:
        return f"{self.decision} {self.kind} {self.field}"


class CandidateState(models.TextChoices):
    OPEN = "OPEN", _("open")
    ADDED = "ADDED", _("added as new")
    MERGED = "MERGED", _("merged")
    DISMISSED = "DISMISSED", _("dismissed")


class Candidate(models.Model):
    """A name that several articles print and no registry knows, and what a person made of it.
    `key` is its folded form: what was decided holds for every later article, too."""

    key = models.CharField(unique=True, max_length=200)
    name = models.CharField(max_length=200)
    type = models.CharField(max_length=3, choices=_choices(records.EntityType))
    languages = models.JSONField(default=list)
    article_count = models.PositiveIntegerField(default=0)
    first_seen_on = models.DateField(null=True, blank=True)
    last_seen_on = models.DateField(null=True, blank=True)
    nearest = models.JSONField(default=list)
    nearest_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=9,
        choices=CandidateState.choices,
        default=CandidateState.OPEN,
        db_index=True,
    )
    actor = models.ForeignKey(
        Actor, on_delete=models.SET_NULL, null=True, blank=True, related_name="candidates"
    )
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="candidates"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("-article_count", "key")
        verbose_name = _("unknown name")
        verbose_name_plural = _("unknown names")

    def __str__(self) -> str:
        return self.name


class CandidateDecision(models.Model):
    """What a person decided on an unknown name, with all that it takes to undo it."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="decisions")
    state = models.CharField(max_length=9, choices=CandidateState.choices)
    target = models.CharField(max_length=200, blank=True)
    made = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-decided_at", "-pk")

    def __str__(self) -> str:
        return f"{self.state} {self.candidate}"


class RegistryUpload(models.Model):
    """Registry files that a person uploaded: shown as changes first, applied when confirmed."""

    files = models.JSONField(default=dict, help_text=_("the text of each file by its name"))
    overwrite = models.BooleanField(default=False)
    delete_missing = models.BooleanField(default=False)
    country = models.CharField(max_length=3, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-uploaded_at",)

    def __str__(self) -> str:
        return f"{self.uploaded_at:%Y-%m-%d %H:%M} {', '.join(self.files)}"


class StoryPoint(models.Model):
    """What a report opens with, for finding others of the same event (analysis/stories.py)."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="story_point")
    vector = VectorField()
    model = models.CharField(max_length=64)
    # When it was printed, or fetched where the outlet does not say.
    seen_at = models.DateTimeField(db_index=True)
    actors = ArrayField(models.CharField(max_length=80), default=list)
    places = ArrayField(models.CharField(max_length=200), default=list)
    countries = ArrayField(models.CharField(max_length=3), default=list)
    figures = ArrayField(models.BigIntegerField(), default=list)

    def __str__(self) -> str:
        return f"opening of {self.article_id}"


class StoryKind(models.TextChoices):
    MERGE = "MERGE", _("put together")
    SPLIT = "SPLIT", _("taken apart")


class StoryDecision(models.Model):
    """That a person put stories together or took one apart, with all that it takes to undo it."""

    kind = models.CharField(max_length=5, choices=StoryKind.choices)
    note = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-decided_at", "-pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.decided_at:%Y-%m-%d %H:%M}"


class StoryMove(models.Model):
    """Where a decision put a report, or left it. Stories are kept by number: they come and go."""

    decision = models.ForeignKey(StoryDecision, on_delete=models.CASCADE, related_name="moves")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="story_moves")
    from_story = models.BigIntegerField(db_index=True)
    to_story = models.BigIntegerField(db_index=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.article_id}: {self.from_story} to {self.to_story}"


class StaleDay(models.Model):
    """A day whose counts changed since they were last taken. Triggers write these rows
    (analysis/migrations), a count of each day marked is due, and until then pages count anew."""

    day = models.DateField()

    def __str__(self) -> str:
        return f"{self.day}"


class Counted(models.Model):
    """How many reports of a day, in one language, by the outlets of one country."""

    day = models.DateField()
    language = models.CharField(max_length=3)
    country = models.CharField(max_length=3)
    reports = models.PositiveIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.day} {self.language} {self.country}: {self.reports}"


class ArticleDay(Counted):
    """The readable articles of a day, the reprints beside them, and what is claimed in them."""

    reprints = models.PositiveIntegerField()
    ceasefire_claims = models.PositiveIntegerField(default=0)
    figures = models.PositiveIntegerField(default=0)
    stances = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = (models.Index(fields=("day",), name="articles_of_day"),)


class ActorDay(Counted):
    """The reports of a day that name an actor."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")

    class Meta:
        indexes = (
            models.Index(fields=("day",), name="actors_of_day"),
            models.Index(fields=("actor", "day"), name="days_of_actor"),
        )


class ActorMonth(Counted):
    """As ActorDay, for the month that begins with `day`."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")

    class Meta:
        indexes = (models.Index(fields=("day",), name="actors_of_month"),)


class PlaceDay(Counted):
    """The reports of a day that name a place."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")

    class Meta:
        indexes = (
            models.Index(fields=("day",), name="places_of_day"),
            models.Index(fields=("place", "day"), name="days_of_place"),
        )


class PlaceMonth(Counted):
    """As PlaceDay, for the month that begins with `day`."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")

    class Meta:
        indexes = (models.Index(fields=("day",), name="places_of_month"),)
