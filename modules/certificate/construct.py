"""A TLS certificate that renews itself."""

from collections.abc import Sequence
from typing import Self

from modules.base.construct import Module, ModuleScope
from resources import Ref, aws, given


class Certificate(Module):
    """An ACM certificate, the DNS records that prove the names are ours, and the wait until it is issued.

    Gives `arn`, which is known only once the certificate is issued, so that whatever uses it waits for that.

    CloudFront takes certificates of us-east-1 only: give `provider="aws.us_east_1"` in an environment of another
    region, and `records_of` the regional certificate of the same names, whose records prove both.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        *,
        domain_name: str,
        alternative_names: Sequence[str] = (),
        hosted_zone_id: str,
        provider: str | None = None,
        records_of: Self | None = None,
    ) -> None:
        super().__init__(scope, id)
        self.names = (domain_name, *alternative_names)
        self._certificate = aws.AcmCertificate(
            self,
            domain_name=domain_name,
            validation_method="DNS",
            options={"certificate_transparency_logging_preference": "ENABLED"},
            # A listener keeps the old certificate until the new one is in its place.
            lifecycle={"create_before_destroy": True},
            **given(provider=provider, subject_alternative_names=list(alternative_names) or None),
        )
        self._records = records_of.records_for(self.names) if records_of else self._make_records(hosted_zone_id)
        validation = aws.AcmCertificateValidation(
            self,
            certificate_arn=self._certificate.arn,
            validation_record_fqdns=[record.fqdn for record in self._records.values()],
            **given(provider=provider),
        )
        self.arn = validation.certificate_arn

    def records_for(self, names: Sequence[str]) -> dict[str, aws.Route53Record]:
        """The validation records of these names. ValueError for a name that this certificate does not have."""
        unknown = [name for name in names if name not in self._records]
        if unknown:
            raise ValueError(f"{self.prefix} has no validation record of {', '.join(unknown)}")
        return {name: self._records[name] for name in names}

    def _make_records(self, hosted_zone_id: str) -> dict[str, aws.Route53Record]:
        return {
            name: aws.Route53Record(
                self,
                name.replace(".", "_").replace("-", "_"),
                zone_id=hosted_zone_id,
                name=self._validation_option(name, "resource_record_name"),
                type="CNAME",
                ttl=300,
                records=[self._validation_option(name, "resource_record_value")],
                # ACM asks an account for the same record in every region and again after a replacement.
                allow_overwrite=True,
            )
            for name in self.names
        }

    def _validation_option(self, name: str, attribute: str) -> Ref:
        # A set: its element is found by the name it belongs to, which is known before the certificate exists.
        options = self._certificate.domain_validation_options.expression
        return Ref(f'one([for option in {options} : option.{attribute} if option.domain_name == "{name}"])', "string")
