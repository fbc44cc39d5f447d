"""Roles: who may hold which together, who gives them, and what they can reach."""

import importlib

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, Workflow

from editorial import role_rules, roles

pytestmark = pytest.mark.django_db


def test_the_roles_and_the_workflow_are_there_after_migrating_and_wagtails_own_are_not():
    names = set(Group.objects.values_list("name", flat=True))
    assert {*roles.EDITING_ROLES, *roles.ADMINISTRATORS} <= names
    assert not {"Editors", "Moderators"} & names
    assert [task.name for task in Workflow.objects.get().tasks] == ["初审", "复审", "终审"]
    assert all(page.get_workflow().name == "三审三校" for page in Page.objects.filter(depth__gt=1))


def test_installing_the_roles_again_changes_nothing():
    def everything():
        permissions = Group.objects.order_by("name").values_list("name", "permissions__codename").order_by("name")
        return sorted(map(str, permissions)), GroupPagePermission.objects.count(), Workflow.objects.count()

    before = everything()
    importlib.import_module("editorial.migrations.0002_roles_and_workflow")
    roles.install(apps)
    assert everything() == before


@pytest.mark.parametrize("administrator", roles.ADMINISTRATORS)
@pytest.mark.parametrize("other", [*roles.EDITING_ROLES, *roles.ADMINISTRATORS])
def test_an_administrator_holds_no_second_role(administrator, other):
    if administrator == other:
        return
    user = User.objects.create_user("someone")
    user.groups.add(Group.objects.get(name=administrator))
    for attempt in (
        lambda: user.groups.add(Group.objects.get(name=other)),
        lambda: Group.objects.get(name=other).user_set.add(user),
    ):
        with pytest.raises(role_rules.RoleConflict, match=r"不能兼任|不同的人"), transaction.atomic():
            attempt()
    assert [group.name for group in user.groups.all()] == [administrator]


def test_one_person_may_hold_several_editing_roles():
    user = User.objects.create_user("someone")
    user.groups.set(Group.objects.filter(name__in=roles.EDITING_ROLES))
    assert user.groups.count() == 4


def account(user, *groups, **changes):
    keys = list(Group.objects.filter(name__in=groups).values_list("pk", flat=True))
    data = {"username": user.username, "email": user.email, "first_name": "敏", "last_name": "李", "is_active": "on"}
    return {**data, "groups": keys, **changes}


def test_the_account_form_says_in_chinese_why_roles_exclude_each_other(people, sign_in, said, events):
    user = people["drafter"]
    url = reverse("wagtailusers_users:edit", args=(user.pk,))
    response = sign_in("root").post(url, account(user, "起草", "审计管理员"), follow=True)
    assert "审计管理员不能兼任起草" in said(response)
    assert [group.name for group in user.groups.all()] == ["起草"]
    assert len(events("role.give", result="refused")) == 1


def test_roles_are_given_by_the_security_administrator_and_not_by_the_system_administrator(people, sign_in, events):
    user = people["drafter"]
    url = reverse("wagtailusers_users:edit", args=(user.pk,))
    sign_in("system").post(url, account(user, "起草", "初审"))
    assert user.groups.count() == 1
    sign_in("security").post(url, account(user, "起草", "初审"))
    assert user.groups.count() == 2
    assert events("role.give", result="done")[-1].actor_name == "security"


def test_nobody_but_a_superuser_makes_or_changes_a_superuser(people, sign_in):
    drafter, root = people["drafter"], people["root"]
    for name in ("system", "security"):
        url = reverse("wagtailusers_users:edit", args=(drafter.pk,))
        sign_in(name).post(url, account(drafter, "起草", is_superuser="on"))
        url = reverse("wagtailusers_users:edit", args=(root.pk,))
        sign_in(name).post(url, account(root, password1="Neues-Wort-2026", password2="Neues-Wort-2026"))
    drafter.refresh_from_db()
    root.refresh_from_db()
    assert not drafter.is_superuser
    assert root.check_password("geheim-2026")


@pytest.mark.parametrize(
    ("name", "reachable", "closed"),
    [
        ("drafter", ["wagtailimages:add", "wagtaildocs:add"], ["wagtailusers_users:index", "editorial_event_log"]),
        ("first", ["wagtailadmin_home"], ["wagtailusers_users:index", "editorial_event_log"]),
        ("system", ["wagtailusers_users:index"], ["editorial_event_log", "wagtailusers_groups:index"]),
        ("security", ["wagtailusers_users:index"], ["editorial_event_log"]),
        ("auditor", ["editorial_event_log"], ["wagtailusers_users:index", "wagtailimages:add"]),
    ],
)
def test_a_role_reaches_what_it_is_for_and_nothing_else(sign_in, name, reachable, closed):
    desk = sign_in(name)
    assert [desk.get(reverse(view)).status_code for view in reachable] == [200] * len(reachable)
    assert [desk.get(reverse(view)).status_code for view in closed] == [302] * len(closed)


@pytest.mark.parametrize("forged", ["²", "9" * 30, "1" * 5000, "起草"])
def test_a_role_that_cannot_be_is_refused_and_changes_nothing(people, sign_in, said, forged):
    user = people["drafter"]
    url = reverse("wagtailusers_users:edit", args=(user.pk,))
    response = sign_in("root").post(url, account(user) | {"groups": [forged]})
    assert (response.status_code, "选中的角色无效" in said(response)) == (302, True)
    assert [group.name for group in user.groups.all()] == ["起草"]
