"""The image and the compose file hold what they say, and name nothing that is not there."""

import os
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml  # type: ignore[import-untyped]

from bot import cli
from bot.doctor.pictures import PACKAGES
from bot.settings import Settings
from bot.stopping import LAST_SECONDS
from matching.search.encoders.model_folder import folder_of
from tests.kit.encoding import MODELS, real_encoder

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SETTINGS = {f"RASPA_{name.upper()}" for name in Settings.model_fields}
COMMANDS = {
    command.name or (command.callback.__name__ if command.callback else "")
    for command in cli.app.registered_commands
}


class Step(NamedTuple):
    word: str
    rest: str


def stages() -> list[list[Step]]:
    """Return the steps of each stage of the Dockerfile."""
    text = re.sub(r"^\s*#.*\n", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"), flags=re.M)
    lines = text.replace("\\\n", " ").splitlines()
    found: list[list[Step]] = []
    for line in filter(str.strip, lines):
        word, _, rest = line.partition(" ")
        if word == "FROM":
            found.append([])
        if found:
            found[-1].append(Step(word, " ".join(rest.split())))
    return found


def rests(word: str, stage: int = -1) -> list[str]:
    return [step.rest for step in stages()[stage] if step.word == word]


def copied() -> dict[str, str]:
    """Return what is copied from the checkout: source and target."""
    pairs = {}
    for rest in rests("COPY", 0):
        *sources, target = rest.split()
        for source in sources:
            pairs[source] = target + source if target.endswith("/") else target
    return pairs


def command_of(rest: str) -> list[str]:
    words: list[str] = yaml.safe_load(rest[rest.index("[") :])
    return words


def test_all_that_is_copied_is_there_and_goes_to_the_builder() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    let_through = {rule[1:] for rule in rules if rule.startswith("!")}
    assert let_through == set(copied())
    assert all((ROOT / source).exists() for source in copied())


def test_no_file_of_secrets_goes_to_the_builder() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    kept_out = [line.removeprefix("**/") for line in lines if line.startswith("**/")]
    for name in (".env", "raspa.sqlite3", "raspa.sqlite3-wal", "encoder-of-a-store"):
        assert any(fnmatch(name, pattern) for pattern in kept_out), name
    named = " ".join(
        rest for stage in range(2) for rest in rests("ENV", stage) + rests("ARG", stage)
    )
    assert not re.search(r"TOKEN|KEY|SECRET|PASSWORD", named)


def test_every_package_of_the_program_is_in_the_image() -> None:
    packages = set(PROJECT["tool"]["uv"]["build-backend"]["module-name"])
    assert {source for source in copied() if (ROOT / source / "__init__.py").exists()} == packages


def test_what_is_installed_is_what_make_installs() -> None:
    (flags,) = re.findall(
        r"pip (install .*) --requirement requirements\.lock$", read("Makefile"), re.M
    )
    (install,) = [rest for rest in rests("RUN", 0) if "pip" in rest]
    assert install == f"/opt/raspa/bin/pip {flags} --requirement /tmp/requirements.lock"
    assert copied()["requirements.lock"] == "/tmp/requirements.lock"


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_python_is_the_one_that_the_types_are_checked_for() -> None:
    (version,) = re.findall(r"^ARG PYTHON_IMAGE=python:([\d.]+)-slim", read("Dockerfile"), re.M)
    assert version == PROJECT["tool"]["mypy"]["python_version"]
    assert PROJECT["project"]["requires-python"] == f">={version}"
    assert all(stage[0].rest.startswith("${PYTHON_IMAGE}") for stage in stages())


def test_the_image_reads_words_in_pictures() -> None:
    installed = " ".join(rests("RUN")).split()
    for package in PACKAGES.values():
        assert package in installed


def test_nobody_in_the_image_is_root_and_the_data_are_the_user_s_alone() -> None:
    (user,) = rests("USER")
    number, _, group = user.partition(":")
    assert int(number) > 0
    assert int(group) > 0
    (made,) = (rest for rest in rests("RUN") if "useradd" in rest)
    assert f"--uid {number} " in made
    assert f"--gid {group} " in made
    assert f"--from=build --chown={user} /new-data /data" in rests("COPY")
    assert "mkdir -m 0700 /new-data" in rests("RUN", 0)[-1]


def test_the_image_runs_checks_and_stops_by_what_the_program_has() -> None:
    entry = command_of(rests("ENTRYPOINT")[0])
    assert entry[1:] == ["-m", "bot"]
    (run,) = command_of(rests("CMD")[0])
    check = command_of(rests("HEALTHCHECK")[0])
    assert check[: len(entry)] == entry
    assert {run, *check[len(entry) :]} <= COMMANDS
    assert rests("STOPSIGNAL") == ["SIGTERM"]
    assert rests("WORKDIR") == rests("VOLUME") == ["/data"]


def test_every_setting_that_image_and_compose_file_name_is_one_of_ours() -> None:
    named = re.findall(r"\bRASPA_[A-Z_]+", "".join(map(read, ("Dockerfile", "compose.yaml"))))
    assert named
    assert set(named) <= SETTINGS


def test_the_compose_file_takes_from_the_bot_what_it_does_not_need() -> None:
    for service in COMPOSE["services"].values():
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["restart"] == "unless-stopped"
        assert {"max-size", "max-file"} <= service["logging"]["options"].keys()
    bot = COMPOSE["services"]["bot"]
    assert "cap_add" not in bot
    assert "ports" not in bot
    assert bot["env_file"] == ".env"
    # A signal that comes before Python has begun to listen for it is lost to process 1.
    assert bot["init"]


def test_the_compose_file_waits_for_the_bot_s_own_end() -> None:
    bot = COMPOSE["services"]["bot"]
    assert float(bot["stop_grace_period"].removesuffix("s")) > LAST_SECONDS
    assert bot["stop_signal"] == "SIGTERM"


def test_all_that_is_written_lies_on_a_volume() -> None:
    bot = COMPOSE["services"]["bot"]
    mounts = {Path(one.split(":")[1]) for one in bot["volumes"]}
    environment = dict(re.findall(r"(\w+)=(\S+)", " ".join(rests("ENV")))) | bot["environment"]
    assert Path(environment["RASPA_DATABASE"]).parent in mounts
    assert Path(environment["SQLITE_TMPDIR"]) in mounts
    assert {one.split(":")[0] for one in bot["volumes"]} <= COMPOSE["volumes"].keys()


def test_the_proxy_hands_on_to_where_the_bot_listens_and_runs_for_webhooks_alone() -> None:
    _, _, port = COMPOSE["services"]["bot"]["environment"]["RASPA_LISTEN"].rpartition(":")
    proxy = COMPOSE["services"]["proxy"]
    assert proxy["profiles"] == ["webhook"]
    (mounted,) = [one for one in proxy["volumes"] if one.startswith("./")]
    caddyfile = read(mounted.split(":")[0])
    assert f"reverse_proxy bot:{port}" in caddyfile
    assert set(re.findall(r"\{\$(\w+)\}", caddyfile)) == set(proxy["environment"])


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """The files that the image holds of ours, where it holds them."""
    for source, target in copied().items():
        place = tmp_path / target.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / source).is_dir():
            shutil.copytree(
                ROOT / source, place, symlinks=True, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(ROOT / source, place)
    return tmp_path


def test_what_is_copied_is_enough_for_the_program(image: Path, tmp_path: Path) -> None:
    app = image / dict(re.findall(r"(\w+)=(\S+)", " ".join(rests("ENV"))))["PYTHONPATH"].lstrip("/")
    folder = tmp_path / "data"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "bot", "new-env"],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(app), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "RASPA_BOT_TOKEN=" in (folder / ".env").read_text(encoding="utf-8")
    assert all(path.exists() for path in app.rglob("*") if path.is_symlink())


def test_the_encoder_s_model_is_made_in_the_image_where_every_bot_looks_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real_encoder()
    (made,) = re.findall(r"python -m ([\w.]+); fi", " ".join(rests("RUN", 0)))
    place = tmp_path / "share" / "raspa"
    place.mkdir(parents=True)
    # Making it takes seconds: here it is looked at and found to be whole.
    shutil.copytree(folder_of(MODELS), folder_of(place))
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    runpy.run_module(made, run_name="__main__")
    assert str(place) in capsys.readouterr().out
