"""Rules between files: what is wrong only when a system's environments and what they share are read together."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from modules.base.inputs import shown
from modules.ecs_task.image import ecr_repository_arn
from settings.complaints import Complaint
from settings.environment import EnvironmentSettings
from settings.load import Loaded
from settings.problem import KeyPath, Problem
from settings.scales import problems_between_environments
from settings.shared import SharedSettings
from settings.target import Target

Environment = Loaded[EnvironmentSettings]
Shared = Loaded[SharedSettings]

ONCE_A_REGION = ("registry", "guardduty", "access_analyzer")
"""Sections of which an account has one a region: a second stack would change what the first one made, or be refused."""


def problems_between(loaded: Sequence[Loaded[Any]], targets: Collection[Target] = ()) -> list[Problem]:
    """What contradicts between these files, each where it is easier to mend; the state's file has no part in it.

    Environments of a system without shared settings are taken as they are. `targets` are all there are, also those
    whose settings are wrong by themselves; without them none is missed.
    """
    shared = {one.target.system: one for one in loaded if isinstance(one.settings, SharedSettings)}
    environments = [one for one in loaded if isinstance(one.settings, EnvironmentSettings)]
    found: list[Problem] = []
    for environment in environments:
        if environment.target.system in shared:
            own = shared[environment.target.system]
            complaints = [
                *_account(environment, own),
                *_boundary(environment, own),
                *_images(environment, own, list(shared.values())),
                *_zone(environment, list(shared.values())),
            ]
            found += [environment.file.problem(complaint.key, str(complaint)) for complaint in complaints]
    for deployment, environment in {one.deployment: one for one in reversed(environments)}.items():
        if deployment.system in shared:
            own = shared[deployment.system]
            found += [own.file.problem(complaint.key, str(complaint)) for complaint in _roles(environment, own)]
    found += problems_between_environments(environments)
    if targets:
        for own in shared.values():
            named = [one for one in environments if one.target.system == own.target.system]
            complaints = [*_way(own, targets), *_built_services(own, named)]
            found += [own.file.problem(complaint.key, str(complaint)) for complaint in complaints]
    return found + list(_once_an_account(list(shared.values())))


def _account(environment: Environment, own: Shared) -> Iterator[Complaint]:
    if environment.settings.account_id != own.settings.account_id:
        yield Complaint(
            ("account_id",),
            f"must be that of {own.file.path}, whose roles deploy it, {shown(own.settings.account_id)}, "
            f"got {shown(environment.settings.account_id)}",
        )


def _boundary(environment: Environment, own: Shared) -> Iterator[Complaint]:
    """Roles have the boundary without which the apply role may not make them."""
    roles = own.settings.deploy_roles
    entry = None if roles is None else roles.environments.get(environment.deployment.environment)
    if entry is None or entry.role_boundary_arn == environment.settings.permissions_boundary_arn:
        return
    wanted, got = entry.role_boundary_arn, environment.settings.permissions_boundary_arn
    yield Complaint(
        ("permissions_boundary_arn",),
        f"must be {'left out' if wanted is None else shown(wanted)}, as role_boundary_arn of deploy_roles in "
        f"{own.file.path}, got {'nothing' if got is None else shown(got)}",
    )


def _images(environment: Environment, own: Shared, shared: Sequence[Shared]) -> Iterator[Complaint]:
    """Images of the account's own registry come from a repository that one of its systems declares."""
    account_id, region = own.settings.account_id, own.settings.region
    declared = {name for one in shared if one.settings.account_id == account_id for name in one.settings.repositories}
    beginning = f"arn:aws:ecr:{region}:{account_id}:repository/"
    for name, service in environment.settings.services.items():
        arn = ecr_repository_arn(service.image)
        repository = arn.removeprefix(beginning) if arn and arn.startswith(beginning) else None
        if repository is not None and repository not in declared:
            yield Complaint(
                ("services", name, "image"),
                f"must come from a repository that {own.file.path} has, "
                f"{', '.join(own.settings.repositories) or 'none'}, got {shown(repository)}",
            )


def _zone(environment: Environment, shared: Sequence[Shared]) -> Iterator[Complaint]:
    """A name below a zone that is known is in that zone, by its id."""
    domain = environment.settings.domain
    for one in shared:
        zone = one.settings.hosted_zone
        if zone is None or zone.hosted_zone_id is None or one.settings.account_id != environment.settings.account_id:
            continue
        if f".{domain.name}".endswith(f".{zone.name}") and domain.hosted_zone_id != zone.hosted_zone_id:
            yield Complaint(
                ("domain", "hosted_zone_id"),
                f"must be that of {zone.name} in {one.file.path}, {shown(zone.hosted_zone_id)}, "
                f"got {shown(domain.hosted_zone_id)}",
            )


def _roles(environment: Environment, own: Shared) -> Iterator[Complaint]:
    roles = own.settings.deploy_roles
    name = environment.deployment.environment
    if roles is not None and name not in roles.environments:
        yield Complaint(
            ("deploy_roles", "environments"),
            f"must have {name}, which {environment.file.path} describes, got {', '.join(roles.environments)}",
        )
    zone_id = environment.settings.domain.hosted_zone_id
    # The zone of the stack itself may be one that does not exist yet, whose id nobody knows.
    if roles is not None and own.settings.hosted_zone is None and zone_id not in roles.hosted_zone_ids:
        yield Complaint(
            ("deploy_roles", "hosted_zone_ids"),
            f"must have {shown(zone_id)}, in which {environment.file.path} has its names, "
            f"got {shown(roles.hosted_zone_ids)}",
        )


def _way(own: Shared, targets: Collection[Target]) -> Iterator[Complaint]:
    """New versions go through environments that there are."""
    way = () if own.settings.promotion is None else own.settings.promotion.environments
    for position, name in enumerate(way):
        target = Target(own.target.system, name)
        if target not in targets:
            text = f"must be an environment, but there is no {target.tfvars_path}, got {shown(name)}"
            yield Complaint(("promotion", "environments", position), text)


def _built_services(own: Shared, environments: Sequence[Environment]) -> Iterator[Complaint]:
    """Images are built for services that there are."""
    known = sorted({name for one in environments for name in one.settings.services})
    scope = own.settings.scope
    areas = {} if scope is None else {"backend": scope.backend, "frontend": scope.frontend}
    for area, settings in areas.items():
        for position, name in enumerate(settings.services if settings and known else ()):
            if name not in known:
                text = (
                    f"must be a service of an environment of {own.target.system}, {', '.join(known)}, got {shown(name)}"
                )
                yield Complaint(("scope", area, "services", position), text)


def _once_an_account(shared: Sequence[Shared]) -> Iterator[Problem]:
    first: dict[tuple[str, str, str], Shared] = {}
    for one in shared:
        settings = one.settings
        for section in ONCE_A_REGION:
            if getattr(settings, section) is None:
                continue
            other = first.setdefault((section, settings.account_id, settings.region), one)
            if other is not one:
                yield _again(one, other, (section,), "must be left out")
        if settings.deploy_roles is not None and settings.deploy_roles.create_oidc_provider:
            # IAM is the same in every region.
            other = first.setdefault(("github", settings.account_id, ""), one)
            if other is not one:
                yield _again(one, other, ("deploy_roles", "create_oidc_provider"), "must be false")


def _again(one: Shared, other: Shared, key: KeyPath, wanted: str) -> Problem:
    text = f"{wanted}, as {other.file.path} has it and account {one.settings.account_id} can have it once"
    return one.file.problem(key, str(Complaint(key, text)))
