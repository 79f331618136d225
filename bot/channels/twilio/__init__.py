"""How do SMS and WhatsApp messages travel through Twilio, in and out?"""
