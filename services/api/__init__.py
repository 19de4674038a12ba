"""The open API in HSDS 3.1: what is asked, and records of `services.hsds` in answer.

Reading only, without an account, a cookie or a trace. `docs/api.md` is for who uses it.
"""
