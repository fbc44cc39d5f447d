"""`make run`: one machine, no TLS, a key that is made once and kept in var/."""

from django.core.management.utils import get_random_secret_key

from portal.settings.environment import env, var_directory

_key_file = var_directory() / "secret-key"
if not env.str("SECRET_KEY", default="") and not env.str("SECRET_KEY_FILE", default=""):
    if not _key_file.exists():
        _key_file.write_text(get_random_secret_key() + get_random_secret_key(), encoding="utf-8")
        _key_file.chmod(0o600)
    env.ENVIRON["SECRET_KEY_FILE"] = str(_key_file)

from portal.settings.base import *  # noqa: E402, F403
from portal.settings.base import LOGGING  # noqa: E402

# The generated passwords work at once and nobody needs a telephone; everything else is the profile's.
PASSWORD_CHANGE_FORCED = env.bool("PASSWORD_CHANGE_FORCED", default=False)
SECOND_FACTOR_ROLES = tuple(env.list("SECOND_FACTOR_ROLES", default=[]))
ACCESS_LOG = env.bool("ACCESS_LOG", default=False)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
BASE_URL = WAGTAILADMIN_BASE_URL = env.str("BASE_URL", default="http://localhost:8000")
CSRF_TRUSTED_ORIGINS = []
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
# Straight from the packages, so that a first start need not collect 1,700 files.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = None  # nothing is collected here
WHITENOISE_USE_FINDERS = True
SERVE_MEDIA = True
WHITENOISE_AUTOREFRESH = False
LOGGING["root"]["level"] = env.str("LOG_LEVEL", default="WARNING")
