"""`manage.py serve`, what `make run` calls: prepares the portal in var/ and shows it on this machine.

For a look and for work on the portal. README says how it runs for readers: gunicorn behind nginx, its settings in the
environment.
"""

import gc
import multiprocessing
import os
import signal
import socket
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver, reverse
from django.utils.translation import gettext as _
from gunicorn.app.base import BaseApplication

from portal.demo.loading import load_demo

HOST = "127.0.0.1"
GUNICORN = {
    "workers": 2,
    "threads": 4,
    "preload_app": True,  # loaded once before the workers fork, so the first page comes sooner
    "timeout": 120,
    "limit_request_line": 0,  # a query of 10,000 characters gets a page, not a bare 400
    "loglevel": "warning",
    "control_socket_disable": True,  # it would be written to the home folder
}


class Command(BaseCommand):
    """Migrates, loads the demonstration documents once, indexes, then serves until Ctrl-C."""

    help = "Prepares the portal with its demonstration documents and serves it on this machine."
    requires_system_checks: list[str] = []  # migrate runs them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        refuse_taken_port(port)
        # In a process of its own: what preparing opens (database, index writer, threads) must not reach the workers.
        preparation = multiprocessing.get_context("fork").Process(target=prepare)
        preparation.start()
        application = get_wsgi_application()
        _patterns = get_resolver().url_patterns  # imports every view meanwhile
        gc.freeze()  # what is loaded by now stays: the workers share its memory and end in a second instead of four
        preparation.join()
        if preparation.exitcode:
            raise CommandError(_("准备没有完成，原因见上面；改好后再运行一次即可。"), returncode=preparation.exitcode)
        address = f"http://{HOST}:{port}"
        self.stdout.write(_("门户：%(address)s/") % {"address": address})
        self.stdout.write(_("后台：%(address)s（Ctrl-C 结束）") % {"address": address + reverse("wagtailadmin_home")})
        self.stdout.flush()
        # The visitor looks at the first documents while the others are loaded; what Ctrl-C cuts off, the next start takes up.
        multiprocessing.get_context("fork").Process(target=load_the_rest, daemon=True).start()
        Server(application, {**GUNICORN, "bind": f"{HOST}:{port}"}).run()


def refuse_taken_port(port: int) -> None:
    """Before any work is done, and with the way out."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            message = _("端口 %(port)s 已被占用，请换一个：make run PORT=%(next)s") % {"port": port, "next": port + 1}
            raise CommandError(message) from error


def prepare() -> None:
    """Brings var/ up to date; every step may be repeated."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_demo", first=True)
    call_command("update_index", verbosity=0)  # also the pages that a migration made, which no event told of
    call_command("update_suggestions", verbosity=0)


def load_the_rest() -> None:
    """The demonstration's other documents, behind the requests of the visitor; nothing where all are there."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # ends with the server, without a traceback
    os.nice(10)
    started = time.monotonic()
    loaded = load_demo()
    if loaded.files:
        said = {"count": loaded.files, "seconds": round(time.monotonic() - started)}
        sys.stdout.write(_("其余示范文件 %(count)s 份已装入（%(seconds)s 秒）") % said + "\n")
        sys.stdout.flush()


class Server(BaseApplication):
    """gunicorn with its settings given here instead of on a command line."""

    def __init__(self, application: WSGIHandler, options: dict[str, Any]) -> None:
        self.application = application
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        return self.application
