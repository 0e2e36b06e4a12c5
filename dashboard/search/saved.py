"""Searches that readers keep under a name."""

from collections.abc import Mapping
from urllib.parse import urlencode

from dashboard.models import SavedSearch
from dashboard.search.form import NARROWING

MOST_SAVED = 200
KEPT = ("q", "since", "until", "order", *NARROWING)


def cleaned(query: Mapping[str, str]) -> str:
    """Write what says what is searched as a query string, in one order."""
    return urlencode({name: query[name] for name in KEPT if query.get(name)})


def of_owner(owner_id: int) -> list[SavedSearch]:
    return list(SavedSearch.objects.filter(owner=owner_id)[:MOST_SAVED])


def keep(owner_id: int, name: str, query: str) -> SavedSearch:
    """Save a search under a name; an earlier one of that name is what the name means no more."""
    saved, _created = SavedSearch.objects.update_or_create(
        owner_id=owner_id, name=name, defaults={"query": query}
    )
    return saved


def shared(key: str) -> SavedSearch | None:
    """Find a search by the key in its link, whoever owns it."""
    return SavedSearch.objects.select_related("owner").filter(key=key).first()


def delete(owner_id: int, key: str) -> bool:
    """Delete a search of this owner; say whether there was one."""
    return SavedSearch.objects.filter(owner=owner_id, key=key).delete()[0] > 0
