"""The recipes for trainers: every command, file and topic that they name is there."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "trainers.md").read_text()
CODE = re.findall(r"`([^`\n]+)`", PAGE) + PAGE.splitlines()
RECIPES = (
    "Change the opening hours",
    "Add a question and its answer",
    "Add a story or a rule",
    "Add a wording for a warning sign",
    "Add a procedure",
)


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_says_what_to_change_how_to_check_it_and_how_a_mistake_looks(recipe: str) -> None:
    text = PAGE.split(f"## {recipe}\n")[1].split("\n## ")[0]
    assert "make validate" in text
    assert re.search(r"^1\. ", text, flags=re.MULTILINE)
    assert re.search(r"^If .*:", text, flags=re.MULTILINE), "no mistake is shown"


def test_every_verb_is_one_of_the_makefile() -> None:
    verbs = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    named = {verb for code in CODE for verb in re.findall(r"^make ([a-z-]+)", code)}
    assert named
    assert named - verbs == set()


def test_every_module_that_is_run_is_there() -> None:
    modules = {name for code in CODE for name in re.findall(r"python -m ([\w.]+)", code)}
    assert modules
    assert [name for name in modules if importlib.util.find_spec(name) is None] == []


def test_every_file_and_folder_is_there() -> None:
    named = {
        name for code in CODE for name in re.findall(r"^((?:data|tests|docs)/[\w/]+(?:\.\w+)?/?)$", code)
    }
    links = set(re.findall(r"\]\(\.\./([^)]+)\)", PAGE))
    assert len(named) >= 8
    assert [name for name in (*named, *links) if not (ROOT / name).exists()] == []


def test_the_topic_of_the_example_is_one_of_the_answers() -> None:
    topics = re.findall(r"^  (\w+):$", (ROOT / "data" / "answers.yml").read_text(), flags=re.MULTILINE)
    assert re.findall(r"nearest topic \(`(\w+)`\)", PAGE)[0] in topics
