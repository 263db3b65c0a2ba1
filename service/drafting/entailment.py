"""The adapter of the Entailment port: a cross-encoder of sentence-transformers, loaded once."""

from __future__ import annotations

import threading
from typing import Any

from service.domain.errors import SettingsError

#: Where the labels of natural language inference stand in the models that are trained on them.
ENTAILMENT_LABELS = frozenset(("entailment", "entails"))


class CrossEncoderEntailment:
    """Says whether a premise bears a claim out, by the model's likeliest label. Safe to use from several threads."""

    def __init__(self, encoder: Any) -> None:
        labels = {int(n): str(label).lower() for n, label in encoder.config.id2label.items()}
        found = [n for n, label in labels.items() if label in ENTAILMENT_LABELS]
        if len(found) != 1:
            raise SettingsError("GROUNDRULE_ENTAILMENT: the model has no label for entailment.")
        self._encoder = encoder
        self._entails = found[0]
        self._lock = threading.Lock()

    def entails(self, premise: str, claim: str) -> bool:
        """Return whether entailment is the likeliest of the model's labels."""
        with self._lock:
            scores = self._encoder.predict([(premise, claim)], show_progress_bar=False)[0]
        return int(scores.argmax()) == self._entails


def load_entailment(name: str) -> CrossEncoderEntailment:
    """Load a cross-encoder by name or path.

    Raises:
        SettingsError: it cannot be loaded, or is of another kind.
    """
    from sentence_transformers import CrossEncoder

    try:
        encoder = CrossEncoder(name)
    except (OSError, ValueError):
        raise SettingsError("GROUNDRULE_ENTAILMENT: there is no such cross-encoder.") from None
    return CrossEncoderEntailment(encoder)
