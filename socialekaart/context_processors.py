"""What every template may use."""


def csp_nonce(request):
    """The nonce under the name that django-htmx reads; django-csp calls it CSP_NONCE."""
    return {"csp_nonce": getattr(request, "csp_nonce", "")}
