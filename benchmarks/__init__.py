"""What Backroom claims about speed and quality, as commands with peers beside it."""
