"""What every view does first."""

from datetime import UTC, datetime

from django.core.exceptions import BadRequest
from django.forms import Form


def checked(form: Form) -> None:
    """Raise BadRequest with what is wrong, in words, unless the form is valid."""
    if form.is_valid():
        return
    said = [
        f"{form.fields[name].label or name}: {' '.join(map(str, errors))}"
        if name in form.fields
        else " ".join(map(str, errors))
        for name, errors in form.errors.items()
    ]
    raise BadRequest(" ".join(said))


def now() -> datetime:
    return datetime.now(UTC)
