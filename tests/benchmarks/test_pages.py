import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.benchmarks import crowd
from tests.benchmarks.pages import pages


@pytest.mark.thorough
@pytest.mark.embedded
def test_every_page_of_the_benchmark_opens_with_at_most_ten_queries(analyse):
    crowd.build(200)
    analyse()

    opened = {}
    for page in pages():
        client = Client()
        if page.reader:
            client.force_login(page.reader)
        with CaptureQueriesContext(connection) as asked:
            opened[page.name] = client.get(page.path).status_code, len(asked)

    assert {name: found for name, found in opened.items() if found[0] != 200 or found[1] > 10} == {}
    assert len(opened) > 60
