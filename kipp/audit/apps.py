from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "kipp.audit"
    label = "audit"
