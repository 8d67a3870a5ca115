"""AWS resources as checked Python objects: `from resources import aws` and write `aws.Vpc(self, cidr_block=...)`."""

from resources.collection import Collection
from resources.jsontext import json_text
from resources.ref import Ref
from resources.resource import ResourceError, Scope, given

__all__ = ["Collection", "Ref", "ResourceError", "Scope", "given", "json_text"]
