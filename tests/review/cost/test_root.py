from review.cost.root import read_root
from review.model import UNKNOWN

DOCUMENT = {
    "provider": {"aws": [{"region": "us-east-1"}, {"alias": "recovery", "region": "us-west-2"}]},
    "resource": {
        "aws_kms_key": {"copy": {"provider": "aws.recovery", "description": "costs $${nothing}"}},
        "aws_sns_topic": {
            "alerts": {
                "name": "alerts",
                "kms_master_key_id": "${aws_kms_key.copy.arn}",
                "tags": {"component": "topics", "key": "${aws_kms_key.copy.id}"},
                "depends_on": ["aws_kms_key.copy"],
            }
        },
    },
}


def test_resources_with_what_is_known():
    root = read_root(DOCUMENT)
    topic, key = root.resources["aws_sns_topic.alerts"], root.resources["aws_kms_key.copy"]
    assert (topic.values["name"], topic.values["kms_master_key_id"], topic.component) == ("alerts", UNKNOWN, "topics")
    assert (key.provider, topic.provider) == ("aws.recovery", "aws")
    assert key.values["description"] == "costs $${nothing}"


def test_references_by_argument():
    key = frozenset({"aws_kms_key.copy"})
    assert read_root(DOCUMENT).references == {
        "aws_kms_key.copy": {},
        "aws_sns_topic.alerts": {"kms_master_key_id": key, "tags": key},
    }


def test_regions_of_providers():
    assert read_root(DOCUMENT).regions == {"aws": "us-east-1", "aws.recovery": "us-west-2"}


def test_an_empty_root():
    assert read_root({}).resources == {}
