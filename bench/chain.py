"""What a user would pick instead: a plain LangChain retrieval chain over the same texts with the same encoder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import uuid4

import chromadb
from chromadb.config import Settings as ChromaSettings
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.runnables import RunnableLambda

#: LangChain's own default number of documents.
DOCUMENTS = 4


def plain_chain(texts: Sequence[str], embeddings: Embeddings) -> Callable[[str], object]:
    """Return a chain that finds the nearest texts and quotes them; it neither reads, assesses nor checks."""
    client = chromadb.EphemeralClient(settings=ChromaSettings(anonymized_telemetry=False))
    store = Chroma(collection_name=f"bench-{uuid4().hex}", client=client, embedding_function=embeddings)
    store.add_texts(list(texts))
    retriever = store.as_retriever(search_kwargs={"k": DOCUMENTS})
    return (retriever | RunnableLambda(_quote)).invoke


def _quote(documents: list[Document]) -> str:
    return "\n".join(document.page_content for document in documents)
