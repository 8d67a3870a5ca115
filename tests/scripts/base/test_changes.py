import pytest

from review.model import Action, Source
from scripts.base.changes import NOTHING, changes
from scripts.base.screen import Screen
from tests.scripts.conftest import change
from toolchain.errors import UserError


def plan(*resource_changes: dict[str, object], **outputs: str) -> dict[str, object]:
    changed = {name: {"actions": [action]} for name, action in outputs.items()}
    return {"format_version": "1.2", "resource_changes": list(resource_changes), "output_changes": changed}


PLAN = plan(
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
    change("aws_s3_bucket.state", ["update"], before={}, after={"tags": {"a": "b"}}, importing={"id": "x"}),
    change("aws_s3_bucket.taken", ["no-op"], importing={"id": "y"}),
    change("aws_lb.main", ["no-op"], previous_address="aws_lb.old"),
    change("aws_iam_role.left", ["forget"]),
    change("data.aws_region.here", ["read"]),
    url="create",
    name="no-op",
)


def test_lists_what_happens_in_the_order_of_addresses():
    assert [str(line) for line in changes(PLAN).resources] == [
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
    assert NOTHING.headline() == "0 to add, 0 to change, 0 to replace, 0 to destroy"
    assert (changes(PLAN).count(Action.CREATE), NOTHING.count(Action.CREATE)) == (1, 0)


def test_knows_components_from_the_tags():
    assert [line.component for line in changes(PLAN).resources] == ["", "", "", "", "ui", "", "", "network"]


def test_knows_which_outputs_change():
    assert changes(PLAN).outputs == ("url",)


def test_is_true_when_an_apply_would_do_anything():
    assert not NOTHING
    assert not changes(plan(change("aws_vpc.a", ["no-op"]), change("data.aws_region.here", ["read"])))
    assert changes(plan(url="update"))
    assert changes(plan(change("aws_vpc.a", ["update"], before={"x": None}, after={"x": ""})))


def test_shows_the_risks_with_their_lines_then_the_counts_and_what_is_left_out(capsys: pytest.CaptureFixture[str]):
    bucket = change("aws_s3_bucket.files", ["delete"], before={"bucket": "b"})
    noise = change("aws_vpc.a", ["update"], before={"x": None}, after={"x": ""})
    found = changes(plan(bucket, noise), {"aws_s3_bucket.files": Source("modules/a.py:1", "envs/shop/dev.tfvars:2")})
    found.show_rest(Screen())
    assert capsys.readouterr().out.splitlines() == [
        "",
        "  CRITICAL  data loss     aws_s3_bucket.files",
        "            It is destroyed, and with it every object in the bucket.",
        "            > Make sure that nobody needs the data or that a tested backup exists outside of it; to keep it "
        "without managing it, take it out of the state with a `removed` block.",
        "            envs/shop/dev.tfvars:2, modules/a.py:1",
        "",
        "0 to add, 0 to change, 0 to replace, 1 to destroy",
        "1 update left out, where only order, spelling or computed values differ.",
    ]


def test_the_document_has_all_of_it():
    found = changes(
        plan(change("aws_s3_bucket.b", ["update"], before={"force_destroy": False}, after={"force_destroy": True}))
    )
    document = found.document()
    [finding] = document.pop("findings")
    assert (finding["rule"], finding["severity"]) == ("destroy-made-easy", "high")
    assert document == {
        "add": 0,
        "change": 1,
        "replace": 0,
        "destroy": 0,
        "import": 0,
        "move": 0,
        "forget": 0,
        "outputs": [],
        "changes": [
            {
                "address": "aws_s3_bucket.b",
                "action": "change",
                "component": "",
                "arguments": ["force_destroy"],
                "forced_by": [],
                "was": None,
            }
        ],
    }


def test_what_is_no_plan_is_a_users_problem():
    with pytest.raises(UserError, match="has no format_version"):
        changes({})
