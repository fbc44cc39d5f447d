"""The closed lists that documents are described with; their labels are what editors and readers see."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """文种大类: which sort of document a page is; one facet value each."""

    NOTICE = "notice", _("通知公告")
    PLAN = "plan", _("工作计划")
    REVIEW = "review", _("工作回顾")
    NEWS = "news", _("培训动态")
    COMMENTARY = "commentary", _("政策解读")
    COLLECTION = "collection", _("案例集")
    CASE = "case", _("典型案例")


class Validity(models.TextChoices):
    """效力状态 as decided by somebody; what follows from dates alone is `OfficialDocumentPage.validity_on`."""

    IN_FORCE = "in_force", _("有效")
    AMENDED = "amended", _("已修改")
    REPEALED = "repealed", _("已废止")
    SUSPENDED = "suspended", _("停止适用")


class Disclosure(models.TextChoices):
    """公开方式 of 政府信息公开条例."""

    OPEN = "open", _("主动公开")
    ON_REQUEST = "on_request", _("依申请公开")


class Stage(models.TextChoices):
    """学段."""

    PRESCHOOL = "preschool", _("学前")
    PRIMARY = "primary", _("小学")
    JUNIOR = "junior", _("初中")
    SENIOR = "senior", _("高中")
    VOCATIONAL = "vocational", _("中职")
    SPECIAL = "special", _("特殊教育")
    ALL = "all", _("全学段")


class Script(models.TextChoices):
    """Which script a document was written in: its other one is converted."""

    HANS = "hans", _("简体")
    HANT = "hant", _("繁体")


class RelationKind(models.TextChoices):
    """How one document stands to another, read from the first to the second."""

    ENCLOSES = "encloses", _("印发")
    IMPLEMENTS = "implements", _("依据")
    INTERPRETS = "interprets", _("解读")
    AMENDS = "amends", _("修改")
    REPEALS = "repeals", _("废止")
    SUPERSEDES = "supersedes", _("替代")
    CITES = "cites", _("引用")
    REVIEWS = "reviews", _("回顾")
    EVIDENCES = "evidences", _("佐证")


# The same relation read from the second document to the first.
REVERSE_RELATION_LABELS = {
    RelationKind.ENCLOSES: _("印发通知"),
    RelationKind.IMPLEMENTS: _("配套文件"),
    RelationKind.INTERPRETS: _("政策解读"),
    RelationKind.AMENDS: _("被修改"),
    RelationKind.REPEALS: _("被废止"),
    RelationKind.SUPERSEDES: _("被替代"),
    RelationKind.CITES: _("被引用"),
    RelationKind.REVIEWS: _("工作回顾"),
    RelationKind.EVIDENCES: _("相关案例"),
}


class UpdateClass(models.TextChoices):
    """更新要求 of a column, by the inspectors' table (国办秘函〔2019〕19号): how long it may stay without anything new."""

    NEWS = "news", _("动态、要闻类：2 周")
    POLICY = "policy", _("通知、政策类：6 个月")
    PLANNING = "planning", _("规划计划、人事类：1 年")
    NONE = "none", _("无更新要求")


class ColumnType(models.TextChoices):
    """ColumnType of the rules on government sites' <meta> tags (国办发〔2017〕47号, 网页标签规范): the words are the rules' own."""

    OVERVIEW = "概况信息", _("概况信息")
    FUNCTIONS = "机构职能", _("机构职能")
    LEADERS = "负责人信息", _("负责人信息")
    NEWS = "工作动态", _("工作动态")
    POLICY = "政策文件", _("政策文件")
    PLANNING = "规划计划", _("规划计划")
    GUIDE = "信息公开指南", _("信息公开指南")
    CATALOGUE = "信息公开目录", _("信息公开目录")
    REPORT = "信息公开年报", _("信息公开年报")
    ON_REQUEST = "依申请公开", _("依申请公开")
    DATA = "数据发布", _("数据发布")
    COMMENTARY = "政策解读", _("政策解读")
    RESPONSE = "回应关切", _("回应关切")
    SERVICE = "办事服务", _("办事服务")
    COMPLAINTS = "咨询投诉", _("咨询投诉")
    SURVEY = "征集调查", _("征集调查")
    INTERVIEW = "在线访谈", _("在线访谈")
