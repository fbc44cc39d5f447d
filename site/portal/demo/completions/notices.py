"""The notices (通知公告) that enclose no plan."""

from __future__ import annotations

from datetime import date

from portal.demo.completions.described import REGION, SCHOOLS, Completion, DemoFile
from portal.demo.district import BUREAU, CENTRE
from publications.choices import Stage

NOTICES = (
    DemoFile(
        "05-credit-hours-announcement.html",
        Completion(
            CENTRE,
            ("学时管理",),
            {
                "genre": "announcement",
                "audience": "全区在岗教师",
                "region": REGION,
                "stage": Stage.ALL,
                "action_audience": "2023年9月以后有学时没有计入的教师",
                "action_submit": "学时补登申请，在学时查询系统中上传证明材料照片",
                "action_contact": "培训部，8600 0118",
                "summary": "集中受理2023年9月以后没有计入账户的培训学时，网上申请，不收纸质材料。",
            },
            due_in=22,
        ),
    ),
    DemoFile(
        "06-backbone-notice.docx",
        Completion(
            BUREAU,
            ("骨干教师",),
            {
                "genre": "notice",
                "index_number": "YXJY-2026-00018",
                "audience": SCHOOLS,
                "region": REGION,
                "stage": Stage.ALL,
                "published_on": date(2026, 6, 5),
                "action_audience": "任教满5年的在岗专任教师和教研员",
                "action_submit": "第12批区级骨干教师申报表和推荐汇总表，盖章扫描件、可编辑版各一份",
                "action_contact": "师资管理部 周老师，8600 0126",
                "responsible_editor": "周文",
                "summary": "评选150名区级骨干教师，农村学校不少于45名；看课堂实绩，论文课题不作硬性要求。",
            },
            due_in=14,
        ),
    ),
    DemoFile(
        "13-2024-credit-rules.docx",
        Completion(
            BUREAU,
            ("学时管理",),
            {
                "genre": "notice",
                "index_number": "YXJY-2024-00015",
                "audience": SCHOOLS,
                "region": REGION,
                "stage": Stage.ALL,
                "published_on": date(2024, 7, 17),
                "effective_on": date(2024, 9, 1),
                "expires_on": date(2026, 8, 31),
                "responsible_editor": "周文",
                "summary": "印发教师培训学时管理办法（试行）：每年不少于72学时，学校汇总、中心审核。",
            },
            corrected={"validity": "repealed"},
        ),
    ),
    DemoFile(
        "14-2026-credit-rules.docx",
        Completion(
            BUREAU,
            ("学时管理",),
            {
                "genre": "notice",
                "index_number": "YXJY-2026-00021",
                "audience": SCHOOLS,
                "region": REGION,
                "stage": Stage.ALL,
                "published_on": date(2026, 8, 21),
                "effective_on": date(2026, 9, 1),
                "expires_on": date(2031, 8, 31),
                "responsible_editor": "周文",
                "summary": "印发教师培训学时管理办法：每年不少于90学时，学期审核，手机可查，五个工作日内答复疑问。",
            },
        ),
    ),
    DemoFile(
        "15-new-teachers-notice.docx",
        Completion(
            CENTRE,
            ("新任教师",),
            {
                "genre": "notice",
                "audience": SCHOOLS,
                "region": REGION,
                "stage": Stage.ALL,
                "published_on": date(2026, 7, 7),
                "action_deadline": date(2026, 7, 24),
                "action_audience": "各校培训管理员",
                "action_submit": "《2026年新任教师规范化培训报名汇总表》",
                "action_contact": "培训部 陈老师，8600 0112",
                "responsible_editor": "方敏",
                "summary": "180名入职一年内的教师参加12天集中学习和一个学期跟岗，各校填报汇总表。",
            },
        ),
        attachments=(("2026年新任教师规范化培训报名汇总表.xlsx", "附件：2026年新任教师规范化培训报名汇总表"),),
    ),
    DemoFile(
        "16-heads-notice.html",
        Completion(
            CENTRE,
            ("校长培训",),
            {
                "genre": "notice",
                "audience": SCHOOLS,
                "region": REGION,
                "stage": Stage.ALL,
                "action_deadline": date(2026, 10, 30),
                "action_audience": "各校校长或者分管副校长，另带一名教研组长",
                "action_submit": "在学时查询系统“培训报名”栏目报名",
                "action_contact": "干训部 吴老师，8600 0129",
                "summary": "举办两期培训，每期不超过45人，带着本校的研修记录来，互换着看、进课堂。",
            },
        ),
    ),
    DemoFile(
        "17-case-call.docx",
        Completion(
            CENTRE,
            ("校本研修", "新任教师"),
            {
                "genre": "notice",
                "audience": SCHOOLS,
                "region": REGION,
                "stage": Stage.ALL,
                "published_on": date(2026, 9, 18),
                "action_audience": "各校研修小组，每校推荐不超过2篇",
                "action_submit": "案例和推荐汇总表各一份",
                "action_contact": "科研部 林老师，8600 0135",
                "responsible_editor": "方敏",
                "summary": "征集校本研修、作业改进、新任教师第一年三类案例，每篇不超过2,000字，双盲评议。",
            },
            due_in=30,
        ),
        attachments=(
            ("2026年典型案例推荐汇总表.xlsx", "附件1：2026年典型案例推荐汇总表"),
            ("典型案例写作模板.docx", "附件2：典型案例写作模板"),
        ),
    ),
    DemoFile(
        "18-backbone-list.docx",
        Completion(
            BUREAU,
            ("骨干教师",),
            {
                "genre": "notice",
                "index_number": "YXJY-2026-00026",
                "audience": SCHOOLS,
                "region": REGION,
                "stage": Stage.ALL,
                "published_on": date(2026, 11, 3),
                "effective_on": date(2026, 11, 2),
                "responsible_editor": "周文",
                "summary": "公布150名第12批区级骨干教师名单，农村学校48名，任期三年，以课堂变化为考核依据。",
            },
        ),
        attachments=(("第12批区级骨干教师名单.xlsx", "附件：第12批区级骨干教师名单"),),
    ),
    DemoFile(
        "19-autumn-credit-check.txt",
        Completion(
            CENTRE,
            ("学时管理",),
            {
                "genre": "announcement",
                "audience": "全区在岗教师",
                "region": REGION,
                "stage": Stage.ALL,
                "published_on": date(2026, 11, 9),
                "action_audience": "2026年3月以后取得学时的教师",
                "action_submit": "查看本人记录，有遗漏或者错误的在该条记录后面提出",
                "action_contact": "培训部，8600 0118",
                "responsible_editor": "方敏",
                "summary": "新办法施行后的第一次学时核对：教师查看、学校初核、中心复核，线上课程自动计入。",
            },
            due_in=45,
        ),
    ),
    DemoFile(
        "20-base-reply.docx",
        Completion(
            CENTRE,
            ("校本研修",),
            {
                "genre": "letter",
                "audience": "松溪镇中心小学",
                "region": "松溪镇",
                "stage": Stage.PRIMARY,
                "published_on": date(2026, 10, 14),
                "responsible_editor": "方敏",
                "summary": "同意设立松溪片区联片研修基地，服务七所学校117名教师，安排18名走教教师代课。",
            },
        ),
    ),
)
