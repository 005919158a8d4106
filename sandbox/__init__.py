"""A Telegram on loopback: the Bot API as a bot sees it, and the people on the other side.

    async with Sandbox.start() as telegram:            # telegram.url, telegram.token
        aigul = telegram.person("Айгүл", language="kk")
        sent = await aigul.forward("Шұғыл хабар!", Channel("Жаңалық", "news", 7))
        reply = await aigul.reply_to(sent)             # waits; also next_reply(), received()
        reply.text, reply.html, reply.quotations, reply.buttons, reply.links
        done = await aigul.press(reply, "Толығырақ")   # done.text, done.show_alert
        page = await aigul.inline("соғыс")             # page.results, page.next_offset, page.button
        seen = await aigul.choose(page.results[0])     # as readers of the other chat see it
        await aigul.send_photo("caption", album="1")   # send_voice(), send_location(), …
        group = telegram.group("Үй", members=[aigul])  # privacy mode is on
        asked = await aigul.send("/check", chat=group, reply_to=sent)
        await aigul.send("/check", chat=group, **as_group(group))        # sandbox.senders
        supergroup = aigul.upgrade(telegram.group("Көрші", supergroup=False, members=[aigul]))
        telegram.fault("sendMessage", status=429, retry_after=1, times=2)
        telegram.fault("sendMessage", drop=True, after=True)     # sent, but the bot never hears
        telegram.fault(status=403, probability=.1, seed=4, times=None)
        telegram.inline_cache = True                   # keep inline answers for their cache_time
        telegram.flood()                               # from now on at Telegram's pace
        telegram.advance(3600)                         # queries get too old
        telegram.calls_of("sendMessage")[0].params     # what the bot called, in order
        telegram.updates, telegram.pending             # what it was and will be given
        telegram.slip({"message": 5})                  # an odd update; also RawUpdate("not JSON")

Refusals are in the words of Telegram's own server. Not here: Markdown, MarkdownV2 (refused with
`unsupported parse_mode`), payments, stories, business, TLS. `python -m sandbox` runs it
alone, with the addresses in `sandbox.control`.
"""

from sandbox.faults import CallFault
from sandbox.handles import Button, Callback, InlineAnswer, InlineResult, Message
from sandbox.origins import Channel, FromUser, HiddenUser, OriginChat
from sandbox.people import Person
from sandbox.sandbox import Sandbox
from sandbox.updates import RawUpdate
from sandbox.world import Call

__all__ = [
    "Button",
    "Call",
    "CallFault",
    "Callback",
    "Channel",
    "FromUser",
    "HiddenUser",
    "InlineAnswer",
    "InlineResult",
    "Message",
    "OriginChat",
    "Person",
    "RawUpdate",
    "Sandbox",
]
