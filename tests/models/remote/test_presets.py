"""Each kind of server as its documents describe it, and addresses however they are written."""

from pathlib import Path
from typing import Any

import pytest

from engine.errors import OptionRefused
from engine.models import remote
from engine.models.remote import PRESETS, address_of, host_of, is_here, is_own, is_unencrypted
from engine.settings import Settings, knob_of
from tests.models.remote.trying import tried
from tests.models.server import Server

# What each kind takes, after its own documents: switches of the test server, base path, form.
SHAPES: dict[str, tuple[dict[str, Any], str, str]] = {
    "openai": ({"key": "sk-x", "tokens_names": ["max_completion_tokens"]}, "/v1", "strict"),
    "azure": ({"key": "x", "tokens_names": ["max_completion_tokens"]}, "/openai/v1", "strict"),
    "openrouter": ({"key": "sk-or-x"}, "/api/v1", "strict"),
    "ollama": ({"tokens_names": ["max_tokens"]}, "/v1", "strict"),
    "lmstudio": ({"tokens_names": ["max_tokens"], "formats": ["strict", "plain"]}, "/v1", "strict"),
    "vllm": ({}, "/v1", "strict"),
    "other": ({"tokens_names": ["max_tokens"], "formats": ["plain"], "usage": False,
               "temperature": False}, "/v1", "plain"),
}  # fmt: skip


def of(provider: str, base_url: str = "", **more: Any) -> Settings:
    return Settings(home=Path("nowhere"), model="openai", provider=provider, base_url=base_url,
                    **more)  # fmt: skip


@pytest.mark.parametrize("provider", SHAPES)
def test_a_kind_of_server_is_used_as_it_is(server: Server, provider: str) -> None:
    switches, path, form = SHAPES[provider]
    server.faults(**switches)
    address = server.address.removesuffix("/v1") + path
    found = tried(of(provider, address, ai_model="m"), switches.get("key", ""))
    assert found.ok
    assert found.strict == form
    seen = server.seen()
    assert f"{path}/chat/completions" in seen["paths"]
    assert ("authorization" in seen["headers"]) == bool(switches.get("key"))
    if provider != "other":
        assert seen["outcomes"] == {"ok": 2}


def test_every_provider_of_the_settings_has_a_preset() -> None:
    field = Settings.__dataclass_fields__["provider"]
    assert list(PRESETS) == list(knob_of(field).choices) == list(SHAPES)
    assert [name for name, preset in PRESETS.items() if preset.tried] == ["other"]
    for preset in PRESETS.values():
        assert preset.says.endswith(".")
        assert preset.title


@pytest.mark.parametrize(
    ("provider", "written", "address"),
    [
        ("openai", "", "https://api.openai.com/v1"),
        ("ollama", "", "http://localhost:11434/v1"),
        ("ollama", "http://localhost:11434", "http://localhost:11434/v1"),
        ("ollama", " http://box:11434/ ", "http://box:11434/v1"),
        ("other", "https://a.b/v1/", "https://a.b/v1"),
        ("other", "https://a.b/v1/chat/completions", "https://a.b/v1"),
        ("other", "https://a.b/llm/v2/embeddings/", "https://a.b/llm/v2"),
        ("azure", "https://x.openai.azure.com", "https://x.openai.azure.com/openai/v1"),
        ("azure", "https://x.openai.azure.com/openai/v1/", "https://x.openai.azure.com/openai/v1"),
        ("other", "http://[::1]:80/v1", "http://[::1]:80/v1"),
    ],
)
def test_an_address_however_it_is_written(provider: str, written: str, address: str) -> None:
    assert address_of(of(provider, written)) == address


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("", "set the server's address"),
        ("localhost:11434", "begin with https"),
        ("ftp://a/v1", "begin with https"),
        ("http://", "begin with https"),
        ("http://a:port/v1", "begin with https"),
        ("http://[", "begin with https"),
        ("https://user:sk-secret@a/v1", "hold no key"),
        ("https://a/v1?key=sk-secret", "hold no key"),
        ("https://a/v1#sk-secret", "hold no key"),
    ],
)
def test_what_is_no_address_is_refused(written: str, words: str) -> None:
    with pytest.raises(OptionRefused, match=words) as caught:
        address_of(of("other", written))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "here", "own", "unencrypted"),
    [
        ("http://localhost:1/v1", True, True, False),
        ("http://a.localhost/v1", True, True, False),
        ("http://127.8.0.1/v1", True, True, False),
        ("http://[::1]:8/v1", True, True, False),
        ("http://192.168.1.5/v1", False, True, True),
        ("http://box:8000/v1", False, True, True),
        ("http://gpu.lan/v1", False, True, True),
        ("https://gpu.lan/v1", False, True, False),
        ("http://8.8.8.8/v1", False, False, True),
        ("http://ollama.com/v1", False, False, True),
        ("https://ollama.com/v1", False, False, False),
        ("http://localhost.evil.com/v1", False, False, True),
        ("http://127.0.0.1.evil.com/v1", False, False, True),
    ],
)
def test_whose_computer_an_address_is(
    address: str, here: bool, own: bool, unencrypted: bool
) -> None:
    assert (is_here(address), is_own(address), is_unencrypted(address)) == (here, own, unencrypted)


def test_a_host_is_said_without_what_is_secret() -> None:
    assert host_of("https://a.b:8443/v1") == "a.b:8443"
    assert host_of("https://user:sk-secret@a.b/v1") == "a.b"


def test_the_habits_of_a_kind_begin_with_its_own_cap() -> None:
    assert remote.first_habits(of("openai")).cap == "max_completion_tokens"
    assert remote.first_habits(of("ollama")).caps == ("max_tokens", "max_completion_tokens")
