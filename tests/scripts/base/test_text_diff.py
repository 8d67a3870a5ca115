"""Two texts as a diff."""

from scripts.base.text_diff import show_diff, text_diff


class Recorder:
    def __init__(self) -> None:
        self.lines: list[tuple[str, str]] = []

    def say(self, text: str = "", *, style: str = "") -> None:
        self.lines.append((text, style))


def test_lines_that_differ_with_two_around_them():
    before = "".join(f"line {number}\n" for number in range(9))
    assert text_diff("envs/a.tfvars", before, before.replace("line 4", "four")) == [
        "--- a/envs/a.tfvars",
        "+++ b/envs/a.tfvars",
        "@@ -3,5 +3,5 @@",
        " line 2",
        " line 3",
        "-line 4",
        "+four",
        " line 5",
        " line 6",
    ]


def test_the_same_text_has_no_diff():
    assert text_diff("a", "x\n", "x\n") == []


def test_a_missing_last_line_break_is_told_as_git_does():
    assert text_diff("a", "x", "y\r\n")[3:] == ["-x", "\\ No newline at end of file", "+y"]


def test_each_line_has_its_colour():
    recorder = Recorder()
    show_diff(text_diff("a", "x\nb\n", "x\nc\n"), recorder)
    assert [style for _, style in recorder.lines] == ["bold", "bold", "cyan", "", "red", "green"]
