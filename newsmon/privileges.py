"""How a server gets rights that are few enough: never root's, and gone with its parent."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

# The user that owns nothing: what root steps down to, as PostgreSQL refuses root.
NOBODY = 65534


class ServerFailed(RuntimeError):
    """An embedded server cannot be started or stopped; the message says why."""


_NAMESPACE = ("unshare", "-U", f"--map-user={NOBODY}", f"--map-group={NOBODY}")


def ways_down(uid: int) -> tuple[tuple[tuple[str, ...], int], ...]:
    """Return the ways in which root may stop being root: command prefix and owner of the files.

    An ordinary user owns the files where it can reach them. Below a directory that only root may
    enter, a user namespace in which root is called nobody serves; where containers forbid those,
    an ordinary user that keeps the one right to pass directories.
    """
    step_down = ("setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups")
    passing = ("--inh-caps=+dac_override", "--ambient-caps=+dac_override")
    return ((step_down, uid), (_NAMESPACE, 0), ((*step_down, *passing), uid))


def unprivileged(data: Path, program: Path) -> tuple[tuple[str, ...], int]:
    """Return the command prefix under which a server runs, and the user that owns its files.

    `data` is its folder, which need not be there yet, `program` what it runs. Raises ServerFailed.
    """
    owner = data.stat().st_uid if data.exists() else None
    if os.geteuid() != 0:
        if owner not in (None, os.geteuid()):
            raise ServerFailed(f"{data} belongs to user {owner}: run as that user or as root")
        return (() if _has_name(os.geteuid()) else _NAMESPACE), os.geteuid()
    for prefix, uid in ways_down(owner or NOBODY):
        if owner in (None, uid) and can_reach(prefix, data.parent, program):
            return prefix, uid
    raise ServerFailed(
        f"PostgreSQL does not run as root, and no other user can reach {data.parent}: "
        "run newsmon as an ordinary user or set DATABASE_URL"
    )


def _has_name(uid: int) -> bool:
    """Tell whether the system knows a user, as PostgreSQL wants its own to be known."""
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def can_reach(prefix: tuple[str, ...], folder: Path, program: Path) -> bool:
    """Tell whether a command prefix works, and under it a folder and a program can be reached."""
    script = 'test -x "$1" && exec "$2" --version'
    command = [*prefix, "sh", "-c", script, "sh", str(folder), str(program)]
    try:
        return subprocess.run(command, capture_output=True, cwd="/").returncode == 0
    except FileNotFoundError:
        return False


def dying_with_parent(death_signal: str) -> tuple[str, ...]:
    """Return a command prefix that ties a process to its parent's life, where the system can."""
    if not death_signal or not shutil.which("setpriv"):
        return ()
    return ("setpriv", f"--pdeathsig={death_signal}")
