"""Model fields of our own."""

from typing import Any

from wagtail.fields import StreamField


class DocumentStreamField(StreamField):
    """A StreamField whose migrations do not list its blocks.

    Blocks are code, not schema: with them in, every new block or help text would be a migration of hundreds of lines.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
