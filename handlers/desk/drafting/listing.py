"""How drafts are listed."""

from telegram import InlineKeyboardMarkup

from handlers.desk.drafting.body import body_of
from handlers.desk.drafting.outline import words_of
from handlers.desk.drafting.question_page import NAME, Row, button
from handlers.kit.answer import Answer
from handlers.kit.desk_presses import desk_button
from handlers.kit.markup import bold, shortened
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
