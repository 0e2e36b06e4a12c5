"""How the tests of views ask for pages."""

from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext


def page(client: Client, address: str, *, language: str = "en") -> str:
    """Give the text of a page that must be there."""
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == 200, address
    return sent(response).decode()


def sent(response: HttpResponseBase) -> bytes:
    """Give all that an answer sends, whether it is sent at once or while it is made."""
    assert isinstance(response, HttpResponse | StreamingHttpResponse)
    return response.getvalue()


def queries(client: Client, address: str) -> int:
    """Count the queries of one page, with those that are asked once a minute."""
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        page(client, address)
    return len(captured)


def assert_login_asked(response: HttpResponseBase) -> None:
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/login/?next=")
