import json
from pathlib import Path

import jsonschema
import pytest

import review.render.as_json
from review.cost.change import change
from review.plan import load_plan
from review.render.as_json import document
from review.review import Review
from review.review import review as reviewed
from tests.review.making import CORPUS, entry, plan
from tests.review.render.reviews import HOSTILE, empty_review, full_review

SCHEMA = json.loads(Path(review.render.as_json.__file__).with_name("review.schema.json").read_text())
REAL = load_plan(CORPUS / "terraform_data.json")


@pytest.mark.parametrize(
    "found",
    [full_review(), full_review(HOSTILE), empty_review(), reviewed(REAL, "x", cost=change(REAL))],
    ids=["full", "hostile", "empty", "real"],
)
def test_what_is_written_is_what_the_schema_says(found: Review):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(json.loads(json.dumps(document(found))), SCHEMA)


def test_the_schema_says_all_there_is():
    """Every property of every object is described, so that whoever reads the schema knows the document."""
    found = document(full_review())
    assert found.keys() == SCHEMA["properties"].keys()
    definitions = SCHEMA["$defs"]
    assert found["findings"][0].keys() == definitions["finding"]["properties"].keys()
    assert found["changes"][0].keys() == definitions["change"]["properties"].keys()
    assert found["cost"].keys() == definitions["cost"]["properties"].keys()


def test_a_schema_that_is_broken_is_noticed():
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document(empty_review()) | {"worst": "terrible"}, SCHEMA)


def test_a_small_review_in_full():
    found = plan(
        entry("aws_lb.main", {"idle_timeout": 60, "name": "n"}, {"name": "n"}, after_unknown={"idle_timeout": True})
    )
    assert document(reviewed(found, "shop/dev")) == {
        "version": 1,
        "title": "shop/dev",
        "terraform_version": "1.11.4",
        "complete": True,
        "worst": None,
        "counts": {"update": 1},
        "no_ops": 0,
        "resources": {"before": 1, "after": 1},
        "findings": [],
        "accepted": [],
        "not_judged": [],
        "changes": [
            {
                "address": "aws_lb.main",
                "action": "update",
                "type": "aws_lb",
                "name": "main",
                "module": "",
                "provider": "aws",
                "component": "",
                "reason": None,
                "previous_address": None,
                "import_id": None,
                "deposed": None,
                "create_before_destroy": False,
                "folded": 0,
                "attributes": [
                    {
                        "path": ["idle_timeout"],
                        "before": 60,
                        "after": {"$mark": "unknown"},
                        "forces_replacement": False,
                    }
                ],
            }
        ],
        "drift": [],
        "outputs": [],
        "cost": None,
    }
