import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.benchmarks import crowd
from tests.benchmarks.pages import pages


@pytest.mark.thorough
@pytest.mark.embedded
def test_no_page_of_the_benchmark_asks_more_often_with_twice_as_many_innovations(db, analyse):
    few, many = opened(800, analyse), opened(1_600, analyse)

    assert {status for status, _asked in (*few.values(), *many.values())} == {200}
    assert {name: (few[name], many[name]) for name in few if many[name] > few[name]} == {}
    assert few.keys() == many.keys()
    assert len(few) > 60


def opened(number, analyse):
    """Return by page its status and its number of queries, with so many innovations; they are taken back."""
    found = {}
    with transaction.atomic():
        crowd.build(number)
        analyse()
        for page in pages():
            client = Client()
            if page.reader:
                client.force_login(page.reader)
            with CaptureQueriesContext(connection) as asked:
                found[page.name] = client.get(page.path).status_code, len(asked)
        transaction.set_rollback(True)
    return found
