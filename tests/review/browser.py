"""A page in a real browser: laid out at a width, light or dark, with scripts or without, and asked about itself."""

import html
import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FOUND = next((path for name in NAMES if (path := shutil.which(name))), None)
needs_browser = pytest.mark.skipif(FOUND is None, reason=f"none of {', '.join(NAMES)} is installed")
_SECONDS = 90
_FRAME = """<!doctype html><iframe id="page" style="border:0" width="%(width)d" height="900"%(sandbox)s></iframe>
<pre id="answer"></pre><script>
const frame = document.getElementById("page");
frame.onload = () => {
  const page = frame.contentDocument;
  let answer;
  try { answer = {"told": (() => {%(probe)s})()}; } catch (error) { answer = {"error": String(error)}; }
  document.getElementById("answer").textContent = JSON.stringify(answer);
};
frame.srcdoc = %(page)s;
</script>"""


def ask(page: str, probe: str, *, width: int = 1280, dark: bool = False, scripts: bool = True) -> Any:
    """What the JavaScript `probe`, the body of a function, returns about `page`, the page's document.

    Raises AssertionError when the probe fails, or the browser refuses a style or script of the page.
    """
    frame = _FRAME % {
        "width": width,
        "sandbox": "" if scripts else ' sandbox="allow-same-origin"',
        "probe": probe,
        "page": json.dumps(page).replace("<", "\\u003c"),
    }
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "frame.html")
        file.write_text(frame, encoding="utf-8")
        done = _run(folder, dark, file)
    answer = re.search(r'<pre id="answer">(.*?)</pre>', done.stdout, re.DOTALL)
    assert answer and answer[1], f"the browser said nothing: {done.stderr[-2000:]}"
    told = json.loads(html.unescape(answer[1]))
    assert "told" in told, told
    refused = [line for line in done.stderr.splitlines() if "Content Security Policy" in line]
    assert not refused, refused
    return told["told"]


def _run(folder: str, dark: bool, file: Path) -> subprocess.CompletedProcess[str]:
    assert FOUND
    options = [
        "--headless",
        "--disable-gpu",
        "--dump-dom",
        "--enable-logging=stderr",
        f"--user-data-dir={folder}/profile",
    ]
    if os.geteuid() == 0:
        options.append("--no-sandbox")
    options += [f"--blink-settings=preferredColorScheme={0 if dark else 1}", "--virtual-time-budget=5000"]
    return subprocess.run(
        [FOUND, *options, file.as_uri()], capture_output=True, text=True, timeout=_SECONDS, check=True
    )
