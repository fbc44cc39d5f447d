"""The logs that inspectors read: one JSON line an event, UTC, by day and to syslog, without secrets."""

import json
import logging
import re
import socket

import pytest

from access.logs import DailyFileHandler, SyslogHandler, parse_syslog_address
from editorial import event_log


def record(message="login.success", **event):
    made = logging.LogRecord("shixun.events", logging.INFO, "x.py", 1, message, None, None)
    made.event = event
    return made


@pytest.fixture
def receiver():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.settimeout(5)
        yield listening


def test_an_event_arrives_at_syslog_as_rfc_5424_with_json(receiver):
    handler = SyslogHandler(f"udp://127.0.0.1:{receiver.getsockname()[1]}")
    handler.emit(record(actor_name="李敏", address="2001:db8::1"))
    line = receiver.recv(65_536).decode("ascii")
    head, said = re.match(r"<110>1 (\S+ \S+ shixun \d+ events -) (\{.*\})$", line).groups()
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z ", head)
    assert json.loads(said)["actor_name"] == "李敏"
    handler.close()


def test_over_tcp_each_line_is_counted():
    with socket.create_server(("127.0.0.1", 0)) as server:
        handler = SyslogHandler(f"tcp://127.0.0.1:{server.getsockname()[1]}")
        handler.emit(record("a\nb"))
        connection, _address = server.accept()
        with connection:
            sent = connection.recv(65_536)
        handler.close()
    count, _space, line = sent.partition(b" ")
    assert int(count) == len(line)
    assert b"\n" not in line


def test_a_server_that_is_down_costs_one_attempt_and_is_said_in_one_line(capsys):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    handler = SyslogHandler(f"tcp://127.0.0.1:{port}")
    handler.emit(record())
    handler.emit(record())
    assert capsys.readouterr().err.count("syslog tcp://127.0.0.1") == 1


def test_a_wrong_syslog_address_says_what_would_be_right():
    with pytest.raises(ValueError, match="udp://host:514"):
        parse_syslog_address("syslog.example.cn")
    assert parse_syslog_address("unix:///dev/log") == ("unix", "/dev/log")
    assert parse_syslog_address("tcp://[2001:db8::1]") == ("tcp", ("2001:db8::1", 601))


def test_a_day_has_a_file_of_its_own_that_others_may_not_read(tmp_path):
    handler = DailyFileHandler(str(tmp_path), "events")
    for moment in (1_795_392_000.0, 1_795_392_000.0 + 86_400):
        made = record("x")
        made.created = moment
        handler.emit(made)
    handler.close()
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["events-2026-11-23.jsonl", "events-2026-11-24.jsonl"]
    assert files[0].stat().st_mode & 0o007 == 0
    assert json.loads(files[0].read_text())["message"] == "x"


@pytest.fixture
def said():
    """What the portal's own loggers said, as dictionaries."""
    heard = []

    class Ear(logging.Handler):
        def emit(self, record):
            heard.append({"message": record.getMessage(), **record.event})

    ear, loggers = Ear(), [logging.getLogger("shixun.access"), logging.getLogger("shixun.events")]
    for logger in loggers:
        logger.addHandler(ear)
    yield heard
    for logger in loggers:
        logger.removeHandler(ear)


@pytest.mark.django_db
def test_a_request_is_one_line_with_its_visitor_and_without_its_secrets(client, settings, said):
    settings.ACCESS_LOG = True
    client.get("/search/?q=教师&token=geheim&new_password1=geheim", REMOTE_ADDR="192.0.2.7")
    client.get("/admin/access/reset/ABCDABCDABCDABCD/")
    assert [(line["path"], line["status"], line["account"]) for line in said] == [
        ("/search/", 200, ""),
        ("/admin/access/reset/***/", 200, ""),
    ]
    assert said[0]["address"] == "192.0.2.7"
    assert "geheim" not in str(said)
    assert "q=" in said[0]["query"]


@pytest.mark.django_db
def test_a_row_of_the_event_log_is_sent_once_it_is_kept(said, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = event_log.record("log.read", detail={"text": "13812345678"})
        assert said == []
    assert [(line["message"], line["hash"], line["detail"]) for line in said] == [
        ("log.read", row.hash, {"text": "138****5678"})
    ]
