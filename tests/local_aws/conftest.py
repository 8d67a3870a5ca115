"""One server for all tests, in a thread of the test process; each test begins with an empty AWS."""

from __future__ import annotations

import os
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config

ACCOUNT_ID = "111122223333"
ZONE_ID = "Z0123456789ABCDEFGHIJ"

Client = Callable[..., Any]


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    # No test here needs AWS's thousand managed policies, which each new account would load.
    os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "false"
    from local_aws.hosted_zones import HostedZone
    from local_aws.server import serve

    folder: Path = tmp_path_factory.mktemp("local_aws")
    server = serve(0, folder, (HostedZone("example.com", ZONE_ID),))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def aws(endpoint: str) -> Client:
    """`aws("rds")`, `aws("rds", account_id="999988887777", region="us-west-2")`: a boto3 client of an empty AWS."""
    with urllib.request.urlopen(urllib.request.Request(f"{endpoint}/_local/reset", method="POST")):
        pass

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
