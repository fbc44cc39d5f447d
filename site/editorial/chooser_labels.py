"""Labels of Wagtail's link choosers that it makes out of English attribute names, which no catalogue can reach."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import choosers

LABELS = {
    "link_text": _("链接文字"),
    "url": _("网址"),
    "email_address": _("电子邮箱"),
    "subject": _("邮件主题"),
    "body": _("邮件正文"),
    "phone_number": _("电话号码"),
}


def connect() -> None:
    forms = (choosers.ExternalLinkChooserForm, choosers.EmailLinkChooserForm, choosers.PhoneLinkChooserForm)
    for form in (*forms, choosers.AnchorLinkChooserForm):
        for name, field in form.base_fields.items():
            if name in LABELS:
                field.label = LABELS[name]
