"""API Gateway: tags of REST APIs and stages, changed in place."""

from __future__ import annotations

from typing import Any

from local_aws.registry import AwsError, Context, Result, operation

_WHY = "moto's tags are those of stages only, and its router rarely finds them"


def _tags(context: Context) -> dict[str, str]:
    """The tags that moto holds in the API or stage: the ARN ends in `::/restapis/<id>` or `.../stages/<name>`."""
    path = context.params["resourceArn"].split("::/", 1)[-1].split("/")
    if path[0] != "restapis" or len(path) not in (2, 4):
        raise AwsError("BadRequestException", f"The local AWS tags REST APIs and stages only, not {'/'.join(path)}")
    api: Any = context.backend("apigateway").get_rest_api(path[1])
    tagged = api if len(path) == 2 else api.stages[path[3]]
    tagged.tags = tagged.tags or {}
    return tagged.tags


@operation("apigateway", "TagResource", override=_WHY)
def tag_resource(context: Context) -> None:
    _tags(context).update(context.params["tags"])


@operation("apigateway", "UntagResource", override=_WHY)
def untag_resource(context: Context) -> None:
    for key in context.params["tagKeys"]:
        _tags(context).pop(key, None)


@operation("apigateway", "GetTags", override=_WHY)
def get_tags(context: Context) -> Result:
    return {"tags": _tags(context)}
