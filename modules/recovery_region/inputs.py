"""What a caller decides about the region that things are copied to."""

from pydantic import Field

from modules.base.fields import Region
from modules.base.inputs import Inputs


class RecoveryRegionInputs(Inputs):
    """The region that holds copies of what must survive the loss of the environment's own."""

    region: Region
    """A region far from the own one, such as us-west-2."""

    database_backup_retention_days: int = Field(default=7, ge=1, le=35)
    """Days back to any second of which a database can be restored there."""
