"""Reduces a provider's bindings to schema.json: `python -m resources.next_provider.generate ARCHIVE`.

ARCHIVE is what `npm pack @cdktn/provider-aws@24.1.0` fetches. The wanted types are those of resources/types.txt; the
file has the form that resources/generate.py describes. The same archive gives the same file, byte for byte.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from resources import generate
from resources.generate import GenerateError, Wishes, reduce, schema_text
from resources.next_provider.bindings import read
from resources.next_provider.report import SCHEMA_PATH


def main(argv: Sequence[str] | None = None) -> int:
    """Writes schema.json. Returns 0, or 1 with the reason on standard error."""
    parser = argparse.ArgumentParser(prog="python -m resources.next_provider.generate")
    parser.add_argument("archive", metavar="ARCHIVE", type=Path, help="from `npm pack @cdktn/provider-aws@<version>`")
    parser.add_argument("--types", type=Path, default=Path(generate.__file__).with_name("types.txt"))
    parser.add_argument("--out", type=Path, default=SCHEMA_PATH)
    options = parser.parse_args(argv)
    try:
        wanted = generate.read_wishes(options.types).types
        bindings = read(options.archive, wanted)
        present = {name: line for name, line in wanted.items() if name in bindings.schemas}
        schema = reduce(Wishes(bindings.source, bindings.version, present), bindings.schemas, options.types)
    except GenerateError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    options.out.write_text(schema_text(schema), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
