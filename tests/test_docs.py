"""README, verbs, settings and CI say the same."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()


def test_the_readme_lists_every_verb_of_the_makefile() -> None:
    verbs = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, flags=re.MULTILINE)) - {"help", "install"}
    assert verbs == set(re.findall(r"^\| `make ([a-z-]+)` \|", README, flags=re.MULTILINE))


def test_the_readme_shows_the_settings_as_the_code_prints_them() -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "records.settings"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert printed.stdout.strip() in README


def test_ci_runs_the_test_command_of_the_readme() -> None:
    last = (ROOT / ".ci" / "run").read_text().strip().splitlines()[-1]
    assert last == "exec make test"
    assert "make test" in README


def test_every_file_that_the_readme_links_to_is_there() -> None:
    links = re.findall(r"\]\(((?!http)[^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_folder_that_the_readme_names_is_there() -> None:
    named = re.findall(r"^\| `([a-z/]+)/` \|", README, flags=re.MULTILINE)
    assert named
    assert [name for name in named if not (ROOT / name).is_dir()] == []
