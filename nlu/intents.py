"""What a message is for: sentence embeddings and logistic regression, judged sentence by sentence.

A patient's first message tells a story and may ask three things. Each sentence is classified on its
own; a story outweighs its pleasantries, a question outweighs a greeting.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import joblib
import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.linear_model import LogisticRegression

from nlu import parts
from physio.reading.meant import respeller
from physio.reading.sentences import split_sentences

Ranking = list[dict[str, Any]]
Scores = NDArray[np.float64]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SentenceIntents(GraphComponent, IntentClassifier):
    """Intent by sentence. `background` lists the intents that any other one outweighs in a long message."""

    FILE = "intents.joblib"

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`C`: how closely to fit; `story`: the intent of a told problem; `background`: pleasantries."""
        return {
            "C": 40.0,
            "story": "describe_problem",
            "background": ["greet", "thanks", "goodbye", "out_of_scope", "inform", "affirm", "deny"],
            "ranking_length": 10,
        }

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: LogisticRegression | None = None,
    ) -> None:
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceIntents:
        """An untrained classifier."""
        return cls({**cls.get_default_config(), **config}, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SentenceIntents:
        """The classifier as it was trained."""
        with model_storage.read_from(resource) as folder:
            model = joblib.load(folder / cls.FILE)
        return cls({**cls.get_default_config(), **config}, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the NLU examples of `data/nlu`."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT) and e.get(INTENT)]
        vectors = parts.encoder().both([e.get(TEXT) for e in examples])
        self._model = LogisticRegression(C=self._config["C"], max_iter=500, class_weight="balanced")
        self._model.fit(vectors, [e.get(INTENT) for e in examples])
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / self.FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent and its ranking on each message, read without its slips of the finger."""
        for message in messages:
            ranking = self._rank(respeller().put_right(message.get(TEXT) or ""))
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _rank(self, text: str) -> Ranking:
        if self._model is None or not text.strip():
            return [{"name": None, "confidence": 0.0}]
        whole = self._probabilities([text])[0]
        sentences = [sentence.text for sentence in split_sentences(text)]
        scores = whole if len(sentences) < 2 else self._combine(whole, self._probabilities(sentences))
        order = np.argsort(-scores)[: self._config["ranking_length"]]
        return [{"name": str(self._model.classes_[i]), "confidence": float(scores[i])} for i in order]

    def _probabilities(self, texts: Sequence[str]) -> Scores:
        assert self._model is not None
        probabilities: Scores = self._model.predict_proba(parts.encoder().both(list(texts)))
        return probabilities

    def _combine(self, whole: Scores, each: Scores) -> Scores:
        """The best sentence for each intent, pleasantries held back, the story put first if it is told."""
        assert self._model is not None
        scores: Scores = np.maximum(each.max(axis=0), whole)
        names = [str(name) for name in self._model.classes_]
        background = np.array([name in self._config["background"] for name in names])
        if scores[~background].max(initial=0.0) >= 0.4:
            scores[background] *= 0.4
        if self._config["story"] in names and self._tells_a_story(names, each):
            scores[names.index(self._config["story"])] = max(0.9, scores.max() + 0.01)
        return np.minimum(scores, 1.0)

    def _tells_a_story(self, names: list[str], each: Scores) -> bool:
        story = each[:, names.index(self._config["story"])]
        return bool((story >= 0.5).any())
