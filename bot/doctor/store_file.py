"""The store's file: there, sound, of this Raspa, its owner's alone, and on a disk that keeps it."""

import os
from pathlib import Path

from bot.doctor.finding import Finding, fault, fine, in_bytes, look, or_fine
from bot.doctor.isolation import unasked
from bot.doctor.opening import BUSY_SECONDS
from bot.doctor.surroundings import Holders, has_lost, kind_of_file_system
from bot.file_modes import files_of
from privacy.private_files import open_to_others
from storage.engine.errors import (
    StoreCorrupt,
    StoreError,
    StoreLocked,
    StoreUnreachable,
)
from storage.engine.sqlite_health import (
    FileHealth,
    has_log_reset_fault,
    health,
    sqlite_version,
)

STORE, PLACE, SQLITE, RUNNING = "store", "store's place", "SQLite", "bot"
# Over a network the write-ahead log's index is not shared, and locks may not be kept.
_OF_A_NETWORK = {
    *("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "lustre", "beegfs", "glusterfs"),
    *("ncpfs", "davfs", "virtiofs", "vboxsf", "prl_fs", "fuse.sshfs", "fuse.glusterfs"),
    *("fuse.s3fs", "fuse.rclone", "fuse.gcsfuse", "fuse.grpcfuse", "fuse.ceph", "fuse.davfs2"),
}
_IN_MEMORY = {"tmpfs", "ramfs"}
_OF_A_CONTAINER = {"overlay", "aufs", "fuse.fuse-overlayfs"}
_LONG_LOG = 256 << 20
_HOLLOW = 0.5
_LEAST_HOLLOW = 64 << 20


async def check_store(path: Path, held: Holders) -> list[Finding]:
    """Say whether the store is there and sound: every page of it is read."""
    if trouble := _missing(path, held):
        return [trouble]
    try:
        found = await health(path, BUSY_SECONDS)
    except StoreCorrupt as error:
        return [fault(STORE, _first(error), _FROM_A_COPY)]
    except StoreLocked:
        return [
            fault(
                STORE,
                "another program holds it, and nobody else can read it",
                "Wait until that program (an import, say) has ended, or end it, then ask again.",
            )
        ]
    except StoreUnreachable as error:
        remedy = "Run this as the bot's own user, and let that user use the file and its folder."
        return [fault(STORE, _first(error), remedy)]
    except StoreError as error:
        return [fault(STORE, _first(error), "Look at the disk, then ask again.")]
    return or_fine(_of_health(found), STORE, _as_found(found))


def check_place(path: Path, held: Holders, kind: str | None = None) -> list[Finding]:
    """Say who else may use the store's files, and whether its file system keeps it.

    `kind` is the kind of file system; it is found out if left out.
    """
    folder = path.parent
    if not folder.is_dir():
        return [unasked(PLACE, "its folder is missing", STORE)]
    kind = kind or kind_of_file_system(folder)
    troubles = [
        look(
            PLACE,
            f"{one} is open to other users of this machine (mode {mode:04o})",
            f"Close it: `chmod 600 {one}`.",
        )
        for one, mode in open_to_others(files_of(path))
    ]
    troubles += _of_folder(folder)
    if path.exists() and path.stat().st_uid != os.geteuid():
        troubles.append(
            look(
                PLACE,
                "the store belongs to another user of this machine than the one who asks",
                "Run Raspa's commands as the bot's own user, so that what they write is its, too.",
            )
        )
    if kind in _OF_A_NETWORK:
        troubles.append(
            fault(
                PLACE,
                f"it is on a file system of a network ({kind}), where SQLite's write-ahead log "
                "can be damaged",
                "Stop the bot, move the store to a disk of this machine, and name it in "
                "RASPA_DATABASE.",
            )
        )
    if kind in _IN_MEMORY:
        troubles.append(
            look(
                PLACE,
                f"it is in memory ({kind}) and is gone when the machine restarts",
                "Stop the bot, move the store to a disk, and name it in RASPA_DATABASE.",
            )
        )
    if kind in _OF_A_CONTAINER:
        troubles.append(
            look(
                PLACE,
                f"it is inside a container ({kind}) and goes when the container does",
                "Give the container a volume and let RASPA_DATABASE name a file in it.",
            )
        )
    others = len(held.others)
    if others:
        troubles.append(
            look(
                PLACE,
                f"{others} other program{'s have' if others > 1 else ' has'} it "
                f"open (process {', '.join(map(str, sorted(held.others)))})",
                "Let it end or end it: as long as it reads, the write-ahead log only grows.",
            )
        )
    where = f"on {kind}" if kind else "on a file system that this machine does not name"
    return or_fine(troubles, PLACE, f"its owner's alone, {where}")


def check_sqlite(version: str | None = None) -> list[Finding]:
    """Say whether this SQLite has a fault that can harm a store; `version` is its own if left out.

    One that has it is no fault of Raspa's as long as one program writes at a time.
    """
    version = version or sqlite_version()
    if not has_log_reset_fault(version):
        return [fine(SQLITE, f"{version}, without a fault that is known to harm a store")]
    return [
        look(
            SQLITE,
            f"{version} has the WAL-reset fault (3.7.0 to 3.51.2): two programs that write to one "
            "store at the same moment can, very rarely, damage it; the bot alone, which writes "
            "through one connection, cannot",
            "Stop the bot for `import` and `rotate-key`, or run Raspa with a Python whose SQLite "
            "is 3.51.3 or newer (3.50.7 and 3.44.6 are mended, too).",
        )
    ]


def check_running(path: Path, held: Holders) -> list[Finding]:
    """Say whether the bot runs, and whether it works with the store that is at its place."""
    if not held.known:
        return [fine(RUNNING, "this system does not tell whether it runs")]
    if held.bot is None:
        return [
            look(
                RUNNING,
                "it does not run on this store, or runs where this command cannot see it",
                "Start it (`make run`, or the service), unless it is stopped on purpose.",
            )
        ]
    if has_lost(held.bot, path):
        return [
            fault(
                RUNNING,
                "it runs with a store that has been deleted or replaced: what it writes is lost",
                "Stop the bot, put the store (or a backup of it) in its place, and start it again.",
            )
        ]
    return [fine(RUNNING, f"it runs on this store (process {held.bot})")]


_FROM_A_COPY = (
    "Stop the bot, keep this file aside, and put the newest sound backup in its place "
    "(docs/upkeep.md tells how)."
)


def _first(error: StoreError) -> str:
    """Return what an error of the store says is wrong, without what it says to do."""
    return str(error).partition(":")[0].rstrip(".")


def _missing(path: Path, held: Holders) -> Finding | None:
    if not path.parent.is_dir():
        return fault(
            STORE,
            f"its folder {path.parent} is missing",
            "Make the folder, attach its disk, or name another file in RASPA_DATABASE.",
        )
    if path.exists() and not path.is_file():
        remedy = "Name a file in RASPA_DATABASE that is a store, or none yet."
        return fault(STORE, f"{path} is a folder or a device, and no file", remedy)
    for one in files_of(path):
        if one.is_symlink():
            return fault(
                STORE,
                f"{one} is a symbolic link, through which nothing is written",
                "Put the file itself in its place, or name the file that is meant.",
            )
    if path.exists():
        return None
    if held.running:
        return fault(
            STORE,
            f"{path} is gone while the bot runs: what it writes is lost",
            "Stop the bot, put the newest sound backup in that place, and start it again.",
        )
    return look(
        STORE,
        f"there is none at {path} yet",
        "Import your debunks (`python -m bot import FILE`); if there was one, look whether "
        "RASPA_DATABASE names it and whether this is the bot's folder.",
    )


def _of_health(found: FileHealth) -> list[Finding]:
    troubles = []
    if found.schema > found.newest:
        troubles.append(
            fault(
                STORE,
                f"a newer Raspa wrote it (schema {found.schema}; this one knows {found.newest})",
                "Update Raspa, or put back the backup from before the update.",
            )
        )
    elif found.schema < found.newest:
        troubles.append(
            look(
                STORE,
                f"sound, but of an older Raspa (schema {found.schema}, now {found.newest})",
                "Make a backup and start the bot once: it brings the store up to date.",
            )
        )
    if found.orphans:
        troubles.append(
            fault(
                STORE,
                f"{found.orphans} rows name another that is not there: somebody wrote to it past "
                "Raspa",
                "Put the newest sound backup in its place, and let only Raspa write to it.",
            )
        )
    if found.log > _LONG_LOG:
        troubles.append(
            look(
                STORE,
                f"its write-ahead log has grown to {in_bytes(found.log)}: some program reads "
                "without an end",
                "End that program (the line “store's place” names it), or restart the bot.",
            )
        )
    if found.free > max(_LEAST_HOLLOW, _HOLLOW * found.size):
        troubles.append(
            look(
                STORE,
                f"{in_bytes(found.free)} of its {in_bytes(found.size)} are empty",
                "Let the bot run for a day: it writes the file anew when it cleans up, if "
                "/var/tmp has room for it.",
            )
        )
    return troubles


def _of_folder(folder: Path) -> list[Finding]:
    troubles = []
    mode = folder.stat().st_mode
    if mode & 0o022:
        troubles.append(
            look(
                PLACE,
                f"other users of this machine may put files into the folder {folder} "
                f"(mode {mode & 0o7777:04o})",
                f"Close it: `chmod 700 {folder}`.",
            )
        )
    if not os.access(folder, os.W_OK | os.X_OK, effective_ids=True):
        troubles.append(
            fault(
                PLACE,
                f"the folder {folder} may not be written, so the store can only be read",
                f"Let the bot's user write to {folder}.",
            )
        )
    return troubles


def _as_found(found: FileHealth) -> str:
    log = f", log {in_bytes(found.log)}" if found.log else ""
    way = "" if found.logged else ", without a write-ahead log, which its file system does not take"
    return f"sound, {in_bytes(found.size)}{log}, schema {found.schema}{way}"
