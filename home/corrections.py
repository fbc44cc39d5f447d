"""纠错: readers tell what is wrong on a page. A field that only machines fill in, and a bound on what a day may bring."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from home.display import safe_address
from home.models import CorrectionReport

MOST_A_DAY = 200


class CorrectionForm(forms.ModelForm):
    """What is wrong, on which page; how to answer only if the reader wants an answer."""

    text = forms.CharField(
        label=_("哪里不对"),
        max_length=1000,
        min_length=4,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("请写明哪里不对"),
            "min_length": _("请再写详细一些，至少 4 个字"),
            "max_length": _("最多 1000 字，请写短一些"),
        },
    )
    website = forms.CharField(label=_("请勿填写"), required=False)

    class Meta:
        model = CorrectionReport
        fields = ["page_address", "text", "contact"]
        error_messages = {"contact": {"max_length": _("联系方式最多 120 个字")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.errors:
            self.fields[name].widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"{name}-error"}

    @property
    def is_from_a_machine(self) -> bool:
        return bool(self.data.get("website"))


@require_http_methods(["GET", "HEAD", "POST"])
def report_error(request: HttpRequest) -> HttpResponse:
    """The form with the page's address filled in. Machines are thanked as readers are, and nothing is kept of them."""
    if request.method == "POST":
        form = CorrectionForm(request.POST)
        if form.is_from_a_machine:
            return _thanks()
        if form.is_valid():
            if _too_many():
                return render(request, "home/report_error.html", {"form": form, "too_many": True}, status=503)
            form.instance.page_address = safe_address(request, form.cleaned_data["page_address"])
            form.save()
            return _thanks()
        return render(request, "home/report_error.html", {"form": form}, status=422)
    page = safe_address(request, request.GET.get("page", ""))[:500]
    context = {"form": CorrectionForm(initial={"page_address": page}), "sent": "sent" in request.GET, "address": page}
    response = render(request, "home/report_error.html", context)
    patch_vary_headers(response, ["Cookie"])
    return response


def _thanks() -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('report_error')}?sent=1")


def _too_many() -> bool:
    """Whether a flood is under way; one address alone is stopped long before (portal.urls)."""
    since = timezone.now() - timedelta(days=1)
    return CorrectionReport.objects.filter(created_at__gte=since).count() >= MOST_A_DAY
