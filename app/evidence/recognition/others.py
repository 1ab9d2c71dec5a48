"""Files that are no pages: archives, mails, recordings, programs, data; each with its own advice."""

from __future__ import annotations

from app.evidence.recognition.sort import Sort, at_start

_UNPACK = "请用解压软件解压，把里面的文件加入。"
_WITNESS = "请加入说明其内容的文件，如截图、文字记录或签章的情况说明（PDF 或图片）。"
_OF_PROGRAMS = "程序不会打开它；请加入能证明它的文件，如运行截图、说明书或登记证书（PDF 或图片）。"
_PRINT_DATA = "请在打开它的程序中查出要证明的内容，导出为 Excel 或打印成 PDF 后加入。"
_OFFICE_LOCK = "请在 Office 或 WPS 中输入密码打开，去掉打开密码或另存为 PDF 后加入。"
_FTYP = (b"mp4", b"isom", b"iso2", b"avc1", b"qt  ", b"M4V", b"3gp", b"MSNV", b"mmp4", b"dash")

ARCHIVES: dict[str, Sort] = {
    "zip": Sort("是压缩包", _UNPACK, endings=(".zip",)),
    "split": Sort(
        "是分卷压缩包的一部分",
        "请把各个分卷放在一起解压，再把里面的文件加入。",
        at_start(b"PK\7\x08PK"),
        endings=(".z01", ".z02", ".001", ".002", ".r00", ".r01"),
    ),
    "rar": Sort("是 RAR 压缩包", _UNPACK, at_start(b"Rar!\x1a\7"), endings=(".rar",)),
    "7z": Sort("是 7z 压缩包", _UNPACK, at_start(b"7z\xbc\xaf\x27\x1c"), endings=(".7z",)),
    "gzip": Sort("是 gzip 压缩包", _UNPACK, at_start(b"\x1f\x8b"), endings=(".gz", ".tgz")),
    "bzip2": Sort("是 bzip2 压缩包", _UNPACK, at_start(b"BZh"), endings=(".bz2", ".tbz")),
    "xz": Sort("是 xz 压缩包", _UNPACK, at_start(b"\xfd7zXZ\0"), endings=(".xz", ".txz")),
    "zstd": Sort("是 zstd 压缩包", _UNPACK, at_start(b"\x28\xb5\x2f\xfd"), endings=(".zst",)),
    "tar": Sort("是 tar 压缩包", _UNPACK, (((257, b"ustar"),),), endings=(".tar",)),
    "cab": Sort("是 CAB 压缩包", _UNPACK, at_start(b"MSCF"), endings=(".cab",)),
    "lzh": Sort(
        "是压缩包", _UNPACK, (((2, b"-lh"),), *at_start(b"\x60\xea", b"LZIP")), endings=(".lzh", ".arj", ".lz")
    ),
    "iso": Sort(
        "是光盘映像",
        "请打开光盘映像，把里面的文件加入。",
        (((32769, b"CD001"),),),
        endings=(".iso", ".img", ".vhd", ".vmdk", ".dmg"),
    ),
}
MAILS: dict[str, Sort] = {
    "mail": Sort("是电子邮件", "请把邮件打印成 PDF，附件另存后加入。", endings=(".eml",)),
    "msg": Sort(
        "是 Outlook 邮件（.msg）",
        "请在 Outlook 中打开，把邮件打印成 PDF、附件另存后加入；或把邮件另存为 .eml 后加入。",
        streams=("__properties_version1.0",),
        endings=(".msg",),
    ),
    "tnef": Sort(
        "是 Outlook 邮件的附件包（winmail.dat）",
        "请让发件人改用 HTML 或纯文本格式重发，或在 Outlook 中打开邮件，把附件另存后加入。",
        at_start(b"\x78\x9f\x3e\x22"),
    ),
    "pst": Sort(
        "是 Outlook 邮箱文件（.pst）",
        "请在 Outlook 中打开，把要用的邮件打印成 PDF、附件另存后加入。",
        at_start(b"!BDN"),
        endings=(".pst", ".ost"),
    ),
    "mbox": Sort(
        "是邮箱文件（.mbox）", "请在邮件程序中打开，把要用的邮件另存为 .eml 或打印成 PDF 后加入。", endings=(".mbox",)
    ),
}
OFFICE: dict[str, Sort] = {
    "encrypted": Sort("文件有打开密码", _OFFICE_LOCK, streams=("EncryptedPackage", "EncryptionInfo")),
    "rights": Sort(
        "文件受权限保护（IRM）",
        "请让有权限的人在 Office 中打开，另存为 PDF 后加入。",
        streams=("\tDRMContent", "\x06DataSpaces"),
    ),
    "ole": Sort("是旧版办公软件的文件", "请在原来的程序中打开，另存为 PDF 后加入。"),
}
RECORDINGS: dict[str, Sort] = {
    "video": Sort(
        "是视频",
        _WITNESS,
        (
            *at_start(b"\x1aE\xdf\xa3", b"FLV\1", b"\0\0\1\xba", b"\0\0\1\xb3", b".RMF"),
            *(((4, b"ftyp" + brand),) for brand in _FTYP),
            ((4, b"moov"),),
            ((4, b"mdat"),),
            ((0, b"RIFF"), (8, b"AVI ")),
            ((0, b"G"), (188, b"G"), (376, b"G")),
        ),
        endings=(
            ".mp4",
            ".mov",
            ".avi",
            ".mkv",
            ".wmv",
            ".flv",
            ".mpg",
            ".mpeg",
            ".rmvb",
            ".webm",
            ".m4v",
            ".3gp",
            ".ts",
        ),
    ),
    "sound": Sort(
        "是录音",
        _WITNESS,
        (
            *at_start(
                b"ID3",
                b"\xff\xfb",
                b"\xff\xf3",
                b"\xff\xf1",
                b"\xff\xf9",
                b"fLaC",
                b"OggS",
                b"#!AMR",
                b"#!SILK",
                b"\2#!SILK",
                b"MThd",
            ),
            ((0, b"RIFF"), (8, b"WAVE")),
            ((4, b"ftypM4A"),),
        ),
        endings=(".mp3", ".wav", ".m4a", ".amr", ".aac", ".flac", ".ogg", ".wma", ".silk", ".mid"),
    ),
    "windowsmedia": Sort("是视频或录音（Windows Media）", _WITNESS, at_start(b"\x30\x26\xb2\x75\x8e\x66\xcf\x11")),
    "flash": Sort("是 Flash 动画", _WITNESS, at_start(b"FWS", b"CWS", b"ZWS"), endings=(".swf",)),
}
PROGRAMS: dict[str, Sort] = {
    "program": Sort(
        "是程序",
        _OF_PROGRAMS,
        at_start(b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"dex\n"),
        endings=(".exe", ".dll", ".com", ".scr", ".sys", ".so", ".bin", ".class"),
    ),
    "installer": Sort("是安装程序（.msi）", _OF_PROGRAMS, endings=(".msi", ".msp")),
    "apk": Sort(
        "是手机应用（.apk）", _OF_PROGRAMS, parts=("AndroidManifest.xml", "Payload/"), endings=(".apk", ".ipa")
    ),
    "jar": Sort("是 Java 程序（.jar）", _OF_PROGRAMS, parts=("META-INF/MANIFEST.MF",), endings=(".jar", ".war")),
    "script": Sort(
        "是脚本程序",
        "程序不会运行它；源代码要作为证明的，请把扩展名改为 .txt 后加入。",
        at_start(b"#!/"),
        endings=(".bat", ".cmd", ".ps1", ".vbs", ".js", ".jse", ".wsf", ".sh", ".hta", ".reg", ".py", ".pl", ".php"),
    ),
    "shortcut": Sort(
        "是快捷方式，不是文件本身",
        "请找到它指向的文件加入。",
        at_start(b"L\0\0\0\1\x14\2\0"),
        openings=("[internetshortcut]",),
        endings=(".lnk", ".url", ".webloc", ".desktop"),
    ),
    "font": Sort(
        "是字体文件",
        "它不是证明材料，不用加入。",
        at_start(b"\0\1\0\0\0", b"OTTO", b"ttcf", b"wOFF", b"wOF2"),
        endings=(".ttf", ".otf", ".ttc", ".woff", ".woff2", ".fon"),
    ),
}
DATA: dict[str, Sort] = {
    "text": Sort("是纯文本，扩展名不是 .txt", "请把扩展名改为 .txt（逗号或制表符隔开的表格改为 .csv）后加入。"),
    "draft": Sort(
        "是齐备的申报书草稿",
        "请用“打开”打开它；要作为证明的，请先导出 PDF 再加入。",
        (((16, b"\x20\0\1\1\x20\x40\x20\x20"),),),
        endings=(".qibei",),
    ),
    "sealed": Sort(
        "是加密副本（.age）",
        "请从“协作”菜单“打开加密副本”解开；要作为证明的，请在解开的申报书里导出 PDF 再加入。",
        at_start(b"age-encryption.org/", b"-----BEGIN AGE "),
        endings=(".age",),
    ),
    "pack": Sort(
        "是申报模板或配置文件（.qibei-pack、.yaml）",
        "它不是证明材料；申报模板请从“文件”菜单“安装申报模板”安装。",
        endings=(".qibei-pack", ".yaml", ".yml"),
    ),
    "sqlite": Sort(
        "是数据库文件（SQLite）", _PRINT_DATA, at_start(b"SQLite format 3\0"), endings=(".db", ".sqlite", ".sqlite3")
    ),
    "access": Sort(
        "是 Access 数据库",
        _PRINT_DATA,
        (((4, b"Standard Jet DB"),), ((4, b"Standard ACE DB"),)),
        endings=(".mdb", ".accdb"),
    ),
    "sql": Sort("是数据库备份", _PRINT_DATA, endings=(".sql", ".dmp", ".bak", ".mdf", ".ldf")),
    "json": Sort(
        "是 JSON 数据文件",
        "请在产生它的程序中打印或另存为 PDF 后加入；要印原文的，请把扩展名改为 .txt。",
        endings=(".json",),
    ),
    "signature": Sort(
        "是签名或证书文件",
        "请加入被签名的文件（PDF、OFD）或证书页面的截图。",
        at_start(b"-----BEGIN"),
        endings=(".cer", ".crt", ".p7b", ".p7s", ".pfx", ".p12", ".pem", ".sig"),
    ),
    "calendar": Sort(
        "是日程或名片",
        "请在日历、通讯录中打开，打印成 PDF 或截图后加入。",
        openings=("begin:vcalendar", "begin:vcard"),
        endings=(".ics", ".vcf"),
    ),
    "system": Sort("是系统自动产生的文件", "它不是证明材料，不用加入。", streams=("Catalog",)),
    "partial": Sort(
        "是没有下载完的文件",
        "请等下载完成后，加入下载好的文件。",
        endings=(".crdownload", ".part", ".download", ".td", ".xltd", ".tmp"),
    ),
    "torrent": Sort(
        "是下载种子，不是文件本身", "请先下载文件，再把文件加入。", at_start(b"d8:announce"), endings=(".torrent",)
    ),
    "placeholder": Sort(
        "是云盘占位文件，内容还没有下载",
        "请在云盘中下载后，再加入下载好的文件。",
        endings=(".cloud", ".cloudf", ".gdoc", ".icloud"),
    ),
}
