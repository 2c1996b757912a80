from django.urls import path

from .views import rankings, results, standings

urlpatterns = [
    path("bureau/standings/<int:stage_pk>/", standings.standings, name="standings"),
    path("bureau/standings/<int:stage_pk>/open/", standings.open_standings, name="open_standings"),
    path("bureau/standings/<int:stage_pk>/freeze/", standings.freeze_standings, name="freeze_standings"),
    path("bureau/rankings/<int:pk>/", rankings.ranking, name="ranking"),
    path("bureau/rankings/<int:pk>/placings/<int:placing_pk>/", rankings.decide_place, name="decide_place"),
    path("bureau/rankings/<int:pk>/confirm/", rankings.confirm_ranking, name="confirm_ranking"),
    path("bureau/rankings/<int:pk>/publish/", rankings.publish_ranking, name="publish_ranking"),
    path("bureau/rankings/<int:pk>/retract/", rankings.retract_ranking, name="retract_ranking"),
    path("results/", results.results, name="results"),
    path("results/<int:year>/", results.edition_results, name="edition_results"),
]
