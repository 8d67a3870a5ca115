"""python-hcl2 as a second opinion on a text that is about to be written.

An edit that our own reader and an independent one read alike is not a slip of ours. See docs/decisions/0003.
"""

from collections.abc import Mapping

from settings.syntax import Value

# What python-hcl2 8.1.4 leaves as it is written, or cannot read, although Terraform can.
READ_OTHERWISE = ("\\", "$${", "%%{", "/*")


def agrees(text: str, values: Mapping[str, Value]) -> bool:
    """Whether python-hcl2 reads these values too; True for a text with something it is known to read otherwise.

    Takes 0.25 s of CPU, mostly the import, so only commands that write a file ask.
    """
    if any(mark in text for mark in READ_OTHERWISE):
        return True
    import hcl2
    from lark.exceptions import LarkError

    options = hcl2.SerializationOptions(strip_string_quotes=True, explicit_blocks=False, with_comments=False)
    try:
        return hcl2.loads(text, serialization_options=options) == values
    except (LarkError, RecursionError):
        return False
