from django.urls import path

from . import views

urlpatterns = [
    path("bureau/assignments/<int:stage_pk>/propose/", views.propose_assignments, name="propose_assignments"),
    path("bureau/allocations/<int:pk>/", views.allocation, name="allocation"),
    path(
        "bureau/allocations/<int:pk>/entries/<int:innovation_pk>/",
        views.allocation_entry,
        name="allocation_entry",
    ),
    path("bureau/allocations/<int:pk>/rows/<int:row_pk>/take-out/", views.take_out, name="take_out"),
    path("bureau/allocations/<int:pk>/apply/", views.apply_allocation, name="apply_allocation"),
    path("bureau/allocations/<int:pk>/discard/", views.discard_allocation, name="discard_allocation"),
]
