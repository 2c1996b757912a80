from django.urls import path

from . import views

urlpatterns = [
    path("bureau/editions/<int:year>/suspend/", views.suspend_edition, name="suspend_edition"),
    path("bureau/editions/<int:year>/resume/", views.resume_edition, name="resume_edition"),
    path("bureau/editions/<int:year>/cancel/", views.cancel_edition, name="cancel_edition"),
]
