"""Votes: one a reader and debunk, words only of those who agreed."""

from storage.readers.feedback import SharedPost, Vote
from storage.store import Store
from tests.kit.stored_desk import AT, a_reader, asked, given, published


async def test_a_second_vote_takes_the_place_of_the_first(fresh: Store) -> None:
    reader, debunk = await a_reader(fresh, "one"), await published(fresh)
    await given(fresh, reader, debunk)
    for vote in (Vote.HELPED, Vote.NOT_MINE):
        assert await fresh.feedback.vote(reader, [debunk.id], vote, "ru", "", AT)
    found = await fresh.statistics.between(AT, AT + 1)
    assert (found.helped, found.not_mine) == (0, 1)


async def test_who_was_not_given_a_debunk_has_no_vote_on_it(fresh: Store) -> None:
    debunk = await published(fresh)
    reader = await a_reader(fresh, "one")
    assert not await fresh.feedback.vote(reader, [debunk.id, "x"], Vote.HELPED, "ru", "", AT)


async def test_a_vote_can_be_taken_back_and_another_kind_stays(fresh: Store) -> None:
    reader, debunk = await a_reader(fresh, "one"), await published(fresh)
    await given(fresh, reader, debunk)
    await fresh.feedback.vote(reader, [debunk.id], Vote.HELPED, "ru", "", AT)
    await fresh.feedback.withdraw(reader, [debunk.id], Vote.NOT_MINE)
    assert (await fresh.statistics.between(AT, AT + 1)).helped == 1
    await fresh.feedback.withdraw(reader, [debunk.id], Vote.HELPED)
    assert (await fresh.statistics.between(AT, AT + 1)).helped == 0


async def test_a_reader_is_asked_to_share_once(fresh: Store) -> None:
    reader = await a_reader(fresh, "one")
    assert await fresh.feedback.ask_to_share(reader)
    assert not await fresh.feedback.ask_to_share(reader)


async def test_words_are_kept_only_after_a_yes_and_go_with_a_no(fresh: Store) -> None:
    reader, debunk = await a_reader(fresh, "one"), await published(fresh)
    await given(fresh, reader, debunk)
    await fresh.feedback.vote(reader, [debunk.id], Vote.HELPED, "ru", "До согласия", AT)
    await fresh.feedback.add_text(reader, [debunk.id], "Без согласия")
    assert await fresh.feedback.shared() == []
    await fresh.readers.set_sharing(reader, True)
    await fresh.feedback.add_text(reader, [debunk.id], "После согласия")
    assert [post.text for post in await fresh.feedback.shared()] == ["После согласия"]
    await fresh.readers.set_sharing(reader, False)
    await fresh.readers.set_sharing(reader, True)
    assert await fresh.feedback.shared() == []


async def test_words_are_redacted_before_they_are_kept(fresh: Store) -> None:
    reader, debunk = await a_reader(fresh, "one"), await published(fresh)
    await given(fresh, reader, debunk)
    await fresh.readers.set_sharing(reader, True)
    words = "Звоните +7 701 234 56 78, пишите dana@example.kz"
    await fresh.feedback.vote(reader, [debunk.id], Vote.HELPED, "ru", words, AT)
    (post,) = await fresh.feedback.shared()
    assert "234" not in post.text
    assert "dana@" not in post.text


async def test_votes_on_one_post_are_one_post_with_what_answers_it_and_what_does_not(
    fresh: Store,
) -> None:
    reader = await a_reader(fresh, "one")
    for name in ("one", "two"):
        await given(fresh, reader, await published(fresh, name))
    await fresh.readers.set_sharing(reader, True)
    await fresh.feedback.vote(reader, ["one"], Vote.NOT_MINE, "ru", "Слух", AT)
    await fresh.feedback.vote(reader, ["two"], Vote.HELPED, "ru", "Слух", AT + 1)
    assert await fresh.feedback.shared() == [SharedPost("Слух", "ru", ("two",), ("one",))]


async def test_days_are_counted_apart_and_summed(fresh: Store) -> None:
    await fresh.counts.add("2026-11-21", "ask")
    await fresh.counts.add("2026-11-22", "ask", "unreadable")
    await fresh.counts.add("2026-11-22", "ask")
    assert await fresh.counts.between("2026-11-22", "2026-11-30") == {"ask": 2, "unreadable": 1}
    assert (await fresh.counts.between("2026-11-01", "2026-11-30"))["ask"] == 3


async def test_the_figures_of_a_time_leave_out_what_was_before_and_after(fresh: Store) -> None:
    first, second = await a_reader(fresh, "first"), await a_reader(fresh, "second")
    case = await asked(fresh, first, 10, text="Воду отключат")
    await asked(fresh, second, 11, case, text="Говорят, воду отключат")
    await published(fresh, case=case)
    found = await fresh.statistics.between(AT, AT + 1)
    assert [(one.id, one.readers, one.text) for one in found.top] == [
        (case, 2, "Говорят, воду отключат")
    ]
    assert (found.answered_cases, found.first_answer, found.due) == (1, 0, 2)
    later = await fresh.statistics.between(AT + 1, AT + 100)
    assert (later.top, later.answered_cases, later.first_answer) == ((), 0, None)
