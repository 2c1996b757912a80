"""Pages cross the wire compressed, files as they are."""

import gzip

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db

READS_GZIP = {"accept-encoding": "gzip"}


def test_a_page_is_compressed_for_whoever_reads_that(client):
    address = reverse("account_login")

    plain, compressed = client.get(address), client.get(address, headers=READS_GZIP)

    assert plain.headers.get("Content-Encoding") is None
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert len(compressed.content) < len(plain.content) / 2
    assert b"<!DOCTYPE html>" in gzip.decompress(compressed.content)


def test_a_photo_is_sent_as_it_is(client, cast):
    photo = factories.photo(factories.innovation("draft"))
    client.force_login(cast.staff)

    response = client.get(reverse("evidence_file", args=[photo.pk, "file"]), headers=READS_GZIP)

    assert response.headers.get("Content-Encoding") is None
    assert response.getvalue() == factories.webp()
