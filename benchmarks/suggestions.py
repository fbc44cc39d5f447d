#!/usr/bin/env python3
"""What a suggestion costs over HTTP at size, and how often a wrong character is put right.

    .venv/bin/python benchmarks/suggestions.py [--documents 100000] [--corpus corpus.jsonl] [--errors 500] [--seed 1]

Titles and headings are laws and clauses of a corpus (one JSON object a line with "law", "art", "body"), else drawn from a
vocabulary with the seed. The first --read documents are read as the outbox would; the others are rows filled into the tables
directly, their titles and pairs put together from the words of those, as often as they occur there. Requests then go through
every middleware in this process, in turn with a view that does nothing. Errors are made of public phrases of the same run: one
character becomes another of the same sound (or any other, is left out, or changes place with its neighbour) so that no
phrase results; the first correction counts. Prints one JSON line; exits with 1 where p95 reaches 10 ms of wall time or
fewer than 95 in 100 homophones are put right.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from suggestion_rows import compose, fill

ROOT = Path(__file__).resolve().parents[1]
MOST_MS, LEAST_HOMOPHONES = 10.0, 0.95


def prepare(folder: str) -> None:
    os.environ.update(SHIXUN_VAR=folder, DJANGO_SETTINGS_MODULE="portal.settings.test", OUTBOX_DRAIN="worker")
    sys.path[:1] = [str(ROOT / "site"), str(ROOT)]  # not this folder: a script in it may be called like a room
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


# --- requests ---------------------------------------------------------------------------------------------------------


def questions(rng: random.Random, number: int) -> dict[str, list[str]]:
    """What people type, by the way they type it, out of the phrases that are there."""
    from search.suggestions.models import Phrase
    from search.suggestions.phrases import Kind
    from zhtext.scripts import convert

    rows = list(Phrase.objects.filter(kind__in=[Kind.PAIR, Kind.TOPIC, Kind.BODY], length__gte=4)[:200_000])
    rows = rng.sample(rows, min(number, len(rows)))
    numbers = list(Phrase.objects.filter(kind=Kind.NUMBER)[:50_000])
    numbers = rng.sample(numbers, min(number, len(numbers)))
    syllables = [row.syllables.split(" ") for row in rows]
    return {
        "one_character": [row.hans[:1] for row in rows],
        "two_characters": [row.hans[:2] for row in rows],
        "three_characters": [row.hans[:3] for row in rows],
        "traditional": [convert(row.hans[:3], "hant", "hk") for row in rows],
        "pinyin": ["".join(some[:2]) + some[2][:1] for some in syllables],
        "one_letter": [some[0][:1] for some in syllables],
        "initials": ["".join(syllable[:1] for syllable in some) for some in syllables],
        "mixed": [row.hans[:2] + some[2] for row, some in zip(rows, syllables, strict=True)],
        "divided": [some[0] + some[1][:1] + some[2][:1] for some in syllables],
        "number": [row.hans[: rng.randint(3, 9)] for row in numbers],
        "year_and_serial": [row.key[-7:] for row in numbers],
    }


def timed(ask: Callable[[], Any]) -> tuple[float, float]:
    """(wall, CPU) milliseconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    ask()
    return 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)


def measure(asked: dict[str, list[str]]) -> dict[str, Any]:
    from django.http import HttpResponse
    from django.test import Client
    from django.urls import path

    import portal.urls

    portal.urls.urlpatterns.insert(0, path("empty/", lambda request: HttpResponse("{}", "application/json")))
    client = Client()
    taken: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for typed in ("教", "j", "jspx"):
        client.get("/search/suggest/", {"q": typed})
        client.get("/empty/")
    gc.collect()
    for turn in itertools.zip_longest(*asked.values()):
        for way, typed in zip(asked, turn, strict=True):
            if typed is None:
                continue
            taken[way].append(timed(lambda typed=typed: answered(client, typed)))
            taken["empty"].append(timed(lambda: client.get("/empty/")))
    every = [pair for way, pairs in taken.items() if way != "empty" for pair in pairs]
    empty = taken.pop("empty")
    return {
        "wall_ms": figures([wall for wall, _ in every]),
        "cpu_ms": figures([cpu for _, cpu in every]),
        "empty_view_wall_ms": figures([wall for wall, _ in empty]),
        "ratio_p50": round(statistics.median(w for w, _ in every) / statistics.median(w for w, _ in empty), 2),
        "ways_cpu_p95": {way: figures([cpu for _, cpu in pairs])["p95"] for way, pairs in taken.items()},
    }


