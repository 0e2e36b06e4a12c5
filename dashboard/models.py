"""What the pages themselves remember of a reader; what is read belongs to analysis, ingest."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

_KEY_BYTES = 9


class Visit(models.Model):
    """When somebody last looked at the home page, and when the visit before that one ended (None:
    there was none)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    seen_at = models.DateTimeField()
    before_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")

    def __str__(self) -> str:
        return f"{self.user_id} {self.seen_at:%Y-%m-%d %H:%M}"


def new_key() -> str:
    """Make a key that nobody guesses."""
    return secrets.token_urlsafe(_KEY_BYTES)


class SavedSearch(models.Model):
    """A search under a name that its owner gave it. Whoever signs in and has the link may look at
    it: `key` is in the link. `query` is the query string of the search's address."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches"
    )
    key = models.CharField(max_length=20, unique=True, default=new_key, editable=False)
    name = models.CharField(_("name"), max_length=120)
    query = models.CharField(max_length=4_000)
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints = (
            models.UniqueConstraint(fields=("owner", "name"), name="one_saved_search_of_a_name"),
        )

    def __str__(self) -> str:
        return self.name
