from django.urls import path

from . import views

urlpatterns = [
    path("bureau/earlier-awards/", views.earlier_awards, name="earlier_awards"),
    path("bureau/earlier-awards/import/", views.import_earlier_awards, name="import_earlier_awards"),
    path(
        "bureau/earlier-awards/import/template/",
        views.earlier_awards_template,
        name="earlier_awards_template",
    ),
]
