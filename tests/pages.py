"""What tests read from a page of HTML: its links and forms, and what no page may have."""

from html.parser import HTMLParser

from django.test import Client

from tests.undone import undone

OWN_HOST = "http://testserver/"


class Page(HTMLParser):
    """`links` and `forms` are the addresses that it leads to, `unsafe` what the safety rules forbid.

    Of a form, and of a button that sends it elsewhere, it is the method and the address ("": the page's own).
    """

    def __init__(self, text: str):
        super().__init__()
        self.links, self.forms, self.unsafe = [], [], []
        self._method = "GET"
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = {name: value or "" for name, value in attributes}
        if tag in ("a", "img") and (address := given.get("href") or given.get("src")):
            self.links.append(address)
        if tag == "form":
            self._method = given.get("method", "get").upper()
            self.forms.append((self._method, given.get("action", "")))
        if "formaction" in given:
            self.forms.append((self._method, given["formaction"]))
        if tag == "style" or (tag == "script" and not given.get("src")):
            self.unsafe.append(f"<{tag}> with text of its own")
        if tag in ("iframe", "object", "embed", "base") or (tag == "meta" and "http-equiv" in given):
            self.unsafe.append(f"<{tag}>")
        for name, value in given.items():
            if name == "style" or name.startswith("on"):
                self.unsafe.append(f"<{tag} {name}>")
            if _leads_elsewhere(value):
                self.unsafe.append(f'<{tag} {name}="{value}">')

    handle_startendtag = handle_starttag


def knock(client: Client, method: str, path: str) -> int:
    """Return the status that an address answers; nothing stays of what it did."""
    cookies = dict(client.cookies)
    with undone():
        response = client.generic(method, path)
        response.getvalue()  # closes a file that was sent
    client.cookies.clear()
    client.cookies.update(cookies)
    return response.status_code


def _leads_elsewhere(value):
    value = value.strip().lower()
    elsewhere = value.startswith(("http:", "https:", "//", "javascript:", "data:"))
    return elsewhere and not value.startswith(OWN_HOST)
