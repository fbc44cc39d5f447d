"""Accounts, sessions, addresses and headers. SECURITY_PROFILE sets the values; each may be set by itself as well.

docs/security.md says what each is for; `manage.py check --deploy` names every value weaker than the profile's.
"""

from urllib.parse import urlsplit

from csp.constants import NONCE
from django.core.exceptions import ImproperlyConfigured

from access.addresses import UNIX, networks
from access.profiles import DEFAULT, PROFILES
from portal.settings.environment import choice, env


def address_list(name: str, default: list[str]) -> list[str]:
    """Networks, comma-separated; one that is none stops the start."""
    values = [value.strip() for value in env.list(name, default=default) if value.strip()]
    try:
        networks(values)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: {error}. Write addresses or networks: 10.0.0.5,2001:db8::/32.") from error
    return values


SECURITY_PROFILE = choice("SECURITY_PROFILE", DEFAULT, tuple(PROFILES))
_profile = PROFILES[SECURITY_PROFILE]

# --- passwords ----------------------------------------------------------------------------------------------------
PASSWORD_MIN_LENGTH = env.int("PASSWORD_MIN_LENGTH", default=_profile.password_min_length)
PASSWORD_CLASSES = env.int("PASSWORD_CLASSES", default=_profile.password_classes)
PASSWORD_HISTORY = env.int("PASSWORD_HISTORY", default=_profile.password_history)
PASSWORD_MAX_DAYS = env.int("PASSWORD_MAX_DAYS", default=_profile.password_max_days)
PASSWORD_MIN_HOURS = env.int("PASSWORD_MIN_HOURS", default=_profile.password_min_hours)
PASSWORD_CHANGE_FORCED = env.bool("PASSWORD_CHANGE_FORCED", default=_profile.password_change_forced)
RESET_LINK_HOURS = env.int("RESET_LINK_HOURS", default=_profile.reset_link_hours)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": PASSWORD_MIN_LENGTH},
    },
    {"NAME": "access.passwords.ClassesValidator"},
    {"NAME": "access.passwords.HistoryValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- signing in ---------------------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["access.backends.GuardedBackend"]
WAGTAILADMIN_USER_LOGIN_FORM = "access.forms.SignInForm"
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "/"  # a reader of restricted pages who came from nowhere
LOCKOUT_FAILURES = env.int("LOCKOUT_FAILURES", default=_profile.lockout_failures)
LOCKOUT_ADDRESS_FAILURES = env.int("LOCKOUT_ADDRESS_FAILURES", default=_profile.lockout_address_failures)
LOCKOUT_MINUTES = env.int("LOCKOUT_MINUTES", default=_profile.lockout_minutes)
STALE_ACCOUNT_DAYS = env.int("STALE_ACCOUNT_DAYS", default=_profile.stale_account_days)
SECOND_FACTOR_ROLES = tuple(env.list("SECOND_FACTOR_ROLES", default=list(_profile.second_factor_roles)))
OTP_TOTP_ISSUER = env.str("OTP_TOTP_ISSUER", default="师训")
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0  # the lock-out counts codes as it counts passwords
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # changed under 登录与安全, which knows the rules of the profile
MAIL_WORKS = bool(env.str("EMAIL_URL", default=""))
WAGTAIL_PASSWORD_RESET_ENABLED = MAIL_WORKS  # else 安全管理员 issues a link on screen
PASSWORD_RESET_TIMEOUT = RESET_LINK_HOURS * 3600

# --- sessions -----------------------------------------------------------------------------------------------------
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=_profile.session_idle_minutes)
SESSION_HOURS = env.int("SESSION_HOURS", default=_profile.session_hours)
SESSION_COOKIE_AGE = (SESSION_HOURS or 24 * 14) * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# --- addresses and hosts ------------------------------------------------------------------------------------------
# BEHIND_TLS_PROXY, the older setting, believes a proxy on this machine only.
BEHIND_TLS_PROXY = env.bool("BEHIND_TLS_PROXY", default=False)
TRUSTED_PROXIES = address_list("TRUSTED_PROXIES", ["127.0.0.0/8", "::1", UNIX] if BEHIND_TLS_PROXY else [])
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES or BEHIND_TLS_PROXY else None
ADMIN_ALLOWED_ADDRESSES = address_list("ADMIN_ALLOWED_ADDRESSES", [])
ADMIN_PREFIXES = ("/admin/",)  # Wagtail's admin with its previews and its API; one that writes belongs here too
ADMIN_HOST = env.str("ADMIN_HOST", default="").lower()
ADMIN_HOST_SHARES = ("/static/", "/media/", "/documents/", "/_util/", "/healthz", "/readyz", "/.well-known/")
if "/" in ADMIN_HOST or ":" in ADMIN_HOST:
    raise ImproperlyConfigured(f"ADMIN_HOST={ADMIN_HOST!r}: write the host's name only, like admin.example.cn.")

# --- transport and headers ----------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=True)
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail shows its preview in a frame of the same origin
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # which asks for DENY
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    },
}
CONTENT_SECURITY_POLICY_ADMIN = {
    # Wagtail 8 writes style attributes and shows pictures from data: and blob:. Its scripts come from files, but for
    # the calls that start a field, which access.inline_scripts knows by their form.
    "DIRECTIVES": {
        **CONTENT_SECURITY_POLICY["DIRECTIVES"],
        "img-src": ["'self'", "data:", "blob:"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "script-src": ["'self'", NONCE],
        "frame-src": ["'self'"],
    },
}

# --- whom to tell of a weakness (/.well-known/security.txt) ---------------------------------------------------------
SECURITY_CONTACT = env.list("SECURITY_CONTACT", default=[])  # mailto:, tel: or https: addresses


def with_admin_host(hosts: list[str], origins: list[str], base_url: str) -> tuple[list[str], list[str], str]:
    """(ALLOWED_HOSTS, CSRF_TRUSTED_ORIGINS, address of the admin) once the admin has a host of its own."""
    if not ADMIN_HOST:
        return hosts, origins, base_url
    address = f"{urlsplit(base_url).scheme or 'https'}://{ADMIN_HOST}"
    return [*hosts, *({ADMIN_HOST} - set(hosts))], [*origins, address], address
