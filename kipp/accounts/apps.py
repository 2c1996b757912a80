from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "kipp.accounts"
    label = "accounts"

    def ready(self) -> None:
        from . import checks  # noqa: F401, PLC0415 - registers the system checks
