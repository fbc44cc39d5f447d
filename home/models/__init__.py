"""The home page, who runs the site, what readers report and what is announced."""

from home.models.corrections import CorrectionReport
from home.models.identity import IdentityKind, SiteIdentity
from home.models.pages import HomePage, QuickLink, StandardPage
from home.models.releases import PlannedRelease

__all__ = [
    "CorrectionReport",
    "HomePage",
    "IdentityKind",
    "PlannedRelease",
    "QuickLink",
    "SiteIdentity",
    "StandardPage",
]
