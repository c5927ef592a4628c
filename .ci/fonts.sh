#!/usr/bin/env bash
# The two fonts of printed standards, cut to characters.txt: 通用规范汉字表 (8,105), GB 2312, Latin, Greek, signs, units.
# Needs npm and fonttools; the same versions give the same bytes.
set -euo pipefail
cd "$(dirname "$0")/../workflow/data/fonts"
DRAFT=$(mktemp -d)
trap 'rm -rf "$DRAFT"' EXIT
npm install --silent --prefix "$DRAFT" @expo-google-fonts/noto-serif-sc@0.4.3 @expo-google-fonts/noto-sans-sc@0.4.3

cut_to_size() {
    pyftsubset "$DRAFT/node_modules/@expo-google-fonts/$1/$2.ttf" --text-file=characters.txt --output-file="$3.ttf" \
        --layout-features=kern,mark,mkmk,ccmp,locl --no-hinting --name-IDs='*' --notdef-outline
    cp "$DRAFT/node_modules/@expo-google-fonts/$1/LICENSE_FONT" "${3%-*}-OFL.txt"
}

cut_to_size noto-serif-sc 400Regular/NotoSerifSC_400Regular NotoSerifSC-Regular
cut_to_size noto-sans-sc 500Medium/NotoSansSC_500Medium NotoSansSC-Medium
