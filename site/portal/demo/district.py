"""The fictional district (云岫区): who runs its portal, its issuing bodies, its topics."""

from __future__ import annotations

from wagtail.models import Site

from home.models import SiteIdentity
from publications.models import FormerName, IssuingBody, Topic

SITE_NAME = "云岫区教师发展中心"
IDENTITY = {
    "name": SITE_NAME,
    "supervisor": "云岫区教育局主管",
    "organiser": "云岫区教育局",
    "undertaker": "云岫区教师发展中心",
    "address": "云岫区文澜路18号",
    "postcode": "000018",
    "email": "office@example.org",
    "report_telephone": "8600 0100",
    "technical_support": "云岫区教师发展中心信息部",
    "telephone": "8600 0100（工作日8:30—12:00，14:00—17:30）",
}
BUREAU, CENTRE = "云岫区教育局", "云岫区教师发展中心"
VILLAGE_SCHOOL, PRIMARY_SCHOOL, SISTER_SCHOOL = "青石镇中心小学", "云岫区望湖小学", "香港雲暉小學"
BODIES = [
    {"name": BUREAU, "short_name": "区教育局", "number_code": "云教发", "level": 1},
    {"name": CENTRE, "short_name": "区教师发展中心", "number_code": "云师训", "level": 1},
    {"name": VILLAGE_SCHOOL, "level": 0},
    {"name": PRIMARY_SCHOOL, "level": 0},
    {"name": SISTER_SCHOOL, "level": 0},
    {"name": "云岫区第一中学", "level": 0},
    {"name": "云岫区第三中学", "level": 0},
    {"name": "云岫区机关幼儿园", "level": 0},
]
FORMER_NAME = "云岫区教师进修学校"
TOPICS = {
    "教师培训": ["校本研修", "骨干教师", "新任教师", "校长培训", "学时管理"],
    "教育交流": ["姊妹学校"],
}


def introduce_district() -> None:
    """Identity, bodies and topics, each made once; what somebody changed since then stays."""
    site = Site.objects.get(is_default_site=True)
    SiteIdentity.objects.get_or_create(site=site, defaults=IDENTITY)
    for described in BODIES:
        IssuingBody.objects.get_or_create(name=described["name"], defaults=described)
    centre = IssuingBody.objects.get(name=CENTRE)
    FormerName.objects.get_or_create(body=centre, name=FORMER_NAME)
    for order, (name, children) in enumerate(TOPICS.items()):
        parent, _made = Topic.objects.get_or_create(name=name, parent=None, defaults={"order": order})
        for place, child in enumerate(children):
            Topic.objects.get_or_create(name=child, parent=parent, defaults={"order": place})
