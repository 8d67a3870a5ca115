"""The DNS zone of a system."""

from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.base.iam import resource_policy
from modules.base.key_policy import account_decides
from modules.hosted_zone.inputs import HostedZoneInputs
from resources import aws

REGION = "us-east-1"
"""Where query logs and the keys of signed zones have to be, whatever the region of everything else."""

CAA_TTL_SECONDS = 3600
SIGNER = "dnssec-route53.amazonaws.com"


class HostedZone(Module):
    """A public hosted zone with CAA records, query log and, where asked for, DNSSEC.

    Gives `zone_id` and `name_servers`. Query log and DNSSEC need a context in us-east-1. Deletion protection keeps the
    zone, as a new one gets other name servers, which the registrar has to be told.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: HostedZoneInputs,
        *,
        kms_key_arn: str,
        log_retention_days: int,
        deletion_protection: bool,
    ) -> None:
        super().__init__(scope, id)
        self._inputs = inputs
        # checkov:skip=CKV2_AWS_38: `dnssec` signs the zone once its DS record can be given to the registrar; before
        # that nobody checks the signatures
        self._zone = aws.Route53Zone(
            self,
            name=inputs.name,
            comment=f"Names of {self.context.system}",
            # Records that Terraform does not know of, such as those of mail, are not deleted with the zone.
            force_destroy=False,
            lifecycle={"prevent_destroy": deletion_protection},
        )
        if inputs.hosted_zone_id is not None:
            self.collection.imported(self._zone, inputs.hosted_zone_id)
        self.zone_id = self._zone.zone_id
        self.name_servers = self._zone.name_servers
        self.output("zone_id", self.zone_id, description=f"Hosted zone of {inputs.name}, for `domain.hosted_zone_id`")
        self.output("name_servers", self.name_servers, description="What the registrar has to delegate the domain to")
        self._certificate_authorities()
        if inputs.query_logging:
            self._query_log(kms_key_arn, log_retention_days)
        if inputs.dnssec:
            self._dnssec()

    def _certificate_authorities(self) -> None:
        inputs = self._inputs
        records = [f'0 issue "{authority}"' for authority in inputs.certificate_authorities]
        if inputs.report_email is not None:
            records.append(f'0 iodef "mailto:{inputs.report_email}"')
        aws.Route53Record(
            self,
            "certificate_authorities",
            zone_id=self.zone_id,
            name=inputs.name,
            type="CAA",
            ttl=CAA_TTL_SECONDS,
            records=records,
        )

    def _query_log(self, kms_key_arn: str, log_retention_days: int) -> None:
        log_group = aws.CloudwatchLogGroup(
            self,
            "queries",
            name=f"/aws/route53/{self._inputs.name}",
            retention_in_days=log_retention_days,
            kms_key_id=kms_key_arn,
        )
        # An account has ten such policies a region, so this one is for a single log group and not for each name.
        policy = aws.CloudwatchLogResourcePolicy(
            self,
            "queries",
            policy_name=f"{self.context.name}-dns-queries",
            policy_document=resource_policy(
                [
                    {
                        "Sid": "QueriesOfThisZone",
                        "Effect": "Allow",
                        "Principal": {"Service": "route53.amazonaws.com"},
                        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                        "Resource": f"{log_group.arn}:*",
                        "Condition": {
                            "StringEquals": {"aws:SourceAccount": self.context.account_id},
                            "ArnLike": {"aws:SourceArn": self._zone.arn},
                        },
                    }
                ]
            ),
        )
        aws.Route53QueryLog(
            self,
            "queries",
            zone_id=self.zone_id,
            cloudwatch_log_group_arn=log_group.arn,
            depends_on=[policy],
        )

    def _dnssec(self) -> None:
        key = aws.KmsKey(
            self,
            "signing",
            description=f"Signs the zone {self._inputs.name}",
            customer_master_key_spec="ECC_NIST_P256",
            key_usage="SIGN_VERIFY",
            deletion_window_in_days=30,
            policy=resource_policy(self._signing_policy()),
        )
        aws.KmsAlias(self, "signing", name=f"alias/{self.context.name}-dnssec", target_key_id=key.key_id)
        signing = aws.Route53KeySigningKey(
            self,
            "signing",
            hosted_zone_id=self.zone_id,
            key_management_service_arn=key.arn,
            name=self.context.name.replace("-", "_"),
        )
        aws.Route53HostedZoneDnssec(self, "signing", hosted_zone_id=self.zone_id, depends_on=[signing])
        self.output("ds_record", signing.ds_record, description="What the registrar publishes, so that DNSSEC counts")

    def _signing_policy(self) -> list[dict[str, Any]]:
        # https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/access-control-managing-permissions.html
        own_zones = {
            "StringEquals": {"aws:SourceAccount": self.context.account_id},
            "ArnLike": {"aws:SourceArn": f"arn:{self.context.partition}:route53:::hostedzone/*"},
        }
        return [
            account_decides(self.context),
            {
                "Sid": "SignZonesOfThisAccount",
                "Effect": "Allow",
                "Principal": {"Service": SIGNER},
                "Action": ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
                "Resource": "*",
                "Condition": own_zones,
            },
            {
                "Sid": "LetRoute53KeepUsingTheKey",
                "Effect": "Allow",
                "Principal": {"Service": SIGNER},
                "Action": "kms:CreateGrant",
                "Resource": "*",
                "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}},
            },
        ]
