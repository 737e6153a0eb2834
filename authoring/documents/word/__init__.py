"""The content tree drawn as a Word document. Draws what the tree says, in its order; decides nothing."""

from authoring.documents.word.render import render_word

__all__ = ["render_word"]
