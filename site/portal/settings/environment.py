"""The one place that reads the process environment; every value is typed and a wrong one stops the start."""

import os
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[3]

env = environ.Env()
environ.Env.read_env(ROOT / ".env", overwrite=False)


def secret_key() -> str:
    """SECRET_KEY, or the content of the file that SECRET_KEY_FILE names."""
    path = env.str("SECRET_KEY_FILE", default="")
    key = Path(path).read_text(encoding="utf-8").strip() if path else env.str("SECRET_KEY", default="")
    if len(key) < 50:
        raise ImproperlyConfigured("Set SECRET_KEY (or SECRET_KEY_FILE) to at least 50 random characters.")
    return key


def var_directory() -> Path:
    """Where everything that the portal writes lies: database, media, index, logs (SHIXUN_VAR, else var/)."""
    path = Path(env.str("SHIXUN_VAR", default=str(ROOT / "var"))).resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """One of `allowed`; anything else is refused with the list of what is."""
    value = env.str(name, default=default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name}={value!r}: use one of {', '.join(allowed)}.")
    return value


def with_environment(values: dict[str, str]) -> dict[str, str]:
    """The environment for a program that the portal starts: this process's own, and `values`."""
    return {**os.environ, **values}
