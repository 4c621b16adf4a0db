"""Where exercises go: course systems, tables of answers, marking, a booklet."""
