"""How the page of one ceasefire says its fields, its disputes and its history."""

from datetime import date

from django import template
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from analysis.terms import CeasefireStatus
from analysis.timelines.ceasefire_records import Account, Dispute, HistoryEntry
from dashboard import labels, wording

register = template.Library()

FIELDS: dict[str, Promise] = {
    "status": _("Status"),
    "parties": _("Parties"),
    "declared_on": _("Declared"),
    "effective_on": _("In force from"),
    "duration_hours": _("Term"),
    "planned_end_on": _("Planned end"),
    "ended_on": _("Ended"),
    "accusations": _("Who is accused of breaking it"),
    "denials": _("Word against word"),
}


@register.simple_tag
def field_name(field: str) -> str:
    """Name a field of a ceasefire, or a question that reports answer differently."""
    return str(FIELDS.get(field, field))


@register.simple_tag
def account_value(dispute: Dispute, account: Account) -> str:
    """Say one of the answers to a question."""
    if isinstance(account.value, date):
        return wording.day(account.value)
    if isinstance(account.value, int):
        return wording.duration(account.value)
    if dispute.field == "denials":
        return gettext("denied") if account.value == "denied" else gettext("told")
    names = (name for row in account.rows for name in row.perpetrators)
    return next((wording.name_text(n) for n in names if n.en == account.value), account.value)


@register.simple_tag
def history_value(entry: HistoryEntry, side: str) -> SafeString:
    """Say what a field held before or after a day's reports."""
    value = entry.after if side == "after" else entry.before
    if not value:
        return wording.isolated(gettext("not known"))
    if entry.field == "status":
        return wording.isolated(labels.label(CeasefireStatus(value)))
    if entry.field.endswith("_on"):
        return wording.isolated(wording.day(date.fromisoformat(value)))
    return wording.isolated(value)


@register.inclusion_tag("dashboard/partials/_behind.html")
def behind(rows: object) -> dict[str, object]:
    """Lead from a field to the sentences that say it."""
    return {"rows": rows}
