"""Whoever guesses passwords is locked out for a while, and told so in plain words."""

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client


@pytest.mark.django_db
def test_guessing_a_password_locks_the_name_for_a_while() -> None:
    User.objects.create_user("analyst", password="right-and-long-enough")
    client = Client()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = client.post("/accounts/login/", {"username": "analyst", "password": "wrong"})
    assert answer.status_code == 429
    assert "quarter of an hour" in answer.content.decode()
    right = {"username": "analyst", "password": "right-and-long-enough"}
    assert client.post("/accounts/login/", right).status_code == 429
