"""Debunks that are to be published, one or many, with all that readers and matching will see."""

from collections.abc import Sequence

from domain.debunk import Debunk, Status, ref_of
from handlers.desk.authors import authors_of, named
from handlers.desk.debunks.waiting import waiting_page
from handlers.desk.drafting.question_page import Row
from handlers.desk.drafting.whole import lacking, whole
from handlers.desk.reading_through import Reading, Turning, page
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.desk_presses import desk_button
from handlers.kit.marks import mark_of
from handlers.kit.markup import bold, joined, plain
from handlers.kit.pages import Passage, passage

DOOR_NAME = "publish"


async def page_of(debunk: Debunk, act: Act, at: int = 0) -> Answer:
    """Return a page, counted from 0, of the question whether to publish a debunk.

    Where there is nothing to publish, it says why.
    """
    waiting = await act.services.store.drafts.waiting_for(debunk.id)
    if debunk.status is Status.PUBLISHED:
        if waiting:
            return await waiting_page(waiting, act)
        return Answer(plain(act.voice("publish-already", id=debunk.id)))
    if not debunk.own_claims:
        return Answer(plain(act.voice("add-missing-claim")))
    heading = "publish-ask" if debunk.status is Status.DRAFT else "publish-ask-again"
    # The row's number: an id may be too long to leave room for the mark.
    num = (await act.services.store.debunks.nums([debunk.id]))[debunk.id]
    mark = mark_of(debunk)
    publishing = [[desk_button(act.voice("add-button-publish"), DOOR_NAME, "yes", num, mark)]]
    aside: list[Row] = [
        [desk_button(act.voice("show-button-edit"), "edit", "one", ref_of(debunk.id))]
    ]
    if debunk.status is Status.DRAFT:
        drop = desk_button(act.voice("publish-button-drop"), DOOR_NAME, "drop", num, mark)
        aside.append([drop])
    reading = Reading(
        joined([bold(act.voice(heading, id=debunk.id)), plain(await _authors(debunk, act))]),
        whole(debunk, act.voice),
        Turning(DOOR_NAME, "see", num, mark),
        [bold(line) for line in await _consequences(debunk, act)],
        publishing,
        aside,
    )
    return page(reading, at, act.voice)


async def page_of_many(debunks: Sequence[Debunk], place: int, act: Act, at: int = 0) -> Answer:
    """Return a page, counted from 0, of the question whether to publish all of these.

    `place` is where they stand in the list of drafts, counted from 0.
    """
    mark = mark_of(place, *debunks)
    passages: list[Passage] = []
    for number, debunk in enumerate(debunks, 1):
        name = act.voice("publish-many-one", number=number, of=len(debunks), id=debunk.id)
        about = [await _authors(debunk, act), *await _consequences(debunk, act)]
        passages.append(passage(name, "\n".join(about)))
        passages += whole(debunk, act.voice)
    label = act.voice("publish-button-many", number=len(debunks))
    reading = Reading(
        bold(act.voice("publish-ask-many", number=len(debunks))),
        passages,
        Turning(DOOR_NAME, "leaf", place, mark),
        (),
        [[desk_button(label, DOOR_NAME, "all", place, mark)]],
        [[desk_button(act.voice("add-button-back"), DOOR_NAME, "list", place)]],
    )
    return page(reading, at, act.voice)


async def _authors(debunk: Debunk, act: Act) -> str:
    authors = await authors_of(debunk.id, act.services)
    return act.voice("whole-authors", names=await named(authors, act.services, act.voice))


async def _consequences(debunk: Debunk, act: Act) -> list[str]:
    """Return what readers would miss in a debunk, and how many people publishing it writes to."""
    store, voice = act.services.store, act.voice
    lines = []
    if lacks := lacking(debunk, voice):
        lines.append(voice("whole-lacks", what=lacks))
    if debunk.status is Status.RETRACTED:
        lines.append(voice("whole-told", number=await store.names.listeners(debunk.id)))
    held = [draft.case for draft in await store.drafts.holders(debunk.id) if draft.case is not None]
    cases = [await store.cases.get(case, act.at) for case in dict.fromkeys(held)]
    for case in filter(None, cases):
        number = await store.answers.listeners(case.id)
        lines.append(voice("whole-case", case=str(case.id), number=number))
    return lines
