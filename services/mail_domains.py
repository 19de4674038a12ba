"""Mail domains where anybody gets an address: none of them is an organisation's own. Pure."""

#: Of the mail services that people in Belgium use most, and of those that are used all over.
PUBLIC = frozenset(
    {
        "aol.com",
        "belgacom.be",
        "fastmail.com",
        "gmail.com",
        "gmx.be",
        "gmx.com",
        "gmx.net",
        "googlemail.com",
        "hotmail.be",
        "hotmail.com",
        "hotmail.fr",
        "hotmail.nl",
        "icloud.com",
        "laposte.net",
        "live.be",
        "live.com",
        "live.fr",
        "live.nl",
        "mac.com",
        "mail.be",
        "mail.com",
        "mailfence.com",
        "me.com",
        "msn.com",
        "orange.be",
        "orange.fr",
        "outlook.be",
        "outlook.com",
        "outlook.fr",
        "pm.me",
        "proton.me",
        "protonmail.com",
        "proximus.be",
        "scarlet.be",
        "skynet.be",
        "telenet.be",
        "tutanota.com",
        "voo.be",
        "wanadoo.fr",
        "yahoo.be",
        "yahoo.com",
        "yahoo.fr",
        "yahoo.nl",
        "yandex.com",
        "zoho.com",
    }
)


def is_public(domain: str) -> bool:
    """Whether anybody may get an address at this domain, or at what it is a part of."""
    parts = domain.casefold().rstrip(".").split(".")
    return any(".".join(parts[at:]) in PUBLIC for at in range(len(parts)))
