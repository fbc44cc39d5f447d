"""Whole pages over HTTP, through every middleware in this process: CPU time and wall clock of each request."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

ADDRESSES = {
    "search page": "/search/?q={}",
    "admin search": "/admin/pages/search/?q={}",
    "admin chooser": "/admin/choose-page/search/?q={}",
    "admin explorer": "/admin/pages/{home}/?q={}",
}


def requests(words: Sequence[str]) -> dict[str, dict[str, list[float]]]:
    """Address's name -> "cpu" and "wall" seconds of each request, the addresses by turns."""
    from django.contrib.auth.models import User
    from django.test import Client
    from wagtail.models import Site

    client = Client()
    client.force_login(User.objects.create_superuser("benchmark", "", "benchmark"))
    home = Site.objects.get(is_default_site=True).root_page_id
    seconds: dict[str, dict[str, list[float]]] = {name: {"cpu": [], "wall": []} for name in ADDRESSES}
    for number, word in enumerate([*words[:3], *words]):
        for name, address in ADDRESSES.items():
            cpu, wall = _request(client, address.replace("{home}", str(home)).format(word))
            if number >= 3:
                seconds[name]["cpu"].append(cpu)
                seconds[name]["wall"].append(wall)
    return seconds


def _request(client: Any, address: str) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address}: {response.status_code}")
    return time.process_time() - cpu, time.perf_counter() - wall
