"""What only reads and judges starts without CDKTF."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("library", ["promotion.pair", "scope.matrix", "advice.sizes", "compose.convert"])
def test_the_library_imports_neither_cdktf_nor_boto3(library: str):
    code = f"import sys, {library}; print([name for name in ('cdktf', 'jsii', 'boto3', 'moto') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
