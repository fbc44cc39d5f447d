"""What people fill in on the way into the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model, password_validation
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm

from access import passwords, resets

INVALID = _("用户名或密码不正确，请核对后再试")


class _Guarded:
    """Says why somebody was refused, where that was not the password."""

    def get_invalid_login_error(self) -> forms.ValidationError:
        refusal = getattr(self.request, "sign_in_refusal", "")  # type: ignore[attr-defined]
        return forms.ValidationError(refusal or INVALID, code="refused" if refusal else "invalid_login")


class SignInForm(_Guarded, LoginForm):
    """The admin's. Wagtail leaves the password's label to the field's English name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = get_user_model()._meta.get_field("password").verbose_name


class ReaderSignInForm(_Guarded, AuthenticationForm):
    """For pages that only some people may read."""


class _Chosen(SetPasswordForm):
    """A password that the account's owner chooses."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = _("新密码")
        self.fields["new_password2"].label = _("再输入一次新密码")
        self.fields["new_password1"].help_text = passwords.rules_in_words()
        self.fields["new_password2"].help_text = ""

    def save(self, commit: bool = True) -> Any:
        passwords.set_by_owner(self.user)
        return super().save(commit)


class ForcedPasswordForm(_Chosen):
    """Right after signing in: the present password has just been typed."""


class OwnPasswordForm(_Chosen, PasswordChangeForm):
    """修改密码."""

    field_order = ["old_password", "new_password1", "new_password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("现在的密码")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if passwords.too_young(self.user):
            raise forms.ValidationError(_("密码刚刚改过，过一天才能再改"), code="too_young")
        return cleaned


class CodeForm(forms.Form):
    """A one-time code, or a recovery code."""

    code = forms.CharField(
        label=_("动态码"),
        max_length=20,
        help_text=_("手机应用上显示的 6 位数字；手机不在身边时，输入一个恢复码"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}),
        error_messages={"required": _("请输入动态码")},
    )


class ResetForm(forms.Form):
    """The code of a reset link, and the new password."""

    code = forms.CharField(
        label=_("重置码"), max_length=40, help_text=_("安全管理员给您的 16 位字母和数字，只能用一次")
    )
    new_password1 = forms.CharField(label=_("新密码"), strip=False, widget=forms.PasswordInput)
    new_password2 = forms.CharField(label=_("再输入一次新密码"), strip=False, widget=forms.PasswordInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = passwords.rules_in_words()
        for name in ("new_password1", "new_password2"):
            self.fields[name].widget.attrs["autocomplete"] = "new-password"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        link = resets.find(cleaned.get("code", ""))
        if link is None:
            self.add_error("code", _("这个重置码不对、已用过或已过期，请向安全管理员另要一个"))
            return cleaned
        if cleaned.get("new_password1") != cleaned.get("new_password2"):
            self.add_error("new_password2", _("两次输入的密码不同"))
        else:
            try:
                password_validation.validate_password(cleaned.get("new_password1", ""), link.user)
            except forms.ValidationError as error:
                self.add_error("new_password1", error)
        return cleaned
