"""What is asked about a moderator's file before it is loaded."""

from collections.abc import Sequence
from dataclasses import replace

from telegram import InlineKeyboardMarkup

from domain.debunk import Status, Verdict
from formats import COLUMNS, Question
from handlers.desk.debunks.file_report import NAME, heading, turns
from handlers.desk.debunks.file_talk import LEAVE, FileTalk
from handlers.desk.drafting.question_page import Row, in_rows
from handlers.kit.answer import Answer
from handlers.kit.card import claim_in, sign_of
from handlers.kit.desk_presses import desk_button
from handlers.kit.markup import Html, bold, joined, plain, shortened
from handlers.kit.texts import LANGUAGES, Voice
from storage.imports.uploads import ForeseenCorrection, Inspection, Likely

_LABEL = 200
_CLAIM = 300
_A_PAGE = 5


def ask_question(
    number: int, talk: FileTalk, found: Inspection, voice: Voice
) -> tuple[FileTalk, Answer]:
    """Return the page that asks what the first rating or column not known means."""
    question, *rest = found.questions
    parts = [heading(found, voice)]
    parts.append(bold(_asked(question, voice)))
    if question.scale:
        worst, _, best = question.scale.partition("..")
        parts.append(plain(voice("file-ask-scale", worst=worst, best=best)))
    if question.example:
        words = shortened(" ".join(question.example.split()), _CLAIM)
        parts.append(plain(voice("file-ask-example", words=words)))
    if rest:
        parts.append(plain(voice("file-ask-more", number=len(rest))))
    rows = _answers(question, number, talk.said, voice)
    leave = "file-button-leave" if question.kind == "rating" else "file-button-leave-column"
    rows.append([desk_button(voice(leave), NAME, "map", number, talk.said, LEAVE)])
    if talk.answers:
        rows.append([desk_button(voice("add-button-back"), NAME, "back", number, talk.said)])
    return talk.asking(question), Answer(joined(parts, "\n\n"), InlineKeyboardMarkup(rows))


def ask_same(
    number: int, talk: FileTalk, found: Inspection, voice: Voice
) -> tuple[FileTalk, Answer]:
    """Return the page that asks whether a debunk of the file is one that is there already."""
    ordered = in_order(found.likely)
    first, slips = ordered[0], sum(one.slip for one in ordered)
    old, new = (shortened(" ".join(one.split()), _CLAIM) for one in (first.old, first.new))
    parts = [
        heading(found, voice),
        bold(voice("file-ask-same" if first.kind == "near" else "file-ask-same-id")),
        plain(voice("file-same-old", id=first.held_id, words=old)),
        plain(voice("file-same-new", line=first.number, words=new)),
    ]
    if words := _differing(first):
        parts.append(plain(voice("file-same-differs", words=words)))
    if len(ordered) > 1:
        parts.append(plain(voice("file-ask-more", number=len(ordered) - 1)))
    other = "file-button-other" if first.kind == "near" else "file-button-leave-one"
    rows: list[Row] = [
        [
            desk_button(voice("file-button-same"), NAME, "same", number, talk.said, "yes"),
            desk_button(voice(other), NAME, "same", number, talk.said, "no"),
        ]
    ]
    if slips > 1:
        label = voice("file-button-all-same", number=slips)
        rows.append([desk_button(label, NAME, "all", number, found.mark, "yes")])
    if len(ordered) > 1:
        label = voice("file-button-all-other", number=len(ordered))
        rows.append([desk_button(label, NAME, "all", number, found.mark, "no")])
    asked = replace(talk, asked=["same", first.debunk_id])
    return asked, Answer(joined(parts, "\n\n"), InlineKeyboardMarkup(rows))


def in_order(likely: Sequence[Likely]) -> list[Likely]:
    """Return those where a slip was mended first, then those with another decisive word."""
    return sorted(likely, key=lambda one: (not one.slip, one.kind == "id", one.number))


def show_corrections(number: int, at: int, found: Inspection, voice: Voice) -> Answer:
    """Return the page that shows what readers would be told and asks for the reason."""
    every = found.corrections
    pages = max(1, -(-len(every) // _A_PAGE))
    at = min(max(0, at), pages - 1)
    readers = sum(one.readers for one in every)
    parts = [
        heading(found, voice),
        bold(voice("file-will-tell", number=len(every), readers=readers)),
    ]
    parts += [_correction(one, voice) for one in every[at * _A_PAGE : (at + 1) * _A_PAGE]]
    if pages > 1:
        parts.append(plain(voice("file-page", page=at + 1, pages=pages)))
    parts.append(bold(voice("file-ask-reason")))
    rows = turns(number, "told", at, pages, voice)
    label = voice("file-button-quiet", number=len(every))
    rows.append([desk_button(label, NAME, "quiet", number, found.mark)])
    rows.append([desk_button(voice("file-button-drop"), NAME, "drop", number)])
    return Answer(joined(parts, "\n\n"), InlineKeyboardMarkup(rows))


def _asked(question: Question, voice: Voice) -> str:
    words = shortened(question.label, _LABEL)
    key = "file-ask-verdict" if question.kind == "rating" else "file-ask-column"
    return voice(key, words=words, number=question.count)


def _answers(question: Question, number: int, said: int, voice: Voice) -> list[Row]:
    if question.kind == "rating":
        labels = [(f"{sign_of(one)} {voice(f'verdict-{one}')}", str(one)) for one in Verdict]
    else:
        labels = [(column_name(one, voice), one) for one in COLUMNS]
    return in_rows(
        [desk_button(label, NAME, "map", number, said, answer) for label, answer in labels]
    )


def column_name(column: str, voice: Voice) -> str:
    """Return what a column of a table holds, in words."""
    part, _, lang = column.rpartition("_")
    if part and lang in LANGUAGES:
        return f"{voice(f'column-{part}')} ({voice(f'desk-in-{lang}')})"
    return voice(f"column-{column.replace('_', '-')}")


def _differing(one: Likely) -> str:
    pairs = [f"«{old or '…'}» → «{new or '…'}»" for old, new in one.differs[:5]]
    return shortened(", ".join(pairs), _CLAIM)


def _correction(one: ForeseenCorrection, voice: Voice) -> Html:
    claim = shortened(" ".join(claim_in(one.after, voice.lang).split()), _CLAIM)
    old = voice(f"verdict-{one.before.verdict}")
    new = voice(f"verdict-{one.after.verdict}")
    if one.after.status is Status.RETRACTED:
        new = voice("status-retracted")
    told = voice("file-correction", old=old, new=new, readers=one.readers)
    return joined([plain(claim), plain(told)])
