"""What a caller decides about the DNS zone of a system."""

from typing import Annotated

from pydantic import Field

from modules.base.fields import DomainName, EmailAddress, HostedZoneId
from modules.base.inputs import Inputs
from modules.base.later import Later, replaces


class HostedZoneInputs(Inputs):
    """A public Route 53 hosted zone, in which the environments of a system have their names."""

    name: Annotated[DomainName, replaces("aws_route53_zone")]
    """The domain, such as example.com."""

    hosted_zone_id: Annotated[HostedZoneId | None, Later("no: it says what is taken over at first")] = None
    """The zone's id, if it exists already, as one does for each domain registered with Route 53: it is taken over then.
    Without it a new zone is made, whose id and name servers are outputs."""

    certificate_authorities: tuple[DomainName, ...] = Field(default=("amazon.com",), min_length=1)
    """Who may issue certificates for the domain and all names below it; amazon.com is what ACM needs."""

    report_email: EmailAddress | None = None
    """Who is told by an authority that was asked for a certificate and may not issue it."""

    query_logging: bool = True
    """Whether each query that Route 53 answers is logged, in us-east-1."""

    dnssec: Annotated[bool, Later("yes; off only days after its DS record was taken back")] = False
    """Whether the zone is signed. It is trusted only after its DS record has been given to the registrar, and must be
    taken back there days before signing is switched off, else nobody finds the domain."""
