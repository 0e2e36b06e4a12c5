"""What every view does first."""

from datetime import UTC, datetime

from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, PermissionDenied
from django.forms import Form
from django.http import HttpRequest


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


def person(request: HttpRequest) -> User:
    """Return the user who is signed in; PermissionDenied where nobody is."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def now() -> datetime:
    return datetime.now(UTC)
