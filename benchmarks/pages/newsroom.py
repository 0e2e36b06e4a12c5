"""The sample newsroom, fetched and analysed, served for a browser.

What was made stays in `var/screens/newsroom` and is used again; NEWSMON_VAR names another folder,
NEWSMON_PORT and NEWSMON_SAMPLE_PORT other ports. A part of screens.py and paint.py.
"""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
for name, value in {
    "DJANGO_SETTINGS_MODULE": "newsmon.settings",
    "NEWSMON_VAR": str(ROOT / "var" / "screens" / "newsroom"),
    "NEWSMON_PORT": "8711",
    "NEWSMON_SAMPLE_PORT": "8712",
    # The sample newsroom is on this machine: nobody is to be spared.
    "NEWSMON_HOST_GAP_SECONDS": "1",
    "NEWSMON_POLL_SECONDS": "1",
}.items():
    os.environ.setdefault(name, value)

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.db import OperationalError, ProgrammingError, connections  # noqa: E402
from django.db.models import Count, Max, Q  # noqa: E402
from django.test import Client  # noqa: E402

from analysis.models import Actor, AnalysisRun, Ceasefire, DisplacementFigure, Place  # noqa: E402
from ingest.models import Article, Feed  # noqa: E402

# A first run makes a database and analyses some eighty articles.
WAIT_SECONDS = 900.0
# The sample tells of one autumn.
SPAN = timedelta(days=45)


@contextmanager
def served(url: str = "") -> Iterator[str]:
    """Run newsmon over the sample newsroom until the block ends, and give its address once all is
    analysed; `url` names one that runs already. Raises TimeoutError where it comes to no rest."""
    if url:
        yield url
        return
    command = (sys.executable, "manage.py", "up")
    house = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        for condition in (_is_open, _is_at_rest):
            _wait(condition, house)
        yield f"http://127.0.0.1:{settings.BIND_PORT}"
    finally:
        house.send_signal(signal.SIGINT)
        house.wait()


def _wait(condition: Callable[[], bool], house: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + WAIT_SECONDS
    while not condition():
        if house.poll() is not None:
            raise RuntimeError(f"newsmon ended with status {house.returncode}")
        if time.monotonic() > end:
            raise TimeoutError("the sample newsroom does not come to rest")
        time.sleep(0.5)


def _is_open() -> bool:
    try:
        http.client.HTTPConnection("127.0.0.1", settings.BIND_PORT).connect()
    except OSError:
        return False
    return True


def _is_at_rest() -> bool:
    """Tell whether every feed was polled, every article read and every readable one analysed."""
    try:
        feeds = Feed.objects.filter(source__is_sample=True)
        if not feeds or feeds.filter(last_fetched_at=None).exists():
            return False
        read = Article.objects.filter(source__is_sample=True)
        readable = read.filter(outcome="OK").count()
        done = AnalysisRun.objects.filter(state__in=("OK", "FAILED")).count()
        return not read.filter(outcome="").exists() and 0 < readable <= done
    except (OperationalError, ProgrammingError):  # the tables are being made
        connections.close_all()
        return False


def session() -> str:
    """Sign the administrator in and give the session's key."""
    client = Client()
    admin = User.objects.filter(is_superuser=True).earliest("pk")
    client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def addresses() -> dict[str, str]:
    """Give each page that people look at, with names and days that the sample has."""
    newest = Article.objects.aggregate(at=Max("published_at"))["at"]
    period = f"since={(newest - SPAN).date()}&until={newest.date()}"
    named = Q(mentions__article__published_at__gte=newest - SPAN)
    actor, place = (
        model.objects.annotate(n=Count("mentions", filter=named)).order_by("-n", "pk")[0]
        for model in (Actor, Place)
    )
    truce = Ceasefire.objects.annotate(n=Count("claims")).order_by("-n", "pk")[0]
    figure = DisplacementFigure.objects.filter(reporters__isnull=False).order_by("-pk")[0]
    told = Article.objects.annotate(n=Count("ceasefireclaims")).order_by("-n", "pk")
    arabic, english = told.filter(language="ar")[0], told.filter(language="en")[0]
    found = {
        "home": f"/?{period}",
        "timelines": f"/timelines/?{period}&actors={actor.slug}&places={place.slug}",
        "actors": f"/actors/?{period}",
        "actor": f"/actors/{actor.slug}/?{period}",
        "stances": f"/stances/?{period}",
        "quotes": f"/stances/quotes/?{period}&target={actor.slug}",
        "map": f"/map/?{period}",
        "place": f"/places/{place.slug}/?{period}",
        "ceasefires": f"/ceasefires/?{period}",
        "ceasefire": f"/ceasefires/{truce.key}/",
        "displacement": f"/displacement/?{period}",
        "displacement of a place": f"/displacement/?{period}&place={place.slug}&series=reporter",
        "displacement map": f"/displacement/map/?{period}",
        "displacement compared": f"/displacement/compare/?{period}&place={place.slug}",
        "figure": f"/displacement/figures/{figure.article_id}-{figure.figure_start}/",
        "articles": f"/articles/?{period}",
        "search": "/search/?q=هدنة",
        "search without words": "/search/",
        "search with a fault": '/search/?q="هدنة',
        "article in Arabic": f"/articles/{arabic.pk}/",
        "article in English": f"/articles/{english.pk}/",
        "articles alike": f"/articles/{english.pk}/alike/",
        "sources": "/status/",
        "nothing found": "/ceasefires/?since=2001-01-01&until=2001-01-31",
        "error": "/nothing/",
        "preferences": "/preferences/",
        "password": "/accounts/password_change/",
        "administration of sources": "/admin/ingest/source/",
        "health of sources": "/admin/ingest/source/health/",
    }
    return {name: quote(address, safe="/?&=%+") for name, address in found.items()}
