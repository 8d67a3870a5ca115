import re
from dataclasses import dataclass
from pathlib import Path

import pytest

import resources
from resources import Collection, ResourceError, aws

README = Path(resources.__file__).with_name("README.md").read_text()


@dataclass
class Service:
    collection: Collection
    prefix: str = "service"
    component: str = "service"


def test_the_example_gives_the_messages_below_it() -> None:
    code, messages = re.findall(r"^```\w*\n(.*?)^```", README, re.MULTILINE | re.DOTALL)[:2]
    with pytest.raises(ResourceError) as raised:
        exec(code, {"aws": aws, "self": Service(Collection())})
    assert [line.partition(": ")[2] for line in str(raised.value).splitlines()] == [
        line.partition(": ")[2] for line in messages.splitlines()
    ]
