"""Middleware of the pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from dashboard import preferences, remembered


def reader_preferences(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Write each page the way its reader asked for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        wanted = preferences.from_cookie(request.COOKIES.get(preferences.COOKIE, ""))
        with preferences.writing_for(wanted):
            return get_response(request)

    return middleware


def remembered_filters(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Open a page that is asked for without any filter under those that its reader chose last:
    they go into the address. `?clear` forgets them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method != "GET" or not remembered.is_kept_by(request.path_info):
            return get_response(request)
        now = timezone.now()
        before = remembered.read(request.COOKIES.get(remembered.COOKIE, ""), now)
        if not request.META.get("QUERY_STRING") and before:
            return redirect(f"{request.path}?{remembered.query_of(before)}")
        is_cleared = "clear" in request.GET
        response = redirect(request.path) if is_cleared else get_response(request)
        chosen = {} if is_cleared else remembered.chosen(request.GET)
        if response.status_code == (302 if is_cleared else 200) and (chosen or before):
            response.set_cookie(
                remembered.COOKIE,
                remembered.write(chosen, now),
                httponly=True,
                samesite="Lax",
                secure=request.is_secure(),
            )
        return response

    return middleware
