import json
import re
from pathlib import Path

import pytest

from review.errors import PlanError
from review.model import ABSENT, SENSITIVE, UNKNOWN, Action, OutputChange
from review.plan import LARGEST_BYTES, load_plan, read_plan
from tests.review.making import CORPUS, document, entry, only_change, plan

HOW = "Make one with `terraform show -json <plan file>`, where the plan file is what `terraform plan -out` wrote."
DEEP = "The plan has values inside values, hundreds of levels deep, and was not reviewed."


def test_reads_everything_that_terraform_does_to_resources():
    found = [(str(change.action), change.address) for change in load_plan(CORPUS / "terraform_data.json").changes]
    assert found == [
        ("read", "data.terraform_remote_state.d"),
        ("update", "module.m[0].terraform_data.x"),
        ("update", "module.m[0].terraform_data.y"),
        ("update", "module.m[1].terraform_data.x"),
        ("update", "module.m[1].terraform_data.y"),
        ("update", "terraform_data.a"),
        ("forget", "terraform_data.forgotten"),
        ("destroy", "terraform_data.gone"),
        ("update", "terraform_data.imported"),
        ("update", "terraform_data.j"),
        ("move", "terraform_data.new"),
        ("replace", "terraform_data.r"),
        ("update", "terraform_data.s"),
    ]


def test_terraform_shows_a_secret_in_clear_and_we_do_not():
    text = (CORPUS / "terraform_data.json").read_text()
    assert "MARKER-secret-1" in text
    assert "MARKER" not in repr(load_plan(text))


def test_what_there_is_and_what_there_will_be():
    real = load_plan(CORPUS / "terraform_data.json")
    assert sorted(real.before.keys() - real.after.keys()) == ["terraform_data.forgotten", "terraform_data.gone"]
    assert real.after.keys() - real.before.keys() == set()
    assert real.after['terraform_data.many["c[\\"d\\"]"]'].index == 'c["d"]'
    assert real.after["module.m[0].terraform_data.x"].module == "module.m[0]"


def test_resources_that_no_change_mentions_come_from_the_state_and_the_planned_values():
    quiet = {"address": "aws_vpc.a", "mode": "managed", "type": "aws_vpc", "name": "a", "values": {"id": "vpc-1"}}
    root = {"root_module": {"child_modules": [{"resources": [quiet, quiet | {"mode": "data"}]}]}}
    found = plan(prior_state={"values": root}, planned_values=root)
    assert (found.before, found.after) == ({"aws_vpc.a": found.before["aws_vpc.a"]}, found.before)
    assert found.before["aws_vpc.a"].values == {"id": "vpc-1"}


def test_a_replacement_says_why_and_in_which_order():
    found = only_change(
        entry(
            "aws_db_instance.main",
            {"engine": "mysql", "port": 1},
            {"engine": "postgres", "port": 2},
            actions=["create", "delete"],
            replace_paths=[["engine"]],
            more={"action_reason": "replace_because_cannot_update"},
        )
    )
    assert (found.action, found.reason) == (Action.REPLACE, "replace_because_cannot_update")
    assert found.create_before_destroy
    assert [(one.path, one.forces_replacement) for one in found.attributes] == [(("engine",), True), (("port",), False)]


def test_what_forces_a_replacement_is_shown_even_where_it_would_be_folded():
    found = only_change(
        entry("x_y.z", {"names": ["a", "b"]}, {"names": ["b", "a"]}, replace_paths=[["names"]]),
    )
    assert [(one.path, one.before, one.after) for one in found.attributes] == [(("names",), ["a", "b"], ["b", "a"])]


def test_opentofu_may_forget_what_it_replaces():
    found = only_change(entry("x_y.z", {"a": 1}, {"a": 2}, actions=["create", "forget"]))
    assert (found.action, found.create_before_destroy) == (Action.REPLACE, True)


def test_moves_and_imports_may_come_with_an_update():
    moved = only_change(entry("x_y.new", {"a": 1}, {"a": 1}, more={"previous_address": "x_y.old"}))
    assert (moved.action, moved.previous_address) == (Action.MOVE, "x_y.old")
    imported = only_change(entry("x_y.z", {"a": 1}, {"a": 1}, importing={"id": "z-1"}))
    assert (imported.action, imported.import_id) == (Action.IMPORT, "z-1")
    updated = only_change(entry("x_y.z", {"a": 1}, {"a": 2}, importing={"id": "z-1"}))
    assert (updated.action, updated.import_id) == (Action.UPDATE, "z-1")


def test_a_deposed_object_is_a_change_of_its_own_and_not_the_resource():
    deposed = entry("aws_db_instance.main", {"id": "old"}, None, more={"deposed": "abc"})
    found = plan(deposed, entry("aws_db_instance.main", {"id": "new"}, {"id": "new"}))
    assert [(change.action, change.deposed) for change in found.changes] == [(Action.DESTROY, "abc")]
    assert found.before["aws_db_instance.main"].values == {"id": "new"}


def test_an_update_that_is_all_noise_is_counted_only():
    found = plan(entry("x_y.z", {"policy": '{"a": 1, "b": 2}'}, {"policy": '{"b": 2, "a": 1}'}))
    assert (found.changes, found.no_ops) == ((), 1)