def answered(client: Any, typed: str) -> None:
    response = client.get("/search/suggest/", {"q": typed})
    if response.status_code != 200:
        raise SystemExit(f"{typed}: {response.status_code}")


def figures(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {f"p{part}": round(ordered[min(len(ordered) - 1, len(ordered) * part // 100)], 2) for part in (50, 95, 99)}


# --- errors -------------------------------------------------------------------------------------------------------------


def errors(rng: random.Random, number: int) -> dict[str, Any]:
    """The share of errors of each kind whose first (and first three) correction is the phrase they were made of."""
    from search.suggestions.models import Phrase
    from search.suggestions.phrases import CORRECTING

    phrases = dict(
        Phrase.objects.filter(kind__in=CORRECTING, length__range=(2, 8), hans__gt="").values_list("key", "hans")
    )
    sounding: dict[str, list[str]] = defaultdict(list)
    for character in sorted({c for key in phrases for c in key if c >= "\u4e00"}):
        sounding[sound(character)].append(character)
    everything = [character for some in sounding.values() for character in some]
    makers: dict[str, Callable[[str, int], str]] = {
        "homophone": lambda key, at: key[:at] + rng.choice(sounding[sound(key[at])] or ["?"]) + key[at + 1 :],
        "wrong": lambda key, at: key[:at] + rng.choice(everything) + key[at + 1 :],
        "missing": lambda key, at: key[:at] + key[at + 1 :],
        "extra": lambda key, at: key[:at] + rng.choice(everything) + key[at:],
        "swapped": lambda key, at: key[:at] + key[at + 1 : at + 2] + key[at : at + 1] + key[at + 2 :],
    }
    keys = sorted(phrases)
    return {
        name: corrected(make, keys, phrases, rng, number, 2 if name == "homophone" else 3)
        for name, make in makers.items()
    }


def corrected(
    make: Callable[[str, int], str],
    keys: list[str],
    phrases: dict[str, str],
    rng: random.Random,
    number: int,
    least: int,
) -> dict[str, float]:
    from search.suggestions.corrections import corrections

    first = three = made = 0
    taken = []
    while made < number:
        key = rng.choice(keys)
        if len(key) < least or not all(c >= "\u4e00" for c in key):
            continue
        typed = make(key, rng.randrange(len(key)))
        if typed in phrases or typed == key or "?" in typed:
            continue
        made += 1
        cpu = time.process_time()
        found = [correction.text for correction in corrections(typed)[:3]]
        taken.append(1000 * (time.process_time() - cpu))
        first += found[:1] == [phrases[key]]
        three += phrases[key] in found
    return {"top1": round(first / number, 3), "top3": round(three / number, 3), "cpu_ms_p50": figures(taken)["p50"]}


def sound(character: str) -> str:
    from pypinyin import lazy_pinyin

    return str(lazy_pinyin(character)[0])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--read", type=int, default=4000, help="documents that are really read")
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--requests", type=int, default=100, help="of each way of typing")
    parser.add_argument("--errors", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", help="keep the database there, and use what is there")
    options = parser.parse_args()
    rng, folder = random.Random(options.seed), options.folder or tempfile.mkdtemp(prefix="shixun-suggestions-")
    try:
        prepare(folder)
        from search.suggestions.models import Phrase, PhrasePage, PhraseUse

        read = min(options.read, options.documents)
        seconds = 0.0 if PhrasePage.objects.exists() else fill(read, options.corpus, rng)
        compose(options.documents, rng)
        found: dict[str, Any] = {
            "documents": PhrasePage.objects.count(),
            "phrases": Phrase.objects.count(),
            "uses": PhraseUse.objects.count(),
            "database_mb": round(sum(f.stat().st_size for f in Path(folder).glob("*.sqlite3*")) / 1e6),
            "read_ms_a_document": round(1000 * seconds / read, 1),
        }
        found |= measure(questions(rng, options.requests))
        found["corrections"] = errors(rng, options.errors)
    finally:
        if not options.folder:
            shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(found, ensure_ascii=False))
    return int(found["wall_ms"]["p95"] >= MOST_MS or found["corrections"]["homophone"]["top1"] < LEAST_HOMOPHONES)


if __name__ == "__main__":
    sys.exit(main())
