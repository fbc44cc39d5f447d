"""SQLite beside the index, or PostgreSQL by DATABASE_URL."""

from pathlib import Path
from typing import Any

from portal.settings.environment import env

# WAL lets readers go on during a write; BEGIN IMMEDIATE takes the write lock at the start of a transaction, so that two
# writers wait for each other (busy timeout) instead of failing half-way with "database is locked".
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA cache_size=-32768; PRAGMA temp_store=MEMORY;"
    ),
}


def default_database(var: Path) -> dict[str, Any]:
    """The `default` database: DATABASE_URL, else `var`/shixun.sqlite3."""
    config = database_at(env.str("DATABASE_URL", default="") or f"sqlite:///{var / 'shixun.sqlite3'}")
    if config["ENGINE"].endswith("sqlite3"):
        config["TEST"] = {"NAME": str(var / "test.sqlite3")}
    return config


def database_at(url: str) -> dict[str, Any]:
    """The configuration of a database by its address. ValueError where it is none."""
    config: dict[str, Any] = env.db_url_config(url)
    if not config.get("ENGINE"):
        raise ValueError(url)
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = SQLITE_OPTIONS
    else:
        config["CONN_MAX_AGE"] = 60
        config["CONN_HEALTH_CHECKS"] = True
    return config
