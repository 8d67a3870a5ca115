"""A state that is deleted or damaged in the bucket, and put back from the bucket's versions."""

import pytest

from tests.faults.conftest import BUCKET, KEY, TARGET, Ended, Site

pytestmark = pytest.mark.slow


def newest_whole(site: Site) -> str:
    """The newest version that is a state."""
    listed = site.run("state", TARGET, "--versions", "--json")
    return next(one["id"] for one in site.document(listed)["versions"] if not one["deleted"] and not one["problem"])


def restored(site: Site) -> Ended:
    return site.ok("state", TARGET, "--restore", newest_whole(site), "--yes", TARGET)


def test_a_deleted_state_is_put_back(site: Site, shows):
    site.describe()
    site.ok("deploy", TARGET, "--yes")
    before = site.state()
    site.client("s3").delete_object(Bucket=BUCKET, Key=KEY)
    looked = site.run("state", TARGET)
    assert looked.exit_code == 1
    shows("state-deleted", looked, looked.stdout)
    listed = site.run("state", TARGET, "--versions")
    shows("state-versions", listed, "\n".join(listed.stdout.splitlines()[:4]))
    done = restored(site)
    shows("state-restored", done, done.stdout)
    after = site.state()
    assert after["serial"] == before["serial"] + 1
    assert after["resources"] == before["resources"]
    assert site.run("plan", TARGET, "--detailed-exitcode").exit_code == 0


def test_a_state_that_was_changed_by_hand_is_recognised(site: Site, shows):
    text = site.client("s3").get_object(Bucket=BUCKET, Key=KEY)["Body"].read()
    site.client("s3").put_object(Bucket=BUCKET, Key=KEY, Body=text.replace(b"shop-shared-p3", b"shop-shared-p4"))
    looked = site.run("state", TARGET)
    assert looked.exit_code == 1
    shows("state-changed", looked, looked.stdout)
    versions = site.document(site.run("state", TARGET, "--versions", "--json"))["versions"]
    site.ok("state", TARGET, "--restore", versions[1]["id"], "--yes", TARGET)
    assert site.run("state", TARGET).exit_code == 0


@pytest.mark.parametrize("damage", ["deleted", "cut off"])
def test_terraform_refuses_a_state_that_is_not_what_the_table_remembers(site: Site, shows, damage: str):
    """It asks for ten seconds, as S3 may once have been late."""
    if damage == "deleted":
        site.client("s3").delete_object(Bucket=BUCKET, Key=KEY)
    else:
        text = site.client("s3").get_object(Bucket=BUCKET, Key=KEY)["Body"].read()
        site.client("s3").put_object(Bucket=BUCKET, Key=KEY, Body=text[: len(text) // 2])
    planned = site.run("plan", TARGET)
    assert planned.exit_code == 1
    looked = site.run("state", TARGET)
    restored(site)
    assert site.run("plan", TARGET, "--detailed-exitcode").exit_code == 0
    if damage == "deleted":
        shows("state-checksum", planned, planned.stderr)
    else:
        shows("state-damaged", looked, looked.stdout)


def test_with_the_lock_file_alone_a_deleted_state_is_no_reason_to_make_everything_again(site: Site, shows):
    file = site.folder / "envs" / "state.tfvars"
    text = file.read_text()
    file.write_text(text.replace("state = {", 'state = {\n  locks = ["s3_lock_file"]'))
    try:
        site.client("s3").delete_object(Bucket=BUCKET, Key=KEY)
        planned = site.run("deploy", TARGET, "--yes")
        assert planned.exit_code == 1
        shows("state-lost", planned, planned.stderr)
        restored(site)
    finally:
        file.write_text(text)
    # The table did not see that restore.
    restored(site)
    assert site.run("plan", TARGET, "--detailed-exitcode").exit_code == 0
