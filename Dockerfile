# The one image of web, workers, clock and bootstrap; docker-compose.yml says which is which.
FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    NEWSMON_VAR=/var/lib/newsmon \
    NEWSMON_HOST=0.0.0.0 \
    NEWSMON_PORT=8000

RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/newsmon newsmon
WORKDIR /srv/newsmon

# First the packages, which change rarely: the layer is kept while only the code changes.
COPY requirements.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check --root-user-action=ignore \
    -r requirements.txt

COPY . ./
RUN python -m compileall -q newsmon ingest analysis dashboard

USER newsmon
VOLUME /var/lib/newsmon
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "newsmon.wsgi:application", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--preload", "--no-control-socket", "--graceful-timeout", "4"]
