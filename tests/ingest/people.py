"""People for the import's screens, and files as their browsers send them."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page


def sign_in(*permissions: str, name: str = "lin", documents: bool = True, below: Page | None = None) -> Client:
    """A client signed in as somebody who may enter the admin, with page permissions below the root or `below`."""
    user = User.objects.create_user(name, password="很长的口令2031")
    group = Group.objects.create(name=f"{name}的组")
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    for codename in permissions:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(group=group, page=below or Page.get_first_root_node(), permission=permission)
    if documents:
        codename = f"add_{get_document_model()._meta.model_name}"
        permission = Permission.objects.get(content_type__app_label="wagtaildocs", codename=codename)
        GroupCollectionPermission.objects.create(
            group=group, collection=Collection.get_first_root_node(), permission=permission
        )
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def text_file(text: str, name: str = "通知.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), content_type="text/plain")


def notice(number: int = 7, annexes: str = "", words: str = "请各校按时报送研修材料，逾期不再受理。") -> str:
    """A short notice of an invented district; `number` makes its title, number and text its own."""
    return "\n".join([
        f"关于报送第{number}批研修材料的通知",
        f"澄教发〔2031〕{number}号",
        "各中小学、幼儿园：",
        f"{words}本次为第{number}批，材料编号由{number * 37}起，联系人分机{number * 101}。",
        *([annexes] if annexes else []),
        "澄湖区教育局",
        "2031年5月6日",
    ])  # fmt: skip


SHEET = b"PK\x03\x04" + b"sheet" * 20
