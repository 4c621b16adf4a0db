#!/bin/sh
# Draws the pages that the README shows: one of each style, cut to the part that tells most.
# Needs derive with Typst, pdftoppm (poppler-utils) and convert (ImageMagick).
# Run it from the root of the repository: sh docs/pages/make.sh
set -eu

pages=docs/pages
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT

# page STYLE EXERCISE SHEET PAGE TOP HEIGHT: what is on a page, from TOP on, at most HEIGHT pixels
# of it, cut where there is room between two lines
page() {
    one="$folder/$1.png"
    python3 -m derive solve "$2" --style "$1" --sheet "$3" --format pdf -o "$folder" > "$folder/log"
    pdftoppm -r 100 -f "$4" -l "$4" -gray -singlefile -png "$folder/$2-$3.pdf" "$folder/$1"
    convert "$one" -trim +repage -crop "x$6+0+$5" +repage "$one"
    rows=$(convert "$one" -scale '1x!' -depth 8 gray:- | od -An -v -tu1 -w1 |
        awk '$1 < 255 { white = 0; next } ++white >= 16 { cut = NR } END { print cut }')
    convert "$one" -crop "x$rows+0+0" +repage -trim +repage -resize '656x>' \
        -bordercolor white -border 22x18 -gravity center -background white -extent '700x' \
        -bordercolor '#cccccc' -border 1 -colors 16 -strip \
        -define png:compression-level=9 "$pages/$1.png"
}

page boxed two-tanh-units solution 3 0 800
page lecture lecture-softmax solution 3 0 800
page notes notes-sigmoid solution 2 222 800
page exam relu-paths solution 3 0 800
page worksheet worksheet-folded question 2 0 960
