"""What an editor states about how the documents hang together (关联)."""

from __future__ import annotations

from publications.choices import RelationKind

# (file, role) -> (file, role); a tuple (title, number) stands for a document that the portal does not hold.
RELATIONS: tuple[tuple[tuple[str, str], RelationKind, tuple[str, str]], ...] = (
    (
        ("01-2026-plan-notice.docx", "enclosed"),
        RelationKind.IMPLEMENTS,
        ("云岫区教师队伍建设“十四五”规划", "云政发〔2021〕33号"),
    ),
    (("01-2026-plan-notice.docx", "enclosed"), RelationKind.SUPERSEDES, ("02-2025-plan-notice.html", "enclosed")),
    (("06-backbone-notice.docx", "main"), RelationKind.IMPLEMENTS, ("01-2026-plan-notice.docx", "enclosed")),
    (("03-2025-review.docx", "main"), RelationKind.REVIEWS, ("02-2025-plan-notice.html", "enclosed")),
    (("10-village-case.docx", "main"), RelationKind.EVIDENCES, ("03-2025-review.docx", "main")),
    (("08-one-mistake-three-times.md", "main"), RelationKind.EVIDENCES, ("02-2025-plan-notice.html", "enclosed")),
    (("02-2025-plan-notice.html", "enclosed"), RelationKind.SUPERSEDES, ("11-2024-plan-notice.docx", "enclosed")),
    (("04-2024-review.txt", "main"), RelationKind.REVIEWS, ("11-2024-plan-notice.docx", "enclosed")),
    (("14-2026-credit-rules.docx", "main"), RelationKind.REPEALS, ("13-2024-credit-rules.docx", "main")),
    (("18-backbone-list.docx", "main"), RelationKind.IMPLEMENTS, ("06-backbone-notice.docx", "main")),
    (("29-commentary-plan.docx", "main"), RelationKind.INTERPRETS, ("01-2026-plan-notice.docx", "enclosed")),
    (("30-commentary-credit.md", "main"), RelationKind.INTERPRETS, ("14-2026-credit-rules.docx", "main")),
    (("31-physics-case.docx", "main"), RelationKind.EVIDENCES, ("04-2024-review.txt", "main")),
)
