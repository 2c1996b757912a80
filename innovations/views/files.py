"""Uploaded files leave the portal here, after a check of who asks; no file has an address of its own."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from innovations.evidence_files import file_response
from innovations.models import Evidence


@require_safe
def evidence_file(request, evidence, size):
    """A photo or document, for whoever may see the innovation in the rooms of agencies and the bureau."""
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user, at=timezone.now()), pk=evidence)
    return file_response(request, evidence, size)
