"""A cross-encoder is loaded as it is published, and answers by its likeliest label."""

from __future__ import annotations

from pathlib import Path

import pytest
from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

from service.domain.errors import SettingsError
from service.drafting.entailment import load_entailment

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "hold", "the", "drug", "go", "on"]


def made(folder: Path, labels: list[str]) -> str:
    """A cross-encoder of a few weights, made here: it knows nothing, and always prefers its first label."""
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    BertTokenizerFast(vocab_file=str(folder / "vocab.txt")).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=8,
        id2label=dict(enumerate(labels)),
        label2id={label: n for n, label in enumerate(labels)},
    )
    model = BertForSequenceClassification(config)
    model.classifier.weight.data.zero_()
    model.classifier.bias.data.copy_(model.classifier.bias.data.new_tensor([3.0] + [0.0] * (len(labels) - 1)))
    model.save_pretrained(folder)
    return str(folder)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("labels", "entails"),
    [(["entailment", "neutral", "contradiction"], True), (["contradiction", "entailment", "neutral"], False)],
)
def test_the_likeliest_label_decides(tmp_path: Path, labels: list[str], entails: bool) -> None:
    encoder = load_entailment(made(tmp_path, labels))

    assert encoder.entails("hold the drug", "go on") is entails


@pytest.mark.filterwarnings("ignore")
def test_a_model_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no label for entailment"):
        load_entailment(made(tmp_path, ["LABEL_0", "LABEL_1"]))


def test_a_model_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="GROUNDRULE_ENTAILMENT"):
        load_entailment(str(tmp_path / "none"))
