"""What somebody may make of a link, a form or a name: nothing but what was meant by it.

Links that expire or are for somebody else stand with what they do, in `services/test_membership.py`
and `services/test_reminders.py`; addresses that others may not open in `test_permissions.py`.
"""
