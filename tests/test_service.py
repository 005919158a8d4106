"""The service of systemd, and what puts it on a machine: by what they leave in a folder."""

import os
import re
import shutil
import stat
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.stopping import LAST_SECONDS
from tests.test_container import copied

ROOT = Path(__file__).parents[1]
UNITS = ["raspa.service", "raspa-user.service"]
# Exposure by systemd's own reckoning, in tenths: 20 is "OK", an ordinary service has 96.
MOST_EXPOSED = 20
has_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")


def unit(name: str) -> dict[str, list[str]]:
    """Return what a unit says: each directive's values, in order."""
    text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
    said: dict[str, list[str]] = {}
    for key, value in re.findall(r"^(\w+)=(.*)$", text, re.M):
        said.setdefault(key, []).append(value)
    return said


def service(word: str, **environment: str) -> str:
    """Run `make install-service` or `make uninstall-service`, without a network."""
    done = subprocess.run(
        ["make", f"PYTHON={sys.executable}", f"{word}-service"],
        cwd=environment.pop("folder", str(ROOT)),
        env={
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            # The packages are those that run the tests; none are installed.
            "PYTHONPATH": sysconfig.get_path("purelib"),
            "LOCK": os.devnull,
            "ENCODER": "no",
            **environment,
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in the place of a machine, with the service on it."""
    folder = tmp_path_factory.mktemp("machine")
    said = service("install", DESTDIR=str(folder))
    assert "write the token" in said
    return folder


def on(machine: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command as the installed `raspa` does, but for the change of user."""
    command = (machine / "usr/local/bin/raspa").read_text(encoding="utf-8")
    (line,) = re.findall(r"^exec runuser -u raspa -- (.*)$", command, re.M)
    (folder,) = re.findall(r'^cd "(.*)" \|\| exit$', command, re.M)
    return subprocess.run(
        ["sh", "-c", f"exec {line.replace('exec ', '')}", "raspa", *words],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": sysconfig.get_path("purelib")},
        capture_output=True,
        text=True,
    )


def test_the_installed_command_keeps_the_store_where_the_service_may_write(machine: Path) -> None:
    done = on(machine, "import", str(ROOT / "tests/formats/data/31-headings-ru.csv"))
    assert done.returncode == 0, done.stderr
    assert [*(machine / "var/lib/raspa").glob("raspa.sqlite3")]
    assert not [*(machine / "etc/raspa").glob("*.sqlite3*")]


def test_the_settings_and_the_store_s_folder_are_their_owner_s_alone(machine: Path) -> None:
    for name, mode in (("etc/raspa", 0o700), ("etc/raspa/.env", 0o600), ("var/lib/raspa", 0o700)):
        assert stat.S_IMODE((machine / name).stat().st_mode) == mode


def test_the_program_can_be_read_by_all_and_written_by_its_owner_alone(machine: Path) -> None:
    for path in (machine / "opt/raspa/app").rglob("*"):
        mode = path.stat().st_mode
        assert mode & stat.S_IROTH, path
        assert not mode & stat.S_IWOTH, path


def test_installing_again_keeps_the_settings_and_leaves_nothing_old(machine: Path) -> None:
    settings = machine / "etc/raspa/.env"
    filled = settings.read_text(encoding="utf-8").replace("TOKEN=\n", "TOKEN=123:of-the-desk\n", 1)
    settings.write_text(filled, encoding="utf-8")
    stranger = machine / "opt/raspa/app/bot/of_an_older_version.py"
    stranger.write_text("")
    said = service("install", DESTDIR=str(machine))
    assert settings.read_text(encoding="utf-8") == filled
    assert not stranger.exists()
    assert [path.name for path in (machine / "opt").iterdir()] == ["raspa"]
    assert "write the token" not in said
    assert on(machine, "--help").returncode == 0


def test_what_is_installed_is_what_goes_into_an_image(machine: Path) -> None:
    held = {path.name for path in (machine / "opt/raspa/app").iterdir()}
    assert held == set(copied()) - {"requirements.lock"}
    assert all(
        path.exists() for path in (machine / "opt/raspa/app").rglob("*") if path.is_symlink()
    )


def test_the_unit_names_what_is_installed(machine: Path) -> None:
    said = unit("raspa.service")
    program = said["ExecStart"][0].split()[0]
    assert (machine / program.lstrip("/")).exists()
    assert (machine / said["WorkingDirectory"][0].lstrip("/") / ".env").exists()
    assert (machine / "var/lib" / said["StateDirectory"][0]).is_dir()
    assert (machine / "etc/systemd/system/raspa.service").exists()
    (page,) = said["Documentation"]
    assert (machine / page.removeprefix("file:/")).exists()


def test_uninstalling_leaves_what_cannot_be_made_again(tmp_path: Path) -> None:
    service("install", DESTDIR=str(tmp_path))
    key = (tmp_path / "etc/raspa/.env").read_text(encoding="utf-8")
    for _ in range(2):
        said = service("uninstall", DESTDIR=str(tmp_path))
        assert "Still there" in said
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files == [tmp_path / "etc/raspa/.env"]
    assert files[0].read_text(encoding="utf-8") == key
    assert (tmp_path / "var/lib/raspa").is_dir()


def test_a_user_without_root_has_a_service_that_runs_the_checkout(tmp_path: Path) -> None:
    checkout = tmp_path / "my desk & sons, 100 %"
    (checkout / ".venv" / "bin").mkdir(parents=True)
    shutil.copytree(ROOT / "deploy", checkout / "deploy")
    for name in ("Makefile", "requirements.lock"):
        shutil.copy(ROOT / name, checkout)
    (checkout / ".venv/bin/python").symlink_to(sys.executable)
    (checkout / ".venv/.run").touch()
    (checkout / ".env").write_text("RASPA_BOT_TOKEN=\n")
    folder = {"folder": str(checkout), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    said = service("install", SCOPE="user", **folder)
    assert "enable-linger" in said
    written = tmp_path / "config/systemd/user/raspa.service"
    place = str(checkout).replace("%", "%%")
    lines = written.read_text(encoding="utf-8").splitlines()
    assert f"WorkingDirectory={place}" in lines
    assert f'ExecStart="{place}/.venv/bin/python" -m bot run' in lines
    service("uninstall", SCOPE="user", **folder)
    assert not written.exists()
    assert (checkout / ".env").exists()


@pytest.mark.parametrize("name", UNITS)
def test_a_service_is_started_again_for_ever_and_stopped_as_the_bot_stops_itself(name: str) -> None:
    said = unit(name)
    assert said["Restart"] == ["on-failure"]
    assert said["StartLimitIntervalSec"] == ["0"]
    assert float(said["RestartSec"][0]) > 0
    assert float(said["TimeoutStopSec"][0]) > LAST_SECONDS
    assert said["KillSignal"] == ["SIGTERM"]
    assert "MemoryMax" in said


@pytest.mark.parametrize("name", UNITS)
def test_a_service_leaves_the_encoder_what_it_needs(name: str) -> None:
    # CTranslate2 writes its loops for the processor it finds, into memory that it then runs.
    assert "MemoryDenyWriteExecute" not in unit(name)
    assert {"AF_INET", "AF_INET6"} <= set(unit(name)["RestrictAddressFamilies"][0].split())


def verified(name: str, folder: Path, more: str = "") -> None:
    """Have systemd read a unit, with more lines after its own."""
    text = (ROOT / "deploy" / name).read_text(encoding="utf-8").replace("@FOLDER@", "/opt/raspa")
    # Neither program nor page has to be on the machine that tests.
    text = re.sub(r'ExecStart="?/opt/raspa/\S*python"?', "ExecStart=/bin/true", text)
    text = re.sub(r"^Documentation=.*\n", "", text, flags=re.M)
    (folder / name).write_text(f"{text}\n{more}", encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", str(folder / name)], capture_output=True, text=True
    )
    assert name not in done.stderr, done.stderr
    assert done.returncode == 0


@has_systemd
@pytest.mark.parametrize("name", UNITS)
def test_systemd_understands_every_line_of_a_unit(name: str, tmp_path: Path) -> None:
    verified(name, tmp_path)


def page_s_lines() -> str:
    """Return what the operator's page says to add to the unit."""
    (lines,) = re.findall(
        r"^```ini\n(.*?)^```$", (ROOT / "docs/service.md").read_text(), re.M | re.S
    )
    return str(lines)


def test_the_files_that_the_page_hands_over_are_named_as_the_secrets_among_the_settings() -> None:
    names = re.findall(r"^LoadCredential=(\w+):/etc/raspa/\w+$", page_s_lines(), re.M)
    secrets = {f"RASPA_{name.upper()}" for name in ("bot_token", "data_key")}
    assert set(names) == secrets
    assert {name.removeprefix("RASPA_").lower() for name in names} <= Settings.model_fields.keys()


@has_systemd
def test_systemd_understands_what_the_page_adds_to_the_unit(tmp_path: Path) -> None:
    verified("raspa.service", tmp_path, page_s_lines())


@has_systemd
def test_systemd_finds_the_service_little_exposed() -> None:
    check = ("security", "--offline=yes", f"--threshold={MOST_EXPOSED}", "--no-pager")
    done = subprocess.run(
        ["systemd-analyze", *check, str(ROOT / "deploy/raspa.service")],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-300:] + done.stderr
