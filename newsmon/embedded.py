"""Where the embedded servers live. (Launcher follows.)"""

import secrets
from pathlib import Path
from urllib.parse import quote


def secret_key(var_dir: Path) -> str:
    """Return the installation's own random key, made at the first start."""
    path = var_dir / "secret_key"
    if not path.exists():
        var_dir.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text().strip()


def database_url(var_dir: Path) -> str:
    """Return the URL of the embedded PostgreSQL over its unix socket."""
    return f"postgresql://postgres@{quote(str(var_dir / 'run'), safe='')}/newsmon"


def broker_url(var_dir: Path) -> str:
    """Return the URL of the embedded Valkey over its unix socket."""
    return f"redis+socket://{var_dir / 'run' / 'valkey.sock'}"
