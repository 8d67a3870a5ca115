"""The place where Terraform keeps its state."""

from modules.base.construct import Module, ModuleScope
from modules.base.context import Context
from modules.base.iam import resource_policy
from modules.state.inputs import StateInputs
from resources import Ref, aws
from resources.resource import Lifecycle

KEY_ALIAS = "alias/stackwright-state"


def state_key_alias_arn(context: Context) -> str:
    """The key that encrypts state objects, by its alias: known before the key exists."""
    return context.arn("kms", KEY_ALIAS)


class State(Module):
    """The state bucket, the lock table and their key.

    `stackwright bootstrap` creates bucket and table before the first apply, as this state itself lies in them; import
    entries then take them over. All three are protected from destroy.
    """

    def __init__(self, scope: ModuleScope, id: str, inputs: StateInputs) -> None:
        super().__init__(scope, id)
        self._inputs = inputs
        self._protected: Lifecycle = {"prevent_destroy": True}
        self._key_arn = self._key()
        self._bucket()
        self._lock_table()

    def _key(self) -> Ref:
        key = aws.KmsKey(
            self,
            description="Terraform state of all stacks",
            enable_key_rotation=True,
            deletion_window_in_days=30,
            # The default policy: the account's IAM policies decide who may use it.
            policy=resource_policy(
                [
                    {
                        "Sid": "IamDecides",
                        "Effect": "Allow",
                        "Principal": {"AWS": self.context.global_arn("iam", "root")},
                        "Action": "kms:*",
                        "Resource": "*",
                    }
                ]
            ),
            lifecycle=self._protected,
        )
        aws.KmsAlias(self, name=KEY_ALIAS, target_key_id=key.key_id)
        return key.arn

    def _bucket(self) -> None:
        # checkov:skip=CKV_AWS_144: a state describes resources of its region; versions are kept against mistakes
        # checkov:skip=CKV_AWS_18: who reads and writes states is in the audit trail's object events
        # checkov:skip=CKV2_AWS_62: nothing acts on a new object here
        bucket = aws.S3Bucket(self, bucket=self._inputs.bucket_name, lifecycle=self._protected)
        self.collection.imported(bucket, self._inputs.bucket_name)
        versioning = aws.S3BucketVersioning(
            self, bucket=bucket.id, versioning_configuration={"status": "Enabled"}, lifecycle=self._protected
        )
        aws.S3BucketServerSideEncryptionConfiguration(
            self,
            bucket=bucket.id,
            rule=[
                {
                    "apply_server_side_encryption_by_default": {
                        "sse_algorithm": "aws:kms",
                        "kms_master_key_id": self._key_arn,
                    },
                    "bucket_key_enabled": True,
                }
            ],
        )
        aws.S3BucketOwnershipControls(self, bucket=bucket.id, rule={"object_ownership": "BucketOwnerEnforced"})
        public_access = aws.S3BucketPublicAccessBlock(
            self,
            bucket=bucket.id,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
        )
        aws.S3BucketPolicy(self, bucket=bucket.id, policy=self._bucket_policy(bucket.arn), depends_on=[public_access])
        aws.S3BucketLifecycleConfiguration(
            self,
            bucket=bucket.id,
            rule=[
                {
                    "id": "superseded-states",
                    "status": "Enabled",
                    "filter": {"prefix": ""},
                    "noncurrent_version_expiration": {"noncurrent_days": self._inputs.noncurrent_version_days},
                    "abort_incomplete_multipart_upload": {"days_after_initiation": 7},
                }
            ],
            depends_on=[versioning],
        )

    def _bucket_policy(self, bucket_arn: Ref) -> str:
        everything = [bucket_arn, f"{bucket_arn}/*"]
        return resource_policy(
            [
                {
                    "Sid": "OnlyOverTls",
                    "Effect": "Deny",
                    "Principal": "*",
                    "Action": "s3:*",
                    "Resource": everything,
                    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                },
                {
                    "Sid": "OnlyThisAccount",
                    "Effect": "Deny",
                    "Principal": "*",
                    "Action": "s3:*",
                    "Resource": everything,
                    "Condition": {"StringNotEquals": {"aws:PrincipalAccount": self.context.account_id}},
                },
            ]
        )

    def _lock_table(self) -> None:
        table = aws.DynamodbTable(
            self,
            "locks",
            name=self._inputs.lock_table_name,
            billing_mode="PAY_PER_REQUEST",
            hash_key="LockID",
            attribute=[{"name": "LockID", "type": "S"}],
            deletion_protection_enabled=True,
            point_in_time_recovery={"enabled": True},
            server_side_encryption={"enabled": True, "kms_key_arn": self._key_arn},
            lifecycle=self._protected,
        )
        self.collection.imported(table, self._inputs.lock_table_name)
