"""The page of a draft's question: what there is so far, what is asked, the buttons."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from domain.debunk import Status, Verdict
from handlers.desk.drafting.answers import holds
from handlers.desk.drafting.body import Body
from handlers.desk.drafting.dialogue import Dialogue, Known
from handlers.desk.drafting.outline import outline
from handlers.desk.drafting.questions import (
    IN_A_LANGUAGE,
    PARTS,
    REPEATED,
    TELL,
    kind_of,
    lang_of,
)
from handlers.kit.answer import Answer
from handlers.kit.card import sign_of
from handlers.kit.desk_presses import desk_button
from handlers.kit.markup import Html, bold, joined, plain, shortened
from handlers.kit.texts import LANGUAGES, Voice
from storage.debunks.names import Authority
from storage.desk.drafts import Draft

NAME = "add"
_LABEL = 40
_TWO_ROWS = 2

Row = list[InlineKeyboardButton]


def question(dialogue: Dialogue, known: Known, voice: Voice, above: str | None = None) -> Answer:
    """Return the page of the dialogue's step; `above` is said first: a fault, or a greeting."""
    lines: list[Html] = [plain(above)] if above else []
    if (so_far := outline(dialogue.body.parts, voice)) is not None:
        lines.append(so_far)
    lines.append(bold(_asked(dialogue.step, dialogue.body, voice)))
    if dialogue.awaits_reason:
        lines.append(plain(voice("add-ask-parts-reason")))
    rows = [*_choices(dialogue, known, voice), *_ways(dialogue, voice)]
    return Answer(joined(lines, "\n\n"), InlineKeyboardMarkup(rows))


def button(label: str, verb: str, draft: Draft, *args: str | int) -> InlineKeyboardButton:
    """Return a button about a draft."""
    return desk_button(shortened(label, _LABEL), NAME, verb, draft.id, *args)


def cancel_label(body: Body) -> str:
    """Return the text of the button that throws a draft away: of a change, it keeps what is."""
    return "edit-button-discard" if _changes_a_check(body) else "add-button-cancel"


def cancel_texts(body: Body) -> tuple[str, str]:
    """Return the texts that ask before a draft is thrown away, and that say that it is."""
    if _changes_a_check(body):
        return "edit-ask-discard", "edit-discarded"
    return "add-ask-drop", "add-dropped"


def _changes_a_check(body: Body) -> bool:
    return body.was is not None and body.was.status is not Status.DRAFT


def in_rows(buttons: Sequence[InlineKeyboardButton], a_row: int = _TWO_ROWS) -> list[Row]:
    """Return buttons in rows of so many."""
    return [list(buttons[at : at + a_row]) for at in range(0, len(buttons), a_row)]


def _asked(step: str, body: Body, voice: Voice) -> str:
    kind, lang = kind_of(step), lang_of(step)
    if body.looks:
        return voice("add-ask-looks", language=voice(f"language-{body.looks}"))
    if kind in IN_A_LANGUAGE:
        return voice(f"add-ask-{kind}", language=voice(f"language-{lang}"))
    if kind == "who":
        if body.typed:
            return voice("add-ask-which", name=body.typed)
        return voice("add-ask-who", number=body.at + 1)
    if kind == "reason" and body.retract:
        return voice("add-ask-reason-retract")
    return voice(f"add-ask-{kind}")


def _choices(dialogue: Dialogue, known: Known, voice: Voice) -> list[Row]:
    draft, body, step = dialogue.draft, dialogue.body, dialogue.step
    match kind_of(step):
        case kind if kind in IN_A_LANGUAGE and body.looks:
            return _languages(dialogue, voice)
        case kind if kind == "verdict" or dialogue.at_last_claim:
            signs = [f"{sign_of(one)} {voice(f'verdict-{one}')}" for one in Verdict]
            each = zip(signs, Verdict, strict=True)
            rows = in_rows([button(sign, "set", draft, step, one) for sign, one in each])
            return [*rows, [button(voice("add-button-meanings"), "mean", draft, step)]]
        case "who":
            named = [
                [button(_name(one, voice), "set", draft, step, one.id)] for one in known.authorities
            ]
            if body.typed:
                own = button(voice("add-button-as-typed"), "set", draft, step, "typed")
                named.append([own])
            return named
        case "when" | "date":
            days = ("today", "yesterday")
            return [[button(voice(f"add-button-{day}"), "set", draft, step, day) for day in days]]
        case "another":
            return [[button(voice("add-button-another"), "more", draft, step)]]
        case "source" if not body.single and body.parts.statement(body.at):
            return [[button(voice("add-button-another"), "more", draft, step)]]
        case "topics":
            return in_rows(
                [
                    button(_marked(topic, body), "set", draft, step, at)
                    for at, topic in enumerate(known.topics)
                ]
            )
        case "tell":
            yes = button(voice("add-button-tell"), "set", draft, TELL, "yes")
            no = button(voice("add-button-tell-nobody"), "set", draft, TELL, "no")
            return [[yes], [no]]
        case "parts":
            return _parts(dialogue, voice)
        case _:
            return []


