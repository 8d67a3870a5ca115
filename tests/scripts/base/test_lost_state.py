import json
import re
from pathlib import Path

import pytest

from scripts.base.aws import Aws
from scripts.base.lost_state import refuse_lost_state
from tests.scripts.conftest import Fake, StatePlace, change
from toolchain.errors import UserError

KEY = "shop/dev/terraform.tfstate"
AWS = Aws({"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}, None)


@pytest.fixture
def folder(tmp_path: Path, state_place: StatePlace) -> Path:
    backend = {"bucket": state_place.bucket, "key": KEY, "region": "us-east-1"}
    (tmp_path / "cdk.tf.json").write_text(json.dumps({"terraform": {"backend": {"s3": backend}}}))
    return tmp_path


def test_a_state_that_never_was_is_no_loss(folder: Path, state_place: StatePlace):
    state_place.put_state(f"{KEY}.tflock", "{}")
    state_place.client("s3").delete_object(Bucket=state_place.bucket, Key=f"{KEY}.tflock")
    refuse_lost_state(folder, AWS, "shop/dev")


def test_a_state_that_is_there_is_no_loss(folder: Path, state_place: StatePlace):
    state_place.client("s3").delete_object(Bucket=state_place.bucket, Key=KEY)
    state_place.put_state(KEY, "{}")
    refuse_lost_state(folder, AWS, "shop/dev")


def test_a_deleted_state_is_refused(folder: Path, state_place: StatePlace):
    state_place.put_state(KEY, "{}")
    state_place.client("s3").delete_object(Bucket=state_place.bucket, Key=KEY)
    with pytest.raises(UserError) as refused:
        refuse_lost_state(folder, AWS, "shop/dev --local")
    assert re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "<time>", str(refused.value)) == (
        f"The state s3://{state_place.bucket}/{KEY} was deleted, <time> UTC. Without it everything would be made a second "
        "time. `stackwright state shop/dev --local --versions` lists what can be put back."
    )


def test_a_plan_that_makes_everything_looks_for_it(stackwright, fake: Fake, state_place: StatePlace):
    fake.plans(change("aws_vpc.network", ["create"], after={"cidr_block": "10.0.0.0/16"}))
    fake.write("state-pull", "")
    state_place.put_state("state/terraform.tfstate", "{}")
    state_place.client("s3").delete_object(Bucket=state_place.bucket, Key="state/terraform.tfstate")
    done = stackwright("plan", "state")
    assert (done.exit_code, done.stdout) == (1, "")
    assert " was deleted, " in done.stderr.splitlines()[-1]
