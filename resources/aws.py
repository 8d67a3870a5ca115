"""One class per AWS resource type: `aws.EcsService` is `aws_ecs_service`. Types are in aws.pyi, generated.

Classes are made on first use, so that importing this file costs nothing.
"""

from functools import cache

from resources.ref import did_you_mean
from resources.resource import Resource, resource_class
from resources.schema import schema


@cache
def _types_by_class_name() -> dict[str, str]:
    return {class_name(terraform_type): terraform_type for terraform_type in schema()["types"]}


def class_name(terraform_type: str) -> str:
    """aws_wafv2_web_acl -> Wafv2WebAcl"""
    return "".join(part[:1].upper() + part[1:] for part in terraform_type.split("_")[1:])


def __getattr__(name: str) -> type[Resource]:
    if name.startswith("_"):
        raise AttributeError(name)
    types = _types_by_class_name()
    if name not in types:
        message = f"resources.aws has no {name}{did_you_mean(name, types)} (types are listed in resources/types.txt)"
        raise AttributeError(message)
    globals()[name] = resource_class(types[name], name)
    return globals()[name]
