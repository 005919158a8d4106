"""Text and entities back to Telegram's HTML."""

from collections.abc import Sequence
from html import escape

from sandbox.text import Entity

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "blockquote": "blockquote",
}


def to_html(text: str, entities: Sequence[Entity]) -> str:
    """Return the HTML that parses into this text and these entities.

    Entities that Telegram finds by itself (addresses, commands) get no tags.
    """
    units = text.encode("utf-16-le")
    ordered = sorted(
        (one for one in entities if _tags(one)[0]), key=lambda one: (one["offset"], -one["length"])
    )
    out: list[str] = []
    ends: list[tuple[int, str]] = []
    at = 0

    def copy(stop: int) -> None:
        nonlocal at
        out.append(escape(units[at * 2 : stop * 2].decode("utf-16-le"), quote=False))
        at = stop

    for entity in ordered:
        while ends and ends[-1][0] <= entity["offset"]:
            stop, tag = ends.pop()
            copy(stop)
            out.append(tag)
        copy(entity["offset"])
        opening, closing = _tags(entity)
        out.append(opening)
        ends.append((entity["offset"] + entity["length"], closing))
    while ends:
        stop, tag = ends.pop()
        copy(stop)
        out.append(tag)
    copy(len(units) // 2)
    return "".join(out)


def _tags(entity: Entity) -> tuple[str, str]:
    kind = entity["type"]
    if kind in _TAGS:
        return f"<{_TAGS[kind]}>", f"</{_TAGS[kind]}>"
    if kind == "expandable_blockquote":
        return "<blockquote expandable>", "</blockquote>"
    if kind == "text_link":
        return f'<a href="{escape(entity["url"])}">', "</a>"
    if kind == "text_mention":
        return f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"
    if kind == "custom_emoji":
        return f'<tg-emoji emoji-id="{entity["custom_emoji_id"]}">', "</tg-emoji>"
    if kind == "pre" and entity.get("language"):
        language = escape(entity["language"])
        return f'<pre><code class="language-{language}">', "</code></pre>"
    return ("<pre>", "</pre>") if kind == "pre" else ("", "")
