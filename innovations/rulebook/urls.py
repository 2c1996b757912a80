from django.urls import path

from .views import rules, setup

urlpatterns = [
    path("bureau/editions/<int:year>/rules/", rules.edition_rules, name="edition_rules"),
    path("bureau/editions/<int:year>/setup/<slug:part>/", setup.edition_setup, name="edition_setup"),
    path("bureau/stages/<int:pk>/setup/<slug:part>/", setup.stage_setup, name="stage_setup"),
]
