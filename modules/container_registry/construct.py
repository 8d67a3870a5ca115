"""The image repositories of a system."""

from collections.abc import Mapping, Sequence
from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.base.iam import resource_policy
from modules.base.recovery import RECOVERY_PROVIDER
from modules.container_registry.inputs import RegistryInputs, RepositoryInputs
from resources import aws, given, json_text

PULL = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]


class ContainerRegistry(Module):
    """An ECR repository for each image, scanned on push, encrypted with a key of ours, with tags that never move.

    Gives `urls` and `arns`, by repository. `registry` decides what holds for the whole registry of the account. With a
    replica region, that of the provider alias `aws.recovery`, each repository is made there too, before anything is
    copied: ECR would make it itself with tags that move and without a lifecycle.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        repositories: Mapping[str, RepositoryInputs],
        registry: RegistryInputs | None = None,
        *,
        kms_key_arn: str,
        deletion_protection: bool,
    ) -> None:
        super().__init__(scope, id)
        self._kms_key_arn = kms_key_arn
        self._deletion_protection = deletion_protection
        made = {name: self._repository(name, inputs) for name, inputs in repositories.items()}
        self.urls = {name: repository.repository_url for name, repository in made.items()}
        self.arns = {name: repository.arn for name, repository in made.items()}
        if made:
            self.output("repositories", self.urls, description="Where images are pushed to, by image")
        if registry is not None:
            self._scanning(registry)
            if registry.replica_region is not None:
                replicas = [self._repository(name, inputs, replica=True) for name, inputs in repositories.items()]
                self._replication(registry.replica_region, list(repositories), replicas)

    def _repository(self, name: str, inputs: RepositoryInputs, *, replica: bool = False) -> aws.EcrRepository:
        local_name = name.replace("/", "_") + ("_replica" if replica else "")
        provider = RECOVERY_PROVIDER if replica else None
        encryption: dict[str, Any] = {"encryption_type": "KMS", "kms_key": self._kms_key_arn}
        if replica:
            # A key lives in one region; without one named ECR takes the account's own key for ECR there.
            encryption = {"encryption_type": "KMS"}
        repository = aws.EcrRepository(
            self,
            local_name,
            **given(
                name=name,
                image_tag_mutability="IMMUTABLE",
                image_scanning_configuration={"scan_on_push": True},
                encryption_configuration=encryption,
                force_delete=not self._deletion_protection,
                lifecycle={"prevent_destroy": self._deletion_protection},
                provider=provider,
            ),
        )
        aws.EcrLifecyclePolicy(
            self, local_name, **given(repository=repository.name, policy=_lifecycle(inputs), provider=provider)
        )
        if inputs.pull_account_ids:
            policy = resource_policy([self._pull(inputs.pull_account_ids)])
            aws.EcrRepositoryPolicy(
                self, local_name, **given(repository=repository.name, policy=policy, provider=provider)
            )
        return repository

    def _pull(self, account_ids: Sequence[str]) -> dict[str, Any]:
        return {
            "Sid": "PullFromOtherAccounts",
            "Effect": "Allow",
            "Principal": {
                "AWS": [f"arn:{self.context.partition}:iam::{account_id}:root" for account_id in account_ids]
            },
            "Action": PULL,
        }

    def _scanning(self, registry: RegistryInputs) -> None:
        enhanced = registry.scanning == "enhanced"
        aws.EcrRegistryScanningConfiguration(
            self,
            scan_type="ENHANCED" if enhanced else "BASIC",
            rule=[
                {
                    "scan_frequency": "CONTINUOUS_SCAN" if enhanced else "SCAN_ON_PUSH",
                    # All of the account: what this does not name is not scanned, whatever its repository says.
                    "repository_filter": [{"filter": "*", "filter_type": "WILDCARD"}],
                }
            ],
        )

    def _replication(self, region: str, names: Sequence[str], replicas: Sequence[aws.EcrRepository]) -> None:
        aws.EcrReplicationConfiguration(
            self,
            replication_configuration={
                "rule": [
                    {
                        "destination": [{"region": region, "registry_id": self.context.account_id}],
                        "repository_filter": [{"filter": name, "filter_type": "PREFIX_MATCH"} for name in names],
                    }
                ]
            },
            depends_on=list(replicas),
        )


def _lifecycle(inputs: RepositoryInputs) -> str:
    """ECR gives rules back in the order of their priorities; another order here would show as a change for ever."""
    return json_text(
        {
            "rules": [
                _expire(
                    1,
                    f"Untagged for {inputs.untagged_days} days",
                    {
                        "tagStatus": "untagged",
                        "countType": "sinceImagePushed",
                        "countUnit": "days",
                        "countNumber": inputs.untagged_days,
                    },
                ),
                _expire(
                    2,
                    f"All but the last {inputs.keep_releases} releases",
                    {
                        "tagStatus": "tagged",
                        "tagPatternList": ["*"],
                        "countType": "imageCountMoreThan",
                        "countNumber": inputs.keep_releases,
                    },
                ),
            ]
        }
    )


def _expire(priority: int, description: str, selection: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "rulePriority": priority,
        "description": description,
        "selection": selection,
        "action": {"type": "expire"},
    }
