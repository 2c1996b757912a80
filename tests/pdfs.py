"""What tests read from a PDF: its words, and the tree that a screen reader reads."""

import io

from pypdf import PdfReader


class Pdf:
    """`pages` are the words of each page on one line, `words` those of all, `elements` the tree's."""

    def __init__(self, content: bytes):
        self.reader = PdfReader(io.BytesIO(content))
        self.pages = [" ".join(page.extract_text().split()) for page in self.reader.pages]
        self.words = " ".join(self.pages)
        self.elements = list(_below(self.reader.root_object["/StructTreeRoot"]))

    @property
    def kinds(self) -> set[str]:
        return {element["/S"] for element in self.elements}

    @property
    def languages(self) -> set[str]:
        return {element["/Lang"] for element in self.elements if "/Lang" in element}

    @property
    def pictures(self) -> list[str]:
        """The alternative text of each picture."""
        return [str(element["/Alt"]) for element in self.elements if element["/S"] == "/Figure"]


def _below(element):
    below = element.get("/K", [])
    for child in below if isinstance(below, list) else [below]:
        found = child.get_object()
        if isinstance(found, dict) and "/S" in found:
            yield found
            yield from _below(found)
