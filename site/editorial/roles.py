"""The roles (角色): which groups there are, what each may do, and the workflow 三审三校 that every page stands under."""

from __future__ import annotations

from typing import Any

DRAFTERS = "起草"
FIRST_REVIEWERS, SECOND_REVIEWERS, FINAL_REVIEWERS = "初审", "复审", "终审"
SYSTEM_ADMINISTRATORS, SECURITY_ADMINISTRATORS, AUDITORS = "系统管理员", "安全管理员", "审计管理员"

EDITING_ROLES = (DRAFTERS, FIRST_REVIEWERS, SECOND_REVIEWERS, FINAL_REVIEWERS)
ADMINISTRATORS = (SYSTEM_ADMINISTRATORS, SECURITY_ADMINISTRATORS, AUDITORS)
WORKFLOW = "三审三校"
STEPS = (("first", FIRST_REVIEWERS), ("second", SECOND_REVIEWERS), ("final", FINAL_REVIEWERS))

# "app.model": codenames without the model's name. Everybody below also enters the admin.
MODEL_PERMISSIONS: dict[str, dict[str, tuple[str, ...]]] = {
    DRAFTERS: {
        "publications.relation": ("add", "change", "delete", "view"),
        "publications.topic": ("view",),
        "search.synonymentry": ("view",),
        "home.plannedrelease": ("add", "change", "view"),
        "home.correctionreport": ("change", "view"),
    },
    FINAL_REVIEWERS: {
        "home.plannedrelease": ("add", "change", "delete", "view", "announce"),
        "search.synonymentry": ("add", "change", "delete", "view"),
        "home.correctionreport": ("change", "delete", "view"),
    },
    SYSTEM_ADMINISTRATORS: {
        "auth.user": ("add", "change", "view"),
        "home.siteidentity": ("change",),
        "wagtailcore.site": ("add", "change", "delete", "view"),
        "wagtailcore.locale": ("add", "change", "delete", "view"),
        "wagtailcore.collection": ("add", "change", "delete", "view"),
        "wagtailredirects.redirect": ("add", "change", "delete", "view"),
        "search.promotedresult": ("add", "change", "delete", "view"),
        "search.synonymentry": ("add", "change", "delete", "view"),
        "search.searchpriority": ("change",),
        "search.searchedtext": ("view",),
        "publications.issuingbody": ("add", "change", "delete", "view"),
        "publications.topic": ("add", "change", "delete", "view"),
    },
    SECURITY_ADMINISTRATORS: {"auth.user": ("change", "view"), "access.accountstate": ("manage",)},
    AUDITORS: {"editorial.eventlog": ("view",)},
}
# On the root page, so for every column.
PAGE_PERMISSIONS = {DRAFTERS: ("add", "change"), FINAL_REVIEWERS: ("lock",), SECURITY_ADMINISTRATORS: ("unlock",)}
# On the root collection.
COLLECTION_PERMISSIONS = {
    DRAFTERS: {"wagtailimages.image": ("add", "choose"), "wagtaildocs.document": ("add", "choose")},
    # What is public changes in place by them alone; without "add" no other collection could be chosen.
    FINAL_REVIEWERS: {"wagtailimages.image": ("add", "change"), "wagtaildocs.document": ("add", "change")},
}


def install(apps: Any) -> None:
    """Make the roles, their permissions and the workflow where they are missing; take Wagtail's own away.

    `apps` is the migration's registry. Running it again changes nothing.
    """
    Group = apps.get_model("auth.Group")
    Group.objects.filter(name__in=("Editors", "Moderators")).delete()
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in (*EDITING_ROLES, *ADMINISTRATORS)}
    for name, group in groups.items():
        group.permissions.add(_permission(apps, "wagtailadmin.admin", "access_admin"))
        for label, verbs in MODEL_PERMISSIONS.get(name, {}).items():
            group.permissions.add(*(_model_permission(apps, label, verb) for verb in verbs))
    _give_places(apps, groups)
    _make_workflow(apps, groups)


def _give_places(apps: Any, groups: dict[str, Any]) -> None:
    root = apps.get_model("wagtailcore.Page").objects.get(depth=1)
    collection = apps.get_model("wagtailcore.Collection").objects.get(depth=1)
    on_pages = apps.get_model("wagtailcore.GroupPagePermission").objects
    on_collections = apps.get_model("wagtailcore.GroupCollectionPermission").objects
    for name, verbs in PAGE_PERMISSIONS.items():
        for verb in verbs:
            permission = _model_permission(apps, "wagtailcore.page", verb)
            on_pages.get_or_create(group=groups[name], page=root, permission=permission)
    for name, models in COLLECTION_PERMISSIONS.items():
        for label, verbs in models.items():
            for verb in verbs:
                permission = _model_permission(apps, label, verb)
                on_collections.get_or_create(group=groups[name], collection=collection, permission=permission)


def _make_workflow(apps: Any, groups: dict[str, Any]) -> None:
    Workflow = apps.get_model("wagtailcore.Workflow")
    Task = apps.get_model("wagtailcore.Task")
    ReviewTask = apps.get_model("editorial.ReviewTask")
    Workflow.objects.filter(name="Moderators approval").delete()
    Task.objects.filter(name="Moderators approval").delete()
    workflow, _created = Workflow.objects.get_or_create(name=WORKFLOW, defaults={"active": True})
    content_type = _content_type(apps, "editorial.reviewtask")
    for order, (step, name) in enumerate(STEPS):
        task = ReviewTask.objects.filter(step=step).first()
        if task is None:
            task = ReviewTask.objects.create(step=step, name=name, active=True, content_type=content_type)
        task.groups.add(groups[name])
        apps.get_model("wagtailcore.WorkflowTask").objects.get_or_create(
            workflow=workflow, task_id=task.pk, defaults={"sort_order": order}
        )
    root = apps.get_model("wagtailcore.Page").objects.get(depth=1)
    apps.get_model("wagtailcore.WorkflowPage").objects.update_or_create(page=root, defaults={"workflow": workflow})


def _content_type(apps: Any, label: str) -> Any:
    app_label, model = label.split(".")
    return apps.get_model("contenttypes.ContentType").objects.get_or_create(app_label=app_label, model=model)[0]


def _model_permission(apps: Any, label: str, verb: str) -> Any:
    return _permission(apps, label, f"{verb}_{label.split('.')[1]}")


def _permission(apps: Any, label: str, codename: str) -> Any:
    # Django makes permissions only after all migrations; the same row is found again then.
    permission, _created = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=_content_type(apps, label),
        codename=codename,
        defaults={"name": f"Can {codename.replace('_', ' ')}"},
    )
    return permission
