"""Each module's README: its example runs, and what it says of resources and inputs is what the code says."""

import re
from pathlib import Path

import pytest

from tests.generated import compare, section
from tests.modules import ModuleStack
from tests.modules.reference import inputs_tables, makes_table

MODULES = Path(__file__).parents[2] / "modules"
READMES = sorted(MODULES.glob("*/README.md"))
EXAMPLE = re.compile(r"## Example\n\n```python\n(.*?)```", re.DOTALL)


def test_each_module_has_a_readme():
    missing = [folder.name for folder in sorted(MODULES.iterdir()) if (folder / "construct.py").exists()]
    missing = [name for name in missing if name != "base" and not (MODULES / name / "README.md").exists()]
    assert missing == []


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.parent.name)
def test_example_makes_what_the_readme_says(readme: Path, stack: ModuleStack, rewrite: bool):
    text = readme.read_text()
    example = EXAMPLE.search(text)
    assert example, f"{readme} needs a section `## Example` with one python block"
    exec(compile(example[1], str(readme), "exec"), {"stack": stack})
    addresses = stack.addresses()
    expected = section(text, "makes", makes_table(addresses))
    for arguments, tables in inputs_tables(readme.parent, text, addresses):
        expected = section(expected, arguments, tables)
    compare(
        readme,
        expected,
        rewrite=rewrite,
        command=f"pytest tests/modules/test_readmes.py -k {readme.parent.name} --rewrite",
    )
