"""How tests walk through a draft's questions."""

from handlers.kit.texts import Voice
from sandbox import Message, Person
from tests.kit.staff import RU


async def begin(person: Person) -> Message:
    """Begin a new debunk and return the page with the first question."""
    page = await person.reply_to(await person.send("/add"))
    if RU("add-drafts") in page.text:
        await person.press(page, RU("add-button-new"))
        page = await person.reply_to(page)
    return page


async def say(person: Person, text: str) -> Message:
    """Send a text and return what the bot replies."""
    return await person.reply_to(await person.send(text))


async def answer(person: Person, page: Message, text: str) -> Message:
    """Answer the question of a page by typing; return the next page, which comes below."""
    return await say(person, text)


async def press(
    person: Person, page: Message, key: str, voice: Voice = RU, **words: str
) -> Message:
    """Press the button of a page with this text; return the page, which changes in place."""
    await person.press(page, voice(key, **words))
    return page


async def skip_to(person: Person, page: Message, words: str) -> Message:
    """Skip questions until a page asks for these words."""
    for _ in range(15):
        if words in page.text:
            return page
        labels = [button.text for row in page.buttons for button in row]
        wanted = [RU("add-button-skip"), RU("add-button-keep"), RU("add-button-next")]
        await person.press(page, next(label for label in wanted if label in labels))
    raise LookupError(words)
