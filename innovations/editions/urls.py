from django.urls import path

from .views import editions, extensions, holidays, new_edition, steps

urlpatterns = [
    path("bureau/editions/", editions.editions, name="editions"),
    path("bureau/holidays/", holidays.holidays, name="holidays"),
    path("bureau/holidays/<int:pk>/remove/", holidays.remove_holiday, name="remove_holiday"),
    path("bureau/editions/new/", new_edition.new_edition, name="new_edition"),
    path("bureau/editions/<int:year>/", editions.edition, name="edition"),
    path("bureau/editions/<int:year>/repeat/", new_edition.repeat_edition, name="repeat_edition"),
    path("bureau/editions/<int:year>/open/", steps.open_edition, name="open_edition"),
    path("bureau/editions/<int:year>/close/", steps.close_edition, name="close_edition"),
    path("bureau/stages/<int:pk>/begin/", steps.begin_stage, name="begin_stage"),
    path("bureau/stages/<int:pk>/end/", steps.end_stage, name="end_stage"),
    path("bureau/stages/<int:pk>/extend/", extensions.extend_stage, name="extend_stage"),
]
