"""How long a sign-in holds (会话): idle, in all, until somebody ends it, and what has to be done before it counts.

A session knows when it began and when its person last did something, under the number of endings that the account had
then; logging out counts that number up, so every session of the account is over. What still stands between the person
and the portal (`steps`: a second factor, a new password) is in the session too: until it is done the person is nobody
to every view, and `request.pending_user` to the views of those steps alone.

Editors' screens ping every ten seconds while they are open; that is no activity, else a screen left alone would never
end. What an editor types is: Wagtail saves it half a second later.
"""

from __future__ import annotations

import time
from functools import partial
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models import F
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from access import passwords, second_factor
from access.client import may_administer
from access.models import AccountState
from access.signals import tell

KEY = "access"
IN_THE_BACKGROUND = ("/editing-sessions/", "/access/session/")
RENEW = 60  # seconds: the session is written at most once a minute
FACTOR, ENROL, PASSWORD = "factor", "enrol", "password"


class SessionRulesMiddleware(AuthenticationMiddleware):
    """`request.user` as Django has it, unless the session is over. A page that asks for no user touches no session."""

    def process_request(self, request: HttpRequest) -> None:
        request.user = SimpleLazyObject(lambda: _remembered(request))  # type: ignore[assignment]
        request.auser = partial(sync_to_async(_remembered), request)  # type: ignore[method-assign]


def _remembered(request: HttpRequest) -> Any:
    if not hasattr(request, "_access_user"):
        request.pending_user = None  # type: ignore[attr-defined]
        request._access_user = user_of(request)  # type: ignore[attr-defined]
    return request._access_user  # type: ignore[attr-defined]


def user_of(request: HttpRequest) -> Any:
    """The signed-in person whose session holds and who has done every step; else AnonymousUser."""
    user = auth.get_user(request)
    if not user.is_authenticated:
        return user
    said = request.session.get(KEY)
    if reason := over(user, said):
        end(request, user, reason)
        return AnonymousUser()
    now = time.time()
    if now - said["seen"] > RENEW and not any(part in request.path_info for part in IN_THE_BACKGROUND):
        request.session[KEY] = {**said, "seen": now}
    if not holds_here(request, user):
        return AnonymousUser()
    if said["steps"]:
        request.pending_user = user  # type: ignore[attr-defined]
        return AnonymousUser()
    return user


def holds_here(request: HttpRequest, user: Any) -> bool:
    """May `user` be signed in at the request's address? Who works in the admin only where the admin is shown.

    So drafts' files, previews and restricted pages stay in the office too.
    """
    return may_administer(request) or not user.has_perm("wagtailadmin.access_admin")


def over(user: Any, said: dict[str, Any] | None) -> str:
    """Why the session is over, in words for its person; empty while it holds."""
    if not said:
        return _("请重新登录")
    state = getattr(user, "access_state", None)
    now = time.time()
    if state is not None and state.sessions_ended != said["ended"]:
        return _("这个账号已在别处退出或改了密码，请重新登录")
    if settings.SESSION_HOURS and now - said["began"] > settings.SESSION_HOURS * 3600:
        return _("登录已满 %(hours)s 小时，请重新登录") % {"hours": settings.SESSION_HOURS}
    if settings.SESSION_IDLE_MINUTES and now - said["seen"] > settings.SESSION_IDLE_MINUTES * 60:
        return _("超过 %(minutes)s 分钟没有操作，请重新登录") % {"minutes": settings.SESSION_IDLE_MINUTES}
    return ""


def seconds_left(said: dict[str, Any]) -> int:
    """Until the session ends if nothing more is done."""
    now = time.time()
    ends = [
        said["began"] + settings.SESSION_HOURS * 3600 if settings.SESSION_HOURS else now + settings.SESSION_COOKIE_AGE,
        said["seen"] + settings.SESSION_IDLE_MINUTES * 60 if settings.SESSION_IDLE_MINUTES else float("inf"),
    ]
    return max(0, int(min(ends) - now))


def end(request: HttpRequest, user: Any, reason: str) -> None:
    """This session only."""
    tell("login.expired", user, detail={"reason": reason}, actor=user)
    request.session.flush()
    background = request.headers.get("x-requested-with") == "XMLHttpRequest" or request.method != "GET"
    if not background and hasattr(request, "_messages"):
        messages.warning(request, reason)


def end_all(user: Any) -> None:
    """Every session of the account."""
    passwords.state_of(user)
    AccountState.objects.filter(user=user).update(sessions_ended=F("sessions_ended") + 1)


def keep(request: HttpRequest, user: Any) -> None:
    """This session goes on with the new password; every other one ends with the old."""
    request.session.cycle_key()
    request.session[auth.HASH_SESSION_KEY] = user.get_session_auth_hash()


def done(request: HttpRequest, step: str) -> None:
    """The person has done `step`."""
    said = request.session[KEY]
    request.session[KEY] = {**said, "steps": [other for other in said["steps"] if other != step]}
    request.session.cycle_key()


def next_step(request: HttpRequest) -> str:
    """The first step that still has to be done, empty where there is none."""
    said = request.session.get(KEY) or {}
    return next(iter(said.get("steps", [])), "")


def steps_for(user: Any) -> list[str]:
    """What `user` has to do after the password was right, in this order."""
    enrolled = second_factor.is_enrolled(user)
    steps = [FACTOR] if enrolled else []
    if passwords.must_change(user):
        steps.append(PASSWORD)
    if not enrolled and second_factor.is_required(user):
        steps.append(ENROL)
    return steps


def _logged_in(sender: type, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    if request is None or not hasattr(request, "session"):
        return
    now = time.time()
    state = passwords.state_of(user)
    steps = steps_for(user)
    request.session[KEY] = {"began": now, "seen": now, "ended": state.sessions_ended, "steps": steps}
    request.__dict__.pop("_access_user", None)


def _logged_out(sender: type, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    if user is not None:
        end_all(user)


def connect() -> None:
    user_logged_in.connect(_logged_in, dispatch_uid="access.sessions")
    user_logged_out.connect(_logged_out, dispatch_uid="access.sessions")
