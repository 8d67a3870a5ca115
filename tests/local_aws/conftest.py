"""One server for all tests, in a thread of the test process; each test begins with an empty AWS."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from werkzeug.serving import BaseWSGIServer

ACCOUNT_ID = "111122223333"
ZONE_ID = "Z0123456789ABCDEFGHIJ"

Client = Callable[..., Any]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test marked `needs(name, ...)` runs as it is, and once without each correction of moto that it names.

    Then it must fail: where it passes, moto does right what the correction is for, and the correction can go.
    """
    names = [name for mark in metafunc.definition.iter_markers("needs") for name in mark.args]
    if names:
        runs = [
            pytest.param(name, marks=pytest.mark.xfail(strict=True, reason=f"moto needs no {name} any more: remove it"))
            for name in names
        ]
        metafunc.parametrize("without", [None, *runs], indirect=True, ids=["", *(f"without {name}" for name in names)])


@pytest.fixture
def without(request: pytest.FixtureRequest) -> str | None:
    """The name of the correction that the server leaves out, or None."""
    return getattr(request, "param", None)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BaseWSGIServer]:
    # No test here needs AWS's thousand managed policies, which each new account would load.
    os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "false"
    from local_aws.hosted_zones import HostedZone
    from local_aws.server import serve

    folder: Path = tmp_path_factory.mktemp("local_aws")
    server = serve(0, folder, (HostedZone("example.com", ZONE_ID),))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def endpoint(server: BaseWSGIServer) -> str:
    return f"http://127.0.0.1:{server.port}"


@pytest.fixture
def front(server: BaseWSGIServer, without: str | None) -> Any:
    """The application behind the endpoint, empty."""
    front: Any = server.app
    front.without = {without} if without else ()
    front.reset()
    return front


@pytest.fixture
def aws(endpoint: str, front: Any) -> Client:
    """`aws("rds")`, `aws("rds", account_id="999988887777", region="us-west-2")`: a boto3 client of an empty AWS."""

    def client(service: str, account_id: str = ACCOUNT_ID, region: str = "us-east-1") -> Any:
        return boto3.client(
            service,
            endpoint_url=endpoint,
            region_name=region,
            aws_access_key_id=account_id,
            aws_secret_access_key="local",
            config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}),
        )

    return client
