import json
from pathlib import Path

import pytest

from resources.next_provider.generate import main
from tests.resources.next_provider.archive import bindings


def test_writes_the_wanted_types_that_there_are(tmp_path: Path):
    types = tmp_path / "types.txt"
    types.write_text("provider example/thing 1.0.0\nthing_gadget\nthing_widget\n")
    out = tmp_path / "schema.json"
    assert main([str(bindings(tmp_path)), "--types", str(types), "--out", str(out)]) == 0
    schema = json.loads(out.read_text())
    assert schema["provider"] == {"source": "example/thing", "version": "2.0.0"}
    assert list(schema["types"]) == ["thing_widget"]


def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out = tmp_path / "schema.json"
    assert main([str(tmp_path / "missing.tgz"), "--out", str(out)]) == 1
    assert capsys.readouterr().err.startswith(f"{tmp_path / 'missing.tgz'} is not the archive of a provider's bindings")
    assert not out.exists()
