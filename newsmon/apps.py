from django.apps import AppConfig


class NewsmonConfig(AppConfig):
    name = "newsmon"
