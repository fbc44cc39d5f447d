"""The login page's form (登录)."""

from typing import Any

from django.contrib.auth import get_user_model
from wagtail.admin.forms.auth import LoginForm


class SignInForm(LoginForm):
    """Wagtail leaves the password's label to the field's English name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = get_user_model()._meta.get_field("password").verbose_name
