"""A PDF as tests read it back: its text, links, tags and fonts, and the QR codes of its picture."""

import ctypes
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import zxingcpp

MILLIMETRE = 72 / 25.4


@dataclass(frozen=True)
class Page:
    """One page: its size in whole millimetres, what it says, where it leads, and its QR codes."""

    size: tuple[int, int]
    text: str
    links: list[str]
    codes: list[str]
    is_within: bool


@dataclass(frozen=True)
class Read:
    """A file read back; `alternatives` are what pictures say, `languages` those of tagged parts."""

    pages: list[Page]
    is_tagged: bool
    language: str
    title: str
    metadata: str
    tags: set[str]
    alternatives: set[str]
    languages: set[str]
    fonts: set[tuple[str, bool]]

    @property
    def text(self):
        return "\n".join(page.text for page in self.pages)

    @property
    def links(self):
        return [link for page in self.pages for link in page.links]

    @property
    def codes(self):
        return [code for page in self.pages for code in page.codes]


def read(data: bytes) -> Read:
    document = pdfium.PdfDocument(data)
    try:
        pages = [_page(document, page) for page in document]
        elements = [element for page in document for element in _elements(page)]
        fonts = {font for page in document for font in _fonts(page)}
        about = document.get_metadata_dict()
        return Read(
            pages=pages,
            is_tagged=bool(raw.FPDFCatalog_IsTagged(document)),
            language=_said(raw.FPDFCatalog_GetLanguage, document),
            title=about["Title"],
            metadata=" ".join(about.values()),
            tags={tag for tag, _alternative, _language in elements},
            alternatives={alternative for _tag, alternative, _language in elements if alternative},
            languages={language for _tag, _alternative, language in elements if language},
            fonts=fonts,
        )
    finally:
        document.close()


def _page(document, page):
    width, height = page.get_size()
    text = page.get_textpage().get_text_range().replace("\r\n", "\n").replace("\ufffe", "-")
    bounds = [one.get_bounds() for one in page.get_objects()]
    return Page(
        size=(round(width / MILLIMETRE), round(height / MILLIMETRE)),
        text=text,
        links=list(_links(document, page)),
        codes=_codes(page),
        is_within=all(
            left >= 0 and bottom >= 0 and right <= width and top <= height
            for left, bottom, right, top in bounds
        ),
    )


def _links(document, page):
    at, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, at, link):
        action = raw.FPDFLink_GetAction(link)
        size = raw.FPDFAction_GetURIPath(document, action, None, 0)
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFAction_GetURIPath(document, action, buffer, size)
        yield buffer.value.decode()


def _codes(page):
    picture = page.render(scale=3, grayscale=True)
    pixels = memoryview(picture.buffer).cast("B", (picture.height, picture.stride))
    return [code.text for code in zxingcpp.read_barcodes(pixels)]


def _fonts(page):
    for found in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        font = raw.FPDFTextObj_GetFont(found)
        size = raw.FPDFFont_GetBaseFontName(font, None, 0)
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFFont_GetBaseFontName(font, buffer, size)
        yield buffer.value.decode(), bool(raw.FPDFFont_GetIsEmbedded(font))


def _elements(page):
    """(tag, alternative, language) of all that is tagged on a page."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    left = [
        raw.FPDF_StructTree_GetChildAtIndex(tree, at)
        for at in range(raw.FPDF_StructTree_CountChildren(tree))
    ]
    while left:
        element = left.pop()
        if not element:
            continue
        yield (
            _said(raw.FPDF_StructElement_GetType, element),
            _said(raw.FPDF_StructElement_GetAltText, element),
            _said(raw.FPDF_StructElement_GetLang, element),
        )
        left += [
            raw.FPDF_StructElement_GetChildAtIndex(element, at)
            for at in range(raw.FPDF_StructElement_CountChildren(element))
        ]
    raw.FPDF_StructTree_Close(tree)


def _said(function, *arguments):
    """What a function of the library writes as UTF-16 into a buffer that is asked for twice."""
    size = function(*arguments, None, 0)
    buffer = ctypes.create_string_buffer(size)
    function(*arguments, ctypes.cast(buffer, function.argtypes[len(arguments)]), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
