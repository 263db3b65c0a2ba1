"""The reader of a topic's self-test: texts that must be caught, texts that must pass, and rules that must fire."""

from __future__ import annotations

from corpus.build import Maker, build, read, refuse
from corpus.model import Sample, SelfTest, Topic
from corpus.names import check_known
from corpus.yaml_lines import Node, Scalar, at, items_of

_LISTS = ("must_block", "must_pass")


def read_self_test(node: Node) -> SelfTest:
    """Read `self_test`.

    Raises:
        TopicError: an unknown key, or a value that does not fit.
    """
    return build(SelfTest, node, "'self_test'", makers={key: _samples_of(key) for key in _LISTS})


def check_self_test(node: Node, topic: Topic) -> None:
    """Refuse a sample that tries nothing, and a rule that is not there.

    Raises:
        TopicError: there is one.
    """
    for key, samples in zip(_LISTS, (topic.self_test.must_block, topic.self_test.must_pass), strict=True):
        for item, sample in zip(items_of(at(node, key)), samples, strict=False):
            if not sample.text:
                raise refuse(at(item, "text"), "a sample without a text tries nothing: write at least one")
    for text, fired in topic.self_test.must_fire.items():
        for place, name in zip(items_of(at(node, "must_fire", text)), fired, strict=True):
            check_known(place, name, topic.rule, "rule")


def _samples_of(key: str) -> Maker:
    """The reader of a list of samples; one without question and patient may be written as its text alone."""

    def make(node: Node) -> tuple[Sample, ...]:
        return tuple(
            Sample(text=(read(str, item, key),), line=item.line)
            if isinstance(item, Scalar)
            else build(Sample, item, f"a sample of '{key}'", line=item.line)
            for item in items_of(node)
        )

    return make
