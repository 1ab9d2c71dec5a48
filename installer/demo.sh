#!/bin/sh
# Make what a person would see, without a display: a filled sample draft, its check list, the book as PDF and DOCX,
# and a picture of every page of the wizard. All of it goes to out/, which is made anew.
set -eu
cd "$(dirname "$0")/.."
draft=out/sample.qibei
export QIBEI_PASSPHRASE=qibei-demo-passphrase # of the sample draft only; see README.md
export LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen

rm -rf out/sample.qibei out/book out/pictures
mkdir -p out
echo "== 示例草稿 / sample draft"
.venv/bin/qibei sample sichuan-2022 "$draft"
echo "== 齐备检查 / check"
.venv/bin/qibei check "$draft" || [ $? -eq 1 ] # 1: problems were found, and are listed above
echo "== 申报书 / book"
.venv/bin/qibei export "$draft" --out out/book --format pdf,docx
echo "== 界面图片 / pictures of the pages"
.venv/bin/python -m app.ui.pictures "$draft" --out out/pictures
echo "== 全部完成 / done; the sample's passphrase: $QIBEI_PASSPHRASE"
find "$PWD/out/book" "$PWD/out/pictures" -type f | sort
