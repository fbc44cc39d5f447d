"""Model fields of our own."""

from functools import cached_property
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import JSONField
from wagtail.fields import StreamField


class DocumentStreamField(StreamField):
    """A StreamField whose migrations do not list its blocks.

    Blocks are code, not schema: with them in, every new block or help text would be a migration of hundreds of lines.
    """

    @cached_property
    def json_field(self) -> JSONField:
        """Made once; Wagtail makes it anew for every row that is read (.06 ms)."""
        return JSONField(encoder=DjangoJSONEncoder)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
