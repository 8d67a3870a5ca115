"""Repositories whose tags never move, who may pull from them, and their copies in another region."""

import json

import pytest

from modules.container_registry.construct import ContainerRegistry
from modules.container_registry.inputs import RegistryInputs, RepositoryInputs
from tests.modules import KEY_ARN


def registry(stack, repositories, inputs=None, *, deletion_protection=True):
    return ContainerRegistry(
        stack, "registry", repositories, inputs, kms_key_arn=KEY_ARN, deletion_protection=deletion_protection
    )


@pytest.mark.requirement("C-33")
def test_repository_is_encrypted_scanned_and_its_tags_never_move(stack):
    made = registry(stack, {"shop-api": RepositoryInputs()})
    assert stack.block("aws_ecr_repository.registry_shop_api") == {
        "name": "shop-api",
        "image_tag_mutability": "IMMUTABLE",
        "image_scanning_configuration": {"scan_on_push": True},
        "encryption_configuration": {"encryption_type": "KMS", "kms_key": KEY_ARN},
        "force_delete": False,
        "lifecycle": {"prevent_destroy": True},
        "tags": {"component": "registry"},
    }
    assert made.urls == {"shop-api": "${aws_ecr_repository.registry_shop_api.repository_url}"}
    assert made.arns == {"shop-api": "${aws_ecr_repository.registry_shop_api.arn}"}


def test_without_protection_a_repository_goes_with_its_images(stack):
    registry(stack, {"shop-api": RepositoryInputs()}, deletion_protection=False)
    repository = stack.block("aws_ecr_repository.registry_shop_api")
    assert (repository["force_delete"], repository["lifecycle"]) == (True, {"prevent_destroy": False})


@pytest.mark.requirement("C-33")
def test_lifecycle_removes_untagged_images_first_and_keeps_the_last_releases(stack):
    registry(stack, {"shop/api": RepositoryInputs(keep_releases=10, untagged_days=3)})
    policy = stack.block("aws_ecr_lifecycle_policy.registry_shop_api")
    assert policy["repository"] == "${aws_ecr_repository.registry_shop_api.name}"
    assert json.loads(policy["policy"])["rules"] == [
        {
            "rulePriority": 1,
            "description": "Untagged for 3 days",
            "selection": {
                "tagStatus": "untagged",
                "countType": "sinceImagePushed",
                "countUnit": "days",
                "countNumber": 3,
            },
            "action": {"type": "expire"},
        },
        {
            "rulePriority": 2,
            "description": "All but the last 10 releases",
            "selection": {
                "tagStatus": "tagged",
                "tagPatternList": ["*"],
                "countType": "imageCountMoreThan",
                "countNumber": 10,
            },
            "action": {"type": "expire"},
        },
    ]


def test_nobody_outside_the_account_is_let_in_unless_named(stack):
    registry(stack, {"shop-api": RepositoryInputs(), "shop-ui": RepositoryInputs(pull_account_ids=("210987654321",))})
    policies = stack.blocks("aws_ecr_repository_policy")
    assert list(policies) == ["registry_shop_ui"]
    assert json.loads(policies["registry_shop_ui"]["policy"])["Statement"] == [
        {
            "Sid": "PullFromOtherAccounts",
            "Effect": "Allow",
            "Principal": {"AWS": ["arn:aws:iam::210987654321:root"]},
            "Action": ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        }
    ]


def test_the_registry_of_the_account_is_left_alone_unless_decided(stack):
    registry(stack, {"shop-api": RepositoryInputs()})
    assert stack.addresses() == ["aws_ecr_lifecycle_policy.registry_shop_api", "aws_ecr_repository.registry_shop_api"]


@pytest.mark.parametrize(
    ("scanning", "scan_type", "frequency"),
    [("basic", "BASIC", "SCAN_ON_PUSH"), ("enhanced", "ENHANCED", "CONTINUOUS_SCAN")],
)
def test_scanning_is_decided_for_all_repositories_of_the_account(stack, scanning, scan_type, frequency):
    registry(stack, {}, RegistryInputs(scanning=scanning))
    assert stack.root() == {
        "resource": {
            "aws_ecr_registry_scanning_configuration": {
                "registry": {
                    "scan_type": scan_type,
                    "rule": [
                        {
                            "scan_frequency": frequency,
                            "repository_filter": [{"filter": "*", "filter_type": "WILDCARD"}],
                        }
                    ],
                }
            }
        }
    }


@pytest.mark.requirement("C-33", "E-09")
def test_images_are_copied_into_repositories_made_alike_in_the_other_region(stack):
    registry(
        stack,
        {"shop-api": RepositoryInputs(keep_releases=5), "shop-ui": RepositoryInputs()},
        RegistryInputs(replica_region="us-west-2"),
    )
    assert stack.block("aws_ecr_replication_configuration.registry") == {
        "replication_configuration": {
            "rule": [
                {
                    "destination": [{"region": "us-west-2", "registry_id": "123456789012"}],
                    "repository_filter": [
                        {"filter": "shop-api", "filter_type": "PREFIX_MATCH"},
                        {"filter": "shop-ui", "filter_type": "PREFIX_MATCH"},
                    ],
                }
            ]
        },
        "depends_on": [
            "aws_ecr_repository.registry_shop_api_replica",
            "aws_ecr_repository.registry_shop_ui_replica",
        ],
    }
    here = stack.block("aws_ecr_repository.registry_shop_api")
    there = stack.block("aws_ecr_repository.registry_shop_api_replica")
    assert there == {**here, "encryption_configuration": {"encryption_type": "KMS"}, "provider": "aws.recovery"}
    policy = stack.block("aws_ecr_lifecycle_policy.registry_shop_api_replica")
    assert policy["provider"] == "aws.recovery"
    assert policy["policy"] == stack.block("aws_ecr_lifecycle_policy.registry_shop_api")["policy"]
