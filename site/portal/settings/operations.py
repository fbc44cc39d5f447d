"""Running the portal: backups, the static export, read-only mode, and what `doctor` and /readyz call late or full."""

from pathlib import Path

from portal.settings.environment import choice, env, var_directory
from portal.settings.security import address_list

_var = var_directory()

BACKUP_DIR = Path(env.str("BACKUP_DIR", default=str(_var / "backups")))  # better: another disk or machine
BACKUP_KEEP = env.int("BACKUP_KEEP", default=14)
BACKUP_MAX_HOURS = env.int("BACKUP_MAX_HOURS", default=26)
BACKUP_PASSPHRASE_FILE = env.str("BACKUP_PASSPHRASE_FILE", default="")  # then backups are encrypted
BACKUP_CIPHER = choice("BACKUP_CIPHER", "aes-256-cbc", ("aes-256-cbc", "sm4-cbc"))

EXPORT_DIR = env.str("EXPORT_DIR", default="")  # empty: no static export

READ_ONLY = env.bool("READ_ONLY", default=False)
READ_ONLY_FLAG = _var / "read-only"  # `manage.py read_only on` makes it; no restart needed

STATUS_ADDRESSES = address_list("STATUS_ADDRESSES", ["127.0.0.0/8", "::1"])  # who sees /readyz in detail
DISK_MIN_MB = env.int("DISK_MIN_MB", default=1024)
OUTBOX_MAX_MINUTES = env.int("OUTBOX_MAX_MINUTES", default=10)
SCHEDULER_MAX_MINUTES = env.int("SCHEDULER_MAX_MINUTES", default=10)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked by a probe beside the server, without TLS
