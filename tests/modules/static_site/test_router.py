"""The function at the edge, run by the Node that CDKTF needs anyway."""

import json
import shutil
import subprocess
from typing import Any

import pytest

from modules.static_site.inputs import StagedRolloutInputs
from tests.modules.static_site import code_of_router

RUN = """
const events = JSON.parse(require('fs').readFileSync(0));
process.stdout.write(JSON.stringify(events.map((event) => handler(event).uri)));
"""


def routed(code: str, requests: list[dict[str, Any]]) -> list[str]:
    """The path that each request is answered from."""
    events = [
        {
            "viewer": {"ip": request.get("ip", "198.51.100.7")},
            "request": {"uri": request["uri"], "cookies": request.get("cookies", {})},
        }
        for request in requests
    ]
    node = shutil.which("node")
    assert node, "CDKTF needs Node, so it is there"
    answer = subprocess.run(
        [node, "-e", code + RUN], input=json.dumps(events), capture_output=True, text=True, check=True
    )
    return json.loads(answer.stdout)


@pytest.fixture
def router(stack):
    return code_of_router(stack)


def test_routes_of_the_application_get_its_document(router):
    paths = ["/", "/chat", "/chat/42/", "/v1.2/about", "/index.html"]
    assert routed(router, [{"uri": path} for path in paths]) == ["/index.html"] * 5


def test_files_are_left_as_they_are_so_that_a_missing_one_stays_missing(router):
    paths = ["/assets/index-4f2a.js", "/favicon.ico", "/robots.txt", "/missing.png"]
    assert routed(router, [{"uri": path} for path in paths]) == paths


def test_cookie_means_nothing_without_a_candidate(router):
    assert routed(router, [{"uri": "/", "cookies": {"release": {"value": "candidate"}}}]) == ["/index.html"]


def test_candidate_reaches_about_its_part_of_the_visitors_and_always_the_same(stack):
    code = code_of_router(stack, staged_rollout=StagedRolloutInputs(visitors_percent=10))
    visitors = [{"uri": "/", "ip": f"198.51.{high}.{low}"} for high in range(10) for low in range(100)]
    first = routed(code, visitors)
    assert set(first) == {"/index.html", "/candidate.html"}
    assert 70 <= first.count("/candidate.html") <= 130
    assert routed(code, visitors) == first


@pytest.mark.parametrize(("percent", "document"), [(0, "/index.html"), (100, "/candidate.html")])
def test_limits_hold_for_everybody(stack, percent, document):
    code = code_of_router(stack, staged_rollout=StagedRolloutInputs(visitors_percent=percent))
    visitors = [{"uri": "/", "ip": f"2001:db8::{number:x}"} for number in range(200)]
    assert set(routed(code, visitors)) == {document}


def test_visitor_may_choose_by_cookie(stack):
    code = code_of_router(
        stack, staged_rollout=StagedRolloutInputs(candidate_document="next.html", visitors_percent=50)
    )
    chosen = [{"uri": "/", "ip": f"198.51.100.{number}"} for number in range(20)]
    for release, document in (("candidate", "/next.html"), ("current", "/index.html")):
        cookie = {"cookies": {"release": {"value": release}}}
        assert set(routed(code, [request | cookie for request in chosen])) == {document}
