"""The stories beside this file, as `rasa test` runs them: every intent, entity and action is predicted."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.core.agent import Agent
from rasa.core.constants import FAILED_STORIES_FILE
from rasa.core.test import test as evaluate
from ruamel.yaml import YAML

from nlu.train import train

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("test_*.yml"))
RULES = sorted((HERE.parents[1] / "data" / "rules").glob("*.yml"))
NOT_TOLD = {
    "action_listen",
    "action_default_fallback",
}  # Rasa adds the one, and the other is for what no rule knows


@pytest.fixture(scope="session")
def agent() -> Agent:
    """The assistant as it is trained now."""
    return Agent.load(str(train()))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_every_step_of_the_stories_is_predicted(path: Path, agent: Agent, tmp_path: Path) -> None:
    found = await evaluate(str(path), agent, out_directory=str(tmp_path), e2e=True, disable_plotting=True)
    failed = YAML(typ="safe").load((tmp_path / FAILED_STORIES_FILE).read_text())
    assert not failed, f"{path.name}:\n{(tmp_path / FAILED_STORIES_FILE).read_text()}"
    assert found["report"]["conversation_accuracy"]["total"] == _stories(path)


def _stories(path: Path) -> int:
    return len(YAML(typ="safe").load(path.read_text())["stories"])


def test_every_action_of_the_rules_occurs_in_a_story() -> None:
    rules = {action for path in RULES for action in _actions(path, "rules")}
    told = {action for path in FILES for action in _actions(path, "stories")}
    assert rules - told == NOT_TOLD


def _actions(path: Path, key: str) -> set[str]:
    steps = (step for item in YAML(typ="safe").load(path.read_text())[key] for step in item["steps"])
    return {step["action"] for step in steps if "action" in step}
