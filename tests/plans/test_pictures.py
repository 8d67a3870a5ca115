"""The pictures of our own targets: nothing overlaps, every resource is in them, and the README's is fresh."""

from review.picture.draw import scene
from review.picture.parts import parts
from review.picture.svg import svg
from review.plan import read_plan
from tests.generated import compare
from tests.plans import REPOSITORY, on, on_every_target
from tests.plans.plan import Plan
from tests.review.picture.geometry import problems

PICTURES = REPOSITORY / "docs" / "pictures"


@on_every_target
def test_nothing_overlaps(plan: Plan) -> None:
    assert problems(scene(read_plan(plan.json), title=plan.target.id)) == []


@on_every_target
def test_every_type_of_ours_has_its_place(plan: Plan) -> None:
    found = parts(read_plan(plan.json))

    assert [part.title for part in found.boxes if part.icon == "unknown"] == []


@on("macro-ai/prod")
def test_the_readme_shows_what_there_is(plan: Plan, rewrite: bool) -> None:
    path = PICTURES / f"{plan.target.stack_id}.svg"
    drawn = svg(scene(read_plan(plan.json), title=plan.target.id))

    compare(path, drawn, rewrite=rewrite, command="pytest tests/plans/test_pictures.py -k readme --rewrite")
    assert path.relative_to(REPOSITORY).as_posix() in (REPOSITORY / "README.md").read_text()
