import time
from xml.etree import ElementTree

import pytest

from review.model import Action
from review.picture import picture
from review.picture.draw import scene
from tests.review.picture.crowd import crowd
from tests.review.picture.environment import plan, resource, web_system

SVG = "{http://www.w3.org/2000/svg}"
ACTIONS = {
    "aws_db_instance.main": Action.REPLACE,
    "aws_s3_bucket.uploads": Action.CREATE,
    "aws_lb.main": Action.DESTROY,
}


def _read(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314


def _texts(svg: str) -> list[str]:
    return [text.text or "" for text in _read(svg).iter(f"{SVG}text")]


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert picture(crowd(5), title="a") == picture(crowd(5), title="a")


def test_title_and_legend() -> None:
    assert _texts(picture(web_system(ACTIONS), title="shop/prod"))[-7:-1] == [
        "shop/prod",
        "28 resources",
        "+ 1 create",
        "-/+ 1 replace",
        "- 1 destroy",
        "25 unchanged",
    ]


def test_signs_say_the_same_as_colours() -> None:
    texts = _texts(picture(web_system(ACTIONS), title="shop/prod"))

    assert {"+1", "-/+1", "-1"} < set(texts)


def test_boxes_are_coloured_whole_only_where_they_differ() -> None:
    everything = dict.fromkeys(web_system().after, Action.CREATE)

    assert 'class="sw mixed"' in picture(web_system(ACTIONS), title="")
    assert 'class="sw"' in picture(web_system(everything), title="")


def test_lines_to_what_goes_away_are_broken() -> None:
    styles = [line.style for net in scene(web_system(ACTIONS), title="").nets for line in net.lines]

    assert sorted(styles) == ["line", "line", "line", "line front gone", "line front gone"]


def test_the_picture_in_words() -> None:
    root = _read(picture(web_system(ACTIONS), title="shop/prod"))

    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "shop/prod"
    assert root.findtext(f"{SVG}desc") == (
        "28 resources. Public subnets: public Load balancer (destroy), nat-a NAT gateway, nat-b NAT gateway. "
        "Private subnets: api ECS service. Data subnets: database RDS instance (replace). "
        "Storage and secrets: uploads S3 bucket (create). Traffic: api ECS service to database RDS instance (replace); "
        "api ECS service to uploads S3 bucket (create); api ECS service to External services; "
        "public Load balancer (destroy) to api ECS service; Internet to public Load balancer (destroy)."
    )


def test_a_pointer_is_told_every_address() -> None:
    root = _read(picture(web_system(ACTIONS), title=""))
    tips = [rect.findtext(f"{SVG}title") for rect in root.iter(f"{SVG}rect")]

    assert "+ aws_s3_bucket.uploads\naws_s3_bucket_versioning.uploads" in tips


@pytest.mark.parametrize("seed", range(5))
def test_names_of_strangers_are_never_markup(seed: int) -> None:
    svg = picture(crowd(seed), title="</title><script>alert(1)</script>\x00\ud800")

    assert {element.tag.removeprefix(SVG) for element in _read(svg).iter()} <= {
        "svg",
        "title",
        "desc",
        "style",
        "defs",
        "path",
        "rect",
        "g",
        "circle",
        "polygon",
        "use",
        "text",
    }
    svg.encode()


def test_nothing_is_fetched() -> None:
    svg = picture(crowd(1), title="a").replace("http://www.w3.org/2000/svg", "")

    assert "http" not in svg
    assert "url(" not in svg
    assert "@import" not in svg


def test_three_hundred_resources_take_less_than_a_third_of_a_second() -> None:
    made = crowd(2, services=44, stores=20)
    assert len(made.after) > 290
    started = time.process_time()

    picture(made, title="shop/prod")

    assert time.process_time() - started < 0.3


def test_time_grows_with_the_plan_and_not_with_its_square() -> None:
    made = crowd(3, services=500, stores=300)
    assert len(made.after) > 3300
    started = time.process_time()

    picture(made, title="shop/prod")

    assert time.process_time() - started < 2


def test_an_empty_plan_has_a_picture() -> None:
    assert _texts(picture(plan(), title="shop/prod")) == ["shop/prod", "0 resources"]


def test_a_plan_of_another_provider() -> None:
    texts = _texts(picture(plan(resource("module.web.google_compute_instance.this[0]", name="web-0")), title="gcp"))

    assert texts == ["Other", "compute_instance", "1 resource of google", "web-0", "gcp", "1 resource", "1 unchanged"]