def _languages(dialogue: Dialogue, voice: Voice) -> list[Row]:
    """Return the ways to place words in another language than the one asked for."""
    draft, body, step = dialogue.draft, dialogue.body, dialogue.step
    taken = holds(f"{kind_of(step)}-{body.looks}", body)
    looks = voice(f"language-{body.looks}")
    kept = voice("add-button-looks-instead" if taken else "add-button-looks", language=looks)
    asked = voice("add-button-asked", language=voice(f"language-{lang_of(step)}"))
    return [
        [button(kept, "set", draft, step, "looks")],
        [button(asked, "set", draft, step, "asked")],
    ]


def _parts(dialogue: Dialogue, voice: Voice) -> list[Row]:
    draft, parts = dialogue.draft, dialogue.body.parts
    names = [
        (voice("part-claim", language=voice(f"desk-in-{lang}")), f"claim-{lang}")
        for lang in LANGUAGES
    ]
    names.append((voice("part-verdict"), "verdict"))
    spoken = parts.languages or LANGUAGES[:1]
    names += [
        (voice("part-summary", language=voice(f"desk-in-{lang}")), f"summary-{lang}")
        for lang in LANGUAGES
        if lang in spoken or lang in parts.summary
    ]
    buttons = [button(label, "part", draft, name) for label, name in names]
    for at in range(len(parts.statements)):
        label = voice("part-statement", number=at + 1)
        buttons.append(button(label, "part", draft, "who", at))
    another = button(voice("add-button-another"), "part", draft, "who", len(parts.statements))
    rest = ("source", "topics", "seen", "pictures", "date")
    buttons += [another] + [button(voice(f"part-{name}"), "part", draft, name) for name in rest]
    return in_rows(buttons)


def _ways(dialogue: Dialogue, voice: Voice) -> list[Row]:
    """Return the buttons onward, back, and out."""
    draft, body, step = dialogue.draft, dialogue.body, dialogue.step
    rows: list[Row] = []
    if body.typed:
        # What was typed must not be skipped unawares: it is taken, or one of the others is.
        pass
    elif kind_of(step) in {"claim", "summary", "said", "who", "when", "where", "date", "reason"}:
        label = "add-button-keep" if holds(step, body) else "add-button-skip"
        rows.append([button(voice(label), "skip", draft, step)])
    elif kind_of(step) in REPEATED | {"another"}:
        label = "add-button-next" if holds(step, body) else "add-button-skip"
        rows.append([button(voice(label), "skip", draft, step)])
    elif step == PARTS:
        rows.append([button(voice("add-button-done"), "done", draft, step)])
    if rows and holds(step, body) and step not in {PARTS, "another", TELL}:
        rows[-1].append(button(voice("add-button-clear"), "clear", draft, step))
    if dialogue.may_finish:
        rows.append([button(voice("add-button-finish"), "finish", draft, step)])
    way_back = [] if step == PARTS else [button(voice("add-button-back"), "back", draft, step)]
    rows.append([*way_back, button(voice("add-button-preview"), "view", draft, step)])
    rows.append(
        [
            button(voice("add-button-aside"), "aside", draft),
            button(voice(cancel_label(body)), "drop", draft),
        ]
    )
    return rows


def _name(authority: Authority, voice: Voice) -> str:
    return authority.names.get(voice.lang) or next(iter(authority.names.values()))


def _marked(topic: str, body: Body) -> str:
    return f"✓ {topic}" if topic in body.parts.topics else topic
