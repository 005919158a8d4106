"""The desk's own chat hears of a case that grows."""

from bot.settings import Settings
from handlers.kit.texts import Texts
from sandbox import Person, Sandbox
from tests.kit.desk_room import quick_bot

RU = Texts.load()["ru"]
POST = "В субботу во дворе бесплатно раздают саженцы яблонь всем жителям Костаная."


async def test_the_desk_s_chat_is_told_with_a_way_to_the_case(
    telegram: Sandbox, boss: Person, desk_settings: Settings
) -> None:
    room = telegram.group("Редакция", members=[boss])
    told = desk_settings.model_copy(update={"desk_chat": room.id, "desk_alert": 2})
    async with quick_bot(told):
        for name in ("Айгүл", "Марат"):
            reader = telegram.person(name, language="ru")
            answer = await reader.reply_to(await reader.send(POST))
            await reader.press(answer, RU("button-ask"))
        alert = await boss.next_reply(chat=room)
        assert (alert.buttons[0][0].url or "").endswith("?start=case-1")
        case = await boss.reply_to(await boss.send("/start case-1"))
    assert case.text.startswith(RU("case-heading", case="1", number=2))
