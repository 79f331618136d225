"""How does the service look and speak by SMS?"""
