"""The kinds of servers and how each is met before it is known better."""

from __future__ import annotations

from dataclasses import dataclass

from engine.models.remote.habits import CAPS, Habits
from engine.settings import Settings


@dataclass(frozen=True)
class Preset:
    """One kind of server.

    Attributes:
        title: Its name for people.
        base_url: Its address, with `/v1`; empty where everybody has another.
        needs_key: Whether it answers nobody without a key.
        free: Whether asking costs nothing, as it runs on a computer of one's own.
        embedding_model: A model of it that embeds, as a suggestion; empty where there is none.
        tried: Whether it was tried against the real server, and not its shape only.
        says: What to know before it is chosen.
        cap: The name of the cap on tokens that is tried first.
    """

    title: str
    base_url: str
    needs_key: bool
    free: bool
    embedding_model: str
    tried: bool
    says: str
    cap: str = "max_completion_tokens"


_UNTRIED = "Its shape was checked against a test server, the service itself was not tried."

PRESETS: dict[str, Preset] = {
    "openai": Preset(
        "OpenAI", "https://api.openai.com/v1", needs_key=True, free=False,
        embedding_model="text-embedding-3-small", tried=False,
        says=f"Needs a key from platform.openai.com. {_UNTRIED}",
    ),
    "azure": Preset(
        "Azure OpenAI", "", needs_key=True, free=False, embedding_model="", tried=False,
        says="Needs your resource's address, https://NAME.openai.azure.com/openai/v1, its key, "
        f"and the names of your deployments as models. {_UNTRIED}",
    ),
    "openrouter": Preset(
        "OpenRouter", "https://openrouter.ai/api/v1", needs_key=True, free=False,
        embedding_model="", tried=False, cap="max_tokens",
        says="Needs a key from openrouter.ai; passes what it is sent on to the model's own "
        f"provider. {_UNTRIED}",
    ),
    "ollama": Preset(
        "Ollama", "http://localhost:11434/v1", needs_key=False, free=True,
        embedding_model="nomic-embed-text", tried=False, cap="max_tokens",
        says="Runs on this computer and needs no key; a model is fetched beforehand with "
        f"`ollama pull`. {_UNTRIED}",
    ),
    "lmstudio": Preset(
        "LM Studio", "http://localhost:1234/v1", needs_key=False, free=True,
        embedding_model="text-embedding-nomic-embed-text-v1.5", tried=False, cap="max_tokens",
        says=f"Runs on this computer and needs no key; start its local server first. {_UNTRIED}",
    ),
    "vllm": Preset(
        "vLLM", "http://localhost:8000/v1", needs_key=False, free=True, embedding_model="",
        tried=False, cap="max_tokens",
        says=f"Runs on a computer of your own; serves one model for each address. {_UNTRIED}",
    ),
    "other": Preset(
        "Another OpenAI-compatible server", "", needs_key=False, free=False, embedding_model="",
        tried=True, cap="max_tokens",
        says="Needs its address, usually ending with /v1, and a key where it asks for one. Tried "
        "with the LiteLLM proxy.",
    ),
}  # fmt: skip


def first_habits(settings: Settings) -> Habits:
    """What is expected of the settings' server before anything was asked."""
    first = PRESETS[settings.provider].cap
    return Habits(caps=(first, *(cap for cap in CAPS if cap != first)))
