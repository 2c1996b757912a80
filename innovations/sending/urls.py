from django.urls import path

from .views import carry_over, letters, sending, sending_order

urlpatterns = [
    path("submissions/<int:pk>/check/", sending.submission_check, name="submission_check"),
    path("submissions/<int:pk>/record/", sending.record_innovation, name="record_innovation"),
    path("submissions/<int:pk>/compete/", sending.compete, name="compete"),
    path("submissions/<int:pk>/propose/", sending.propose, name="propose"),
    path("submissions/<int:pk>/resend/", sending.resend, name="resend"),
    path("submissions/<int:pk>/submit/", sending.submit_own, name="submit_own"),
    path("submissions/<int:pk>/carry/", carry_over.carry_over, name="carry_over"),
    path("submissions/<int:pk>/withdraw/", sending.withdraw, name="withdraw"),
    path("coordination/editions/<int:year>/", sending_order.choose, name="choose"),
    path("coordination/editions/<int:year>/send/", sending_order.send_together, name="send_together"),
    path("coordination/editions/<int:year>/list/", sending_order.coordination_list, name="coordination_list"),
    path("coordination/editions/<int:year>/letters/new/", letters.new_letter, name="new_letter"),
    path("coordination/letters/<int:pk>/", letters.covering_letter, name="covering_letter"),
    path("coordination/letters/<int:pk>/file/", letters.letter_file, name="letter_file"),
    path("coordination/<int:pk>/move/", sending_order.move_innovation, name="move_innovation"),
    path("bureau/letters/", letters.letters, name="letters"),
    path("bureau/editions/<int:year>/carry/", carry_over.carry_all_over, name="carry_all_over"),
]
