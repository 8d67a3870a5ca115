"""`python -m local_aws.server --port N --runtime-folder DIR [--hosted-zone NAME=ZONE_ID[@ACCOUNT] ...]`.

Serves AWS on 127.0.0.1 until it is told to stop. `local_aws.start` runs it in the background.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import threading
from pathlib import Path

# moto reads these when its first account is made, and the account's id when it is imported.
os.environ.setdefault("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")
os.environ.setdefault("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")
os.environ.pop("MOTO_ACCOUNT_ID", None)

import moto.settings
from moto.moto_server.werkzeug_app import MotoRequestHandler
from werkzeug.serving import BaseWSGIServer, make_server

from local_aws.front import Front
from local_aws.hosted_zones import HostedZone

HOST = "127.0.0.1"

# Its environment variable would come too late where somebody imported moto before this module.
moto.settings.ACM_VALIDATION_WAIT = 0


class _QuietRequestHandler(MotoRequestHandler):
    """The front writes one line per request itself, with the operation's name."""

    # Headers and body leave in one packet. In two, a client that got only the first now and then repeats the request:
    # a lock taken by the first attempt then refuses the second.
    wbufsize = -1

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


def serve(port: int, runtime_folder: Path, hosted_zones: tuple[HostedZone, ...] = ()) -> BaseWSGIServer:
    """A server bound to the port (0 picks a free one), not yet serving. Raises OSError when the port is taken."""
    about = {"runtime_folder": str(runtime_folder.resolve()), "pid": os.getpid()}
    front = Front(about, hosted_zones)
    return make_server(HOST, port, front, threaded=True, request_handler=_QuietRequestHandler)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m local_aws.server", description="AWS on this machine.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--runtime-folder", type=Path, required=True, help="names this server on its health page")
    parser.add_argument(
        "--hosted-zone", type=HostedZone.parse, action="append", default=[], metavar="NAME=ID[@ACCOUNT]"
    )
    arguments = parser.parse_args(argv)
    logging.basicConfig(format="%(asctime)s %(message)s", datefmt="%H:%M:%S", level=logging.WARNING, stream=sys.stderr)
    logging.getLogger("local_aws").setLevel(logging.INFO)
    server = serve(arguments.port, arguments.runtime_folder, tuple(arguments.hosted_zone))
    # shutdown() waits for serve_forever(), which this very thread runs: so it must be asked from another one.
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    logging.getLogger("local_aws").info("ready on http://%s:%d", HOST, server.port)
    server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
