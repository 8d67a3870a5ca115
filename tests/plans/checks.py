"""What must hold for every plan. Each check gives one line for each thing that is wrong, with its address."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from settings.secret_values import secret_values
from tests.plans.plan import Plan, json_document, type_of, without_key

Check = Callable[[Plan], Iterator[str]]

TAGS = ("system", "environment", "component", "owner", "cost-center", "managed-by")
ANYWHERE = ("0.0.0.0/0", "::/0")
PUBLIC_PORTS = (80, 443)
EVERYTHING = re.compile(r"\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:([a-z-]+[:/])?\*")
# Conditions that hold a statement to one environment, or one key, whatever resource it names.
NARROWING = re.compile(r"aws:(Resource|Request)Tag/environment|kms:ResourceAliases")
CONSTRUCT_HASH = re.compile(r"_[0-9A-F]{8}$")

# Where identity policies, which grant, are written: (type, argument).
IDENTITY_POLICIES = (
    ("aws_iam_role_policy", "policy"),
    ("aws_iam_policy", "policy"),
    ("aws_iam_user_policy", "policy"),
    ("aws_iam_group_policy", "policy"),
)


def data_sources(plan: Plan) -> Iterator[str]:
    """A data source asks AWS while planning, so the plan depends on more than the root."""
    for terraform_type, blocks in plan.root.get("data", {}).items():
        for name in blocks:
            yield f"data.{terraform_type}.{name} is a data source"


def hashed_addresses(plan: Plan) -> Iterator[str]:
    """CDKTF ends the address of a nested construct with a hash unless it is told otherwise."""
    for address in plan.resources:
        if CONSTRUCT_HASH.search(without_key(address)):
            yield f"{address} ends with a hash"


def not_created(plan: Plan) -> Iterator[str]:
    """Nothing exists yet, so anything but creating means that the plan looked somewhere."""
    for address, actions in plan.changes.items():
        if actions != ["create"]:
            yield f"{address} would be: {', '.join(actions)}"


def untagged(plan: Plan) -> Iterator[str]:
    for address, values in plan.resources.items():
        if "tags_all" not in values:
            continue
        missing = [tag for tag in TAGS if not (values["tags_all"] or {}).get(tag)]
        if missing:
            yield f"{address} lacks the tags {', '.join(missing)}"


def known_secrets(plan: Plan) -> Iterator[str]:
    """Values that the provider calls sensitive, and texts that look like a secret. The value itself is not shown."""
    for resource in plan.json["planned_values"]["root_module"].get("resources", []):
        for path in _sensitive_and_known(resource.get("sensitive_values", {}), resource.get("values", {})):
            yield f"{resource['address']}{path} is a secret that the plan knows"
    for place, values in (*plan.resources.items(), ("the root", plan.root)):
        for key, message in secret_values(values):
            yield f"{place}.{'.'.join(map(str, key))} {message.partition(';')[0]}"


def careless_log_groups(plan: Plan) -> Iterator[str]:
    for address, arguments in plan.arguments_of_type("aws_cloudwatch_log_group").items():
        if not arguments.get("retention_in_days"):
            yield f"{address} keeps its events for ever"
        if not arguments.get("kms_key_id"):
            yield f"{address} is not encrypted with a key of ours"


def open_to_the_internet(plan: Plan) -> Iterator[str]:
    """Ingress from anywhere, except into the load balancer's own group on 80 and 443."""
    public_groups = {
        reference
        for address in plan.of_type("aws_lb")
        for reference in plan.references(address, "security_groups")
        if type_of(reference) == "aws_security_group"
    }
    for rule in _ingress_rules(plan):
        if not set(rule.cidr_blocks) & set(ANYWHERE):
            continue
        ports = (rule.from_port, rule.to_port)
        if not (rule.groups & public_groups and ports[0] == ports[1] and ports[0] in PUBLIC_PORTS):
            yield f"{rule.address} lets anybody in on {ports[0]}-{ports[1]}"


@dataclass(frozen=True)
class IngressRule:
    """Who may come in through which ports of which groups."""

    address: str
    groups: frozenset[str]
    cidr_blocks: tuple[str, ...]
    from_port: int | None
    to_port: int | None


def _ingress_rules(plan: Plan) -> Iterator[IngressRule]:
    for address, values in plan.of_type("aws_vpc_security_group_ingress_rule").items():
        blocks = tuple(block for block in (values.get("cidr_ipv4"), values.get("cidr_ipv6")) if block)
        groups = plan.references(address, "security_group_id")
        yield IngressRule(address, groups, blocks, values.get("from_port"), values.get("to_port"))
    for address, values in plan.of_type("aws_security_group_rule").items():
        if values["type"] == "ingress":
            groups = plan.references(address, "security_group_id")
            yield IngressRule(address, groups, _blocks(values), values.get("from_port"), values.get("to_port"))
    for terraform_type in ("aws_security_group", "aws_default_security_group"):
        for address, values in plan.of_type(terraform_type).items():
            for block in values.get("ingress") or ():
                groups = frozenset([address])
                yield IngressRule(address, groups, _blocks(block), block.get("from_port"), block.get("to_port"))


def _blocks(rule: Mapping[str, Any]) -> tuple[str, ...]:
    return (*(rule.get("cidr_blocks") or ()), *(rule.get("ipv6_cidr_blocks") or ()))


def _sensitive_and_known(sensitive: Any, value: Any, path: str = "") -> Iterator[str]:
    """The paths that `sensitive` marks with true and where there is a value."""
    if sensitive is True:
        if value not in (None, "", [], {}):
            yield path
    elif isinstance(sensitive, Mapping) and isinstance(value, Mapping):
        for name, marks in sensitive.items():
            yield from _sensitive_and_known(marks, value.get(name), f"{path}.{name}")
    elif isinstance(sensitive, list) and isinstance(value, list):
        for index, (marks, element) in enumerate(zip(sensitive, value, strict=False)):
            yield from _sensitive_and_known(marks, element, f"{path}[{index}]")


def any_resource_faults(roots: Mapping[str, Mapping[str, Any]], reasons: Mapping[str, str | None]) -> list[str]:
    """Actions that a policy of any root allows on any resource without a reason, and reasons that nobody needs."""
    used = {
        action: f"{address} of {target}" for target, root in roots.items() for address, action in any_resource(root)
    }
    return [
        *(f"{action} is allowed on any resource by {used[action]}" for action in used if action not in reasons),
        *(f"{action} is listed, but no policy allows it on any resource" for action in reasons if action not in used),
        *(f"{action} is listed without a reason" for action, reason in reasons.items() if not reason),
    ]


def any_resource(root: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Address and action of all that a root's identity policies allow on everything.

    That is `*`, all of a service (`arn:aws:s3:::*`), and all of a kind (`arn:aws:logs:eu-west-1:1:log-group:*`), unless
    a condition asks for the tags of one environment or for the alias of one key.
    """
    for terraform_type, argument in IDENTITY_POLICIES:
        for name, arguments in root.get("resource", {}).get(terraform_type, {}).items():
            address = f"{terraform_type}.{name}"
            for statement in _listed(json_document(arguments[argument])["Statement"]):
                if statement["Effect"] == "Allow" and _reaches_everything(statement):
                    for action in _listed(statement.get("Action", "NotAction")):
                        yield address, action


def _reaches_everything(statement: Mapping[str, Any]) -> bool:
    if any(NARROWING.fullmatch(key) for keys in statement.get("Condition", {}).values() for key in keys):
        return False
    if "Resource" not in statement:
        return True
    return any(EVERYTHING.fullmatch(resource) for resource in _listed(statement["Resource"]))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
