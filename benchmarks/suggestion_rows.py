"""Documents and phrases for benchmarks/suggestions.py: some really read, the others rows put together from their words."""

from __future__ import annotations

import itertools
import json
import random
import re
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CHUNK = 1000
HEAPS = 0.7  # how a vocabulary grows with its texts: 8,000 of the corpus have 33,353 pairs
CLAUSE = re.compile(r"[\u4e00-\u9fff]{4,20}")
PLACES = ["云岫区", "青原县", "临江市", "海陵省", "松山区", "南浦县"]
OFFICES = ["教育局", "教师发展中心", "人力资源和社会保障局", "财政局", "教育考试院", "人民政府办公室"]
CODES = ["云教发", "青教字", "临师训", "海教办函", "松教研", "教师"]
WORDS = """
教师 校长 园长 班主任 学员 教研员 培训 研修 评审 考核 认定 管理 学时 学分 职称 资格 课程 教材 教学 科研 经费 安全 后勤 招生 考试 学校
幼儿园 中小学 职业 特殊 教育 心理 健康 劳动 体育 艺术 信息 技术 资源 平台 数据 骨干 名师 工作室 基地 试点 项目 计划 方案 办法 规定 细则
通知 意见 总结 报告 督导 评估 质量 提升 改革 创新 发展 建设 保障 服务 指导 交流 轮岗 支教 乡村 城镇 帮扶 结对 竞赛 展示
"""
VOCABULARY = WORDS.split()


def texts(corpus: Path | None, rng: random.Random) -> Iterator[tuple[str, list[str]]]:
    """(title, headings) without end."""
    if corpus is None:
        while True:
            words = [rng.choice(VOCABULARY) for _ in range(16)]
            yield (
                f"关于{rng.choice(PLACES)}{''.join(words[:4])}工作的通知",
                ["".join(words[n : n + 3]) for n in (4, 7, 10, 13)],
            )
    for number in itertools.count(1):
        with corpus.open(encoding="utf-8") as lines:
            for article in map(json.loads, lines):
                again = f"（之{number}）" if number > 1 else ""
                yield f"{article['law']} {article['art']}{again}", CLAUSE.findall(article["body"])[:2]


def fill(documents: int, corpus: Path | None, rng: random.Random) -> float:
    """Public pages and their phrases; the seconds it took to read and to write the phrases."""
    from django.db import transaction

    from search.indexing import renew_statistics
    from search.suggestions.keeping import write
    from search.suggestions.reading import ReadDocument

    drawn = texts(corpus, rng)
    parent, seconds = root(), 0.0
    for start in range(0, documents, CHUNK):
        chunk = [page_of(number, *next(drawn), rng) for number in range(start, min(start + CHUNK, documents))]
        keep_pages(parent, chunk)
        began = time.perf_counter()
        with transaction.atomic():
            write([ReadDocument(page.translation_key, [page]) for page in chunk], {})
        seconds += time.perf_counter() - began
        if sys.stderr.isatty():
            print(f"\r{start + len(chunk)}/{documents}", end="", file=sys.stderr, flush=True)
    renew_statistics()
    return seconds


def compose(documents: int, rng: random.Random) -> None:
    """Rows of further documents: new titles, new pairs as vocabularies grow, uses drawn as often as in what was read."""
    from django.db import connection, transaction

    from search.indexing import renew_statistics
    from search.suggestions.models import Phrase, PhrasePage, PhraseUse
    from search.suggestions.phrases import Kind, phrase_id

    done = PhrasePage.objects.count()
    if done >= documents:
        return
    words = list(Phrase.objects.filter(kind=Kind.WORD).values_list("hans", "syllables"))
    drawn = list(PhraseUse.objects.values_list("phrase_id", flat=True))
    pairs = Phrase.objects.filter(kind=Kind.PAIR).count()
    wanted = int(pairs * (documents / done) ** HEAPS) - pairs
    new: list[int] = []
    with transaction.atomic():
        for start in range(0, wanted, CHUNK):
            rows = {
                row.id: row for row in (composed(Kind.PAIR, 2, words, rng) for _ in range(min(CHUNK, wanted - start)))
            }
            Phrase.objects.bulk_create(rows.values(), ignore_conflicts=True)
            new += rows
        for start in range(done, documents, CHUNK):
            chunk = [page_of(number, "", [], rng) for number in range(start, min(start + CHUNK, documents))]
            keep_pages(root(), chunk)
            titles = [composed(Kind.TITLE, 6, words, rng, f"第{page.pk}号") for page in chunk]
            Phrase.objects.bulk_create(titles)
            numbers = {phrase_id(Kind.NUMBER, p.number): p for p in chunk}
            Phrase.objects.bulk_create([numbered(key, page) for key, page in numbers.items()], ignore_conflicts=True)
            PhrasePage.objects.bulk_create(
                PhrasePage(page_id=page.pk, translation_key=page.translation_key, title_id=title.id, digest="-")
                for page, title in zip(chunk, titles, strict=True)
            )
            uses = {(key, page.pk) for key, page in numbers.items()}
            uses |= {(title.id, page.pk) for page, title in zip(chunk, titles, strict=True)}
            uses |= {(key, page.pk) for page in chunk for key in (*rng.sample(drawn, 25), *rng.sample(new, 5))}
            with connection.cursor() as cursor:
                cursor.executemany("INSERT INTO search_phraseuse (phrase_id, page_id) VALUES (%s, %s)", sorted(uses))
        weigh()
    renew_statistics()


