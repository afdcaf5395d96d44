"""Language and embedding models: local ones by default, any OpenAI-compatible server by choice."""

from engine.models.protocols import Answer, Chat, Embed, Embedded, Item, Models, Task, is_local

__all__ = ["Answer", "Chat", "Embed", "Embedded", "Item", "Models", "Task", "is_local"]
