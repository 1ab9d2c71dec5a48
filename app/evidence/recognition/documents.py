"""Files with pages or words: what can be a proof, and what can after a PDF was made of it."""

from __future__ import annotations

from app.evidence.recognition.sort import Sort, at_start, print_as_pdf, save_as_pdf

_WORD, _EXCEL, _SLIDES = "Word 或 WPS", "Excel 或 WPS 表格", "PowerPoint 或 WPS 演示"
_ODF = "application/vnd.oasis.opendocument."
_AS_PNG = "请在看图软件中打开，另存为 PNG、JPG 或 PDF 后加入。"
_SAME_INVOICE = "这是给财务系统读的数据；请加入同一张发票的 PDF 或 OFD 文件。"

TEXTS: dict[str, Sort] = {
    "docx": Sort("是 Word 文件", save_as_pdf(_WORD), parts=("word/document.xml", "word/")),
    "doc": Sort(
        "是旧版 Word 文件（.doc 或 WPS 文字）",
        save_as_pdf(_WORD),
        streams=("WordDocument",),
        endings=(".doc", ".dot", ".wps", ".wpt"),
        converts=True,
    ),
    "rtf": Sort("是 RTF 文件", save_as_pdf(_WORD), at_start(b"{\\rtf"), endings=(".rtf",), converts=True),
    "odt": Sort(
        "是 OpenDocument 文字文件（.odt）",
        save_as_pdf("Word、WPS 或 LibreOffice"),
        mimetype=f"{_ODF}text",
        endings=(".odt", ".ott"),
        converts=True,
    ),
    "uof": Sort(
        "是标文通文件（.uof、.uot）", save_as_pdf("WPS"), parts=("uof.xml",), endings=(".uof", ".uot", ".uos", ".uop")
    ),
    "wordml": Sort(
        "是 Word 2003 XML 文件",
        save_as_pdf(_WORD),
        openings=('<?xml&&progid="word.document"', "<?xml&&<w:worddocument"),
        converts=True,
    ),
    "works": Sort("是 Microsoft Works 文件", save_as_pdf(_WORD), streams=("MatOST",), converts=True),
    "hwp": Sort("是韩文 Hangul 文件（.hwp）", save_as_pdf("Hangul"), streams=("BodyText",), endings=(".hwp", ".hwpx")),
    "pages": Sort("是苹果 Pages 文件", save_as_pdf("Pages"), endings=(".pages",)),
    "mathtype": Sort("是公式文件", save_as_pdf("Word"), streams=("Equation Native",)),
    "markup": Sort("是 LaTeX 源文件", "请编译成 PDF 后加入。", openings=("\\documentclass",), endings=(".tex",)),
}
TABLES: dict[str, Sort] = {
    "xlsx": Sort("是 Excel 文件", save_as_pdf(_EXCEL), parts=("xl/workbook.xml",)),
    "xls": Sort(
        "是旧版 Excel 文件（.xls 或 WPS 表格）",
        f"请在 {_EXCEL}中打开，另存为 .xlsx 或 PDF 后加入。",
        streams=("Workbook", "Book"),
        endings=(".xls", ".xlt", ".et", ".ett"),
        converts=True,
    ),
    "blind_xls": Sort(  # so called, but its directory tells nothing
        "是旧版 Excel 文件（.xls 或 WPS 表格），内容读不出来",
        f"请在 {_EXCEL}中打开，另存为 .xlsx 或 PDF 后加入。",
        converts=True,
    ),
    "xlsb": Sort(
        "是 Excel 二进制工作簿（.xlsb）",
        f"请在 {_EXCEL}中打开，另存为 .xlsx 或 PDF 后加入。",
        parts=("xl/workbook.bin",),
        endings=(".xlsb",),
        converts=True,
    ),
    "ods": Sort(
        "是 OpenDocument 表格（.ods）",
        "请在 Excel、WPS 或 LibreOffice 中打开，另存为 .xlsx 或 PDF 后加入。",
        mimetype=f"{_ODF}spreadsheet",
        endings=(".ods", ".ots"),
        converts=True,
    ),
    "excelml": Sort(
        "是 Excel 2003 XML 表格",
        f"请在 {_EXCEL}中打开，另存为 .xlsx 或 PDF 后加入。",
        openings=('<?xml&&progid="excel.sheet"', "<?xml&&urn:schemas-microsoft-com:office:spreadsheet"),
        converts=True,
    ),
    "numbers": Sort("是苹果 Numbers 表格", save_as_pdf("Numbers"), endings=(".numbers",)),
    "csv": Sort("是 CSV 文件", "请把扩展名改为 .csv 后加入。"),
    "dbf": Sort("是 dBASE/FoxPro 数据表（.dbf）", "请用 Excel 打开，另存为 .xlsx 后加入。", endings=(".dbf",)),
}
SLIDES: dict[str, Sort] = {
    "ppt": Sort(
        "是旧版演示文稿（.ppt 或 WPS 演示）",
        save_as_pdf(_SLIDES),
        streams=("PowerPoint Document",),
        endings=(".ppt", ".pps", ".pot", ".dps", ".dpt"),
        converts=True,
    ),
    "pptx": Sort(
        "是演示文稿（.pptx）",
        save_as_pdf(_SLIDES),
        parts=("ppt/presentation.xml", "ppt/"),
        endings=(".pptx", ".ppsx", ".pptm"),
        converts=True,
    ),
    "odp": Sort(
        "是 OpenDocument 演示文稿（.odp）",
        save_as_pdf("PowerPoint、WPS 或 LibreOffice"),
        mimetype=f"{_ODF}presentation",
        endings=(".odp", ".otp"),
        converts=True,
    ),
    "odg": Sort(
        "是 OpenDocument 绘图（.odg）",
        save_as_pdf("LibreOffice"),
        mimetype=f"{_ODF}graphics",
        endings=(".odg", ".otg"),
        converts=True,
    ),
    "keynote": Sort("是苹果 Keynote 演示文稿", save_as_pdf("Keynote"), endings=(".key",)),
    "iwork": Sort(
        "是苹果 iWork 文件", save_as_pdf("Pages、Numbers 或 Keynote"), parts=("Index/Document.iwa", "index.apxl")
    ),
}
FIXED: dict[str, Sort] = {
    "pdf": Sort("是 PDF 文件", "请用 PDF 阅读器打开确认完好，另存一份后加入。"),
    "ofd": Sort(
        "是 OFD 版式文件", "请用 OFD 阅读器打开，导出或打印成 PDF 后加入。", parts=("OFD.xml",), endings=(".ofd",)
    ),
    "ceb": Sort(
        "是方正 CEB 版式文件",
        print_as_pdf("方正 Apabi Reader "),
        at_start(b"Founder CEB", b"FounderCEB", b"CEB"),
        endings=(".ceb", ".cebx"),
    ),
    "caj": Sort(
        "是中国知网的 CAJ 文件",
        "请在知网下载同一篇的 PDF，或在 CAJViewer 中打开，打印成 PDF 后加入。",
        at_start(b"CAJ\0", b"HN\0", b"KDH ", b"C8\0"),
        endings=(".caj", ".kdh", ".nh", ".teb"),
    ),
    "xps": Sort(
        "是 XPS 文件",
        print_as_pdf(" XPS 查看器"),
        parts=("FixedDocSeq.fdseq", "FixedDocumentSequence.fdseq", "Documents/1/FixedDoc.fdoc"),
        endings=(".xps", ".oxps"),
    ),
    "djvu": Sort(
        "是 DjVu 扫描书", print_as_pdf("能看 DjVu 的阅读器"), at_start(b"AT&TFORM"), endings=(".djvu", ".djv")
    ),
    "ps": Sort(
        "是 PostScript 文件（.ps、.eps）",
        "请在 Adobe Illustrator、Acrobat Distiller 等程序中转换成 PDF 后加入。",
        at_start(b"%!PS", b"%!\r", b"%!\n", b"\xc5\xd0\xd3\xc6", b"\x04%!PS"),
        endings=(".ps", ".eps", ".ai"),
    ),
    "pcl": Sort(
        "是打印机文件（.prn）",
        "请在原来的程序中改为打印成 PDF 后加入。",
        at_start(b"\x1b%-12345X", b"\x1bE\x1b"),
        endings=(".prn", ".pcl"),
    ),
    "publisher": Sort(
        "是 Publisher 文件（.pub）", save_as_pdf("Publisher"), streams=("Quill",), endings=(".pub",), converts=True
    ),
    "visio": Sort(
        "是 Visio 图（.vsd、.vsdx）",
        save_as_pdf("Visio"),
        parts=("visio/document.xml",),
        streams=("VisioDocument",),
        endings=(".vsd", ".vsdx"),
        converts=True,
    ),
    "project": Sort(
        "是 Project 计划（.mpp）",
        save_as_pdf("Project"),
        streams=("Props14", "Props12", "Props9", "Props"),
        endings=(".mpp",),
    ),
    "onenote": Sort(
        "是 OneNote 笔记",
        "请在 OneNote 中导出为 PDF 后加入。",
        at_start(b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", b"\xa1\x2f\xff\x43\xd9\xef\x76\x4c"),
        endings=(".one", ".onepkg"),
    ),
    "mindmap": Sort(
        "是思维导图（.xmind、.emmx、.mmap）",
        "请在原来的程序中导出为 PDF 或 PNG 后加入。",
        parts=("content.json&&metadata.json", "Document.xml"),
        endings=(".xmind", ".emmx", ".mmap", ".eddx"),
    ),
    "epub": Sort(
        "是电子书（.epub）", print_as_pdf("电子书阅读器"), mimetype="application/epub+zip", endings=(".epub",)
    ),
    "mobi": Sort(
        "是电子书（.mobi、.azw）",
        print_as_pdf("电子书阅读器"),
        (((60, b"BOOKMOBI"),),),
        endings=(".mobi", ".azw", ".azw3"),
    ),
    "chm": Sort("是帮助文件（.chm）", print_as_pdf("帮助查看器"), at_start(b"ITSF"), endings=(".chm",)),
    "txt": Sort("是纯文本", "请把扩展名改为 .txt 后加入。"),
    "html": Sort(
        "是网页文件",
        "请在浏览器中打开，打印成 PDF 后加入。",
        openings=("<!doctype html", "<html", "<head", "<body", "<table", "<meta ", "<?xml&&<html", "<!--&&<html"),
    ),
    "mhtml": Sort("是单个文件的网页（.mht）", "请在浏览器中打开，打印成 PDF 后加入。", endings=(".mht", ".mhtml")),
    "einvoice": Sort(
        "是电子发票的数据文件（XML）",
        _SAME_INVOICE,
        openings=("<?xml&&<einvoice", "<einvoice", "<?xml&&<xbrl", "<?xml&&<inv:"),
    ),
    "xml": Sort(
        "是 XML 数据文件", "请在产生它的程序中打印或另存为 PDF 后加入。", openings=("<?xml",), endings=(".xml", ".xbrl")
    ),
}
DRAWINGS: dict[str, Sort] = {
    "cad": Sort(
        "是 CAD 图纸（.dwg）",
        "请在 AutoCAD、中望 CAD 等程序中打印成 PDF 后加入。",
        at_start(b"AC10"),
        endings=(".dwg", ".dws", ".dwt"),
    ),
    "dxf": Sort(
        "是 CAD 交换图纸（.dxf）",
        "请在 AutoCAD、中望 CAD 等程序中打印成 PDF 后加入。",
        at_start(b"AutoCAD Binary DXF"),
        openings=("0\nsection",),
        endings=(".dxf",),
    ),
    "model": Sort(
        "是三维模型",
        "请在原来的程序中出图，打印成 PDF 后加入。",
        at_start(b"ISO-10303-21"),
        streams=("SwDocContentMgr", "SwXmlContents"),
        endings=(".sldprt", ".sldasm", ".slddrw", ".step", ".stp", ".igs", ".iges", ".stl", ".prt", ".catpart", ".ipt"),
    ),
    "svg": Sort(
        "是 SVG 矢量图",
        "请在浏览器中打开，打印成 PDF 后加入。",
        openings=("<svg", "<?xml&&<svg"),
        endings=(".svg", ".svgz"),
    ),
    "coreldraw": Sort(
        "是 CorelDRAW 图（.cdr）", save_as_pdf("CorelDRAW"), (((0, b"RIFF"), (8, b"CDR")),), endings=(".cdr",)
    ),
    "metafile": Sort(
        "是 Windows 图元文件（.emf、.wmf）",
        _AS_PNG,
        (*at_start(b"\xd7\xcd\xc6\x9a"), ((0, b"\1\0\0\0"), (40, b" EMF"))),
        endings=(".emf", ".wmf"),
    ),
}
PICTURES: dict[str, Sort] = {
    "jpeg": Sort("是 JPG 图片", _AS_PNG, at_start(b"\xff\xd8\xff")),
    "png": Sort("是 PNG 图片", _AS_PNG, at_start(b"\x89PNG")),
    "tiff": Sort("是 TIFF 图片", _AS_PNG, at_start(b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"MM*\0", b"II\0*")),
    "bmp": Sort("是 BMP 图片", _AS_PNG, (((0, b"BM"), (15, b"\0\0\0")),)),
    "webp": Sort("是 WebP 图片", _AS_PNG, (((0, b"RIFF"), (8, b"WEBP")),)),
    "gif": Sort("是 GIF 图片", _AS_PNG, at_start(b"GIF87a", b"GIF89a")),
    "heic": Sort(
        "是 HEIC 照片",
        "请在手机或看图软件中另存为 JPG 后加入。",
        tuple(
            ((4, b"ftyp" + brand),)
            for brand in (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"hevx")
        ),
        endings=(".heic", ".heif"),
    ),
    "avif": Sort("是 AVIF 图片", _AS_PNG, (((4, b"ftypavif"),), ((4, b"ftypavis"),)), endings=(".avif",)),
    "jp2": Sort(
        "是 JPEG 2000 图片", _AS_PNG, at_start(b"\0\0\0\x0cjP  ", b"\xff\x4f\xff\x51"), endings=(".jp2", ".j2k", ".jpx")
    ),
    "jxl": Sort("是 JPEG XL 图片", _AS_PNG, at_start(b"\0\0\0\x0cJXL ", b"\xff\x0a"), endings=(".jxl",)),
    "psd": Sort(
        "是 Photoshop 文件（.psd）",
        "请在 Photoshop 中另存为 PDF、PNG 或 JPG 后加入。",
        at_start(b"8BPS"),
        endings=(".psd", ".psb"),
    ),
    "icon": Sort(
        "是图标文件（.ico）",
        _AS_PNG,
        (((0, b"\0\0\1\0"), (5, b"\0")), ((0, b"\0\0\2\0"), (5, b"\0"))),
        endings=(".ico", ".cur"),
    ),
    "raw": Sort(
        "是相机原始照片",
        "请在看图软件中另存为 JPG 后加入。",
        at_start(b"FUJIFILMCCD-RAW", b"IIRO", b"IIU\0"),
        endings=(".cr2", ".cr3", ".nef", ".arw", ".dng", ".raf", ".rw2", ".orf"),
    ),
}
