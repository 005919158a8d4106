"""`import` as an operator answers it: ratings, columns, likeness, corrections, faulty lines."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.application import open_store
from bot.cli import EXIT_INPUT
from tests.bot.conftest import Raspa
from tests.kit import stored_desk

GOOD = '{"id": "good", "verdict": "fake", "claims": [{"lang": "ru", "text": "Мост рухнул"}]}'
TABLE = "verdict;claim_ru\nfake;В школах отменят русскую литератуу\nfake;Воду отключат в июне\n"
MENDED = "verdict;claim_ru\nfake;В школах отменят русскую литературу\nfake;Воду отключат в июле\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RASPA_DATABASE", str(tmp_path / "raspa.sqlite3"))
    return tmp_path


def put(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return name


def test_the_good_ones_of_a_faulty_file_are_offered_and_taken(raspa: Raspa, folder: Path) -> None:
    name = put(folder, "a", f'{GOOD}\n{{"id": "bad", "verdict": "lie"}}\n')
    refused = raspa("import", name)
    assert refused.code == EXIT_INPUT
    assert "line 2: verdict: there is no verdict “lie”" in refused.err
    assert "Fit to be imported: 1 new" in refused.err
    assert "--skip-faulty" in refused.err
    assert raspa("import", "--skip-faulty", "--dry-run", name).code == 0
    assert raspa("export").out == ""
    taken = raspa("import", "--skip-faulty", name)
    assert taken.code == 0
    assert "1 new, 0 changed, 0 unchanged. Not imported: 2 faults, 0 left out." in taken.err
    assert '"id": "good"' in raspa("export").out


def test_ratings_and_columns_are_said_by_options(raspa: Raspa, folder: Path) -> None:
    reviews = [
        {
            "@type": "ClaimReview",
            "url": f"https://check.example/{at}",
            "claimReviewed": f"Слух {word}",
            "reviewRating": {"alternateName": rating},
        }
        for at, (word, rating) in enumerate(
            [("о ките", "Four Pants"), ("о соме", "Юмор редакции"), ("о щуке", "False")]
        )
    ]
    name = put(folder, "feed.html", f"<script>{json.dumps(reviews)}</script>")
    name = put(folder, "feed", json.dumps(reviews))
    asked = raspa("import", name)
    assert asked.code == EXIT_INPUT
    assert '--rating "Four Pants=…"' in asked.err
    assert "Слух о соме" in asked.err
    wrong = raspa("import", name, "--rating", "Four Pants=lie")
    assert (wrong.code, "is no verdict" in wrong.err) == (EXIT_INPUT, True)
    assert "does not ask" in raspa("import", name, "--rating", "Пять=fake").err
    told = ["--rating", "four pants=fake", "--rating", "Юмор редакции=leave"]
    assert raspa("import", name, *told).code == 0
    table = put(folder, "t", "verdict,claim_ru,Разбор\nfake,Кошка родила,https://a.example/1\n")
    assert '--column "Разбор=…"' in raspa("import", table).err
    assert raspa("import", table, "--column", "Разбор=source_url").code == 0
    lines = [json.loads(line) for line in raspa("export").out.splitlines()]
    assert len(lines) == 3
    assert "https://a.example/1" in json.dumps(lines)


def test_mended_slips_are_shown_and_updated_by_an_option(raspa: Raspa, folder: Path) -> None:
    raspa("import", put(folder, "a.csv", TABLE))
    held = {json.loads(line)["id"] for line in raspa("export").out.splitlines()}
    mended = put(folder, "b.csv", MENDED)
    asked = raspa("import", mended)
    assert asked.code == EXIT_INPUT
    assert "“июне” → “июле”" in asked.err
    assert raspa("import", mended, "--update-similar").code == EXIT_INPUT
    taken = raspa("import", mended, "--update-similar", "--all-other")
    assert (taken.code, "1 new, 1 changed" in taken.err) == (0, True)
    now = [json.loads(line) for line in raspa("export").out.splitlines()]
    assert len(now) == 3
    assert held < {one["id"] for one in now}


def test_corrections_are_shown_and_need_a_reason(raspa: Raspa, folder: Path) -> None:
    raspa("import", put(folder, "a", GOOD))

    async def give() -> None:
        async with await open_store(folder / "raspa.sqlite3") as store:
            debunk = await store.debunks.get("good")
            assert debunk is not None
            await stored_desk.given(store, await stored_desk.a_reader(store, "Дана"), debunk)

    asyncio.run(give())
    changed = put(folder, "b", GOOD.replace("fake", "true"))
    shown = raspa("import", "--skip-faulty", changed)
    assert shown.code == EXIT_INPUT
    assert "1: Мост рухнул: fake → true, 1 reader" in shown.err
    assert "--reason" in shown.err
    left = raspa("import", "--without-corrections", changed)
    assert (left.code, "0 changed" in left.err) == (0, True)
    assert raspa("import", "--reason", "Ошиблись", changed).code == 0
    assert '"verdict": "true"' in raspa("export").out


def test_what_a_file_is_instead_is_said(raspa: Raspa, folder: Path) -> None:
    export = json.dumps({"name": "a", "type": "private", "id": 1, "messages": []})
    refused = raspa("import", put(folder, "result.json", export))
    assert refused.code == EXIT_INPUT
    assert "This is an export of a Telegram chat" in refused.err
