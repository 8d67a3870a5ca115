from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from tests.local_aws.conftest import Client


@pytest.mark.needs("s3.put_replication", "s3.get_replication", "s3.delete_replication")
def test_replication_keeps_every_field(aws: Client) -> None:
    s3 = aws("s3")
    s3.create_bucket(Bucket="data")
    s3.put_bucket_versioning(Bucket="data", VersioningConfiguration={"Status": "Enabled"})
    rule = {
        "ID": "all",
        "Priority": 1,
        "Filter": {"Prefix": ""},
        "Status": "Enabled",
        "SourceSelectionCriteria": {"SseKmsEncryptedObjects": {"Status": "Enabled"}},
        "Destination": {
            "Bucket": "arn:aws:s3:::copy",
            "ReplicationTime": {"Status": "Enabled", "Time": {"Minutes": 15}},
            "Metrics": {"Status": "Enabled"},
        },
        "DeleteMarkerReplication": {"Status": "Enabled"},
    }
    configuration = {"Role": "arn:aws:iam::111122223333:role/copy", "Rules": [rule]}
    s3.put_bucket_replication(Bucket="data", ReplicationConfiguration=configuration)
    assert s3.get_bucket_replication(Bucket="data")["ReplicationConfiguration"] == configuration
    s3.delete_bucket_replication(Bucket="data")
    with pytest.raises(ClientError, match="ReplicationConfigurationNotFoundError"):
        s3.get_bucket_replication(Bucket="data")


@pytest.mark.needs("s3.forget_settings", "s3.put_notification", "s3.get_notification")
def test_a_new_bucket_of_the_same_name_inherits_nothing(aws: Client) -> None:
    s3 = aws("s3")
    s3.create_bucket(Bucket="data")
    s3.put_bucket_notification_configuration(Bucket="data", NotificationConfiguration={"EventBridgeConfiguration": {}})
    assert s3.get_bucket_notification_configuration(Bucket="data")["EventBridgeConfiguration"] == {}
    s3.delete_bucket(Bucket="data")
    s3.create_bucket(Bucket="data")
    assert "EventBridgeConfiguration" not in s3.get_bucket_notification_configuration(Bucket="data")


def test_settings_of_a_bucket_that_is_not_there_are_refused(aws: Client) -> None:
    s3 = aws("s3")
    try:
        s3.get_bucket_logging(Bucket="nothing")
    except s3.exceptions.NoSuchBucket:
        return
    raise AssertionError("answered for a bucket that does not exist")


@pytest.mark.needs("s3.do_not_enforce_bucket_policies")
def test_a_tls_only_policy_does_not_refuse_objects(aws: Client) -> None:
    s3 = aws("s3")
    s3.create_bucket(Bucket="state")
    s3.put_bucket_policy(
        Bucket="state",
        Policy='{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", '
        '"Resource": "arn:aws:s3:::state/*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}',
    )
    s3.put_object(Bucket="state", Key="terraform.tfstate", Body=b"{}")
    s3.put_object(Bucket="state", Key="terraform.tfstate", Body=b"{}")
    assert s3.get_object(Bucket="state", Key="terraform.tfstate")["Body"].read() == b"{}"


@pytest.mark.needs("s3.put_intelligent_tiering", "s3.get_intelligent_tiering", "s3.delete_intelligent_tiering")
def test_intelligent_tiering_comes_back_until_it_is_deleted(aws: Client) -> None:
    s3 = aws("s3")
    s3.create_bucket(Bucket="data")
    tiering = {"Id": "all", "Status": "Enabled", "Tierings": [{"Days": 125, "AccessTier": "ARCHIVE_ACCESS"}]}
    s3.put_bucket_intelligent_tiering_configuration(Bucket="data", Id="all", IntelligentTieringConfiguration=tiering)
    shown = s3.get_bucket_intelligent_tiering_configuration(Bucket="data", Id="all")
    assert shown["IntelligentTieringConfiguration"] == tiering
    s3.delete_bucket_intelligent_tiering_configuration(Bucket="data", Id="all")
    with pytest.raises(ClientError, match="NoSuchConfiguration"):
        s3.get_bucket_intelligent_tiering_configuration(Bucket="data", Id="all")


@pytest.mark.needs("s3.put_logging", "s3.get_logging")
def test_logging_comes_back(aws: Client) -> None:
    s3 = aws("s3")
    s3.create_bucket(Bucket="data")
    logging = {"LoggingEnabled": {"TargetBucket": "logs", "TargetPrefix": "data/"}}
    s3.put_bucket_logging(Bucket="data", BucketLoggingStatus=logging)
    assert s3.get_bucket_logging(Bucket="data")["LoggingEnabled"] == logging["LoggingEnabled"]


@pytest.mark.needs("s3.delete_markers_can_be_deleted")
def test_a_bucket_that_had_versions_is_emptied_of_its_delete_markers(aws: Client) -> None:
    s3 = aws("s3")
    s3.create_bucket(Bucket="state")
    s3.put_bucket_versioning(Bucket="state", VersioningConfiguration={"Status": "Enabled"})
    s3.put_object(Bucket="state", Key="dev.tfstate", Body=b"{}")
    s3.delete_object(Bucket="state", Key="dev.tfstate")
    s3.put_bucket_versioning(Bucket="state", VersioningConfiguration={"Status": "Suspended"})
    listed = s3.list_object_versions(Bucket="state")
    versions = [*listed["Versions"], *listed["DeleteMarkers"]]
    objects = [{"Key": version["Key"], "VersionId": version["VersionId"]} for version in versions]
    s3.delete_objects(Bucket="state", Delete={"Objects": objects})
    s3.delete_bucket(Bucket="state")
