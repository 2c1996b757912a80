from django.urls import path

from .views import field, handing_in, paper_sheets, scoresheets, sync

urlpatterns = [
    path("verification/field/", field.field, name="field"),
    path("verification/field/prepare/", field.prepare, name="prepare"),
    path("verification/sync/", sync.sync, name="sync"),
    path("verification/sheets/<uuid:uuid>/", scoresheets.scoresheet, name="scoresheet"),
    path("verification/sheets/<uuid:uuid>/proposal/", scoresheets.sheet_proposal, name="sheet_proposal"),
    path("verification/sheets/<uuid:uuid>/proposal.pdf", scoresheets.sheet_pdf, name="sheet_pdf"),
    path("verification/sheets/<uuid:uuid>/submit/", handing_in.submit_scoresheet, name="submit_scoresheet"),
    path(
        "verification/sheets/<uuid:uuid>/files/<int:evidence>/<str:size>/",
        scoresheets.assessor_file,
        name="assessor_file",
    ),
    path("verification/sheets/<uuid:uuid>/form/", paper_sheets.sheet_form, name="sheet_form"),
    path("bureau/sheets/<uuid:uuid>/type-in/", paper_sheets.type_in_sheet, name="type_in_sheet"),
    path("verification/paper-sheets/<int:pk>/", paper_sheets.paper_sheet, name="paper_sheet"),
    path(
        "verification/paper-sheets/<int:pk>/refuse/",
        paper_sheets.refuse_paper_sheet,
        name="refuse_paper_sheet",
    ),
    path("verification/paper-sheets/<int:pk>/scan/", paper_sheets.paper_scan, name="paper_scan"),
]
