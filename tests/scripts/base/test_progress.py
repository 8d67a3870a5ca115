from scripts.base.progress import Progress


def said(total: int, *lines: str) -> str:
    """The last note after these lines."""
    notes: list[str] = []
    progress = Progress(total, notes.append)
    for line in lines:
        progress.on_line(line)
    assert len(notes) == len(lines)
    return notes[-1]


def test_counts_what_is_complete():
    assert said(3, "aws_vpc.network: Creating...", "aws_vpc.network: Creation complete after 1s [id=vpc-1]") == "1 of 3"


def test_counts_changes_destroys_and_imports():
    lines = (
        "aws_vpc.a: Modifications complete after 0s [id=a]",
        "aws_vpc.b: Destruction complete after 0s",
        "aws_vpc.c: Import complete [id=c]",
    )
    assert said(3, *lines) == "3 of 3"


def test_a_replacement_counts_once():
    assert said(1, "aws_lb.a: Destruction complete after 0s", "aws_lb.a: Creation complete after 1s") == "1 of 1"


def test_names_what_is_waited_for_oldest_first():
    lines = [f"aws_lb.{name}: Creating..." for name in "abcde"]
    assert said(9, *lines, "aws_lb.b: Still creating... [10s elapsed]") == (
        "0 of 9, waiting for aws_lb.a, aws_lb.b and 3 more"
    )


def test_understands_colours_indexes_and_what_cdktf_writes_before_a_line():
    assert said(2, '\x1b[0m\x1b[1mmacro-ai-dev  aws_subnet.public["a"]: Creating...\x1b[0m') == (
        '0 of 2, waiting for aws_subnet.public["a"]'
    )


def test_other_lines_are_a_sign_of_life():
    assert said(2, "Acquiring state lock. This may take a few moments...") == "0 of 2"
