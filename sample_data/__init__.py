"""The invented shop whose files a newcomer sees first."""
