"""How many messages a second by Telegram's webhook, at which cost, beside the rival libraries?"""
