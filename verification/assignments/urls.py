from django.urls import path

from .views import assignments, conflicts, ending, verifiers

urlpatterns = [
    path("conflicts/", conflicts.my_conflicts, name="my_conflicts"),
    path("bureau/assignments/<int:stage_pk>/", assignments.assignments, name="assignments"),
    path(
        "bureau/assignments/<int:stage_pk>/<int:innovation_pk>/",
        assignments.entry_assignments,
        name="entry_assignments",
    ),
    path("bureau/assignment/<int:pk>/end/", ending.end_assignment, name="end_assignment"),
    path("bureau/assignment/<int:pk>/replace/", ending.replace_assignment, name="replace_assignment"),
    path("bureau/assignment/<int:pk>/void/", ending.void_sheet, name="void_sheet"),
    path("bureau/editions/<int:year>/conflicts/", conflicts.bureau_conflicts, name="bureau_conflicts"),
    path("bureau/assignments/<int:stage_pk>/verifiers/", verifiers.stage_verifiers, name="stage_verifiers"),
    path("bureau/assignments/<int:stage_pk>/remind/", verifiers.remind_verifiers, name="remind_verifiers"),
]
