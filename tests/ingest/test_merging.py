"""The import's text changes after an editor's decision: what the editor typed stays, the rest follows, and what could not is said."""

from ingest.merging import merge


def _body(*paragraphs: str, key: str = "1") -> list[dict[str, object]]:
    return [{"type": "paragraph", "value": "".join(f"<p>{words}</p>" for words in paragraphs), "id": key}]


def _html(merged: object) -> str:
    return "".join(block["value"] for block in merged.stream if block["type"] == "paragraph")


def test_an_untouched_draft_follows_wholly() -> None:
    merged = merge(_body("甲，一", "乙，二"), _body("甲,一", "乙,二"), _body("甲，一", "乙，二"))
    assert _html(merged) == "<p>甲,一</p><p>乙,二</p>"
    assert (merged.changed, merged.left) == (2, [])
    assert merged.stream[0]["id"] == "1"


def test_a_paragraph_that_somebody_changed_stays_and_is_named() -> None:
    merged = merge(_body("甲，一", "乙，二"), _body("甲,一", "乙,二"), _body("甲，一，另加", "乙，二"))
    assert _html(merged) == "<p>甲，一，另加</p><p>乙,二</p>"
    assert merged.changed == 1
    assert merged.left == ["甲，一"]


def test_what_was_typed_between_stays_where_it_is() -> None:
    current = [
        *_body("甲，一"),
        {"type": "attachment", "value": {"document": 3}, "id": "2"},
        *_body("新写", "乙，二", key="3"),
    ]
    merged = merge(_body("甲，一", "乙，二"), _body("甲,一", "乙,二"), current)
    assert [block.get("id") for block in merged.stream] == ["1", "2", "3"]
    assert _html(merged) == "<p>甲,一</p><p>新写</p><p>乙,二</p>"


def test_a_line_that_comes_back_stands_behind_the_one_before_it() -> None:
    merged = merge(_body("甲", "丙"), _body("甲", "乙", "丙"), _body("甲", "丙"))
    assert _html(merged) == "<p>甲</p><p>乙</p><p>丙</p>"
    first = merge(_body("乙", "丙"), _body("甲", "乙", "丙"), _body("乙", "丙"))
    assert _html(first) == "<p>甲</p><p>乙</p><p>丙</p>"


def test_a_line_that_goes_again_goes_unless_it_was_changed() -> None:
    assert _html(merge(_body("甲", "乙"), _body("甲"), _body("甲", "乙"))) == "<p>甲</p>"
    changed = merge(_body("甲", "乙"), _body("甲"), _body("甲", "乙改"))
    assert _html(changed) == "<p>甲</p><p>乙改</p>"
    assert changed.left == ["乙"]


def test_marks_that_the_editor_of_the_admin_puts_into_paragraphs_do_not_count() -> None:
    current = [{"type": "paragraph", "value": '<p data-block-key="x1y2z">甲，一</p>', "id": "1"}]
    assert _html(merge(_body("甲，一"), _body("甲,一"), current)) == "<p>甲,一</p>"


def test_pictures_and_headings_keep_their_own_values() -> None:
    def stream(words: str, picture: object, anchor: str) -> list[dict[str, object]]:
        heading = {"number_text": "一、", "text": "目标", "level": "2", "anchor": anchor}
        return [{"type": "heading", "value": heading}, {"type": "image", "value": picture}, *_body(words)]

    merged = merge(stream("甲，", {}, ""), stream("甲,", {}, ""), stream("甲，", {"image": 7}, "target"))
    assert [block["type"] for block in merged.stream] == ["heading", "image", "paragraph"]
    assert merged.stream[1]["value"] == {"image": 7}
    assert merged.stream[0]["value"]["anchor"] == "target"
    assert merged.left == []
