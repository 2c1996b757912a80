"""Tabs and the parameters of an address."""

from kipp.lists.tabs import Tab, query, tab


def test_a_tab_leads_to_its_part_with_the_parameters_that_have_a_value():
    made = tab("Menunggu", 3, {"edition": 2019, "words": "", "status": "submitted"}, is_current=True)

    assert made == Tab("Menunggu", 3, "edition=2019&status=submitted", is_current=True)


def test_what_people_typed_is_encoded():
    assert query({"words": "ibu & anak", "page": None}) == "words=ibu+%26+anak"
