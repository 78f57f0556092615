"""Clinical reading as Rasa entities: what `physio.reading` finds, in Rasa's words."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu import parts
from physio.reading.model import Finding


def as_entity(finding: Finding) -> dict[str, Any]:
    """A finding as the dictionary Rasa expects: entity, value, start, end, and our extra keys."""
    entity = {
        "entity": finding.entity,
        "value": finding.value,
        "start": finding.start,
        "end": finding.end,
        "assertion": finding.assertion,
        "by": finding.by,
        **finding.extra,
    }
    if finding.group is not None:
        entity["group"] = str(finding.group)
    return entity


def sent_at(message: Message) -> datetime:
    """When the patient wrote it, as the front desk says; now, when nobody says (the trainer's shell)."""
    said = (message.get("metadata") or {}).get("sent_at")
    return datetime.fromisoformat(said) if said else datetime.now(timezone.utc)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ClinicalReader(GraphComponent, EntityExtractorMixin):
    """Entities by fixed rules and a fixed model; nothing here is learned from the NLU examples."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ClinicalReader:
        """Rasa's constructor; the reader itself is loaded with the first message."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities of each message's text (payload messages have none to read)."""
        for message in messages:
            text = message.get(TEXT) or ""
            if not text.startswith("/"):
                found = self._entities(text, sent_at(message))
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def _entities(self, text: str, at: datetime) -> list[dict[str, Any]]:
        reading = parts.reader().read(text, at)
        entities = [as_entity(finding) for finding in reading.findings]
        return list(self.add_extractor_name(entities))
