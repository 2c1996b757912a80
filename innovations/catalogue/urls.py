from django.urls import path

from . import views

urlpatterns = [
    path("innovations/", views.catalogue, name="catalogue"),
    path("innovations/<slug:slug>/", views.public_innovation, name="public_innovation"),
    path(
        "innovations/<slug:slug>/photos/<int:photo_pk>/<str:size>/", views.public_photo, name="public_photo"
    ),
]
