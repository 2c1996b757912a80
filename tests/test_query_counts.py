"""No page asks the database more than ten times, whoever opens it: what its reader is, and all it shows."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import portal

pytestmark = [pytest.mark.django_db, pytest.mark.debian]

MOST_QUERIES = 10


def test_no_page_asks_the_database_more_than_ten_times():
    world = portal.build()
    clients = {who: Client() for who in world.people}
    for who, person in world.people.items():
        if person:
            clients[who].force_login(person)

    too_many, opened = {}, 0
    for page in portal.pages(world):
        for who in sorted(page.readers):
            with CaptureQueriesContext(connection) as asked:
                response = clients[who].get(page.path)
                list(response)  # read to its end, a file closes
            opened += 1
            if len(asked) > MOST_QUERIES:
                too_many[f"{page}, {who}"] = len(asked)

    assert too_many == {}
    assert opened > 500
