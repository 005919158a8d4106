"""The desk's own channel: a published debunk is posted there as it was shown, and followed."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from domain.debunk import Debunk, Status, ref_of
from domain.moderator import Role
from handlers.desk.debunks.picking import one_or_offer, picked
from handlers.desk.drafting.question_page import Row
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.buttons import language_names
from handlers.kit.channel_post import channel_post, post_languages
from handlers.kit.desk_presses import desk_button
from handlers.kit.doors import Door
from handlers.kit.marks import mark_of
from handlers.kit.markup import joined, plain
from storage.debunks.channel_posts import AlreadyPosted, ChannelPost, PostState
from storage.debunks.publishing import ChangedMeanwhile

NAME = "channel"


def way_to_the_channel(debunk: Debunk, act: Act) -> list[Row]:
    """Return the button that leads to a debunk's post; none where there is no channel."""
    may = act.services.desk.channel is not None and act.may(Role.CHIEF)
    if not may or debunk.status is Status.DRAFT:
        return []
    return [[desk_button(act.voice("channel-button-offer"), NAME, "one", ref_of(debunk.id))]]


async def channel(act: Act) -> None:
    """Show the post of a debunk that a command names, or offer the published ones."""
    heading = act.voice("channel-which")
    statuses = (Status.PUBLISHED, Status.RETRACTED)
    if found := await one_or_offer(act, door=NAME, heading=heading, statuses=statuses):
        await _present(found, act)


async def press(act: Act) -> str | None:
    """Show a debunk's post, in other languages, or post it just as it was shown."""
    verb, args = act.press.verb, act.press.args
    if verb in {"lang", "put"}:
        num = act.press.number()
        debunk = await act.services.store.debunks.by_num(num) if num is not None else None
        if debunk is None or len(args) != (2 if verb == "lang" else 3):
            return act.voice("desk-gone" if debunk is None else "stale-button")
        langs = tuple(args[1].split("-"))
        if langs not in post_languages(debunk):
            return await act.replace(await _page(debunk, act), act.voice("publish-changed"))
        if verb == "lang":
            return await act.replace(await _page(debunk, act, langs))
        return await _put(debunk, langs, args[2], act)
    found = await picked(act)
    if found is None:
        return act.voice("desk-gone")
    if verb == "one":
        await _present(found, act)
        return None
    there = await act.services.store.channel_posts.follow(found.id, act.deed())
    return await act.replace(act.voice("channel-follows" if there else "stale-button"))


async def _put(debunk: Debunk, langs: tuple[str, ...], mark: str, act: Act) -> str | None:
    name = act.services.desk.channel
    if name is None:
        return act.voice("channel-none")
    if debunk.status is not Status.PUBLISHED:
        return await act.replace(act.voice("channel-not-published"))
    if mark != _mark(debunk, langs, name):
        return await act.replace(await _page(debunk, act, langs), act.voice("publish-changed"))
    try:
        await act.services.store.channel_posts.ask(debunk, langs, name, act.deed())
    except ChangedMeanwhile as other:
        page = await _page(other.current or debunk, act)
        return await act.replace(page, act.voice("publish-changed"))
    except AlreadyPosted:
        return act.voice("channel-there-already")
    shown = _post(debunk, langs, act)
    return await act.replace(shown, act.voice("channel-due", channel=name))


async def _present(debunk: Debunk, act: Act) -> None:
    """Say how a debunk's post stands and, where there is none, show what would be posted."""
    name = act.services.desk.channel
    if name is None:
        await act.say(act.voice("channel-none"))
        return
    post = await act.services.store.channel_posts.of(debunk.id)
    if post is not None and post.state in {PostState.DUE, PostState.POSTED}:
        await act.say(_standing(debunk, post, act))
        return
    if debunk.status is not Status.PUBLISHED:
        await act.say(act.voice("channel-not-published"))
        return
    if post is not None:
        await act.say(act.voice(f"channel-{post.state}"))
    await act.say(await _page(debunk, act))


def _standing(debunk: Debunk, post: ChannelPost, act: Act) -> Answer:
    if post.state is PostState.DUE:
        return Answer(plain(act.voice("channel-due", channel=post.channel)))
    lines = [plain(act.voice("channel-there", id=debunk.id))]
    if post.address:
        lines.append(plain(post.address))
    label = act.voice("channel-button-follow")
    again = desk_button(label, NAME, "follow", ref_of(debunk.id))
    return Answer(joined(lines), InlineKeyboardMarkup([[again]]))


async def _page(debunk: Debunk, act: Act, langs: tuple[str, ...] = ()) -> Answer:
    """Return just what would be posted, with the buttons that post it or choose languages."""
    name = act.services.desk.channel
    if name is None or debunk.status is not Status.PUBLISHED:
        return Answer(plain(act.voice("channel-none" if name is None else "channel-not-published")))
    choices = post_languages(debunk)
    langs = langs or choices[0]
    num = (await act.services.store.debunks.nums([debunk.id]))[debunk.id]
    label = act.voice("channel-button-post", channel=name)
    mark = _mark(debunk, langs, name)
    rows: list[list[InlineKeyboardButton]] = [
        [desk_button(label, NAME, "put", num, "-".join(langs), mark)]
    ]
    rows += [
        [desk_button(language_names(other), NAME, "lang", num, "-".join(other))]
        for other in choices
        if other != langs
    ]
    post = _post(debunk, langs, act)
    return Answer(post.content, InlineKeyboardMarkup(rows), post.preview)


def _post(debunk: Debunk, langs: tuple[str, ...], act: Act) -> Answer:
    return channel_post(debunk, langs, (), act.services.texts, act.services.desk.zone)


def _mark(debunk: Debunk, langs: tuple[str, ...], channel: str) -> str:
    return mark_of(debunk, langs, channel)


DOOR = Door(NAME, Role.CHIEF, {"channel": channel}, press, ("one", "lang", "put", "follow"))
