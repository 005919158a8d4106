"""How drafts are listed, and how a change that waits for a chief is shown."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.desk.drafting.body import body_of
from handlers.desk.drafting.dialogue import Dialogue
from handlers.desk.drafting.outline import words_of
from handlers.desk.drafting.question_page import NAME, Row, button
from handlers.desk.drafting.review_page import about_the_change, shown_of
from handlers.desk.people.names import name_of
from handlers.desk.shown import page
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.desk_presses import desk_button
from handlers.kit.markup import Html, bold, plain, shortened
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


async def waiting_page(draft: Draft, act: Act, number: int = 0) -> Answer:
    """Return a page of a change that waits for a chief: old beside new, and what can be done."""
    services, voice = act.services, act.voice
    dialogue = Dialogue.of(draft)
    shown = shown_of(dialogue, voice)
    author = name_of(await services.store.moderators.get(draft.moderator), services, voice)

    def last() -> tuple[list[Html], list[Row]]:
        lines = [] if shown.pages else [plain(voice("edit-unchanged"))]
        lines += about_the_change(dialogue, voice)
        lines.append(bold(voice("publish-change", id=draft.debunk or "", name=author)))
        rows: list[Row] = [
            [desk_button(voice("add-button-publish"), "publish", "apply", draft.id, shown.mark)],
            [desk_button(voice("publish-button-over"), "publish", "over", draft.id)],
            [desk_button(voice("publish-button-refuse"), "publish", "refuse", draft.id)],
        ]
        return lines, rows

    def turn(label: str, to: int) -> InlineKeyboardButton:
        return desk_button(label, "publish", "turn", draft.id, to, shown.mark)

    return page(shown, number, voice, turn, last)
