from django.urls import include, path

urlpatterns = [
    path("", include("innovations.awards.urls")),
    path("", include("innovations.board.urls")),
    path("", include("innovations.catalogue.urls")),
    path("", include("innovations.checking.urls")),
    path("", include("innovations.desk.urls")),
    path("", include("innovations.editions.urls")),
    path("", include("innovations.evidence.urls")),
    path("", include("innovations.integrity.urls")),
    path("", include("innovations.proposals.urls")),
    path("", include("innovations.rulebook.urls")),
    path("", include("innovations.sending.urls")),
]
