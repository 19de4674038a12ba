"""The open API in HSDS 3.1: what is asked, and records of `services.hsds` in answer.

Reading asks for no account and leaves no trace; an organisation's software writes with a token, and
never with a cookie. `docs/api.md` is for who uses it.
"""
