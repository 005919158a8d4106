"""Addresses of private chats are kept nowhere in a store, however they come to it."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.application import INDEXING
from domain.debunk import Claim, Debunk, Source, Statement, Verdict
from domain.deed import Deed
from formats.interchange import format_line
from privacy.redaction import redacted
from storage.cases.submissions import Submission
from storage.imports.transfer import import_file
from storage.search.recipe import Indexing
from storage.store import Store
from tests.kit.stored_desk import AT, a_chief, a_reader

PRIVATE = [
    "https://t.me/c/1234567890/45",
    "t.me/c/12/3",
    "http://telegram.me/c/12/3?single",
    "https://t.me/%2BAbCdEf",
    "tg://privatepost?channel=1234567890&post=4",
    "https://t.me/+AbCdEf",
    "t.me/joinchat/AbCdEf",
    "https://T.ME/JoinChat/AbCdEf",
    "tg://join?invite=AbCdEf",
    "https://t.me/addlist/AbCdEf",
    "https://t.me/+77051112233",
    "https://wa.me/77051112244",
    "https://api.whatsapp.com/send?phone=77051112233",
    "https://chat.whatsapp.com/AbCdEf",
    "https://invite.viber.com/?g2=AbCdEf",
    "viber://chat?number=77051112233",
    "https://discord.gg/AbCdEf",
    "https://discord.com/invite/AbCdEf",
    "https://discord.com/channels/1/2/3",
    "https://vk.me/join/AbCdEf",
    "https://m.me/j/AbCdEf/",
    "https://signal.group/#AbCdEf",
    "hxxps://t.me/+AbCdEf",
    "https://web.telegram.org/k/#-1001234567890",
    "https://www.google.com/url?q=https://t.me/c/123/4",
    "https://web.archive.org/web/2024/https://t.me/+AbCdEf",
    "https://user@t.me/c/12/3",
    "https://t.me:443/c/1/2",
    "https://t.me/share/url?url=https%3A%2F%2Ft.me%2F%2BAbCdEf",
    "https://us02web.zoom.us/j/1234567890",
]
OPEN = [
    "https://t.me/channel/123",
    "https://t.me/cinema/5",
    "https://t.me/s/channel/1",
    "https://vk.com/wall-1_2",
    "https://not-t.me/c/1/2",
    "https://web.telegram.org/k/#@channel",
    "tg://resolve?domain=channel&post=5",
    "https://gov.example/t.me/about",
    "https://whatsapp.com/channel/0029Va/12",
    "https://team.me/j/1",
    "https://www.youtube.com/watch?v=abcdefghijk",
    "https://discord.com/blog/new",
    "https://zoom.us/blog/j",
]
WEB = [link for link in PRIVATE if link.startswith("http")]
DRAWN = Debunk("one", Verdict.FAKE, (Claim("ru", "Дамбу прорвало"),))


@pytest.fixture
async def desk(path: Path) -> Store:
    return await Store.open(path, INDEXING)


def with_links(link: str) -> Debunk:
    return replace(
        DRAWN,
        appearances=(link, "https://t.me/channel/123"),
        sources=(Source("Проверка", link), Source(url=link)),
        statements=(Statement({"ru": "Нет"}, url=link),),
    )


def named(path: Path) -> set[str]:
    """Return which of the private addresses' own parts stand in any file of the store."""
    return names_in(b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*")))


def names_in(held: bytes) -> set[str]:
    """Return which of these parts stand in bytes."""
    parts = {
        part
        for link in PRIVATE
        for part in re.findall(r"abcdef|\d{7,}|c/1?2?3?/[234]", link.lower())
    }
    return {part for part in parts if part.encode() in held.lower()}


@pytest.mark.parametrize("link", PRIVATE)
def test_what_only_members_or_the_invited_can_open_is_private(link: str) -> None:
    assert INDEXING.is_private(link)


@pytest.mark.parametrize("link", OPEN)
def test_what_opens_for_everyone_is_not(link: str) -> None:
    assert not INDEXING.is_private(link)


async def test_a_submission_is_kept_without_them(desk: Store, path: Path) -> None:
    async with desk:
        reader = await a_reader(desk, "Дана")
        links = (*PRIVATE, "t.me/c/12/3", "t.me/channel/123")
        case = await desk.submissions.add(Submission(reader, 1, "ru", "Слух", AT, links), None)
        assert await desk.cases.addresses(case.case, 10) == ["t.me/channel/123"]
        assert named(path) == set()


@pytest.mark.parametrize("link", PRIVATE)
async def test_a_debunk_is_kept_without_them_and_keeps_the_rest(
    desk: Store, path: Path, link: str
) -> None:
    async with desk:
        deed = Deed(await a_chief(desk), AT)
        saved = await desk.publishing.save(with_links(link), base=None, deed=deed)
        assert saved.appearances == ("https://t.me/channel/123",)
        assert saved.sources == (Source("Проверка"),)
        assert saved.statements == (Statement({"ru": "Нет"}),)
        again = replace(with_links(link), summary={"ru": "Вот как."})
        await desk.publishing.save(again, base=saved.version, deed=deed)
        assert link not in str(await desk._sessions.rows("SELECT body FROM superseded"))
        assert named(path) == set()


@pytest.mark.parametrize("link", WEB)
async def test_an_imported_file_is_taken_without_them_and_each_is_told(
    desk: Store, path: Path, tmp_path: Path, link: str
) -> None:
    file = tmp_path / "desk.jsonl"
    file.write_text(format_line(with_links(link)) + "\n", encoding="utf-8")
    async with desk:
        report = await import_file(desk, file, dry_run=False)
        assert report.written
        warnings = [one.reason.key for one in report.found.warnings]
        assert warnings.count("private-link") == 1
        (debunk,) = await desk.debunks.newest(5)
        assert debunk.appearances == ("https://t.me/channel/123",)
        again = await import_file(desk, file, dry_run=False)
        assert (again.new, again.changed, again.unchanged) == (0, 0, 1)
        assert named(path) == set()


async def test_what_an_older_raspa_kept_goes_when_its_store_is_opened(path: Path) -> None:
    older: Callable[[str], bool] = lambda link: False  # noqa: E731
    before: Indexing = replace(INDEXING, name="older", is_private=older)
    links = WEB[:12]
    async with await Store.open(path, before) as old:
        deed = Deed(await a_chief(old), AT)
        for number, link in enumerate(links):
            debunk = replace(with_links(link), id=f"n{number}")
            saved = await old.publishing.save(debunk, base=None, deed=deed)
            change = replace(debunk, summary={"ru": "Вот как."})
            await old.publishing.save(change, base=saved.version, deed=deed)
        reader = await a_reader(old, "Дана")
        canonical = tuple(map(INDEXING.address, WEB))
        await old.submissions.add(Submission(reader, 1, "ru", "Слух", AT, canonical), None)
    assert named(path)
    async with await Store.open(path, INDEXING) as now:
        await now.retention.clean(AT, 30)
        assert named(path) == set()
        found = await now.debunks.newest(20)
        assert {one.appearances for one in found} == {("https://t.me/channel/123",)}
        assert len(found) == len(links)


# Redirects and archived copies are told by their addresses alone.
@pytest.mark.parametrize("link", [one for one in PRIVATE if "url=" not in one and "q=" not in one])
def test_in_a_text_that_is_kept_they_are_struck_out(link: str) -> None:
    assert names_in(redacted(f"Смотрите {link}, там всё").encode()) == set()
