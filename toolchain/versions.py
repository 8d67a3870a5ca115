"""The versions this repository is written for, each spelt once."""

Version = tuple[int, ...]

PYTHON_MINIMUM: Version = (3, 11)
NODE_MINIMUM: Version = (20,)

TERRAFORM_MINIMUM: Version = (1, 11)
TERRAFORM_BELOW: Version = (2,)
TERRAFORM_PINNED = "1.11.4"

# SHA-256 of terraform_1.11.4_<platform>.zip, from HashiCorp's published SHA256SUMS of that release.
TERRAFORM_SHA256 = {
    "darwin_amd64": "a56d5002b9f7647291faccc3dd1a70350e60fb61e4c45037629508b8fdc2575b",
    "darwin_arm64": "867e0808fa971217043e25b7a792b10720c79b1546f8a68479b74f138be73e18",
    "linux_amd64": "1ce994251c00281d6845f0f268637ba50c0005657eb3cf096b92f753b42ef4dc",
    "linux_arm64": "a43d1d0da9b9bab214a8305a39db0e40869572594ccf50c416a7756499143633",
}

AWS_PROVIDER_SOURCE = "registry.terraform.io/hashicorp/aws"
AWS_PROVIDER_VERSION = "5.100.0"


def parse(text: str) -> Version:
    """The numbers of a version such as "v20.11.1" or "1.12.0-beta1", without the suffix. Raises ValueError."""
    numbers = text.strip().removeprefix("v").split("-")[0].split("+")[0]
    return tuple(int(part) for part in numbers.split("."))


def spell(version: Version) -> str:
    """The version as people write it: (1, 11) is "1.11"."""
    return ".".join(map(str, version))
