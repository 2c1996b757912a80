import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.benchmarks import crowd
from tests.benchmarks.pages import pages
from tests.undone import undone


@pytest.mark.thorough
@pytest.mark.embedded
def test_no_page_of_the_benchmark_asks_more_often_with_twice_as_many_innovations(db, analyse):
    few, many = opened(800, analyse), opened(1_600, analyse)

    assert {status for status, _asked in (*few.values(), *many.values())} == {200}
    in_both = few.keys() & many.keys()
    assert {name: (few[name], many[name]) for name in in_both if many[name] > few[name]} == {}
    assert len(in_both) > 60


def opened(number, analyse):
    """Return by page its status and its number of queries, with so many innovations; they are undone.

    A list where nothing was found is left out: it asks for no rows.
    """
    found = {}
    with undone():
        crowd.build(number)
        analyse()
        for page in pages():
            client = Client()
            if page.reader:
                client.force_login(page.reader)
            with CaptureQueriesContext(connection) as asked:
                response = client.get(page.path)
            listed = response.context.get("page_obj")
            if listed is None or len(listed):
                found[page.name] = response.status_code, len(asked)
    return found
