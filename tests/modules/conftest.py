import pytest
from cdktf import App

from tests.modules import ModuleStack


@pytest.fixture
def stack(tmp_path) -> ModuleStack:
    return ModuleStack(App(outdir=str(tmp_path)))
