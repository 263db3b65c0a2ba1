"""Finds the passages that bear on a question: dense, lexical and fused.

The promise of this room: it alone knows the vector store and the encoder, and it refuses a bundle that another encoder
built instead of answering from it.
"""
