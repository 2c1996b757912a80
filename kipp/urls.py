from django.urls import include, path

from .views import audit, bureau, gallery, health, home, offline, outbox

urlpatterns = [
    path("", home.home, name="home"),
    path("bureau/", bureau.bureau, name="bureau"),
    path("bureau/audit/", audit.audit, name="audit"),
    path("bureau/outbox/", outbox.outbox, name="outbox"),
    path("bureau/outbox/<int:pk>/", outbox.outbox_mail, name="outbox_mail"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("service_worker.js", offline.service_worker, name="service_worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("offline/", offline.offline, name="offline"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("kipp.accounts.urls")),
    path("", include("innovations.urls")),
    path("", include("verification.urls")),
]

handler400 = "kipp.views.errors.bad_request"
handler403 = "kipp.views.errors.forbidden"
handler404 = "kipp.views.errors.not_found"
handler500 = "kipp.views.errors.server_error"
