"""Patterns of paths."""

import pytest

from scope.globs import means, spelt


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("apps/api/**", "apps/api/src/main.ts", True),
        ("apps/api/**", "apps/api", False),
        ("apps/api/**", "apps/api2/main.ts", False),
        ("apps/api/**", "other/apps/api/main.ts", False),
        ("**/*.sql", "a.sql", True),
        ("**/*.sql", "a/b/c.sql", True),
        ("**/*.sql", "a/b/c.sql.ts", False),
        ("a/**/b", "a/b", True),
        ("a/**/b", "a/c/d/b", True),
        ("a/**/b", "ab", False),
        ("*.json", "package.json", True),
        ("*.json", "a/package.json", False),
        ("a/*/b", "a/c/b", True),
        ("a/*/b", "a/c/d/b", False),
        ("a?.py", "ab.py", True),
        ("a?.py", "a/.py", False),
        ("a.py", "axpy", False),
        ("[a].py", "a.py", False),
        ("**", "anything/at all\n.x", True),
    ],
)
def test_a_pattern_means_what_it_looks_like(pattern: str, path: str, expected: bool):
    assert means(pattern, path) is expected


def test_what_a_pattern_spells_are_its_plain_characters():
    assert [spelt(pattern) for pattern in ("apps/**", "**/*.sql", "a?b", "x")] == [5, 5, 2, 1]
