"""Serve the sample newsroom on this machine."""

import logging
from collections.abc import Mapping
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ingest.sample_site import Page, build_site, is_unchanged, load_articles, load_outlets

# Only this machine may read the sample newsroom.
HOST = "127.0.0.1"

logger = logging.getLogger(__name__)


class SampleServer(ThreadingHTTPServer):
    """Answers from a fixed table of pages; port 0 takes any free port."""

    daemon_threads = True

    def __init__(self, port: int) -> None:
        super().__init__((HOST, port), SampleHandler)
        origin = f"http://{HOST}:{self.server_port}"
        self.pages: Mapping[str, Page] = build_site(load_outlets(), load_articles(), origin)

    def server_bind(self) -> None:
        # HTTPServer would ask the name service for our own name, which may hang offline.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, int(self.server_address[1])


class SampleHandler(BaseHTTPRequestHandler):
    """Answers GET and HEAD, conditional requests too."""

    protocol_version = "HTTP/1.1"
    server: SampleServer

    def do_GET(self) -> None:
        self.answer(has_body=True)

    def do_HEAD(self) -> None:
        self.answer(has_body=False)

    def answer(self, *, has_body: bool) -> None:
        page = self.server.pages.get(urlsplit(self.path).path)
        copy = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        if page is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        elif is_unchanged(page, *copy):
            self.send_head(page, HTTPStatus.NOT_MODIFIED)
        else:
            self.send_head(page, HTTPStatus.OK)
            if has_body:
                self.wfile.write(page.body)

    def send_head(self, page: Page, status: HTTPStatus) -> None:
        self.send_response(status)
        self.send_header("ETag", page.etag)
        self.send_header("Last-Modified", format_datetime(page.modified_utc, usegmt=True))
        self.send_header("Content-Type", page.content_type)
        if status == HTTPStatus.OK:
            self.send_header("Content-Length", str(len(page.body)))
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        logger.debug(format, *args)


class Command(BaseCommand):
    help = "Serve the sample newsroom on 127.0.0.1 until interrupted."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=settings.SAMPLE_SITE_PORT)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            server = SampleServer(options["port"])
        except OSError as error:
            raise CommandError(f"cannot listen on port {options['port']}: {error}") from error
        self.stdout.write(f"Sample newsroom on http://{HOST}:{server.server_port}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            self.stdout.write("Sample newsroom stopped")
        finally:
            server.server_close()
