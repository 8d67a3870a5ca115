"""The changes that are made to a target: another owner and other images."""

import json
from pathlib import Path

from modules.ecs_task.image import image_variable
from settings import tfvars
from settings.target import Target

IMAGE = image_variable("")


def change_owner(target: Target, folder: Path) -> None:
    """Give everything another value of the tag `owner`."""
    path = folder / target.tfvars_path
    file = tfvars.read(path, folder)
    tfvars.write(path, file.replaced(("owner",), f"{file.values['owner']}-next"), was=file.text, root=folder)


def other_images(root_file: Path) -> dict[str, str]:
    """A new image for each of the root's image variables, from the same repository as before."""
    variables = json.loads(root_file.read_text()).get("variable", {})
    return {name: _next(variable["default"]) for name, variable in variables.items() if name.endswith(IMAGE)}


def _next(image: str) -> str:
    """Another digest, or another tag."""
    repository, at, digest = image.partition("@sha256:")
    return f"{repository}{at}{digest[1:]}{digest[0]}" if at else f"{image}-next"
