"""A page read back: its elements, its words, its links to elsewhere."""

import html.parser
from typing import Any

_ELSEWHERE = {"src", "href", "action", "data", "poster", "srcset", "xlink:href", "background"}


class ReadPage(html.parser.HTMLParser):
    """What a browser would make of a text.

    Attributes:
        tags: Names of its elements in order.
        words: Texts in order.
        attributes: All (element, attribute, value).
        elsewhere: Addresses it would ask for or lead to.
        open: Elements that were never closed.
    """

    def __init__(self, text: str | bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.feed(text.decode() if isinstance(text, bytes) else text)
        self.close()

    @property
    def elsewhere(self) -> list[str]:
        """Addresses in attributes that lead elsewhere."""
        return [value for _, name, value in self.attributes if name in _ELSEWHERE]

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)
