"""Production: every other settings module only relaxes what stands here."""

from django.utils.translation import gettext_lazy as _

from portal.settings.databases import default_database
from portal.settings.environment import ROOT, choice, env, secret_key, var_directory
from portal.settings.logs import *  # noqa: F403
from portal.settings.logs import SYSLOG_ADDRESS, logging_config
from portal.settings.operations import *  # noqa: F403
from portal.settings.security import *  # noqa: F403
from portal.settings.security import with_admin_host
from search.backends.url import backend_settings

VAR = var_directory()

DEBUG = False
SECRET_KEY = secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
BASE_URL = env.str("BASE_URL", default="")
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL else []
ALLOWED_HOSTS, CSRF_TRUSTED_ORIGINS, WAGTAILADMIN_BASE_URL = with_admin_host(
    ALLOWED_HOSTS, CSRF_TRUSTED_ORIGINS, BASE_URL
)

INSTALLED_APPS = [
    "portal",
    "home",
    "news",
    "plans",
    "search",
    "editorial",
    "twins",
    "ingest",
    "publications",
    "access",
    "wagtail_localize",
    "wagtail_localize.locales",  # takes the place of wagtail.locales
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "access.gate.TrustedProxiesMiddleware",  # before anybody believes a header
    "access.access_log.AccessLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "access.policy.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "access.policy.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "access.gate.AdminGateMiddleware",
    "portal.operations.read_only.ReadOnlyMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "access.sessions.SessionRulesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "editorial.middleware.RequestContextMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "search.middleware.EngineDownMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

DATABASES = {"default": default_database(VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- languages: one document, two scripts -------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Shanghai")
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", _("简体中文")), ("zh-hant", _("繁體中文"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", _("简体中文"))]
LOCALE_PATHS = [ROOT / "site" / "portal" / "locale"]
TRADITIONAL_REGION = choice("TRADITIONAL_REGION", "hk", ("hk", "tw"))
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
    "CLASS": "twins.translator.OpenCCTranslator",
    "OPTIONS": {"REGION": TRADITIONAL_REGION},
}

# --- files --------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_FINDERS = [
    "portal.bundle.BundleFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=False)  # pictures; usually the proxy in front does it (README)
PRIVATE_ROOT = VAR / "private"  # originals of imports: never served
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long plan's form has a field for every cell of its tables
DATA_UPLOAD_MAX_NUMBER_FILES = 600  # a batch of 500 files comes in one request where no script sends them singly

# --- search -------------------------------------------------------------------------------------------------------
SEARCH_URL = env.str("SEARCH_URL", default=f"tantivy://{VAR / 'index'}")
SEARCH_ELASTICSEARCH_URL = env.str("SEARCH_ELASTICSEARCH_URL", default="http://127.0.0.1:9209")
SEARCH_OPENSEARCH_URL = env.str("SEARCH_OPENSEARCH_URL", default="http://127.0.0.1:9219")
WAGTAILSEARCH_BACKENDS = {"default": backend_settings(SEARCH_URL)}
MODELSEARCH_BACKENDS = WAGTAILSEARCH_BACKENDS
SEARCH_REPORT_DAYS = env.int("SEARCH_REPORT_DAYS", default=400)  # how long 搜索统计 keeps its counts
# How often a process writes them; 0: never.
SEARCH_REPORT_FLUSH_SECONDS = env.float("SEARCH_REPORT_FLUSH_SECONDS", default=60)

# --- outbox: drained when a transaction commits, or by `manage.py drain_outbox --forever` ---------------------------
OUTBOX_DRAIN = choice("OUTBOX_DRAIN", "commit", ("commit", "worker"))
OUTBOX_DRAIN_SECONDS = env.float("OUTBOX_DRAIN_SECONDS", default=2.0)  # what one save may spend on it
OUTBOX_BACKGROUND = True  # what nobody waits for (reading attachments) is done in a thread of the process that saved

# --- imports: worked off within requests, a few seconds each, or by `manage.py import_worker` --------------------------
IMPORT_QUEUE = choice("IMPORT_QUEUE", "inline", ("inline", "worker"))
IMPORT_INLINE_SECONDS = env.float("IMPORT_INLINE_SECONDS", default=5.0)  # what one request may spend on them
FORMER_HOSTS = env.list("FORMER_HOSTS", default=[])  # names that the old site answered to; its addresses are redirected
_IN_DATABASE = "django_tasks_db.DatabaseBackend"
_AT_ONCE = "django_tasks.backends.immediate.ImmediateBackend"
TASKS = {
    "default": {"BACKEND": _AT_ONCE},
    "imports": {"BACKEND": _IN_DATABASE if IMPORT_QUEUE == "worker" else _AT_ONCE, "QUEUES": ["imports"]},
}

# --- Wagtail ------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "师训"
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # nobody has to choose among six hundred
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "editorial.publication.publish_approved_revision"
WAGTAILREDIRECTS_AUTO_CREATE = False  # fails on SQLite when a section of 3,000 pages moves; permanent ids survive moves
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "editorial.file_forms.DocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "editorial.file_forms.ImageForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "doc", "wps", "ofd", "xlsx", "xls", "et", "pptx", "txt", "zip", "csv"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["bold", "ol", "ul", "link", "document-link", "superscript", "subscript"]},
    }
}

# --- mail and logs -----------------------------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="shixun@localhost")

LOGGING = logging_config(env.str("LOG_LEVEL", default="INFO"), SYSLOG_ADDRESS)
