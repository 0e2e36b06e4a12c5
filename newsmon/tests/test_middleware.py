"""What is sent to a browser: compressed where that helps."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def encoding(client: Client, address: str, accepts: str) -> str:
    """Ask for a page or a file that must be there, and say how it was encoded."""
    answer = client.get(address, headers={"accept-encoding": accepts})
    answer.close()  # a file stays open until then
    assert answer.status_code == 200
    return answer.headers.get("Content-Encoding", "")


@pytest.mark.parametrize(
    "address",
    ["/accounts/login/", "/static/css/base.css", "/static/vendor/echarts/echarts.min.js"],
)
def test_text_is_compressed_for_a_browser_that_can_read_it(client: Client, address: str) -> None:
    assert encoding(client, address, "gzip") == "gzip"
    assert encoding(client, address, "identity") == ""


def test_a_font_is_sent_as_it_is(client: Client) -> None:
    address = "/static/vendor/ibm-plex/ibm-plex-sans-latin-400-normal.woff2"
    assert encoding(client, address, "gzip") == ""
