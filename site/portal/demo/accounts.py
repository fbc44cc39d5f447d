"""The demonstration's accounts (示范账号): a drafter, a person for each of the three reviews, an administrator."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
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
    there = set(get_user_model().objects.values_list("username", flat=True))
    missing = [account for account in ACCOUNTS if account.username not in there]
    passwords = [secrets.token_urlsafe(12) for _account in missing]
    with ThreadPoolExecutor() as pool:  # hashing is slow on purpose and lets go of the interpreter meanwhile
        hashes = list(pool.map(make_password, passwords))
    for account, hashed in zip(missing, hashes, strict=True):
        make_account(account, hashed)
    return {account.username: password for account, password in zip(missing, passwords, strict=True)}


def make_account(account: Account, hashed: str) -> None:
    """An account without an address: nobody is to be written to."""
    is_administrator = not account.group
    user = get_user_model().objects.create(
        username=account.username,
        password=hashed,
        first_name=account.name,
        is_staff=is_administrator,
        is_superuser=is_administrator,
    )
    if account.group:
        user.groups.add(Group.objects.get(name=account.group))


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
