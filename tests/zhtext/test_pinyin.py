import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhtext.pinyin import slugify


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("2022年临淄区教师教育工作计划", "2022-nian-lin-zi-qu-jiao-shi-jiao-yu-gong-zuo-ji-hua"),
        ("2022年臨淄區教師教育工作計畫", "2022-nian-lin-zi-qu-jiao-shi-jiao-yu-gong-zuo-ji-hua"),
        ("重庆市长寿区", "chong-qing-shi-chang-shou-qu"),
        ("关于推行3+X改革的通知", "guan-yu-tui-xing-3-x-gai-ge-de-tong-zhi"),
        ("绿色校园", "lv-se-xiao-yuan"),
        ("Ａ類教師", "a-lei-jiao-shi"),
        ("校长培训", "xiao-zhang-pei-xun"),
        ("校本研修", "xiao-ben-yan-xiu"),
        ("规划", "gui-hua"),
        ("！？", ""),
        ("", ""),
    ],
)
def test_a_title_becomes_a_slug(title: str, slug: str) -> None:
    assert slugify(title) == slug


def test_a_slug_is_cut_between_syllables() -> None:
    title = "关于印发《2022年临淄区教师教育工作计划》的通知"
    assert len(slugify(title)) <= 60
    assert slugify(title, 20) == "guan-yu-yin-fa-2022"
    assert slugify(title, 18) == "guan-yu-yin-fa"


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=80), st.integers(0, 60))
def test_a_slug_is_ascii_and_within_its_limit(title: str, limit: int) -> None:
    slug = slugify(title, limit)
    assert len(slug) <= limit
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=12))
def test_a_title_in_han_always_has_a_slug(title: str) -> None:
    assert slugify(title)
