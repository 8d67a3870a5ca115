from __future__ import annotations

import pytest

from tests.local_aws.conftest import Client


@pytest.mark.needs("kinesis.keep_tags")
def test_a_stream_keeps_the_tags_of_its_creation(aws: Client) -> None:
    kinesis = aws("kinesis")
    kinesis.create_stream(StreamName="events", ShardCount=1, Tags={"step": "one"})
    assert kinesis.list_tags_for_stream(StreamName="events")["Tags"] == [{"Key": "step", "Value": "one"}]
