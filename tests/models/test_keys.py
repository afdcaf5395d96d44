"""Where a key is found, and that it never shows."""

import copy
import logging
import pickle
from collections.abc import Iterator

import keyring
import keyring.backend
import keyring.errors
import pytest

from engine.errors import OptionRefused
from engine.models.keys import Key, find_key, forget_key, kept_key, store_key, typed_key

TYPED = "sk-very-secret-1234567890"
HOST = "api.openai.com"


class Ring(keyring.backend.KeyringBackend):
    """A keyring in memory; as another program's it may fail in its own way."""

    priority = 1.0

    def __init__(self, failure: Exception | None = None) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.failure = failure

    def get_password(self, service: str, username: str) -> str | None:
        self._fail()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._fail()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._fail()
        del self.kept[service, username]

    def _fail(self) -> None:
        if self.failure:
            raise self.failure


@pytest.fixture
def ring() -> Iterator[Ring]:
    """The keyring in use while a test runs."""
    before = keyring.get_keyring()
    ring = Ring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


def test_a_key_never_shows(caplog: pytest.LogCaptureFixture) -> None:
    key = Key(TYPED, "session")
    logging.getLogger("test").warning("%s %r %s", key, key, {"key": key})
    shown = [repr(key), str(key), f"{key}", f"{key:>40}", f"{key!r}", repr([key])]
    assert not any("secret" in text for text in (*shown, caplog.text))
    assert "Key(from session)" in caplog.text
    assert not hasattr(key, "__dict__")
    for write in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="never written down"):
            write(key)


@pytest.mark.usefixtures("ring")
@pytest.mark.parametrize(
    ("provider", "variable"),
    [
        ("openai", "OPENAI_API_KEY"), ("azure", "AZURE_OPENAI_API_KEY"),
        ("openrouter", "OPENROUTER_API_KEY"), ("other", "OPENAI_API_KEY"),
    ],
)  # fmt: skip
def test_each_provider_has_its_variable(provider: str, variable: str) -> None:
    environment = {"OPENAI_API_KEY": "o", "AZURE_OPENAI_API_KEY": "a", "OPENROUTER_API_KEY": "r"}
    key = find_key(environment, {}, HOST, provider)
    assert (key.value, key.where) == (environment[variable], variable)
    del environment[variable]
    assert not find_key(environment, {}, HOST, provider)


def test_the_nearest_key_holds(ring: Ring) -> None:
    environment = {"OPENAI_API_KEY": " from-environment\n"}
    session = {HOST: Key("typed", "session"), "other.host": Key("elsewhere", "session")}
    ring.kept["backroom", HOST] = "kept"
    assert find_key(environment, session, HOST).value == "typed"
    assert find_key(environment, {}, HOST).value == "from-environment"
    secrets = {HOST: Key("from-secrets", "secrets")}
    assert find_key(environment, secrets, HOST).where == "OPENAI_API_KEY"
    assert find_key({}, secrets, HOST).value == "from-secrets"
    assert find_key({"OPENAI_API_KEY": ""}, {}, HOST).value == "kept"
    nobody = find_key({}, session, "third.host")
    assert (bool(nobody), nobody.value, nobody.where) == (False, "", "")


def test_the_keyring_keeps_and_forgets(ring: Ring) -> None:
    store_key(HOST, TYPED)
    assert ring.kept == {("backroom", HOST): TYPED}
    assert kept_key(HOST) == TYPED
    assert find_key({}, {}, HOST).where == "keyring"
    assert forget_key(HOST)
    assert not forget_key(HOST)
    assert kept_key(HOST) == ""


@pytest.mark.parametrize(
    "failure", [keyring.errors.NoKeyringError("none"), keyring.errors.KeyringLocked(), OSError(5)]
)
def test_a_failing_keyring_is_no_keyring(ring: Ring, failure: Exception) -> None:
    ring.failure = failure
    assert kept_key(HOST) == ""
    assert not forget_key(HOST)
    assert not find_key({}, {}, HOST)
    with pytest.raises(OptionRefused, match="no keyring") as refused:
        store_key(HOST, TYPED)
    assert TYPED not in str(refused.value)


@pytest.mark.parametrize("text", ["", "  ", "two words", "líne", "a\nb", "sk-1\x00"])
def test_what_is_no_key_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(OptionRefused) as refused:
        typed_key(text)
    assert not text.strip() or text.strip() not in str(refused.value)


def test_a_pasted_key_loses_the_white_space_around_it() -> None:
    assert typed_key(f"  {TYPED}\n") == TYPED
