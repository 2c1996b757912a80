from django.urls import path

from . import views

urlpatterns = [
    path("verification/", views.verification_home, name="verification_home"),
    path("verification/sheets/<uuid:uuid>/conflict/", views.declare_conflict, name="declare_conflict"),
    path("verification/sheets/<uuid:uuid>/decline/", views.decline_task, name="decline_task"),
]