def test_drift_is_apart():
    found = plan(resource_drift=[entry("x_y.z", {"a": 1}, {"a": 2}), entry("x_y.gone", {"a": 1}, None)])
    assert found.changes == ()
    assert [(change.action, change.address) for change in found.drift] == [
        (Action.DESTROY, "x_y.gone"),
        (Action.UPDATE, "x_y.z"),
    ]


def test_outputs_with_marks():
    found = plan(
        output_changes={
            "url": {"actions": ["update"], "before": "a", "after": "b"},
            "arn": {"actions": ["create"], "before": None, "after_unknown": True},
            "key": {"actions": ["update"], "before": "k1", "after": "k2", "before_sensitive": True},
            "same": {"actions": ["no-op"], "before": "s", "after": "s"},
        }
    )
    assert found.outputs == (
        OutputChange("arn", ABSENT, UNKNOWN),
        OutputChange("key", SENSITIVE, SENSITIVE),
        OutputChange("url", "a", "b"),
    )


@pytest.mark.parametrize("partial", [{"complete": False}, {"errored": True}, {"deferred_changes": [{}]}])
def test_a_plan_that_is_not_whole_says_so(partial: dict[str, object]):
    assert plan(complete=True).complete
    assert not plan(**partial).complete


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f"The plan ends too early (line 1, column 1). {HOW}"),
        ('{"format_version": "1.2", "resource_chan', f"The plan ends too early (line 1, column 27). {HOW}"),
        ("Terraform will perform", f"The plan is not JSON: Expecting value (line 1, column 1). {HOW}"),
        ("[]", f"This is JSON but not a plan. {HOW}"),
        ("{}", f"This is JSON but not a plan: it has no format_version. {HOW}"),
        (
            '{"format_version": "2.0", "resource_changes": []}',
            "The plan has format_version '2.0'; Stackwright knows 1.x, which Terraform writes since 1.1 and OpenTofu "
            "in every version. Make the plan with one of these.",
        ),
        ('{"format_version": "1.0", "values": {}}', f"This is a state: it has no resource_changes. {HOW}"),
        ('{"format_version": "1.0"}', f"This is not a plan: it has no resource_changes. {HOW}"),
        ("[" * 100_000, DEEP),
        ('{"format_version": "1.2", "resource_changes": 5}', f"resource_changes of the plan is not a list. {HOW}"),
    ],
    ids=["empty", "truncated", "text", "list", "nothing", "format", "state", "neither", "deep", "number"],
)
def test_what_is_no_plan_is_refused_with_a_sentence(text: str, message: str):
    with pytest.raises(PlanError, match=f"^{re.escape(message)}$"):
        load_plan(text)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda good: 5, "it has no change"),
        (lambda good: good | {"change": None}, "it has no change"),
        (lambda good: good | {"address": 5}, "its address is no text"),
        (lambda good: good | {"previous_address": 5}, "its previous_address is no text"),
        (lambda good: good | {"change": good["change"] | {"before": "x"}}, "its before is no map"),
        (lambda good: good | {"change": good["change"] | {"actions": []}}, "its actions are no list of texts"),
        (
            lambda good: good | {"change": good["change"] | {"replace_paths": [5]}},
            "its replace_paths are no list of paths",
        ),
    ],
)
def test_a_change_of_another_shape_is_refused(spoil, why: str):
    good = entry("x_y.a", {}, None)
    with pytest.raises(PlanError) as refused:
        read_plan(document(good, spoil(good)))
    assert str(refused.value) == f"resource_changes[1] of the plan is not what Terraform writes: {why}. {HOW}"


def test_an_action_nobody_knows_is_not_passed_over():
    with pytest.raises(PlanError) as refused:
        plan(entry("x_y.z", {}, {"a": 1}, actions=["frobnicate"]))
    assert str(refused.value) == (
        "x_y.z has the actions frobnicate, which this version of Stackwright does not know, so nothing was reviewed."
    )


def test_values_that_are_nested_too_deeply_are_refused():
    value: object = 1
    for _ in range(900):
        value = [value]
    with pytest.raises(PlanError, match=f"^{re.escape(DEEP)}$"):
        read_plan(document(entry("x_y.z", {"a": value}, {"a": [value]})))


def test_terraforms_own_plan_file_is_told_from_its_json(tmp_path: Path):
    file = tmp_path / "x.tfplan"
    file.write_bytes(b"PK\x03\x04...")
    with pytest.raises(PlanError) as refused:
        load_plan(file)
    assert str(refused.value) == (
        f"{file} is Terraform's own plan file. Show it as JSON with `terraform show -json {file} > plan.json` in the "
        "folder it was made in, and review that."
    )


def test_bytes_that_are_no_text_are_refused(tmp_path: Path):
    file = tmp_path / "plan.json"
    file.write_bytes(b'{"a": "\xff\xfe"}')
    with pytest.raises(PlanError, match=f"^{re.escape(f'The plan is not text in UTF-8. {HOW}')}$"):
        load_plan(file)


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path):
    file = tmp_path / "plan.json"
    with file.open("wb") as large:
        large.truncate(LARGEST_BYTES + 1)
    with pytest.raises(PlanError) as refused:
        load_plan(file)
    assert str(refused.value) == f"{file} is larger than 256 MiB, which is the most that is reviewed."


def test_a_plan_of_nothing_is_a_plan():
    found = load_plan(json.dumps(document()))
    assert (found.changes, found.before, found.after, found.complete) == ((), {}, {}, True)
