from django.urls import path

from . import views

urlpatterns = [
    path("statements/<int:year>/", views.statement, name="statement"),
]
