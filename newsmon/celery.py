"""The Celery application. Queue `io` waits on the network, queue `nlp` on the processor."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsmon.settings")

app = Celery("newsmon")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
