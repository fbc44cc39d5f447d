"""The portal's own settings as in production, but for what a benchmark has no use of: TLS, collected static files."""

from portal.settings.development import *  # noqa: F403
from portal.settings.development import ALLOWED_HOSTS, TEMPLATES

DEBUG = False
for _engine in TEMPLATES:
    _engine["OPTIONS"]["debug"] = False
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]
LOGGING_CONFIG = None
