"""The gallery of components."""

from django.conf import settings as portal_settings
from django.urls import reverse

COMPONENTS = portal_settings.BASE_DIR / "templates" / "components"


def test_the_gallery_shows_every_component(client, settings):
    settings.DEBUG = True

    templates = {template.name for template in client.get(reverse("gallery")).templates}

    shown = {name for name in templates if name.startswith("components/")}
    assert shown == {f"components/{component.name}" for component in COMPONENTS.iterdir()}
