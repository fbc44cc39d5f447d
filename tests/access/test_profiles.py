"""The security profile: every value can be set by itself, and every weaker one is named."""

import os
import runpy
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from access import checks
from access.profiles import PROFILES, is_weaker

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("profile", PROFILES)
def test_no_profile_is_weaker_than_itself_and_each_has_a_setting_for_every_value(profile, settings):
    settings.SECURITY_PROFILE = profile
    for name, value in asdict(PROFILES[profile]).items():
        setattr(settings, name.upper(), value)
    assert checks.weaker_values() == []


@pytest.mark.parametrize(
    ("name", "value", "asked", "weaker"),
    [
        ("password_min_length", 8, 10, True),
        ("password_min_length", 14, 10, False),
        ("session_idle_minutes", 60, 30, True),
        ("session_idle_minutes", 0, 30, True),
        ("session_idle_minutes", 15, 30, False),
        ("password_max_days", 0, 90, True),
        ("second_factor_roles", (), ("*",), True),
        ("second_factor_roles", ("*",), ("系统管理员",), False),
        ("second_factor_roles", ("系统管理员",), ("系统管理员", "superuser"), True),
        ("password_change_forced", False, True, True),
    ],
)
def test_what_is_weaker(name, value, asked, weaker):
    assert is_weaker(name, value, asked) is weaker


def production(tmp_path, *arguments, **environment):
    env = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG", "PYTHONPATH")}
    env |= {
        "DJANGO_SETTINGS_MODULE": "portal.settings.base",
        "SHIXUN_VAR": str(tmp_path),
        "SECRET_KEY": "Xw7-" * 20 + "only for this test 0123456789",
        "ALLOWED_HOSTS": "www.example.cn",
        "BASE_URL": "https://www.example.cn",
        "TRUSTED_PROXIES": "127.0.0.1,::1",
        "ADMIN_ALLOWED_ADDRESSES": "10.20.0.0/16,2001:db8:20::/48",
        **environment,
    }
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def test_production_passes_the_deployment_check(tmp_path):
    done = production(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_deployment_check_names_what_is_weaker_than_the_profile(settings):
    for name, value in asdict(PROFILES["dengbao-2"]).items():
        setattr(settings, name.upper(), value)
    settings.SECURITY_PROFILE, settings.LOCKOUT_FAILURES, settings.SESSION_IDLE_MINUTES = "dengbao-2", 50, 0
    said = " ".join(warning.msg for warning in checks.weaker_than_the_profile())
    assert [name for name in ("LOCKOUT_FAILURES=50", "SESSION_IDLE_MINUTES=0") if name not in said] == []
    assert "PASSWORD" not in said
    settings.ADMIN_ALLOWED_ADDRESSES = []
    assert [warning.id for warning in checks.admin_is_limited()] == ["access.W003"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TRUSTED_PROXIES", "10.0.0.0/99"),
        ("SECURITY_PROFILE", "none"),
        ("SYSLOG_ADDRESS", "http://x"),
        ("ADMIN_HOST", "a/b"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_is_named(name, value, monkeypatch):
    monkeypatch.setenv(name, value)
    module = ROOT / "site" / "portal" / "settings" / ("logs.py" if name == "SYSLOG_ADDRESS" else "security.py")

    def start():
        found = runpy.run_path(str(module))
        found["logging_config"]("INFO", found["SYSLOG_ADDRESS"])

    with pytest.raises(ImproperlyConfigured, match=name):
        start()
