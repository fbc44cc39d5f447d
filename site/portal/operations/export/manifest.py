"""The list of what an export holds, signed with a key that is derived from SECRET_KEY (HMAC-SHA256).

.manifest.json in the tree: {"format": 1, "origin", "made_at", "files": {path: {...}}, "pages": {...}, "signature": hex}.
Whoever can write to the tree but does not know SECRET_KEY cannot make a manifest that `verify_site` takes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from portal.operations.errors import OperationError

NAME = ".manifest.json"
FORMAT = 1


@dataclass
class Entry:
    """One file: the address that it answers, and what that address needs (other addresses of files)."""

    address: str
    sha256: str
    size: int
    needs: list[str] = field(default_factory=list)
    page: int = 0  # pk of the page, 0 for what is none


@dataclass
class Manifest:
    origin: str = ""
    made_at: str = ""
    files: dict[str, Entry] = field(default_factory=dict)

    def add(self, name: str, address: str, body: bytes, needs: list[str], page: int = 0) -> None:
        self.files[name] = Entry(address, hashlib.sha256(body).hexdigest(), len(body), sorted(set(needs)), page)

    def save(self, tree: Path) -> None:
        self.made_at = datetime.now(UTC).isoformat(timespec="seconds")
        said = self._said()
        said["signature"] = signature(said)
        (tree / NAME).unlink(missing_ok=True)  # the file of the tree before may be the same one, by a hard link
        (tree / NAME).write_text(json.dumps(said, ensure_ascii=False, indent=0), encoding="utf-8")

    def _said(self) -> dict[str, Any]:
        return {"format": FORMAT, "key": "hmac-sha256", **asdict(self)}


def signature(said: dict[str, Any]) -> str:
    """Over everything but the signature itself, as one line of JSON with sorted keys."""
    rest = {name: value for name, value in said.items() if name != "signature"}
    line = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return salted_hmac("portal.operations.export", line, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()


def load(tree: Path) -> Manifest:
    """Raises OperationError where there is none, or where it was not written by this portal."""
    try:
        said = json.loads((tree / NAME).read_text(encoding="utf-8"))
        right = constant_time_compare(said["signature"], signature(said))
        manifest = Manifest(said["origin"], said["made_at"], {n: Entry(**e) for n, e in said["files"].items()})
    except FileNotFoundError as error:
        raise OperationError(f"{tree} 里没有清单：请先运行 manage.py export_site --all。") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OperationError(
            f"{tree} 的清单读不懂：请用 manage.py export_site --all 重做，并查清是谁改了它。"
        ) from error
    if not right:
        raise OperationError(
            f"{tree} 的清单签名不符：它被改动过，或 SECRET_KEY 换了。请查清后用 export_site --all 重做。"
        )
    return manifest
