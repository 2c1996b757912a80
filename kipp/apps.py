from django.apps import AppConfig


class KippConfig(AppConfig):
    name = "kipp"
