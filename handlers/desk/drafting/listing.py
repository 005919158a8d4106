"""How drafts are listed, and how a change that waits for a chief is shown."""

from telegram import InlineKeyboardMarkup

from handlers.desk.drafting.body import body_of
from handlers.desk.drafting.outline import differences, words_of
from handlers.desk.drafting.parts import parts_of
from handlers.desk.drafting.question_page import NAME, Row, button
from handlers.desk.people.names import name_of
from handlers.kit.answer import Answer
from handlers.kit.context import Services
from handlers.kit.desk_presses import desk_button
from handlers.kit.markup import bold, joined, plain, shortened
from handlers.kit.texts import Voice
from storage.desk.drafts import Draft

_MOST_LISTED = 8
_LABEL = 50


def listing(drafts: list[Draft], voice: Voice) -> Answer:
    """Return the list of a moderator's drafts, to go on with one or begin anew."""
    rows: list[Row] = [
        [button(title_of(draft, voice), "goon", draft)] for draft in drafts[:_MOST_LISTED]
    ]
    rows.append([desk_button(voice("add-button-new"), NAME, "new")])
    return Answer(bold(voice("add-drafts")), InlineKeyboardMarkup(rows))


def title_of(draft: Draft, voice: Voice) -> str:
    """Return how a draft is called: its debunk's id where it changes one, and its first words."""
    lines = words_of(body_of(draft).parts, voice)
    first = next((words for name, (_, words) in lines.items() if name != "date"), "")
    words = " ".join(first.split()) or voice("add-empty")
    return shortened(f"✎ {draft.debunk}: {words}" if draft.debunk else words, _LABEL)


async def waiting_page(draft: Draft, services: Services, voice: Voice) -> Answer:
    """Return a change that waits for a chief: old beside new, whose it is, and what can be done."""
    body = body_of(draft)
    author = name_of(await services.store.moderators.get(draft.moderator), services, voice)
    lines = [bold(voice("publish-change", id=draft.debunk or "", name=author))]
    shown = differences(parts_of(body.was), body.parts, voice) if body.was else None
    lines.append(shown or plain(voice("edit-unchanged")))
    if body.reason:
        lines.append(plain(voice("edit-reason", reason=body.reason)))
    if not body.tell:
        # The chief answers for that too.
        lines.append(plain(f"{voice('add-ask-tell')} {voice('add-button-tell-nobody')}"))
    rows: list[Row] = [
        [desk_button(voice("add-button-publish"), "publish", "apply", draft.id, draft.changed)],
        [desk_button(voice("publish-button-over"), "publish", "over", draft.id)],
        [desk_button(voice("publish-button-refuse"), "publish", "refuse", draft.id)],
    ]
    return Answer(joined(lines, "\n\n"), InlineKeyboardMarkup(rows))
