"""E-mail to curators about feeds that have failed for a day: once for each breakage."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ingest.models import Feed
from ingest.wording import in_words, moment_in_words

# Most troubles pass within hours by themselves.
BROKEN_FOR = timedelta(days=1)
# A message that names hundreds is not read; the rest follows with the next one.
FEEDS_IN_A_MESSAGE = 50


@transaction.atomic
def tell_of_broken_feeds(now: datetime) -> int:
    """Write to the curators about feeds that have failed for a day and of which they were not told;
    return how many. Raises what the mail server raises: then nothing counts as told."""
    recipients = addresses()
    if not recipients:
        return 0
    broken = _newly_broken(now)
    if not broken:
        return 0
    Feed.objects.filter(pk__in=[feed.pk for feed in broken]).update(told_at=now)
    _message(broken, recipients).send()
    return len(broken)


def addresses() -> list[str]:
    """Return where the users can be reached who may change sources."""
    users = User.objects.with_perm(
        "ingest.change_source", backend="django.contrib.auth.backends.ModelBackend"
    )
    return sorted(set(users.exclude(email="").values_list("email", flat=True)))


def _newly_broken(now: datetime) -> list[Feed]:
    broken = Feed.objects.broken_since(now - BROKEN_FOR).filter(told_at__isnull=True)
    locked = broken.select_related("source").select_for_update(of=("self",), skip_locked=True)
    return list(locked[:FEEDS_IN_A_MESSAGE])


def _message(broken: Sequence[Feed], recipients: list[str]) -> EmailMessage:
    subject = ngettext(
        "newsmon: a source has failed for a day",
        "newsmon: %d sources have failed for a day",
        len({feed.source_id for feed in broken}),
    )
    count = len({feed.source_id for feed in broken})
    lines = [_("These feeds have not been read for a day or longer:"), ""]
    for feed in broken:
        lines += _paragraph(feed)
    lines.append(_("newsmon goes on trying, and does not write again unless they recover first."))
    return EmailMessage(
        subject=subject % count if "%d" in subject else subject,
        body="\n".join(lines),
        # Curators need not learn of each other's addresses.
        bcc=recipients,
    )


def _paragraph(feed: Feed) -> list[str]:
    page = settings.SITE_URL + reverse("admin:ingest_source_change", args=[feed.source_id])
    since = moment_in_words(feed.failing_since) if feed.failing_since else ""
    state = in_words(feed.state, feed.state_reason)
    return [
        feed.source.name,
        f"  {feed.url}",
        "  " + _("since %s") % since + f": {state}",
        f"  {page}",
        "",
    ]
