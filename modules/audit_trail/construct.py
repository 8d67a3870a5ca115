"""The audit trail of an account."""

from typing import Any

from modules.audit_trail.inputs import AuditTrailInputs
from modules.audit_trail.key import trail_key
from modules.base.construct import Module, ModuleScope
from modules.base.iam import Statement, policy, trust_policy
from modules.base.private_bucket import ObjectLock, PrivateBucket, access_log_statement
from resources import Ref, aws

SERVICE = "cloudtrail.amazonaws.com"
ACCESS_LOG_PREFIX = "audit-trail/"
CLEANING = {
    "noncurrent_version_expiration": {"noncurrent_days": 30},
    "abort_incomplete_multipart_upload": {"days_after_initiation": 7},
}


class AuditTrail(Module):
    """A trail of all regions with validated log files in a bucket of their own, and the same events in a log group.

    It has a key of its own, so that who may read logs and data of an environment does not thereby read the audit's.
    Gives `arn`, `bucket_name`, `log_group_name` and `key_arn`.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: AuditTrailInputs,
        *,
        log_retention_days: int,
        deletion_protection: bool,
    ) -> None:
        super().__init__(scope, id)
        self._inputs = inputs
        self._name = self.context.name
        # Known before the trail, so that bucket, key and role can name the only trail that may use them.
        self._trail_arn = self.context.arn("cloudtrail", f"trail/{self._name}")
        self.log_group_name = f"/cloudtrail/{self._name}"
        self.key_arn = trail_key(self, trail_name=self._name, log_group_name=self.log_group_name)
        bucket, accepts_files = self._bucket(deletion_protection)
        self.bucket_name = bucket.name
        # For searching and alarms, so it need not keep what the files keep for a year and more.
        group = aws.CloudwatchLogGroup(
            self,
            name=self.log_group_name,
            retention_in_days=log_retention_days,
            kms_key_id=self.key_arn,
            skip_destroy=deletion_protection,
        )
        role, writes_events = self._delivery_role(group.arn)
        # checkov:skip=CKV_AWS_252: a message for each file tells nobody anything; alarms read the log group
        trail = aws.Cloudtrail(
            self,
            name=self._name,
            s3_bucket_name=bucket.name,
            kms_key_id=self.key_arn,
            is_multi_region_trail=True,
            include_global_service_events=True,
            enable_log_file_validation=True,
            cloud_watch_logs_group_arn=f"{group.arn}:*",
            cloud_watch_logs_role_arn=role.arn,
            # No topic for new log files: the log group has the events sooner, and nobody reads a message every
            # five minutes and region.
            advanced_event_selector=self._event_selectors(),
            # It is refused while it may not write to both.
            depends_on=[accepts_files, writes_events],
        )
        self.arn = trail.arn
        self.output("bucket", self.bucket_name, description="Where the audit trail's log files are")
        self.output("log_group", group.name, description="Where the audit trail's events can be searched")

    def _bucket(self, protected: bool) -> tuple[PrivateBucket, aws.S3BucketPolicy]:
        """The bucket of the log files, and its policy, which the trail has to wait for."""
        expiration = {"id": "expire", "expiration": {"days": self._inputs.retention_days}, **CLEANING}
        lock = self._inputs.object_lock
        # Without notifications, which nobody would read, and without a replica: a region that is lost takes the past of
        # the trail along, and nothing that the system needs to run.
        files = PrivateBucket(
            self,
            "files",
            name="audit-trail",
            kms_key_arn=self.key_arn,
            protected=protected,
            # No colder class: most files are smaller than the 128 KB from which S3 moves them.
            lifecycle_rules=[expiration],
            object_lock=None if lock is None else ObjectLock(mode=lock.mode, days=lock.days),
        )
        # Without a key of ours, which S3 cannot write access logs with, and without a log of its own, which never ends.
        access_logs = PrivateBucket(
            self, "access_logs", name="audit-access-logs", protected=protected, lifecycle_rules=[expiration]
        )
        ready = access_logs.set_policy([access_log_statement(access_logs, files, ACCESS_LOG_PREFIX)])
        files.log_access_to(access_logs, ACCESS_LOG_PREFIX, ready)
        return files, files.set_policy(self._delivery_statements(files.arn))

    def _delivery_statements(self, bucket_arn: Ref) -> list[dict[str, Any]]:
        only_this_trail = {"aws:SourceArn": self._trail_arn}
        return [
            {
                "Sid": "TrailChecksBucket",
                "Effect": "Allow",
                "Principal": {"Service": SERVICE},
                "Action": "s3:GetBucketAcl",
                "Resource": bucket_arn,
                "Condition": {"StringEquals": only_this_trail},
            },
            {
                "Sid": "TrailWritesFiles",
                "Effect": "Allow",
                "Principal": {"Service": SERVICE},
                "Action": "s3:PutObject",
                "Resource": f"{bucket_arn}/AWSLogs/{self.context.account_id}/*",
                "Condition": {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control", **only_this_trail}},
            },
        ]

    def _delivery_role(self, log_group_arn: Ref) -> tuple[aws.IamRole, aws.IamRolePolicy]:
        role = aws.IamRole(
            self,
            name=f"{self._name}-audit-trail",
            description="CloudTrail writes events to the audit trail's log group",
            assume_role_policy=trust_policy(SERVICE, {"StringEquals": {"aws:SourceArn": self._trail_arn}}),
        )
        writes_events = aws.IamRolePolicy(
            self,
            name="write-events",
            role=role.id,
            policy=policy(
                [
                    Statement(
                        sid="WriteEvents",
                        actions=["logs:CreateLogStream", "logs:PutLogEvents"],
                        resources=[f"{log_group_arn}:log-stream:{self.context.account_id}_CloudTrail_*"],
                    )
                ]
            ),
        )
        return role, writes_events

    def _event_selectors(self) -> list[Any]:
        selectors: list[Any] = [
            {"name": "management", "field_selector": [{"field": "eventCategory", "equals": ["Management"]}]}
        ]
        if self._inputs.object_events_of:
            arns = [f"arn:{self.context.partition}:s3:::{prefix}" for prefix in self._inputs.object_events_of]
            selectors.append(
                {
                    "name": "objects",
                    "field_selector": [
                        {"field": "eventCategory", "equals": ["Data"]},
                        {"field": "resources.type", "equals": ["AWS::S3::Object"]},
                        {"field": "resources.ARN", "starts_with": arns},
                    ],
                }
            )
        return selectors
