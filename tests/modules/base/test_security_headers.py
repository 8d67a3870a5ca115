"""Headers that contradict each other, and their values."""

import pytest

from modules.base.security_headers import SecurityHeadersInputs
from tests.modules import messages


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"content_security_policy": "default-src 'self'\nscript-src *"},
            [
                'content_security_policy must be one line of printable characters without " and \\, '
                "got \"default-src 'self'\\nscript-src *\""
            ],
        ),
        (
            {"hsts_preload": True, "hsts_include_subdomains": False},
            ["hsts_include_subdomains must be true when hsts_preload is true, got false"],
        ),
        (
            {"hsts_preload": True, "hsts_max_age_seconds": 31_535_999},
            ["hsts_max_age_seconds must be at least 31536000 when hsts_preload is true, got 31535999"],
        ),
        ({"hsts_max_age_seconds": 86_399}, ["hsts_max_age_seconds must be at least 86400, got 86399"]),
        (
            {"frame_option": "SAMEORIGIN", "content_security_policy": "frame-ancestors 'none'"},
            [
                "content_security_policy must say frame-ancestors 'self' when frame_option is SAMEORIGIN: browsers "
                "follow frame-ancestors, got \"frame-ancestors 'none'\""
            ],
        ),
    ],
)
def test_refuses(changes, expected):
    assert messages(lambda: SecurityHeadersInputs(**changes)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "max-age=63072000; includeSubDomains"),
        ({"hsts_max_age_seconds": 86400, "hsts_include_subdomains": False}, "max-age=86400"),
        ({"hsts_max_age_seconds": 31536000, "hsts_preload": True}, "max-age=31536000; includeSubDomains; preload"),
    ],
)
def test_strict_transport_security(changes, expected):
    assert SecurityHeadersInputs(**changes).strict_transport_security == expected


def test_same_origin_frames_are_allowed_when_both_headers_say_so():
    inputs = SecurityHeadersInputs(frame_option="SAMEORIGIN", content_security_policy="frame-ancestors 'self'")
    assert inputs.frame_option == "SAMEORIGIN"
