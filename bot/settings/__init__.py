"""How is this deployment set up? One frozen object, read once from the environment and `.env`."""

from bot.settings.model import Settings
from bot.settings.source import read_settings

__all__ = ["Settings", "read_settings"]
