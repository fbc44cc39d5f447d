"""The demonstration's accounts (示范账号): a drafter, a person for each of the three reviews, an administrator."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group
from django.utils.translation import gettext as _

FILE = "demo-accounts.txt"


@dataclass(frozen=True)
class Account:
    """`group` is the name of an editing role; empty for the superuser, who belongs to none."""

    username: str
    name: str
    group: str


DRAFTER = Account("drafter", "陈思", "起草")
REVIEWERS = (
    Account("reviewer1", "周文", "初审"),
    Account("reviewer2", "方敏", "复审"),
    Account("reviewer3", "高远", "终审"),
)
ADMINISTRATOR = Account("admin", "管理员", "")
ACCOUNTS = (DRAFTER, *REVIEWERS, ADMINISTRATOR)


def accounts_file() -> Path:
    return Path(settings.VAR) / FILE


def make_accounts() -> dict[str, str]:
    """Make the accounts that are missing. Their passwords by username; empty where all were there."""
    return {account.username: password for account in ACCOUNTS if (password := make_account(account))}


def make_account(account: Account) -> str:
    """The generated password of a new account, empty where somebody has that name already."""
    users = get_user_model().objects
    if users.filter(username=account.username).exists():
        return ""
    password = secrets.token_urlsafe(12)
    create = users.create_user if account.group else users.create_superuser
    user = create(
        account.username,
        password=password,
        first_name=account.name,  # no address: nobody is to be written to
    )
    if account.group:
        user.groups.add(Group.objects.get(name=account.group))
    return password


def write_passwords(passwords: dict[str, str]) -> None:
    """Put them into var/demo-accounts.txt, which only its owner may read; lines of other accounts stay."""
    path = accounts_file()
    path.touch(mode=0o600)
    path.chmod(0o600)
    roles = {account.username: account.group or _("超级管理员") for account in ACCOUNTS}
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.split("\t")[0] not in passwords]
    made = [f"{name}\t{password}\t{roles[name]}" for name, password in passwords.items()]
    path.write_text("\n".join([*kept, *made]) + "\n", encoding="utf-8")


def user_of(account: Account) -> AbstractUser:
    return get_user_model().objects.get(username=account.username)
