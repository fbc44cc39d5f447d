"""Where logs go: stderr for the operator; events and accesses by day into var/logs/ and to syslog, for inspectors."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from access.logs import parse_syslog_address
from access.profiles import PROFILES
from portal.settings.environment import env, var_directory
from portal.settings.security import SECURITY_PROFILE

LOG_DAYS = env.int("LOG_DAYS", default=PROFILES[SECURITY_PROFILE].log_days)
LOG_FOLDER = var_directory() / "logs"
ACCESS_LOG = env.bool("ACCESS_LOG", default=True)
SYSLOG_ADDRESS = env.str("SYSLOG_ADDRESS", default="")


def logging_config(level: str, syslog: str) -> dict[str, Any]:
    """LOGGING. The loggers shixun.access and shixun.events carry `extra={"event": {...}}`."""
    kept = {
        name: {"class": "access.logs.DailyFileHandler", "folder": str(LOG_FOLDER), "name": name}
        for name in ("access", "events")
    }
    handlers: dict[str, Any] = {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}, **kept}
    if syslog:
        try:
            parse_syslog_address(syslog)
        except ValueError as error:
            raise ImproperlyConfigured(str(error)) from error
        handlers["syslog"] = {"class": "access.logs.SyslogHandler", "address": syslog}
    sent = ["syslog"] if syslog else []
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
        "handlers": handlers,
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            f"shixun.{name}": {"handlers": [name, *sent], "level": "INFO", "propagate": False} for name in kept
        },
    }
