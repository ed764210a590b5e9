"""A line of a batch has exactly what it may have, or is refused with its number."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ascn_desk.base.errors import CorrectableError, UsageError
from ascn_desk.cli.batch_file import batch_line, reading_lines


def refused(line: str | bytes) -> str:
    with pytest.raises(CorrectableError) as caught:
        batch_line(7, line if isinstance(line, bytes) else line.encode())
    assert caught.value.data["line"] == 7
    return caught.value.code


def test_a_new_record_and_a_change_are_read() -> None:
    new = batch_line(1, '{"add":"case","values":{"summary":"練習","sensitive":true,"tags":["a"]}}'.encode())
    assert (new.is_new, new.kind, new.id, new.seen) == (True, "case", None, None)
    assert new.values == {"summary": "練習", "sensitive": True, "tags": ["a"]}
    line = {"set": "case", "id": "x", "channel": "office/hq", "values": {"a": None}, "why": "w", "seen": {"d": 3}}
    change = batch_line(2, json.dumps(line).encode())
    assert (change.is_new, change.id, change.channel, change.why) == (False, "x", "office/hq", "w")
    assert change.seen == {"d": 3}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", "batch-not-json"),
        (b'{"add":"\xff"}', "batch-not-json"),
        ('{"add":"case","add":"case","values":{"a":1}}', "batch-not-json"),
        ('{"add":"case","values":{"a":1.5}}', "batch-not-json"),
        ('{"add":"case","values":{"a":NaN}}', "batch-not-json"),
        ('{"add":"case","values":{"a":"\\ud800"}}', "batch-not-json"),
        ("[" * 100_000, "batch-not-json"),
        ("[1]", "batch-not-object"),
        ('{"values":{"a":1}}', "batch-no-operation"),
        ('{"add":"case","seen":{},"values":{"a":1}}', "batch-unknown-member"),
        ('{"add":"case","set":"case","values":{"a":1}}', "batch-unknown-member"),
        ('{"add":3,"values":{"a":1}}', "batch-text"),
        ('{"set":"case","values":{"a":1}}', "batch-text"),
        ('{"add":"case"}', "batch-values"),
        ('{"add":"case","values":{}}', "batch-values"),
        ('{"add":"case","values":{"a":{}}}', "batch-scalar"),
        ('{"add":"case","values":{"a":[1]}}', "batch-scalar"),
        ('{"add":"case","values":{"a":9007199254740992}}', "batch-scalar"),
        ('{"set":"case","id":"x","values":{"a":1},"seen":{"d":true}}', "batch-seen"),
        ('{"set":"case","id":"x","values":{"a":1},"seen":[]}', "batch-seen"),
    ],
)
def test_a_line_that_is_wrong_has_its_code(line: str | bytes, code: str) -> None:
    assert refused(line) == code


def test_blank_lines_count_but_say_nothing(tmp_path: Path) -> None:
    file = tmp_path / "b.jsonl"
    file.write_bytes(b'\xef\xbb\xbf{"add":"tag","values":{"name_en":"a"}}\r\n\n{"add":"tag","values":{"name_en":"b"}}')
    assert [line.number for line in reading_lines(str(file))] == [1, 3]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no-such-file"):
        list(reading_lines(str(tmp_path / "none")))
