"""Permanent ids: short, checked, one a document, and they lead to it wherever it is moved."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from publications.permanent_ids import ALPHABET, is_well_formed, new_code
from publications.publishing import publishing_allowed


def test_every_single_wrong_character_is_noticed() -> None:
    for _ in range(20):
        code = new_code()
        assert is_well_formed(code)
        for place, character in enumerate(code):
            for other in ALPHABET.replace(character, ""):
                assert not is_well_formed(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize("typed", ["", "7", "O0O0O", "临教体发", "A" * 500])
def test_what_was_never_given_out_is_not_well_formed(typed: str) -> None:
    assert not is_well_formed(typed)


@pytest.mark.django_db
def test_the_address_leads_to_the_document_after_a_retitling_in_any_case(
    client: Client, make_notice: Callable[..., Any]
) -> None:
    notice = make_notice()
    notice.slug, notice.title = "gai-ming", "改名之后的通知"
    with publishing_allowed("测试"):
        notice.save()
    answer = client.get(f"/d/{notice.permanent_id.lower()}")
    assert (answer.status_code, answer["Location"]) == (302, "/tong-zhi-gong-gao/gai-ming/")


@pytest.mark.django_db
def test_a_draft_has_an_id_but_no_address(client: Client, make_notice: Callable[..., Any]) -> None:
    draft = make_notice(live=False)
    assert client.get(f"/d/{draft.permanent_id}").status_code == 404


@pytest.mark.django_db
def test_a_copy_gets_an_id_of_its_own(make_notice: Callable[..., Any]) -> None:
    notice = make_notice()
    copy = notice.copy(update_attrs={"slug": "fu-ben"}, keep_live=False)
    assert copy.specific.permanent_id != notice.permanent_id
