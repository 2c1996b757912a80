"""What a browser needs to open prepared pages: the service worker, the manifest, a page in its place."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.urls import reverse

from kipp.views.offline import SHELL


def test_the_service_worker_speaks_for_all_addresses_and_names_files_that_exist(client, db):
    response = client.get(reverse("service_worker"))

    assert response["Content-Type"].startswith("text/javascript")
    assert "no-cache" in response["Cache-Control"]
    assert reverse("service_worker").count("/") == 1
    kept = json.loads(re.match(r"const SHELL = (\[.*\]);", response.text)[1])
    assert reverse("offline") in kept
    assert all(finders.find(name) for name in SHELL)


def test_the_scripts_that_a_prepared_page_imports_are_all_kept():
    for name in SHELL:
        if name.endswith(".js"):
            imported = re.findall(r'(?:from|import) "\./([\w.]+)"', Path(finders.find(name)).read_text())
            assert {f"js/{other}" for other in imported} <= set(SHELL), name


@pytest.mark.parametrize(
    "page", ["base", "field/field", "scoresheets/scoresheet", "visits/visit", "assignments/verification_home"]
)
def test_the_scripts_that_a_prepared_page_names_are_all_kept(page):
    named = re.findall(r'static "(js/[\w.]+)"', get_template(f"{page}.html").template.source)

    assert set(named) <= set(SHELL)


def test_the_portal_can_be_put_on_a_home_screen(client, db):
    response = client.get(reverse("manifest"))

    manifest = response.json()
    assert response["Content-Type"] == "application/manifest+json"
    assert (manifest["display"], manifest["start_url"]) == ("standalone", "/")
    assert {icon["sizes"] for icon in manifest["icons"]} == {"any", "192x192", "512x512"}
    assert f'href="{reverse("manifest")}"' in client.get("/").text


def test_the_page_without_a_connection_is_nobody_s(client, db):
    response = client.get(reverse("offline"))

    assert response.status_code == 200
    assert reverse("field") in response.text
