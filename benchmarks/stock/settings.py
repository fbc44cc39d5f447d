"""The portal's own settings, with the stock page beside its pages; in its development form."""

from portal.settings.development import *  # noqa: F403
from portal.settings.development import ALLOWED_HOSTS, INSTALLED_APPS, MIDDLEWARE

INSTALLED_APPS = [*INSTALLED_APPS, "stock"]
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]
MIDDLEWARE = ["stock.middleware.stock_addresses", *MIDDLEWARE]
