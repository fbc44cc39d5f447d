"""A small writer of ofd files, as office programs make them: millimetres, a delta for each character, paths for lines."""

import io
import zipfile

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


class Sheet:
    """One page of A4; positions in millimetres from the upper left, y of the baseline."""

    def __init__(self) -> None:
        self.objects: list[str] = []

    def write(self, text: str, x: float, y: float, size: float = 5.6, font: int = 1, ctm: str = "") -> "Sheet":
        wide = [size if ord(c) > 0x2E80 or c in "“”‘’" else size / 2 for c in text]
        deltas = " ".join(f"{w:.3f}" for w in wide[:-1])
        if len(set(wide)) == 1 and len(wide) > 3:
            deltas = f"g {len(wide) - 1} {wide[0]:.3f}"
        turn = f' CTM="{ctm}"' if ctm else ""
        escaped = text.replace("&", "&amp;").replace("<", "&lt;")
        self.objects.append(
            f'<ofd:TextObject ID="{len(self.objects)}" '
            f'Boundary="{x} {y - size} {sum(wide) + 1:.2f} {size * 1.3:.2f}" Font="{font}" Size="{size}"{turn}>'
            f'<ofd:TextCode X="0" Y="{size}" DeltaX="{deltas}">{escaped}</ofd:TextCode></ofd:TextObject>'
        )
        return self

    def paragraph(
        self, text: str, y: float, x: float = 28, columns: int = 28, size: float = 5.6, pitch: float = 10
    ) -> float:
        """Lines of `columns` characters, the first moved in by two; returns the y behind."""
        text = "　　" + text
        for start in range(0, len(text), columns):
            line = text[start : start + columns]
            blank = len(line) - len(line.lstrip("　"))
            self.write(line.lstrip("　"), x + blank * size, y, size)
            y += pitch
        return y

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> "Sheet":
        self.objects.append(
            f'<ofd:PathObject ID="{len(self.objects)}" Boundary="{x0} {y0} {max(x1 - x0, 0.4)} {max(y1 - y0, 0.4)}" LineWidth="0.3">'
            f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
        )
        return self

    def picture(self, x: float, y: float, width: float, height: float) -> "Sheet":
        self.objects.append(
            f'<ofd:ImageObject ID="{len(self.objects)}" Boundary="{x} {y} {width} {height}" CTM="{width} 0 0 {height} 0 0" ResourceID="9"/>'
        )
        return self


def ofd(*sheets: Sheet, picture: bytes = b"", template: Sheet | None = None) -> bytes:
    pages = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(sheets)))
    shared = '<ofd:TemplatePage ID="77" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
    files = {
        "OFD.xml": f'<ofd:OFD {OFD} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:Author>李某</ofd:Author></ofd:DocInfo>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        f"<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>{shared}</ofd:CommonData>"
        f"<ofd:Pages>{pages}</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": f'<ofd:Res {OFD} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="1" FontName="仿宋_GB2312"/><ofd:Font ID="2" FontName="黑体"/>'
        "</ofd:Fonts></ofd:Res>",
        "Doc_0/DocumentRes.xml": f'<ofd:Res {OFD} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="9" Type="Image"><ofd:MediaFile>image_9.png'
        "</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>",
    }
    for n, sheet in enumerate(sheets):
        use = '<ofd:Template TemplateID="77" ZOrder="Background"/>' if template else ""
        files[f"Doc_0/Pages/Page_{n}/Content.xml"] = (
            f'<ofd:Page {OFD}>{use}<ofd:Content><ofd:Layer ID="1" Type="Body">{"".join(sheet.objects)}</ofd:Layer></ofd:Content></ofd:Page>'
        )
    if template:
        files["Doc_0/Tpls/Tpl_0/Content.xml"] = (
            f'<ofd:Page {OFD}><ofd:Content><ofd:Layer ID="1">{"".join(template.objects)}</ofd:Layer></ofd:Content></ofd:Page>'
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
        if picture:
            archive.writestr("Doc_0/Res/image_9.png", picture)
    return out.getvalue()
