"""The registries of actors and places, and the files that people upload to change them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from analysis import terms
from analysis.models.quotes import choices
from analysis.querysets import ActorQuerySet


class Actor(models.Model):
    """Who acts: a state, a force, a person, an agency. `slug` is the id in the registry files."""

    slug = models.SlugField(unique=True, max_length=80)
    name_en = models.CharField(max_length=200)
    name_ar = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=12, choices=choices(terms.ActorKind), db_index=True)
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
        max_length=8, choices=choices(terms.AliasKind), default=terms.AliasKind.NAME
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
    kind = models.CharField(max_length=12, choices=choices(terms.AffiliationKind))
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
    feature = models.CharField(max_length=12, choices=choices(terms.PlaceFeature))
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