def composed(kind: int, number: int, words: list[tuple[str, str]], rng: random.Random, end: str = "") -> Any:
    """A phrase of so many words, with the readings that they have by themselves."""
    chosen = [rng.choice(words) for _ in range(number)]
    return row_of(kind, "".join(text for text, _ in chosen) + end, " ".join(some for _, some in chosen), end)


def numbered(key: int, page: Any) -> Any:
    from search.suggestions.numbers import number_key
    from search.suggestions.phrases import Kind

    row = row_of(Kind.NUMBER, page.number, "yun jiao fa", "")
    row.id, row.key = key, number_key(page.number)
    return row


def row_of(kind: int, text: str, syllables: str, end: str) -> Any:
    from search.suggestions.letters import LONGEST, blur, key_of
    from search.suggestions.models import Phrase
    from search.suggestions.phrases import CORRECTING, phrase_id
    from search.suggestions.shelves import shelf_of

    key, some = key_of(text), [*syllables.split(" "), *(c if c.isascii() else "-" for c in end)]
    corrects = kind in CORRECTING
    return Phrase(
        id=phrase_id(kind, key),
        kind=kind,
        weight=1,
        shelf=shelf_of(kind, 1),
        hans=text,
        syllables=" ".join(some),
        length=len(key),
        key=key[:LONGEST],
        sound="".join(some)[: 2 * LONGEST],
        initials="".join(one[:1] for one in some)[:LONGEST],
        blurred=" ".join(map(blur, some))[: 4 * LONGEST] if corrects else None,
        backwards=key[::-1][:LONGEST] if corrects else None,
    )


def weigh() -> None:
    """Count the uses of every phrase and shelve it accordingly."""
    from django.db import connection

    from search.suggestions.phrases import Kind
    from search.suggestions.shelves import WORDS, shelf_of

    counted = "(SELECT COUNT(*) FROM search_phraseuse u WHERE u.phrase_id = search_phrase.id)"
    least = {shelf: next(w for w in range(1, 2000) if shelf_of(Kind.WORD, w) == shelf) for shelf in WORDS}
    cases = " ".join(f"WHEN weight >= {weight} THEN {shelf}" for shelf, weight in least.items())
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE search_phrase SET weight = {counted}")
        cursor.execute("DELETE FROM search_phrase WHERE weight = 0")
        cursor.execute(f"UPDATE search_phrase SET shelf = CASE {cases} ELSE 1 END WHERE kind IN (5, 6)")


def page_of(number: int, title: str, headings: list[str], rng: random.Random) -> Any:
    from search.suggestions.reading import ReadPage

    year = 2010 + number % 16
    return ReadPage(
        1_000_000 + number,
        uuid.UUID(int=rng.getrandbits(128)),
        "hans",
        title[:250],
        tuple(headings),
        f"{CODES[number % len(CODES)]}〔{year}〕{number // 96 + 1}号",
        f"0141{number % 7}MB/{year}-{number:05}",
        ((f"{PLACES[number % 6]}{OFFICES[number // 6 % 6]}", "", ""),),
        (VOCABULARY[number % len(VOCABULARY)],),
    )


def root() -> Any:
    from wagtail.models import Page

    return Page.objects.filter(depth=2).first()


def keep_pages(parent: Any, pages: list[Any]) -> None:
    """Rows of wagtailcore_page alone: that is where what is public is asked."""
    from wagtail.models import Page

    Page.objects.bulk_create(
        Page(
            id=page.pk,
            path=f"{parent.path}{Page._int2str(page.pk % 1_000_000 + 100).rjust(Page.steplen, '0')}",
            depth=parent.depth + 1,
            title=page.title,
            draft_title=page.title,
            slug=str(page.pk),
            url_path=f"{parent.url_path}{page.pk}/",
            live=True,
            locale_id=parent.locale_id,
            translation_key=page.translation_key,
            content_type_id=parent.content_type_id,
        )
        for page in pages
    )
