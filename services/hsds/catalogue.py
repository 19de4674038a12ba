"""The data set, its files and the API in the words of DCAT 3, for catalogues of open data."""

from services.hsds.places import NUTS, REGIONS

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


def dataset(*, url, title, description, licence, profile, modified, files, service):
    """A document in JSON-LD.

    `url` is the page with the files; `files` are pairs of an address and a media type; `service` is
    a pair of the address of the API and that of its description; `modified` is a datetime.
    """
    moment = {"@type": "xsd:dateTime", "@value": modified.isoformat(timespec="seconds")}
    endpoint, endpoint_description = service
    return {
        "@context": CONTEXT,
        "@graph": [
            {
                "@id": url,
                "@type": "dcat:Dataset",
                "dct:title": _dutch(title),
                "dct:description": _dutch(description),
                "dct:license": {"@id": licence},
                "dct:modified": moment,
                "dct:conformsTo": {"@id": profile},
                "dct:spatial": [{"@id": f"{NUTS}{code}"} for code in REGIONS.values()],
                "dcat:landingPage": {"@id": url},
                "dcat:distribution": [
                    {
                        "@id": address,
                        "@type": "dcat:Distribution",
                        "dct:license": {"@id": licence},
                        "dct:modified": moment,
                        "dcat:accessURL": {"@id": url},
                        "dcat:downloadURL": {"@id": address},
                        "dcat:mediaType": {"@id": f"{MEDIA_TYPES}{media_type}"},
                    }
                    for address, media_type in files
                ],
            },
            {
                "@id": endpoint,
                "@type": "dcat:DataService",
                "dct:title": _dutch(title),
                "dct:license": {"@id": licence},
                "dct:conformsTo": {"@id": profile},
                "dcat:endpointURL": {"@id": endpoint},
                "dcat:endpointDescription": {"@id": endpoint_description},
                "dcat:servesDataset": {"@id": url},
            },
        ],
    }


def _dutch(text):
    return {"@language": "nl", "@value": text}
