from scripts.base.changes import Change, changes
from tests.scripts.conftest import change

PLAN = {
    "resource_changes": [
        change("aws_vpc.b", ["create"], after={"tags_all": {"component": "network"}}),
        change("aws_vpc.a", ["no-op"], before={"x": 1}, after={"x": 1}),
        change(
            "aws_ecs_service.api",
            ["update"],
            before={"desired_count": 1, "task_definition": "x", "name": "api"},
            after={"desired_count": 2, "name": "api"},
            after_unknown={"task_definition": True, "tags": {}},
        ),
        change("aws_db_instance.database", ["delete", "create"], replace_paths=[["engine"], ["port"]]),
        change("aws_s3_bucket.old", ["delete"], before={"tags": {"component": "ui"}}),
        change("aws_s3_bucket.state", ["update"], before={}, after={"tags": {}}, importing={"id": "x"}),
        change("aws_s3_bucket.taken", ["no-op"], importing={"id": "y"}),
        change("aws_lb.main", ["no-op"], previous_address="aws_lb.old"),
        change("aws_iam_role.left", ["forget"]),
        change("data.aws_region.here", ["read"]),
    ],
    "output_changes": {"url": {"actions": ["create"]}, "name": {"actions": ["no-op"]}},
}


def test_lists_what_happens_in_the_order_of_addresses():
    assert [str(change) for change in changes(PLAN).resources] == [
        "-/+ aws_db_instance.database (because of engine, port)",
        "  ~ aws_ecs_service.api (desired_count, task_definition)",
        "  . aws_iam_role.left",
        "  > aws_lb.main (was aws_lb.old)",
        "  - aws_s3_bucket.old",
        "  ~ aws_s3_bucket.state (imported; tags)",
        "  = aws_s3_bucket.taken (imported)",
        "  + aws_vpc.b",
    ]


def test_counts_the_rare_only_where_there_is_any():
    assert changes(PLAN).headline() == (
        "1 to add, 2 to change, 1 to replace, 1 to destroy, 2 to import, 1 to move, 1 to forget"
    )
    assert changes({}).headline() == "0 to add, 0 to change, 0 to replace, 0 to destroy"


def test_knows_components_from_the_tags():
    assert [change.component for change in changes(PLAN).resources] == ["", "", "", "", "ui", "", "", "network"]


def test_knows_which_outputs_change():
    assert changes(PLAN).outputs == ("url",)


def test_is_true_when_anything_would_change():
    assert not changes({"resource_changes": [change("aws_vpc.a", ["no-op"])], "output_changes": {}})
    assert changes({"output_changes": {"url": {"actions": ["update"]}}})


def test_never_shows_a_value():
    plan = {"resource_changes": [change("aws_x.y", ["update"], before={"password": "old"}, after={"password": "new"})]}
    assert changes(plan).resources == (Change("aws_x.y", "change", "", arguments=("password",)),)


def test_the_document_has_all_of_it():
    found = changes({"resource_changes": [change("aws_vpc.b", ["create"])], "output_changes": {}})
    assert found.document() == {
        "add": 1,
        "change": 0,
        "replace": 0,
        "destroy": 0,
        "import": 0,
        "move": 0,
        "forget": 0,
        "outputs": [],
        "changes": [
            {"address": "aws_vpc.b", "action": "add", "component": "", "arguments": [], "forced_by": [], "was": None}
        ],
    }
