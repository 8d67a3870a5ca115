from review.picture.bands import arrange
from review.picture.nets import Edge, Net, Side, nets
from review.picture.parts import parts
from review.picture.ports import Ports
from review.picture.tracks import tracks
from review.picture.traffic import arrows
from tests.review.picture.crowd import crowd
from tests.review.picture.environment import web_system


def _nets() -> list[Net]:
    found = parts(web_system())
    traffic = arrows(found)
    return nets(traffic, arrange(found, traffic))


def _shown(net: Net) -> list[str]:
    return [f"{'to' if tap.arrives else 'from'} {tap.cell.key} {tap.edge}" for tap in net.taps]


def test_a_front_has_one_line_for_all_that_it_sends_on_to() -> None:
    [net] = [net for net in _nets() if net.key == "left aws_lb.main"]

    assert _shown(net) == ["to aws_ecs_service.api left", "from aws_lb.main left"]


def test_a_store_has_one_line_for_all_that_use_it() -> None:
    [net] = [net for net in _nets() if net.key == "right aws_db_instance.main"]

    assert _shown(net) == ["to aws_db_instance.main right", "from aws_ecs_service.api right"]


def test_what_is_not_at_the_end_of_its_row_is_reached_from_above() -> None:
    found = parts(crowd(7))
    traffic = arrows(found)
    taps = [tap for net in nets(traffic, arrange(found, traffic)) for tap in net.taps]

    assert {tap.arrives for tap in taps if tap.edge is Edge.TOP} == {True}
    assert {tap.arrives for tap in taps if tap.edge is Edge.BOTTOM} == {False}


def test_lines_that_would_touch_have_different_tracks() -> None:
    found = tracks(_nets(), Side.RIGHT)

    assert sorted(found.values()) == [0, 1, 2]


def test_upward_lines_leave_above_downward_ones() -> None:
    ports = Ports(_nets())

    assert [net.key for net, _ in ports.at("aws_ecs_service.api", Edge.RIGHT)] == [
        "right outside External services",
        "right aws_s3_bucket.uploads",
        "right aws_db_instance.main",
    ]
