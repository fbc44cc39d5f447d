"""The side panel 校对 of the editing form: findings of what stands in the form now, before anything is saved."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel, ChecksSidePanel
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.coreutils import resolve_model_string
from wagtail.models import Page

from editorial import enclosures, findings, proofreading
from publications.models import OfficialDocumentPage


def proof(document: Any) -> dict[str, Any]:
    """What the panel shows of `document`."""
    found = findings.all_of(document)
    return {
        "found": found,
        "words": proofreading.words(document),
        "blocking": sum(one.blocking for one in found),
        "enclosed": enclosures.waiting_enclosures(document) if document.pk else [],
    }


class ProofPanel(BaseSidePanel):
    """In the place of Wagtail's checks, which count English words and grade English sentences."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("打开或收起校对")
        icon_name = "glasses"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "count": len(self.panel.proof["found"])}

    name = "proof"
    title = _("校对")
    template_name = "editorial/proof_panel.html"
    order = 350

    def __init__(self, page: Page, request: HttpRequest, url: str) -> None:
        super().__init__(page, request)
        self.url = url

    @cached_property
    def proof(self) -> dict[str, Any]:
        return proof(self.object)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {**super().get_context_data(parent_context), **self.proof, "url": self.url}

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=["editorial/proof.js"])


def _with_proof(panels: Any, page: Page, request: HttpRequest, url: str, *, live: bool) -> MediaContainer:
    """Wagtail's panels with ours for its checks, where it is not only a part that is asked for again."""
    kept = [panel for panel in panels if not isinstance(panel, ChecksSidePanel)]
    if live and isinstance(page, OfficialDocumentPage):
        kept.append(ProofPanel(page, request, url))
    return MediaContainer(sorted(kept, key=lambda panel: panel.order))


class EditDocumentView(EditView):
    def get_side_panels(self) -> MediaContainer:
        url = reverse("editorial_proof", args=(self.page.pk,))
        live = not self.expects_json_response and not self.hydrate_create_view
        return _with_proof(super().get_side_panels(), self.page, self.request, url, live=live)


class AddDocumentView(CreateView):
    def get_side_panels(self) -> MediaContainer:
        url = reverse("editorial_proof_new", args=(self.page_class._meta.label_lower, self.parent_page.pk))
        return _with_proof(super().get_side_panels(), self.page, self.request, url, live=True)


class DocumentPages(PageViewSet):
    """The views of all pages; only documents are proofread."""

    model = Page
    edit_view_class = EditDocumentView
    add_view_class = AddDocumentView


@require_POST
def proof_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """The panel's content for the unsaved form of a page that is there."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return _proofed(request, page.get_latest_revision_as_object(), page.get_parent())


@require_POST
def proof_new(request: HttpRequest, label: str, parent_id: int) -> HttpResponse:
    """The same for a page that is being made; `label` is its type's, e.g. news.noticepage."""
    parent = get_object_or_404(Page, pk=parent_id)
    if not parent.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    try:
        model = resolve_model_string(label)
    except LookupError as error:
        raise Http404 from error
    if not issubclass(model, OfficialDocumentPage):
        raise Http404
    page = model(owner=request.user)
    page.locale = parent.locale
    return _proofed(request, page, parent)


def _proofed(request: HttpRequest, page: Page, parent: Page) -> HttpResponse:
    form_class = type(page).get_edit_handler().get_form_class()
    form = form_class(request.POST, request.FILES, instance=page, parent_page=parent, for_user=request.user)
    form.defer_required_fields()
    form.is_valid()  # fills the instance with every field that reads
    return TemplateResponse(request, "editorial/_proof.html", proof(form.instance))
