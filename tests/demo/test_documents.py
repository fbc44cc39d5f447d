"""The demonstration's files: real files of each kind, our own words, always the same bytes."""

import re
import zipfile
from pathlib import Path

import pytest

from ingest.document import ImportedDocument
from ingest.pipeline import import_document
from portal.demo import build_attachments
from portal.demo.build_attachments import ATTACHMENTS
from portal.demo.build_documents import DOCUMENTS, build
from portal.demo.columns import FILES
from portal.demo.completions import DEMO_FILES, FIRST, RELATIONS

HAN_RUN = re.compile(r"[\u3400-\u9fff]{12,}")
TEXT_SUFFIXES = {".html", ".md", ".txt", ".jsonl"}


@pytest.fixture(scope="module")
def documents() -> dict[str, ImportedDocument]:
    return {demo.name: import_document((DOCUMENTS / demo.name).read_bytes(), demo.name) for demo in DEMO_FILES}


def test_every_file_has_its_completion_and_every_attachment_is_used() -> None:
    present = {path.name for path in DOCUMENTS.iterdir() if path.suffix not in (".png", "") and path.name[0] != "."}
    assert present == {demo.name for demo in DEMO_FILES}
    attached = {name for demo in DEMO_FILES for name, _label in demo.attachments}
    assert {path.name for path in ATTACHMENTS.iterdir()} == attached | {offered.file for offered in FILES}


def test_no_relation_names_a_file_that_is_not_there() -> None:
    names = {demo.name for demo in DEMO_FILES}
    assert {source[0] for source, _kind, _target in RELATIONS} <= names
    assert set(FIRST) <= names
    assert {target[0] for _source, _kind, target in RELATIONS if target[0][:1].isdigit()} <= names


def test_the_kinds_of_file_that_editors_bring_are_all_there(documents: dict[str, ImportedDocument]) -> None:
    assert {document.format for document in documents.values()} == {"docx", "html", "md", "txt"}
    assert {document.charset for document in documents.values()} == {"utf-8", "gb18030", "big5hkscs"}


def content_of(path: Path) -> object:
    """The bytes, or each member's in an Office file: another zlib may press the same content differently."""
    if path.suffix not in (".docx", ".xlsx"):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return [(info.filename, info.date_time, archive.read(info)) for info in archive.infolist()]


def test_building_again_gives_the_same_files(tmp_path: Path) -> None:
    for builder, kept in ((build, DOCUMENTS), (build_attachments.build, ATTACHMENTS)):
        made = builder(tmp_path / kept.name)
        assert made
        assert [path.name for path in made if content_of(path) != content_of(kept / path.name)] == []


def test_every_file_can_be_read_and_is_of_a_believable_length(documents: dict[str, ImportedDocument]) -> None:
    assert [name for name, document in documents.items() if document.error] == []
    assert [name for name, document in documents.items() if not 350 <= len(document.text) <= 2500] == []


def test_two_are_traditional_originals_and_one_was_poisoned_with_readings(
    documents: dict[str, ImportedDocument],
) -> None:
    assert sorted(name for name, document in documents.items() if document.script == "hant") == [
        "09-sister-school-case.txt",
        "27-news-sister-school.txt",
    ]
    poisoned = {name: document for name, document in documents.items() if document.polluted}
    assert list(poisoned) == ["10-village-case.docx"]
    [document] = poisoned.values()
    assert document.removed_counts()["injected_readings"] > 50
    assert not re.search(r"[\u3400-\u9fff]\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+\)", document.text)


def test_every_yearly_notice_encloses_its_plan(documents: dict[str, ImportedDocument]) -> None:
    enclosing = {
        name: [part.title for part in document.parts if part.role == "enclosed"] for name, document in documents.items()
    }
    assert {name: titles for name, titles in enclosing.items() if titles} == {
        "01-2026-plan-notice.docx": ["2026年云岫区中小学教师校本研修工作计划"],
        "02-2025-plan-notice.html": ["2025年云岫区中小学教师校本研修工作计划"],
        "11-2024-plan-notice.docx": ["2024年云岫区中小学教师培训工作计划"],
    }
    assert {demo.name for demo in DEMO_FILES if demo.enclosed} == {name for name, titles in enclosing.items() if titles}


@pytest.mark.shared
def test_not_a_clause_is_copied_from_the_documents_that_we_may_not_copy(
    documents: dict[str, ImportedDocument], shared_dir: Path
) -> None:
    runs = {run for document in documents.values() for run in HAN_RUN.findall(document.text)}
    clauses = {run[at : at + 12] for run in runs for at in range(len(run) - 11)}
    assert len(clauses) > 500
    copied = set()
    for folder in ("seeds", "import-samples"):
        for path in sorted((shared_dir / folder).iterdir()):
            if path.suffix in TEXT_SUFFIXES:
                text = import_document(path.read_bytes(), path.name).text or path.read_text("utf-8", errors="replace")
                copied |= {clause for clause in clauses if clause in text}
    assert copied == set()
