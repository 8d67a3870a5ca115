"""The site of the documents: every page has its place in it."""

from pathlib import Path
from typing import Any

import yaml

REPOSITORY = Path(__file__).parents[2]


def pages(nav: Any) -> list[str]:
    if isinstance(nav, str):
        return [nav]
    entries = nav.values() if isinstance(nav, dict) else nav
    return [page for entry in entries for page in pages(entry)]


def test_every_document_is_in_the_site():
    site = yaml.safe_load((REPOSITORY / "mkdocs.yml").read_text())
    docs = REPOSITORY / site["docs_dir"]
    assert sorted(pages(site["nav"])) == sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))


def test_warnings_are_errors():
    site = yaml.safe_load((REPOSITORY / "mkdocs.yml").read_text())
    assert site["strict"] is True
    assert site["validation"]["links"]["not_found"] == "warn"
