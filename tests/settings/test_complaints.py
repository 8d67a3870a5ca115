"""Pydantic's errors in the user's words: the key, what is accepted, what was given."""

import json
from typing import Annotated, Literal

import pytest
from pydantic import Field, ValidationError

from modules.base.fields import AccountId, CidrBlock, DomainName, Port, Region, matching
from modules.base.inputs import Inputs
from settings.complaints import complaints


class Small(Inputs):
    kind: Literal["small"]
    size_gib: int = Field(default=1, ge=1, le=10)
    """Size. In GiB."""


class Large(Inputs):
    kind: Literal["large", "huge"]
    zones: tuple[str, ...] = Field(min_length=2)
    """Zones it
    lies in. At least two."""


class System(Inputs):
    account_id: AccountId = "123456789012"
    region: Region = "us-east-1"
    owner: str
    """The team to ask. Shown in tags."""
    cidr_block: CidrBlock = "10.0.0.0/16"
    domain: DomainName = "example.com"
    port: Port = 80
    mode: Literal["one", "two"] = "one"
    store: Annotated[Small | Large, Field(discriminator="kind")] | None = None
    stores: dict[Annotated[str, matching("[a-z]+", "a name of letters")], Small] = {}
    ratio: float = Field(default=1, gt=0, lt=2)
    title: str = Field(default="title", min_length=2, max_length=5)


def told(**values) -> list[str]:
    """Messages for values as a tfvars file gives them."""
    text = json.dumps({"owner": "team", **values})
    with pytest.raises(ValidationError) as error:
        System.model_validate_json(text, strict=True)
    return [str(complaint) for complaint in complaints(error.value, System)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"owner": 5}, "owner must be a string in quotes, got 5"),
        ({"owner": ["a"]}, 'owner must be a string in quotes, got ["a"]'),
        ({"owner": {"a": 1}}, "owner must be a string in quotes, got a map"),
        ({"port": "80"}, 'port must be a whole number, got "80"'),
        ({"port": 80.5}, "port must be a whole number, got 80.5"),
        ({"port": 0}, "port must be between 1 and 65535, got 0"),
        ({"ratio": 2}, "ratio must be less than 2, got 2"),
        ({"ratio": 0}, "ratio must be more than 0, got 0"),
        ({"title": "t"}, "title must have at least 2 characters, got 1"),
        ({"title": "titles"}, "title must have at most 5 characters, got 6"),
        ({"mode": "three"}, 'mode must be one of "one", "two", got "three"'),
        ({"mode": True}, 'mode must be one of "one", "two", got true'),
        ({"account_id": "12345"}, 'account_id must be an AWS account id of twelve digits, got "12345"'),
        ({"region": "us-east"}, 'region must be an AWS region such as us-east-1, got "us-east"'),
        ({"domain": "Example"}, 'domain must be a domain name such as dev.example.com, got "Example"'),
        (
            {"cidr_block": "10.0.0.0/33"},
            'cidr_block must be an IPv4 network such as 10.20.0.0/16, without host bits, got "10.0.0.0/33"',
        ),
        ({"regoin": "x"}, "regoin is not a setting; did you mean region?"),
        ({"store": {"size_gib": 1}}, 'store.kind is required: one of "small", "large", "huge"'),
        ({"store": {"kind": "tiny"}}, 'store.kind must be one of "small", "large", "huge", got "tiny"'),
        ({"store": {"kind": 1}}, 'store.kind must be one of "small", "large", "huge", got 1'),
        ({"store": "small"}, 'store must be a map { ... }, got "small"'),
        ({"store": {"kind": "small", "size_gib": 11}}, "store.size_gib must be at most 10, got 11"),
        ({"store": {"kind": "small", "size": 1}}, "store.size is not a setting; did you mean size_gib?"),
        ({"store": {"kind": "large"}}, "store.zones is required: zones it lies in"),
        ({"store": {"kind": "huge", "zones": ["a"]}}, "store.zones must have at least 2 elements, got 1"),
        ({"store": {"kind": "large", "zones": ["a", 1]}}, "store.zones[1] must be a string in quotes, got 1"),
        ({"stores": {"A1": {"kind": "small"}}}, 'stores.A1 must be a name of letters, got "A1"'),
        ({"stores": {"a": {"kind": "small", "size_gib": 0}}}, "stores.a.size_gib must be at least 1, got 0"),
        ({"stores": {"a": []}}, "stores.a must be a map { ... }, got []"),
        ({"stores": ["a", "b", "c", "d"]}, "stores must be a map { ... }, got a list of 4 elements"),
    ],
)
def test_message(values, expected):
    assert told(**values) == [expected]


def test_missing_field_is_explained_by_its_first_sentence():
    with pytest.raises(ValidationError) as error:
        System.model_validate_json("{}", strict=True)
    assert [str(complaint) for complaint in complaints(error.value, System)] == ["owner is required: the team to ask"]


def test_all_complaints_are_listed_in_the_order_of_the_fields():
    assert told(port=0, mode="x", store={"kind": "small", "size_gib": 0, "sise": 1}) == [
        "port must be between 1 and 65535, got 0",
        'mode must be one of "one", "two", got "x"',
        "store.size_gib must be at least 1, got 0",
        "store.sise is not a setting; did you mean size_gib?",
    ]
