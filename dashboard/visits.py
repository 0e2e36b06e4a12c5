"""Since when something is new to a reader."""

from datetime import datetime, timedelta

from django.db.models import Case, F, When

from dashboard.models import Visit

# A shorter pause belongs to the same visit: whoever comes back to the list from an article, or
# from lunch, finds it as it was.
GAP = timedelta(hours=4)


def note_visit(user_id: int, now: datetime) -> datetime | None:
    """Remember that a reader looks at the home page, and give the end of the visit before this
    one; None on the first."""
    mine = Visit.objects.filter(user=user_id)
    ended = When(seen_at__lt=now - GAP, then=F("seen_at"))
    if mine.update(before_at=Case(ended, default=F("before_at")), seen_at=now):
        return mine.values_list("before_at", flat=True).get()
    # Two pages that open at once both find nothing to update.
    Visit.objects.bulk_create([Visit(user_id=user_id, seen_at=now)], ignore_conflicts=True)
    return None
