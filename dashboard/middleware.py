"""Middleware of the pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from dashboard import preferences


def reader_preferences(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Write each page the way its reader asked for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        wanted = preferences.from_cookie(request.COOKIES.get(preferences.COOKIE, ""))
        with preferences.writing_for(wanted):
            return get_response(request)

    return middleware
