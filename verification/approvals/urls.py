from django.urls import path

from . import views

urlpatterns = [
    path("bureau/sheets/<uuid:uuid>/reopen/", views.reopen_scoresheet, name="reopen_scoresheet"),
    path("bureau/assignment/<int:pk>/excuse/", views.excuse_assignment, name="excuse_assignment"),
    path("bureau/approvals/<int:pk>/", views.approval, name="approval"),
    path("bureau/visit/<int:pk>/excuse-minutes/", views.excuse_minutes, name="excuse_minutes"),
]
