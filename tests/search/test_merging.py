"""Segments of the embedded index are merged behind whoever writes, under the write lock, and do not pile up."""

import os
from pathlib import Path

import pytest

from search.backends.errors import IndexBusy
from search.backends.locks import Guard, held, let_go
from search.backends.record import record_of
from search.backends.tantivy.engine import TantivyEngine
from search.backends.temporary import temporary_engine


def test_many_small_writes_leave_few_segments() -> None:
    with temporary_engine("tantivy", "") as engine:
        assert isinstance(engine, TantivyEngine)
        for number in range(40):
            record = record_of(f"{number}", f"第{number}号通知", "各校：请按时报名。")
            with engine.writing([record.key]):
                engine.write([record])
        with engine.store.guard.writing():  # the last merge has let go of it
            searcher, _ = engine.store.searcher()
        assert (searcher.num_docs, searcher.num_segments < 16) == (40, True)


def test_a_hold_outlives_the_block_and_is_not_inherited(tmp_path: Path) -> None:
    guard = Guard(tmp_path, "index")
    assert guard.hold_on() is None, "nobody writes"
    with guard.writing():
        hold = guard.hold_on()
    assert hold is not None
    with pytest.raises(IndexBusy), held(guard.write_path, wait=False):
        pass
    (ready, say_ready), (wait, end) = os.pipe(), os.pipe()
    if (child := os.fork()) == 0:
        os.write(say_ready, b"x")
        os.close(end)
        os.read(wait, 1)  # lives until the parent has looked
        os._exit(0)
    os.read(ready, 1)
    let_go(hold)
    with held(guard.write_path, wait=False):
        pass
    os.close(end)
    assert os.waitpid(child, 0)[1] == 0
    for end_of_pipe in (ready, say_ready, wait):
        os.close(end_of_pipe)
