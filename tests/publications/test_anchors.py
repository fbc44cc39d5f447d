"""Anchors follow the printed numbering, so that a section can be cited and the citation lasts."""

from publications.anchors import anchors_for, fill_anchors


class Block:
    block_type = "heading"

    def __init__(self, **value: object) -> None:
        self.value = {"number_text": "", "level": "1", "anchor": "", **value}


def test_an_anchor_is_the_path_of_the_numbers_above_it() -> None:
    headings = [("一、", 1), ("二、", 1), ("（一）", 2), ("（三）", 2), ("4.", 3), ("三、", 1), ("（一）", 2)]
    assert anchors_for(headings) == ["s1", "s2", "s2-1", "s2-3", "s2-3-4", "s3", "s3-1"]


def test_headings_without_a_number_are_counted_and_repeated_numbers_stay_apart() -> None:
    assert anchors_for([("", 1), ("", 1), ("一、", 1), ("一、", 1)]) == ["su1", "su2", "s1", "s1-again-2"]


def test_anchors_that_are_there_are_never_changed() -> None:
    body = [
        Block(number_text="一、", anchor="mu-biao"),
        Block(number_text="二、"),
        Block(number_text="三、", anchor="s2"),
    ]
    fill_anchors(body)
    assert [block.value["anchor"] for block in body] == ["mu-biao", "s2-again-2", "s2"]
