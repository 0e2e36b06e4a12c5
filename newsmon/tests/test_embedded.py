"""The embedded servers: paths, first start, crash, second start."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_arabic_words_have_trigrams() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("SELECT similarity('قصف رأس العين', 'قصفت رأس العين')")
        (similarity,) = cursor.fetchone()
    assert similarity > 0.5
