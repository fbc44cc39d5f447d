"""`python -m ingest.readers.worker.launch LIFELINE SECONDS PROGRAM …`: sets limits, then becomes the program."""

from __future__ import annotations

import os
import resource
import sys

from ingest.readers.worker.limits import end_with, without_network

ADDRESSES = 4 << 30  # LibreOffice maps far more than it uses; what it uses is watched by who started it
MAX_FILE = 200 * 1024 * 1024

if __name__ == "__main__":
    lifeline, seconds = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_FILE, MAX_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    end_with(lifeline, group=True)
    without_network()
    os.execv(sys.argv[3], sys.argv[3:])
