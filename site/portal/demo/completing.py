"""Completes an imported draft as its editor would in the form; nothing is saved here."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from plans.models import AnnualReviewPage, ReviewFigure, WorkPlanPage
from portal.demo.plan_tasks import tasks_of
from publications.models import IssuingBody, OfficialDocumentPage, Topic
from zhtext.dates import parse_date

if TYPE_CHECKING:
    from portal.demo.completions import Completion, FigureChoice

TABLE_CAPTION = re.compile(r"表\d+\s")
FIRST_PARAGRAPH = re.compile(r"<p[^>]*>([^<]*)</p>")
PICTURE_CAPTION = re.compile(r"<p[^>]*>(图\d+\s[^<]*)</p>")


def complete(page: OfficialDocumentPage, completion: Completion, today: date) -> None:
    """Fill what the import left empty and put right what it got wrong; what else it found stays."""
    for name, value in completion.corrected.items():
        setattr(page, name, value)
    for name, value in completion.fields.items():
        if not getattr(page, name):
            setattr(page, name, value)
    if page.issuing_body_id is None:
        page.issuing_body = IssuingBody.objects.get(name=completion.issuing_body)
    page.topics = list(Topic.objects.filter(name__in=completion.topics))
    if completion.due_in is not None:
        page.action_deadline = today + timedelta(days=completion.due_in)
    stream = with_captions(without_byline(list(page.body.raw_data), page))
    page.body = page._meta.get_field("body").to_python(stream)
    if isinstance(page, WorkPlanPage):
        page.derive()
        page.tasks = tasks_of(page, today)
    if isinstance(page, AnnualReviewPage):
        page.figures = [chosen(page, choice, order) for order, choice in enumerate(completion.figures)]


def chosen(review: AnnualReviewPage, choice: FigureChoice, order: int) -> ReviewFigure:
    """The figure that the import found, under the name that readers shall see; one from a table is typed in."""
    found = next((f for f in review.figures.all() if (float(f.value), f.unit) == (choice.value, choice.unit)), None)
    return ReviewFigure(
        name=choice.name,
        value=choice.value,
        unit=choice.unit,
        approximate=bool(found and found.approximate),
        year=choice.year or review.year,
        sentence=found.sentence if found else choice.sentence,
        highlighted=choice.highlighted,
        sort_order=order,
        locale=review.locale,
    )


def without_byline(stream: list[dict[str, Any]], page: OfficialDocumentPage) -> list[dict[str, Any]]:
    """The body's stream without the lines at its head that say what the page's fields say: title, body, date."""
    if not stream or stream[0]["type"] != "paragraph":
        return stream
    html = stream[0]["value"]
    while (match := FIRST_PARAGRAPH.match(html)) and _is_said(match[1].strip(), page):
        html = html[match.end() :]
    return [{**stream[0], "value": html}, *stream[1:]] if html else stream[1:]


def _is_said(line: str, page: OfficialDocumentPage) -> bool:
    if line in (page.title, page.issuing_body.name):
        return True
    dated = parse_date(line)
    return bool(dated and page.written_on and dated.as_date() == page.written_on)


def with_captions(stream: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The body's stream with lines 表1 … above a table and 图1 … below a picture put into those as their captions."""
    blocks = [{**block, "value": block["value"]} for block in stream]
    kept: list[dict[str, Any]] = []
    for block in blocks:
        before = kept[-1] if kept else None
        if block["type"] == "table" and before and before["type"] == "heading":
            if TABLE_CAPTION.match(before["value"]["text"]):
                kept.pop()
                block["value"] = {**block["value"], "table_caption": before["value"]["text"]}
        elif block["type"] == "paragraph" and before and before["type"] == "image":
            match = PICTURE_CAPTION.match(block["value"])
            if match:
                before["value"] = _captioned(before["value"], match[1])
                block["value"] = block["value"][match.end() :]
        if block["value"]:
            kept.append(block)
    return kept


def _captioned(value: dict[str, Any], caption: str) -> dict[str, Any]:
    image = {**value["image"], "decorative": False, "alt_text": value["image"].get("alt_text") or caption}
    return {**value, "image": image, "caption": caption}
