"""JSON-LD -> the ClaimReviews in it, whatever shape they have.

Reads what publishers write, not all that JSON-LD allows: keys and types may be full addresses,
have a prefix or none; a value may be one or a list, plain, `{"@value": …}`, an object that has the
words under `text` or `name`, or a reference `{"@id": …}` to another node of the document.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Node = Mapping[str, Any]

_DEEPEST = 60
_WORDS = ("@value", "text", "name", "headline", "alternateName")
_ADDRESSES = ("url", "contentUrl", "@id", "@value", "embedUrl")


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a property, with its language where the feed says it."""

    words: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One JSON value, with its nodes by `@id`."""

    value: object
    nodes: Mapping[str, Node]

    def reviews(self) -> Iterator[Node]:
        """Yield every ClaimReview in order, those within others too, keys without prefix.

        One that stands in a Claim and reviews nothing itself is given the Claim as its item.
        """
        for node, parents in _nodes(self.value):
            if _is_review(node):
                claims = [one for one in parents if _is(one, "Claim")]
                if claims and not node.get("itemReviewed") and not node.get("claimReviewed"):
                    yield {**node, "itemReviewed": claims[-1]}
                elif len(node.keys() - {"@id", "@type", "@context"}):
                    yield node

    def values(self, node: Node, key: str) -> list[Any]:
        """Return the values of a property, references followed; [] where it has none."""
        given = node.get(key)
        found = []
        for one in given if isinstance(given, list) else [given]:
            if isinstance(one, Mapping):
                plain: Node = _short(one)
                if isinstance(plain.get("@list"), list):
                    found += plain["@list"]
                    continue
                if set(plain) == {"@id"}:
                    plain = self.nodes.get(str(plain["@id"]), plain)
                found.append(plain)
            elif one is not None and one != "":
                found.append(one)
        return found

    def texts(self, node: Node, *keys: str) -> list[Text]:
        """Return the texts of the first of some properties that has any."""
        for key in keys:
            found = [text for one in self.values(node, key) if (text := self._text(one))]
            if found:
                return found
        return []

    def addresses(self, node: Node, key: str) -> list[str]:
        """Return the addresses of a property: strings as they stand, several in one maybe."""
        found: list[str] = []
        for one in self.values(node, key):
            if isinstance(one, str):
                found.append(one)
            elif isinstance(one, Mapping):
                for name in _ADDRESSES:
                    found += [text for text in self.values(one, name) if isinstance(text, str)]
        return found

    def _text(self, value: object, depth: int = 0) -> Text | None:
        if isinstance(value, str) and value.strip():
            return Text(value)
        if isinstance(value, Mapping) and depth < 3:
            lang = value.get("@language") or value.get("inLanguage")
            for key in _WORDS:
                for one in self.values(value, key):
                    if found := self._text(one, depth + 1):
                        return Text(
                            found.words, found.lang or (lang if isinstance(lang, str) else None)
                        )
        return None


def document(value: object) -> Document:
    """Return a JSON value as a document."""
    nodes: dict[str, Node] = {}
    for node, _ in _nodes(value):
        name = node.get("@id")
        if isinstance(name, str) and len(node) > len(nodes.get(name, {"@id": name})):
            nodes[name] = node
    return Document(value, nodes)


def _nodes(value: object) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """Yield each object of a JSON value, keys without prefix, with those that it stands in."""
    waiting: list[tuple[object, tuple[Node, ...]]] = [(value, ())]
    while waiting:
        one, parents = waiting.pop()
        if isinstance(one, list):
            waiting += [(item, parents) for item in reversed(one)]
        elif isinstance(one, Mapping) and len(parents) < _DEEPEST:
            node = _short(one)
            yield node, parents
            within = (*parents, node)
            waiting += [(node[key], within) for key in reversed(node) if key != "@context"]


def _short(node: Node) -> dict[str, Any]:
    """Return an object with `http://schema.org/name` and `schema:name` as `name`."""
    found: dict[str, Any] = {}
    for key, value in node.items():
        name = key if key.startswith("@") else _name(key)
        found.setdefault({"type": "@type", "id": "@id"}.get(name, name), value)
    return found


def _name(term: str) -> str:
    return term.rstrip("/").replace("#", "/").replace(":", "/").rsplit("/", 1)[-1]


def _is_review(node: Node) -> bool:
    """Tell whether a node is a ClaimReview; one that lost its type has a claim and a rating."""
    return _is(node, "ClaimReview") or (
        "@type" not in node and {"claimReviewed", "reviewRating"} <= node.keys()
    )


def _is(node: Node, kind: str) -> bool:
    given = node.get("@type")
    names = given if isinstance(given, list) else [given]
    return any(isinstance(name, str) and _name(name.strip()) == kind for name in names)
