from django.urls import path

from . import views

urlpatterns = [
    path("coordination/board/", views.coordination_board, name="coordination_board"),
    path(
        "coordination/board/export/<str:form>/",
        views.coordination_board_export,
        name="coordination_board_export",
    ),
    path("bureau/board/", views.board, name="board"),
    path("bureau/board/export/<str:form>/", views.board_export, name="board_export"),
    path("bureau/board/remind/", views.remind_agencies, name="remind_agencies"),
    path("bureau/board/remind-coordinators/", views.remind_coordinators, name="remind_coordinators"),
]
