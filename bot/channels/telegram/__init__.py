"""How does the service look and speak on Telegram?"""
