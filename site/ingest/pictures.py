"""Pictures of an original -> images of the library; those that cannot be kept are named with the reason."""

from __future__ import annotations

import base64
import binascii
import contextlib
import functools
import hashlib
import io
import warnings
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError
from wagtail.images import get_image_model
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from ingest.readers.source import Block, Removal
from ingest.readers.stripping.images import BrokenError, strip_image

FORMATS = {"PNG": ".png", "JPEG": ".jpg", "GIF": ".gif", "WEBP": ".webp"}
MAX_PIXELS = 80_000_000
RULE = "pictures"


class PictureKeeper:
    """Saves the pictures of one document; `lost` names those left out."""

    def __init__(self, beside: Callable[[str], bytes | None], title: str, user: Any | None) -> None:
        self.beside = beside
        self._title = title
        self.user = user
        self.lost: list[str] = []

    def __call__(self, block: Block, caption: str) -> dict[str, Any] | None:
        """The value of an image block, None where the picture cannot be kept."""
        picture = block.picture
        assert picture is not None
        name = picture.name or picture.address[:80]
        data = picture.data or self._bytes_at(picture.address)
        if not data:
            return self._lose(name, _("图片在别的网站上，导入时没有下载"))
        if self._collection is None:
            return self._lose(name, _("您没有上传图片的权限"))
        kind = image_format(data)
        if kind is None or len(data) > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
            return self._lose(name, _("不是可用的图片，或图片过大"))
        try:
            image = self._image(data, kind, picture.alt or caption or self._title)
        except (ValidationError, OSError, ValueError):
            return self._lose(name, _("图片损坏"))
        words = (picture.alt or caption)[:255]
        return {
            "image": {"image": image.pk, "decorative": not words, "alt_text": words},
            "caption": caption[:255],
            "credit": "",
        }

    @functools.cached_property
    def _collection(self) -> Any | None:
        """The first collection to which the user may add pictures, the root for the command line; None where there is none."""
        root = Collection.get_first_root_node()
        if self.user is None:
            return root
        policy = policy_registry.get_by_type(get_image_model())
        allowed = policy.collections_user_has_permission_for(self.user, "add")
        return root if root in allowed else allowed.first()

    def removals(self) -> list[Removal]:
        return [Removal(RULE, "图片或附件没有导入", len(self.lost), tuple(self.lost[:20]))] if self.lost else []

    def _lose(self, name: str, reason: str) -> None:
        self.lost.append(f"{name}（{reason}）")

    def _bytes_at(self, address: str) -> bytes | None:
        if address.startswith("data:image/") and ";base64," in address[:80]:
            try:
                return base64.b64decode(address.split(",", 1)[1], validate=False)
            except (binascii.Error, ValueError):
                return None
        if "://" in address or address.startswith(("//", "/", "data:")):
            return None
        return self.beside(address.split("?")[0].split("#")[0])

    def _image(self, data: bytes, kind: str, title: str) -> Any:
        """The library's image of these bytes without place and camera, made where it is not there."""
        data = published(data)
        model = get_image_model()
        digest = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        known = model.objects.filter(file_hash=digest).first()
        if known is not None:
            return known
        image = model(title=title[:255], file=ImageFile(io.BytesIO(data), name=f"{digest[:16]}{FORMATS[kind]}"))
        image.file_hash, image.file_size = digest, len(data)
        image.uploaded_by_user = self.user
        image.collection = self._collection
        image.full_clean()
        image.save()
        return image


def published(data: bytes) -> bytes:
    """The picture as it is put into the library: without the place where it was taken and who took it."""
    with contextlib.suppress(BrokenError):
        return strip_image(data).data
    return data


def image_format(data: bytes) -> str | None:
    """PNG, JPEG, GIF or WEBP; None for anything else, for broken ones and for decompression bombs."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as image:
                if image.format not in FORMATS or image.width * image.height > MAX_PIXELS:
                    return None
                kind = image.format
                image.verify()
        return kind
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombWarning,
        Image.DecompressionBombError,
    ):
        return None
