"""reportlab's canvas, with each finished page written to the file at once: a list of a million rows needs no more
memory than one page.

reportlab keeps every page until it saves. Here a page, once shown, is formatted, written and forgotten; fonts, page
tree and catalogue follow at the end as ever. Why and what was measured: `docs/decisions/0021-streamed-lists.md`.
"""

from __future__ import annotations

from typing import BinaryIO

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas


class StreamedDocument(pdfdoc.PDFDocument):  # type: ignore[misc]
    """A document that goes to its file page by page."""

    def __init__(self, out: BinaryIO, *, compress: bool) -> None:
        super().__init__(compression=int(compress), invariant=1)
        self._out = out
        self._offset = 0
        self._file = pdfdoc.PDFFile(self._pdfVersion)
        self._drain()

    def addPage(self, page: pdfdoc.PDFPage) -> None:  # noqa: N802 - reportlab calls it
        """Write a page and all that only it refers to."""
        before = self.objectcounter
        super().addPage(page)
        self.Pages.pages[-1] = pdfdoc.PDFObjectReference(page.__InternalName__)
        pages = self.Reference(self.Pages)
        written = before + 1
        while written <= self.objectcounter:  # formatting a page registers its content
            name = self.numberToId[written]
            if name != pages.name:
                self._write(name)
            written += 1

    def _write(self, name: str) -> None:
        content = pdfdoc.PDFIndirectObject(name, self.idToObject[name]).format(self)
        self.idToOffset[name] = self._file.add(content)
        self.idToObject[name] = _Written
        self._drain()

    def _drain(self) -> None:
        for part in self._file.strings:
            self._out.write(part)
        self._file.strings.clear()

    def format(self) -> bytes:
        """Write what is left: fonts, page tree, catalogue, cross references, trailer. Gives nothing to save."""
        catalogue, info = self.Reference(self.Catalog), self.Reference(self.info)
        number = 1
        while number in self.numberToId:
            name = self.numberToId[number]
            if self.idToObject[name] is not _Written:
                self._write(name)
            number += 1
        table = pdfdoc.PDFCrossReferenceTable()
        table.addsection(0, [self.numberToId[each] for each in range(1, number)])
        start = self._file.add(table.format(self))
        trailer = pdfdoc.PDFTrailer(startxref=start, Size=number, Root=catalogue, Info=info, Encrypt=None, ID=self.ID())
        self._file.add(trailer.format(self))
        self._drain()
        return b""


class _Written:
    """Stands in place of an object that is in the file."""


class StreamedCanvas(Canvas):  # type: ignore[misc]
    """A canvas whose pages go to a file as they are shown."""

    def __init__(self, out: BinaryIO, pagesize: tuple[float, float], *, compress: bool = True) -> None:
        super().__init__("unused", pagesize=pagesize, pageCompression=int(compress), invariant=1)
        self._doc = StreamedDocument(out, compress=compress)
        self._preamble = "1 0 0 1 0 0 cm"  # as ever, but without naming Helvetica, which is in no machine's charge
        self.init_graphics_state()

    def finish(self) -> None:
        """Write the rest."""
        if len(self._code):
            self.showPage()
        self._doc.GetPDFData(self)
