"""Which inline scripts of the admin may run (内联脚本): Wagtail's own, told by their form; every other one is refused.

Wagtail 8 starts its choosers, date fields and inline panels by short scripts in the page: a call with JSON for
arguments. A script that is exactly that gets the page's nonce; whatever else stands in a page (what somebody managed to
put into a title, say) gets none, and the browser does not run it. jQuery hands the nonce on when it puts a panel's empty
form into the page.
"""

from __future__ import annotations

import hashlib
import json
import re

SCRIPT = re.compile(r"<script((?:\s+type=\"text/javascript\")?)>(.*?)</script>", re.DOTALL)
CALL = re.compile(r"(?:new [A-Z][A-Za-z]*Chooser|init[A-Z][A-Za-z]*)\((.*)\);?", re.DOTALL)
PANEL = re.compile(
    r"\(function\(\) \{\s*var panel = new (?:InlinePanel|MultipleChooserPanel)\(JSON\.parse\((\"[^\"]*\")\)\);\s*\}\)\(\);"
)
# Scripts without a variable part, by the SHA-256 of their words: the form for promoted search results.
KNOWN = {"020a105e2b2d954fb2e8567fb2b2d4cf74d86fea2cb31a09269095c93f6180c4"}


def with_nonce(html: str, nonce: str) -> str:
    """`html` with the nonce on Wagtail's own scripts; the same text where there is none."""
    return SCRIPT.sub(lambda found: _marked(found, nonce), html)


def _marked(found: re.Match[str], nonce: str) -> str:
    attributes, body = found.groups()
    return f'<script{attributes} nonce="{nonce}">{body}</script>' if is_wagtails(body) else found[0]


def is_wagtails(body: str) -> bool:
    """Is the script a call that starts one of Wagtail's fields, with nothing but data in it?"""
    body = body.strip()
    if call := CALL.fullmatch(body):
        return _is_json(f"[{call[1]}]")
    if panel := PANEL.fullmatch(body):
        return _is_json(panel[1])
    return digest(body) in KNOWN


def digest(body: str) -> str:
    return hashlib.sha256(" ".join(body.split()).encode()).hexdigest()


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
