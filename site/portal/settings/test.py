"""The test run: production's rules without TLS, with quick password hashing and a temporary var/."""

import tempfile

from portal.settings.environment import env

env.ENVIRON.setdefault("SHIXUN_VAR", tempfile.mkdtemp(prefix="shixun-test-"))
env.ENVIRON.setdefault("SECRET_KEY", "only for tests " * 5)

from portal.settings.base import *  # noqa: E402, F403
from portal.settings.base import LOGGING  # noqa: E402

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
BASE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
PASSWORD_CHANGE_FORCED = False  # accounts that tests make sign in at once; tests/access asks for what the profile asks
SECOND_FACTOR_ROLES = ()
ACCESS_LOG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGGING["root"]["level"] = env.str("LOG_LEVEL", default="WARNING")
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
OUTBOX_DRAIN_SECONDS = 3600.0  # no thread may outlive the test that started it
IMPORT_INLINE_SECONDS = 3600.0  # a busy machine finishes a batch within its request, too
SEARCH_REPORT_FLUSH_SECONDS = 0.0
OUTBOX_BACKGROUND = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = None  # nothing is collected here
WHITENOISE_USE_FINDERS = True
SERVE_MEDIA = True
WHITENOISE_AUTOREFRESH = True
